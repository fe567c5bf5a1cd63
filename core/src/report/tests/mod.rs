//! An appliance with a company, its people and what was found of them, and the reports of it.
#![allow(clippy::unwrap_used)]

mod pages;
mod sent;
mod tables;

use std::sync::Arc;

use crate::exposure::{self, SCAN_KIND, ScanHandler};
use crate::fixture::{Fixture, exposure};
use crate::notify::{MailChange, set_mail_settings};
use crate::ports::MailSecurity;
use crate::report::{REPORT_KIND, ReportHandler};
use crate::tenancy::{self, NewOrganization};

/// A company without people, whose jobs run and whose mail goes to the fixture's mailer. The clock stands at
/// 2026-05-28T20:26:40Z, a Thursday.
pub(super) async fn company(name: &str, zone: &str) -> Fixture {
    let fixture = Fixture::new();
    let services = &fixture.services;
    let (org, now) = (fixture.admin.scope().org(), services.platform.now());
    let new = NewOrganization { time_zone: zone.into(), ..NewOrganization::client(name) };
    services.platform.store.write(move |writer| tenancy::create(writer, org, now, new)).await.unwrap();
    services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(services)));
    services.jobs.register(REPORT_KIND, Arc::new(ReportHandler::new(services)));
    let change = MailChange {
        host: "mail.acme.example".into(),
        port: 587,
        security: MailSecurity::Starttls,
        username: String::new(),
        password: None,
        from: "gate@acme.example".into(),
        enabled: true,
    };
    set_mail_settings(services, &fixture.admin, change).await.unwrap();
    tokio::spawn(services.jobs.clone().work());
    fixture
}

/// Three people, two of them in a breach.
pub(super) async fn found(fixture: &Fixture) {
    fixture
        .people(
            "email,first_name,last_name,department\nada@acme.example,Ada,Byron,=Engines\n\
             grace@acme.example,Grace,Hopper,Navy\nyamada@acme.example,太郎,山田,営業\n",
        )
        .await;
    let provider = fixture.provider("free", false);
    provider.knows(
        "ada@acme.example",
        vec![exposure("Adobe", &["Passwords", "Email addresses"]), exposure("+LinkedIn", &["Names"])],
    );
    provider.knows("yamada@acme.example", vec![exposure("Adobe", &["Email addresses"])]);
    let job = exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
    exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap();
}
