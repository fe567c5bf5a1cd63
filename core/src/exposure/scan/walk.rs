//! One provider's way through the workforce: batch by batch, remembering how far it has come. It begins where the scan
//! before gave the provider up (its quota of the day was used up), goes on from the front, and ends where it began.

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::error::{Error, Result};
use crate::exposure::findings::{self, Added, Finding, Source};
use crate::exposure::scan::ask::Answer;
use crate::exposure::scan::handler::Shown;
use crate::exposure::scan::line::{Asked, Line};
use crate::exposure::scan::start::ProviderResult;
use crate::metrics::Word;
use crate::platform::Platform;
use crate::record;
use crate::store::{Id, OrgRows as _, OrgStore, OrgTable, OrgWriter};

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
    /// Where the provider stands in this job; a job that begins stands at `begin`.
    pub(super) fn load(store: &OrgStore, provider: &str, job: Id, begin: Id) -> Result<Self> {
        let stored = store.read()?.get(&CURSORS, &provider.to_owned())?;
        let fresh = Self { job, after: begin, looked_up: 0, failed: 0, records: 0, alerts: 0 };
        Ok(stored.filter(|cursor| cursor.job == job).unwrap_or(fresh))
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
    pub(super) source: Source,
    /// After whom this job began.
    pub(super) begin: Id,
    pub(super) cursor: Cursor,
    pub(super) shown: &'r Shown<'r>,
}

/// How a walk goes.
#[derive(Default)]
struct Course {
    /// The last thing that went wrong.
    error: Option<String>,
    /// Batches in a row without one answer.
    in_vain: u32,
    given_up: bool,
    /// Where the next scan begins: with whom this one gave the provider up, else at the front.
    next_begin: Id,
}

/// What came of a walk.
pub(super) struct Walked {
    pub(super) cursor: Cursor,
    pub(super) result: ProviderResult,
    /// After whom the next scan begins.
    pub(super) next_begin: Id,
}

impl Walk<'_> {
    /// Walks to the end, or until the provider is given up.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody stopped the job, [`Error::Unavailable`] when the disk fails.
    pub(super) async fn run(mut self, line: &Line<'_>) -> Result<Walked> {
        let mut course = Course::default();
        let begin = self.begin;
        // A job that was cut off and stands before its beginning has been round already.
        if self.cursor.after >= begin {
            self.lap(line, self.cursor.after, None, &mut course).await?;
            self.lap(line, Id::NIL, Some(begin), &mut course).await?;
        } else {
            self.lap(line, self.cursor.after, Some(begin), &mut course).await?;
        }
        if course.given_up {
            self.platform.metrics.providers_given_up.count([self.source.provider.clone()]);
        }
        let result = ProviderResult {
            id: self.source.provider.clone(),
            looked_up: self.cursor.looked_up,
            failed: self.cursor.failed,
            error: course.error,
        };
        Ok(Walked { cursor: self.cursor, result, next_begin: course.next_begin })
    }

    /// Walks from after somebody to the end, or to and with `last`. What was found is stored while others are asked about.
    async fn lap(&mut self, line: &Line<'_>, from: Id, last: Option<Id>, course: &mut Course) -> Result<()> {
        let (out, mut answers) = mpsc::channel::<Asked>(2 * line.connections);
        let keeping = async {
            while let Some(asked) = answers.recv().await {
                let people = asked.people.len();
                if course.given_up {
                    self.cursor.failed += people as u64;
                } else {
                    self.one_batch(line, asked, course).await?;
                }
                self.shown.advance(people as u64);
            }
            Ok::<(), Error>(())
        };
        futures::future::try_join(line.lap(from, last, out), keeping).await.map(drop)
    }

    /// Stores what was found about one batch.
    async fn one_batch(&mut self, line: &Line<'_>, asked: Asked, course: &mut Course) -> Result<()> {
        let batch = asked.people;
        let answers = match asked.answer {
            Answer::Some(answers) => answers,
            Answer::GiveUp(why) => {
                self.cursor.failed += batch.len() as u64;
                self.count(0, batch.len());
                (course.given_up, course.error) = (true, Some(why));
                course.next_begin = self.cursor.after;
                return Ok(());
            }
        };
        let (mut found, mut failed) = (Vec::new(), 0);
        for (employee, answer) in batch.iter().zip(answers) {
            match answer {
                Ok(exposures) if exposures.is_empty() => {}
                Ok(exposures) => found.push(Finding { employee: *employee, exposures }),
                Err(cause) => {
                    failed += 1;
                    course.error = Some(cause.to_string());
                }
            }
        }
        course.in_vain = if failed == batch.len() { course.in_vain + 1 } else { 0 };
        course.given_up = course.in_vain == FAILED_BATCHES;
        self.cursor.failed += failed as u64;
        self.cursor.looked_up += (batch.len() - failed) as u64;
        self.count(batch.len() - failed, failed);
        if let Some(last) = batch.last() {
            self.cursor.after = *last;
        }
        if course.given_up {
            line.asker.give_up(course.error.clone().unwrap_or_default());
            course.next_begin = self.cursor.after;
        }
        self.keep(found).await
    }

    fn count(&self, answered: usize, failed: usize) {
        let (metrics, provider) = (&self.platform.metrics, &self.source.provider);
        for (outcome, people) in [("answered", answered), ("failed", failed)] {
            metrics.lookups.count_many([Word::from(provider.clone()), outcome.into()], people as u64);
        }
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
            self.platform.metrics.exposure_alerts.inc_by(added.alerts);
            if added.alerts > 0 {
                self.source.outbox.wake();
            }
            found = rest;
        }
        Ok(())
    }
}
