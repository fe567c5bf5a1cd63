//! Reports as tables.

use super::{company, found};
use crate::access::Principal;
use crate::error::Error;
use crate::fixture::Fixture;
use crate::register::{self, EntryChange, EntryStatus, NewEntry};
use crate::report::{Section, csv};

pub(super) async fn text(fixture: &Fixture, section: Section) -> String {
    let (services, admin) = (fixture.services.clone(), fixture.admin.clone());
    let read = tokio::task::spawn_blocking(move || {
        let mut export = csv(&services, &admin, section).unwrap();
        let mut text = Vec::new();
        while let Some(piece) = export.next_piece().unwrap() {
            text.extend(piece);
        }
        String::from_utf8(text).unwrap()
    });
    read.await.unwrap()
}

#[tokio::test]
async fn a_company_with_nothing_has_whole_tables() {
    let fixture = company("Acme", "UTC").await;
    let all = text(&fixture, Section::All).await;
    for line in [
        "section,exposure\r\n\r\nmetric,value\r\nEmployees,0\r\n",
        "\r\n\r\nbreach,source,breach date,affected employees\r\n\r\n",
        "section,employees\r\n\r\nname,email,department,breaches,exposed data,last detected,risk\r\n\r\n",
        "section,trends\r\n\r\nmonth,breaches,alerts\r\n2025-06,0,0\r\n",
        "section,compliance\r\n\r\nmetric,value\r\nRegister entries,0\r\n",
        "Second factor share of those known,0.0 %\r\n",
        "Last scan,never\r\n",
    ] {
        assert!(all.contains(line), "{line:?} is not in {all}");
    }
}

#[tokio::test]
async fn what_was_found_is_told_and_starts_no_formula() {
    let fixture = company("Acme", "UTC").await;
    found(&fixture).await;
    assert_eq!(
        text(&fixture, Section::Employees).await,
        "name,email,department,breaches,exposed data,last detected,risk\r\n\
         Ada Byron,ada@acme.example,'=Engines,2,email; names; password,2026-05-28,56\r\n\
         Grace Hopper,grace@acme.example,Navy,0,,,0\r\n\
         太郎 山田,yamada@acme.example,営業,1,email,2026-05-28,30\r\n"
    );
    let exposure = text(&fixture, Section::Exposure).await;
    for line in [
        "Employees,3\r\nExposed employees,2\r\nExposed share,66.7 %\r\n",
        "Open alerts,3\r\nOpen alerts CRITICAL,0\r\nOpen alerts HIGH,1\r\nOpen alerts MEDIUM,2\r\n",
        "'+LinkedIn,HIBP,2019-03-01,1\r\nAdobe,HIBP,2019-03-01,2\r\n",
    ] {
        assert!(exposure.contains(line), "{line:?} is not in {exposure}");
    }
    let trends = text(&fixture, Section::Trends).await;
    assert!(trends.ends_with("2026-04,0,0\r\n2026-05,2,3\r\n"), "{trends}");
}

#[tokio::test]
async fn the_register_counts_in_compliance() {
    let fixture = company("Acme", "UTC").await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let add = async |title: &str, affected| {
        let new = NewEntry { title: title.into(), affected, ..NewEntry::default() };
        register::add(services, admin, new).await.unwrap()
    };
    let told = add("Laptop", 3).await;
    add("Phone", 4).await;
    let change = EntryChange { status: Some(EntryStatus::Notified), ..EntryChange::default() };
    register::change(services, admin, told, change).await.unwrap();
    fixture.clock.advance(73 * 3_600_000);
    let text = text(&fixture, Section::Compliance).await;
    for line in [
        "Register entries,2\r\n",
        "being assessed,1\r\n",
        "past their 72 hours,1\r\n",
        "Authority notified,1\r\n",
        "Authority notified within 72 hours,1\r\n",
        "People affected by register entries,7\r\n",
    ] {
        assert!(text.contains(line), "{line:?} is not in {text}");
    }
}

#[tokio::test]
async fn a_table_goes_on_over_its_pieces() {
    let fixture = company("Acme & Söhne", "Europe/Berlin").await;
    let rows: String = (0..1203).map(|n| format!("p{n:04}@acme.example,P{n:04}\n")).collect();
    fixture.people(&format!("email,first_name\n{rows}")).await;
    let text = text(&fixture, Section::Employees).await;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1204, "everybody once, and one head");
    assert!(lines[1].starts_with("P0000,") && lines[1203].starts_with("P1202,"));
    let export = csv(&fixture.services, &fixture.admin, Section::Employees).unwrap();
    assert_eq!(export.file_name(), "gatehouse_acme-s-hne_employees_2026-05-28.csv");

    let connection = fixture.services.platform.new_id();
    let pusher = Principal::of_connection(fixture.admin.scope().org(), connection);
    let refused = csv(&fixture.services, &pusher, Section::All);
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
}
