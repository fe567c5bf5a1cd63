//! One provider's way through the workforce: batch by batch, remembering how far it has come.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::exposure::findings::{self, Added, Finding, Source};
use crate::exposure::scan::ask::{Answer, Asker};
use crate::exposure::scan::handler::Shown;
use crate::exposure::scan::start::ProviderResult;
use crate::platform::Platform;
use crate::record;
use crate::store::{Id, OrgRows as _, OrgStore, OrgTable, OrgWriter};
use crate::workforce::{self, Employee};

/// How many people are read at once.
const PAGE: usize = 1000;
/// How many people's findings one transaction takes: few enough that others' writes do not wait.
const PEOPLE_A_WRITE: usize = 200;
/// After so many batches in a row without one answer the provider is given up.
const FAILED_BATCHES: u32 = 3;

/// How far a provider has come in a scan, written with what it found: a scan that was cut off goes on from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    job: Id,
    after: Id,
    pub(super) looked_up: u64,
    pub(super) failed: u64,
    pub(super) records: u64,
    pub(super) alerts: u64,
}

record!(Cursor, 1);

/// Cursors by provider; each scan starts its own.
const CURSORS: OrgTable<String, Cursor> = OrgTable::new("exposure.scan_cursor");

impl Cursor {
    fn start(job: Id) -> Self {
        Self { job, after: Id::NIL, looked_up: 0, failed: 0, records: 0, alerts: 0 }
    }

    /// Where the provider stands in this job.
    pub(super) fn load(store: &OrgStore, provider: &str, job: Id) -> Result<Self> {
        let stored = store.read()?.get(&CURSORS, &provider.to_owned())?;
        Ok(stored.filter(|cursor| cursor.job == job).unwrap_or_else(|| Self::start(job)))
    }

    /// Forgets where the provider stood, once the scan is over.
    pub(super) fn clear(writer: &mut OrgWriter<'_, '_>, provider: &str) -> Result<()> {
        writer.remove(&CURSORS, &provider.to_owned()).map(drop)
    }
}

/// One provider's walk.
pub(super) struct Walk<'r> {
    pub(super) platform: &'r Platform,
    pub(super) store: OrgStore,
    pub(super) asker: Asker<'r>,
    pub(super) batch: usize,
    pub(super) source: Source,
    pub(super) cursor: Cursor,
    pub(super) shown: &'r Shown<'r>,
}

impl Walk<'_> {
    /// Walks to the end, or until the provider is given up.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody stopped the job, [`Error::Unavailable`] when the disk fails.
    pub(super) async fn run(mut self) -> Result<(Cursor, ProviderResult)> {
        let mut error = None;
        let mut in_vain = 0;
        let mut given_up = false;
        let mut next = Some(self.cursor.after);
        while let Some(after) = next {
            let (people, more) = self.people(after).await?;
            next = more;
            for batch in people.chunks(self.batch) {
                if given_up {
                    self.cursor.failed += batch.len() as u64;
                } else {
                    let failure = self.one_batch(batch, &mut in_vain, &mut given_up).await?;
                    error = failure.or(error);
                }
                self.shown.advance(batch.len() as u64);
            }
        }
        let result = ProviderResult {
            id: self.source.provider.clone(),
            looked_up: self.cursor.looked_up,
            failed: self.cursor.failed,
            error,
        };
        Ok((self.cursor, result))
    }

    /// Looks one batch up and stores what was found; answers what went wrong.
    async fn one_batch(
        &mut self,
        batch: &[(Id, Employee)],
        in_vain: &mut u32,
        given_up: &mut bool,
    ) -> Result<Option<String>> {
        let emails: Vec<String> = batch.iter().map(|(_, employee)| employee.email.clone()).collect();
        let answers = match self.asker.ask(&emails).await? {
            Answer::Some(answers) => answers,
            Answer::GiveUp(cause) => {
                *given_up = true;
                self.cursor.failed += batch.len() as u64;
                return Ok(Some(cause.to_string()));
            }
        };
        let (mut found, mut failed, mut error) = (Vec::new(), 0, None);
        for ((employee, _), answer) in batch.iter().zip(answers) {
            match answer {
                Ok(exposures) if exposures.is_empty() => {}
                Ok(exposures) => found.push(Finding { employee: *employee, exposures }),
                Err(cause) => {
                    failed += 1;
                    error = Some(cause.to_string());
                }
            }
        }
        *in_vain = if failed == batch.len() { *in_vain + 1 } else { 0 };
        *given_up = *in_vain == FAILED_BATCHES;
        self.cursor.failed += failed as u64;
        self.cursor.looked_up += (batch.len() - failed) as u64;
        if let Some((last, _)) = batch.last() {
            self.cursor.after = *last;
        }
        self.keep(found).await?;
        Ok(error)
    }

    /// Stores findings together with how far the walk has come.
    async fn keep(&mut self, mut found: Vec<Finding>) -> Result<()> {
        while !found.is_empty() {
            let rest = found.split_off(found.len().min(PEOPLE_A_WRITE));
            // Only the last part of a batch moves the cursor: a batch that was cut off is repeated.
            let moves = rest.is_empty();
            let (mut cursor, mut source) = (self.cursor.clone(), self.source.clone());
            source.now = self.platform.now();
            let provider = source.provider.clone();
            let added: Added = self
                .store
                .write(move |writer| {
                    let added = findings::store(writer, &source, found)?;
                    if moves {
                        cursor.records += added.records;
                        cursor.alerts += added.alerts;
                        writer.insert(&CURSORS, &provider, &cursor)?;
                    }
                    Ok(added)
                })
                .await?;
            self.cursor.records += added.records;
            self.cursor.alerts += added.alerts;
            self.shown.found(added.alerts);
            if added.alerts > 0 {
                self.source.outbox.wake();
            }
            found = rest;
        }
        Ok(())
    }

    async fn people(&self, after: Id) -> Result<(Vec<(Id, Employee)>, Option<Id>)> {
        let store = self.store.clone();
        tokio::task::spawn_blocking(move || workforce::active_after(&store.read()?, after, PAGE))
            .await
            .map_err(Error::internal)?
    }
}
