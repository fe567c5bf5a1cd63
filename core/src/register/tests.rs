//! The register's clock, and an entry on its way.
#![allow(clippy::unwrap_used)]

use crate::fixture::Fixture;
use crate::register::{self, Entry, EntryChange, EntryStatus, NewEntry};
use crate::time::Timestamp;

const HOUR: i64 = 3_600_000;

fn entry(status: EntryStatus) -> Entry {
    Entry {
        title: "Lost laptop".into(),
        detected: Timestamp(0),
        status,
        affected: 3,
        data_types: vec!["password".into(), "email".into(), "username".into(), "shoe_size".into()],
        assessment: None,
        notified: None,
    }
}

#[test]
fn the_clock_runs_72_hours_and_rounds_down() {
    let assessing = entry(EntryStatus::Assessing);
    for (now, hours, overdue) in [
        (0, 72, false),
        (1, 71, false),
        (HOUR, 71, false),
        (72 * HOUR - 1, 0, false),
        (72 * HOUR, 0, false),
        (72 * HOUR + 1, -1, true),
        (73 * HOUR, -1, true),
        (74 * HOUR, -2, true),
    ] {
        let clock = assessing.clock(Timestamp(now));
        assert_eq!((clock.hours_remaining, clock.overdue), (hours, overdue), "{now}");
        assert_eq!(clock.deadline, Timestamp(72 * HOUR));
    }
    for decided in [EntryStatus::Notified, EntryStatus::NotRequired] {
        assert!(!entry(decided).clock(Timestamp(100 * HOUR)).overdue);
    }
    let clock = assessing.clock(Timestamp(i64::MAX));
    assert!(clock.overdue, "no clock overflows");
}

#[test]
fn each_category_is_told_once() {
    let ids: Vec<_> = entry(EntryStatus::Assessing).categories().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["credentials", "contact", "other_personal_data"]);
}

#[tokio::test]
async fn notifying_stamps_once_and_taking_it_back_takes_the_stamp() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    let new = NewEntry { title: " Lost laptop ".into(), ..NewEntry::default() };
    let id = register::add(services, admin, new).await.unwrap();
    let to = async |status| {
        let change = EntryChange { status: Some(status), ..EntryChange::default() };
        register::change(services, admin, id, change).await.unwrap().notified
    };
    let first = services.platform.now();
    assert_eq!(to(EntryStatus::Notified).await, Some(first));
    fixture.clock.advance(HOUR);
    assert_eq!(to(EntryStatus::Notified).await, Some(first), "the same word twice is no second notification");
    assert_eq!(to(EntryStatus::Assessing).await, None);
    assert_eq!(to(EntryStatus::Notified).await, Some(first.plus_seconds(3600)));
    let shown = register::entries(services, admin).unwrap();
    assert_eq!((shown.len(), shown[0].1.title.as_str()), (1, "Lost laptop"));
}

#[tokio::test]
async fn evidence_says_everything_and_calculates_nothing() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    let new = NewEntry {
        title: "=HYPERLINK(\"http://x.example\")".into(),
        detected: Timestamp::parse("2026-05-01T10:00:00Z"),
        affected: 7,
        data_types: ["Passwords", "Credit cards", "password", "Email addresses"].map(Into::into).into(),
    };
    let id = register::add(services, admin, new).await.unwrap();
    let change = EntryChange { assessment: Some(Some("+1 laptop,\nencrypted".into())), status: None };
    register::change(services, admin, id, change).await.unwrap();
    let text = register::evidence(services, admin, id).unwrap();
    assert_eq!(
        text,
        "Field,Value\r\n\
         Title,\"'=HYPERLINK(\"\"http://x.example\"\")\"\r\n\
         Detected at,2026-05-01T10:00:00.000Z\r\n\
         Status,ASSESSING\r\n\
         Affected employees,7\r\n\
         GDPR data categories,Credentials; Financial data; Contact data\r\n\
         72h deadline,2026-05-04T10:00:00.000Z\r\n\
         Notified at,\r\n\
         Assessment,\"'+1 laptop,\nencrypted\"\r\n"
    );
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let fixture = Fixture::new();
    let now = fixture.services.platform.now();
    let good = NewEntry { title: "x".into(), ..NewEntry::default() };
    for (field, new) in [
        ("title", NewEntry { title: " ".into(), ..good.clone() }),
        ("title", NewEntry { title: "x".repeat(201), ..good.clone() }),
        ("title", NewEntry { title: "a\nb".into(), ..good.clone() }),
        ("detectedAt", NewEntry { detected: Some(Timestamp(-1)), ..good.clone() }),
        ("detectedAt", NewEntry { detected: Some(now.plus_seconds(90_000)), ..good.clone() }),
        ("dataTypes", NewEntry { data_types: vec!["email".into(); 51], ..good.clone() }),
        ("dataTypes[1]", NewEntry { data_types: vec!["email".into(), "--".into()], ..good.clone() }),
    ] {
        let refused = register::add(&fixture.services, &fixture.admin, new).await.unwrap_err();
        assert!(refused.to_string().starts_with(&format!("{field}: ")), "{field}: {refused}");
    }
}
