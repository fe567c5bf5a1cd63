//! Retention as an admin sets it, and the job that acts on it.
#![allow(clippy::unwrap_used)]

mod job;
mod set;

use std::sync::Arc;

use crate::exposure::{self, SCAN_KIND, ScanHandler, ScanResult};
use crate::fixture::{Fixture, exposure};
use crate::jobs::Job;
use crate::retention::{Change, RETENTION_KIND, RetentionHandler, change};
use crate::store::Store;
use crate::tenancy::{self, NewOrganization};

pub(super) const DAY: i64 = 86_400_000;

/// A company whose jobs run. The clock stands at 2026-05-28T20:26:40Z.
pub(super) async fn company() -> Fixture {
    let fixture = Fixture::over(Store::in_memory().unwrap());
    let services = &fixture.services;
    let (org, now) = (fixture.admin.scope().org(), services.platform.now());
    let new = NewOrganization { time_zone: "Europe/Berlin".into(), ..NewOrganization::client("Acme") };
    services.platform.store.write(move |writer| tenancy::create(writer, org, now, new)).await.unwrap();
    at_work(&fixture);
    fixture
}

/// Starts the jobs.
pub(super) fn at_work(fixture: &Fixture) {
    let services = &fixture.services;
    services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(services)));
    services.jobs.register(RETENTION_KIND, Arc::new(RetentionHandler::new(services)));
    tokio::spawn(services.jobs.clone().work());
}

/// So many people are in one breach.
pub(super) async fn found(fixture: &Fixture, people: usize) {
    let emails: Vec<String> = (0..people).map(|n| format!("p{n}@acme.example")).collect();
    fixture.people(&format!("email\n{}\n", emails.join("\n"))).await;
    let provider = fixture.provider("free", false);
    for email in emails {
        provider.knows(&email, vec![exposure("Adobe", &["Passwords"])]);
    }
    assert_eq!(scan(fixture).await.new_alerts, people as u64);
}

pub(super) async fn scan(fixture: &Fixture) -> ScanResult {
    let job = exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
    exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap()
}

pub(super) async fn set(fixture: &Fixture, asked: Change) {
    change(&fixture.services, &fixture.admin, asked).await.unwrap();
}

/// Runs the job now.
pub(super) async fn run(fixture: &Fixture) -> Job {
    let (jobs, scope) = (&fixture.services.jobs, fixture.admin.scope());
    let id = jobs.enqueue(scope, RETENTION_KIND, &()).await.unwrap();
    jobs.wait(scope, id).await.unwrap()
}
