//! Reports as PDF, read by another library.

use lopdf::Document;

use super::{company, found};
use crate::fixture::Fixture;
use crate::report::{Exported, Section, pdf};

async fn file(fixture: &Fixture, section: Section) -> Exported {
    let (services, admin) = (fixture.services.clone(), fixture.admin.clone());
    tokio::task::spawn_blocking(move || pdf(&services, &admin, section).unwrap()).await.unwrap()
}

/// The text of each page.
fn pages(file: &Exported) -> Vec<String> {
    let document = Document::load_mem(&file.content).unwrap();
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    // The order of texts on a page is that of their drawing; spaces differ.
    numbers
        .iter()
        .map(|page| document.extract_text(&[*page]).unwrap().replace(['\n', '\u{a0}'], " "))
        .collect()
}

#[tokio::test]
async fn a_company_with_nothing_has_a_report() {
    let fixture = company("Acme", "UTC").await;
    let file = file(&fixture, Section::All).await;
    assert_eq!(file.file_name, "gatehouse_acme_all_2026-05-28.pdf");
    let pages = pages(&file);
    let all = pages.join(" ");
    for text in [
        "Acme",
        "Exposure and compliance report · 28 May 2026, 20:26 UTC",
        "No breach is known that any of your people is in.",
        "None of 0 employees was found in a breach.",
        "Trends",
        "Register of incidents (GDPR Art. 33)",
    ] {
        assert!(all.contains(text), "{text:?} is not in {all}");
    }
    for (at, page) in pages.iter().enumerate() {
        let foot = format!("Page {} of {}", at + 1, pages.len());
        assert!(page.contains(&foot), "{foot:?} is not in {page}");
    }
}

#[tokio::test]
async fn names_of_every_script_stand_in_it() {
    let fixture = company("株式会社 Kaze & Söhne", "Asia/Tokyo").await;
    found(&fixture).await;
    let all = pages(&file(&fixture, Section::All).await).join(" ");
    for text in
        ["株式会社", "Kaze & Söhne", "29 May 2026, 05:26 JST", "太郎", "山田", "営業", "=Engines", "Adobe"]
    {
        assert!(all.contains(text), "{text:?} is not in {all}");
    }
    let fixture = company("Ωmega Дом", "UTC").await;
    let all = pages(&file(&fixture, Section::Exposure).await).join(" ");
    assert!(all.contains("Ωmega Дом") && !all.contains("Compliance"), "{all}");
}

#[tokio::test]
async fn a_long_report_is_bounded_and_says_what_it_leaves_out() {
    let fixture = company("Acme", "UTC").await;
    let rows: String = (0..620).map(|n| format!("p{n:04}@acme.example,P{n:04}\n")).collect();
    fixture.people(&format!("email,first_name\n{rows}")).await;
    let provider = fixture.provider("free", false);
    for n in 0..620 {
        let breach = crate::fixture::exposure(&format!("Breach {n:04}"), &["Passwords"]);
        provider.knows(&format!("p{n:04}@acme.example"), vec![breach]);
    }
    let job = crate::exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
    crate::exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap();
    let pages = pages(&file(&fixture, Section::All).await);
    let all = pages.join(" ");
    assert!(all.contains("120 exposed employees at lower risk are left out here"), "{all}");
    assert!(all.contains("420 breaches that affect fewer people are left out here"), "{all}");
    let heads = pages.iter().filter(|page| page.contains("Department")).count();
    assert!(heads > 5, "the head stands on each of the table's pages: {heads}");
    assert!(pages.len() < 40, "{} pages", pages.len());
    assert_eq!(all.matches("@acme.example").count(), 500);
}
