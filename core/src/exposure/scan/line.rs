//! The workforce in a line before one provider: several batches are asked about at once, and their answers come in the line's
//! order, so that "everybody up to here" stays one place.

use futures::StreamExt as _;
use tokio::sync::mpsc;

use crate::error::{Error, Result};
use crate::exposure::scan::ask::{Answer, Asker};
use crate::platform::Platform;
use crate::store::{Id, OrgStore};
use crate::workforce::{self, Employee};

/// How many people are read at once.
const PAGE: usize = 1000;

/// A batch that was asked about.
pub(super) struct Asked {
    pub(super) people: Vec<Id>,
    pub(super) answer: Answer,
}

/// A provider and those who wait to be asked about.
pub(super) struct Line<'r> {
    pub(super) platform: &'r Platform,
    pub(super) store: OrgStore,
    pub(super) asker: Asker<'r>,
    /// How many people one call asks about.
    pub(super) batch: usize,
    /// How many calls may run at once.
    pub(super) connections: usize,
}

impl Line<'_> {
    /// Asks about everybody after `from`, to the end or to and with `last`, and hands the answers out. Once the provider was
    /// given up, the others are handed out without being asked about.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody stopped the job, [`Error::Unavailable`] when the disk fails.
    pub(super) async fn lap(&self, from: Id, last: Option<Id>, out: mpsc::Sender<Asked>) -> Result<()> {
        let mut next = Some(from).filter(|_| last != Some(Id::NIL));
        while let Some(after) = next {
            let (mut people, more) = self.people(after).await?;
            let wanted = people.iter().take_while(|(id, _)| last.is_none_or(|last| *id <= last)).count();
            next = more.filter(|_| wanted == people.len());
            people.truncate(wanted);
            let asking: Vec<_> = people.chunks(self.batch).map(|batch| self.ask(batch)).collect();
            let mut answers = futures::stream::iter(asking).buffered(self.connections);
            while let Some(asked) = answers.next().await {
                // Nobody takes it when the other side failed, which is what will be told.
                if out.send(asked?).await.is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    async fn ask(&self, batch: &[(Id, Employee)]) -> Result<Asked> {
        let emails: Vec<String> = batch.iter().map(|(_, employee)| employee.email.clone()).collect();
        let answer = self.asker.ask(&emails, self.platform.now()).await?;
        Ok(Asked { people: batch.iter().map(|(id, _)| *id).collect(), answer })
    }

    async fn people(&self, after: Id) -> Result<(Vec<(Id, Employee)>, Option<Id>)> {
        let store = self.store.clone();
        tokio::task::spawn_blocking(move || workforce::active_after(&store.read()?, after, PAGE))
            .await
            .map_err(Error::internal)?
    }
}
