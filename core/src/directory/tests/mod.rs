//! Connections, syncs and remedies over a directory in memory.
#![allow(clippy::unwrap_used)]

mod connections;
mod remedies;
mod syncs;

use std::sync::Arc;
use std::time::Duration;

use crate::directory::{self, Connection, ConnectionType, NewConnection, SYNC_KIND, SyncHandler, SyncLimits};
use crate::fixture::{FakeDirectory, Fixture};
use crate::jobs::Job;
use crate::ports::DirectoryUser;
use crate::store::Id;
use crate::workforce::{self, Employee};

/// A person `pN`, active, with an address.
fn person(number: usize) -> DirectoryUser {
    DirectoryUser {
        external_id: format!("u{number}"),
        email: Some(format!("P{number}@acme.example")),
        first_name: format!("Given{number}"),
        last_name: "Family".into(),
        department: "R&D".into(),
        active: true,
        ..DirectoryUser::default()
    }
}

fn people(count: usize) -> Vec<DirectoryUser> {
    (0..count).map(person).collect()
}

/// A fixture with a directory, a connection to it, and jobs that run.
struct Scene {
    fixture: Fixture,
    directory: Arc<FakeDirectory>,
    id: Id,
}

fn new_connection() -> NewConnection {
    let entered = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    NewConnection {
        kind: ConnectionType::Okta,
        name: "Acme".into(),
        config: [entered("domain", "acme.okta.com"), entered("apiToken", "00t")].into(),
    }
}

impl Scene {
    async fn new(directory: FakeDirectory) -> Self {
        let fixture = Fixture::new();
        let directory = fixture.directory(directory);
        let limits = SyncLimits { waits: 2, longest_wait: Duration::from_millis(20), pages: 1000 };
        let handler = SyncHandler::new(&fixture.services).with_limits(limits);
        fixture.services.jobs.register(SYNC_KIND, Arc::new(handler));
        tokio::spawn(fixture.services.jobs.clone().work());
        let (id, _) = directory::add(&fixture.services, &fixture.admin, new_connection()).await.unwrap();
        Self { fixture, directory, id }
    }

    /// Syncs to the end.
    async fn sync_with(&self, confirm: bool) -> Job {
        let Fixture { services, admin, .. } = &self.fixture;
        let (job, _) = directory::start_sync(services, admin, self.id, confirm).await.unwrap();
        services.jobs.wait(admin.scope(), job).await.unwrap()
    }

    /// Syncs to the end; the summary.
    async fn sync(&self) -> serde_json::Value {
        let job = self.sync_with(false).await;
        serde_json::from_str(&job.result.unwrap_or_else(|| panic!("{:?}", job.error))).unwrap()
    }

    fn connection(&self) -> Connection {
        let all = directory::connections(&self.fixture.services, &self.fixture.admin).unwrap();
        all.into_iter().find(|(id, _)| *id == self.id).unwrap().1
    }

    fn everybody(&self) -> Vec<Employee> {
        let reader = self.fixture.services.org(&self.fixture.admin).read().unwrap();
        workforce::all_after(&reader, Id::NIL, 1000).unwrap().into_iter().map(|(_, one)| one).collect()
    }

    fn active(&self) -> usize {
        self.everybody().iter().filter(|one| one.active).count()
    }
}
