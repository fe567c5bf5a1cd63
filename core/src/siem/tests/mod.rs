//! An appliance with alerts, and what a SIEM gets of them.
#![allow(clippy::unwrap_used)]

mod pages;
mod pushed;
mod written;

use std::sync::Arc;

use crate::exposure::{self, SCAN_KIND, ScanHandler};
use crate::fixture::{Fixture, exposure};

/// An appliance where so many people are in one breach, all found in the same millisecond.
pub(super) async fn found(people: usize) -> Fixture {
    let fixture = Fixture::new();
    let emails: Vec<String> = (0..people).map(|n| format!("p{n}@acme.example")).collect();
    fixture.people(&format!("email\n{}\n", emails.join("\n"))).await;
    let services = &fixture.services;
    services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(services)));
    tokio::spawn(services.jobs.clone().work());
    scan(&fixture, &emails, "Adobe").await;
    fixture
}

pub(super) async fn scan(fixture: &Fixture, emails: &[String], breach: &str) {
    let provider = fixture.provider("free", false);
    for email in emails {
        provider.knows(email, vec![exposure(breach, &["Passwords"])]);
    }
    let job = exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
    exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap();
}
