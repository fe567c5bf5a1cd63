//! The corpus as its importer and the scan see it.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use crate::access::Principal;
use crate::exposure::corpus::{LocalCorpus, corpus_rows, import_corpus};
use crate::fixture::Fixture;
use crate::platform::Platform;
use crate::ports::{Artifact, Corpus as _, Exposure, SourceKind};
use crate::store::OrgScope;
use crate::time::Timestamp;

const HEAD: &str = "email,breach,breach_date,source,data_classes,artifacts\n";

fn found(fixture: &Fixture, email: &str) -> Vec<Exposure> {
    LocalCorpus::new(fixture.services.platform.clone()).lookup(&[email.to_owned()]).unwrap().remove(0)
}

#[tokio::test]
async fn a_row_is_found_by_address_or_by_hash() {
    let fixture = Fixture::new();
    let hash = hex::encode_upper(crate::intake::address_hash("b@x.example"));
    let file = format!(
        "{HEAD}A@x.example,Adobe,2013-10-04,HIBP,Email addresses;Passwords,\n\
         {hash},Adobe,2013-10-04,HIBP,Passwords,\n\
         a@x.example,Stealer log: git.x.example,2026-01-10,STEALER_LOG,Passwords,PASSWORD;COOKIE\n"
    );
    let report = fixture.corpus(&file).await.unwrap();
    assert_eq!((report.added, report.rejected_total), (3, 0));
    let of_a = found(&fixture, "a@x.example");
    assert_eq!(of_a[0].breach, "Adobe");
    assert_eq!(of_a[0].breach_date, Timestamp::parse("2013-10-04"));
    assert_eq!(of_a[0].data_classes, ["Email addresses", "Passwords"]);
    assert_eq!(of_a[1].source, SourceKind::StealerLog);
    assert_eq!(of_a[1].artifacts, [Artifact::Password, Artifact::Cookie]);
    assert_eq!(of_a[1].domain.as_deref(), Some("git.x.example"));
    assert_eq!(
        found(&fixture, "b@x.example")[0].data_classes,
        ["Passwords"],
        "a row may differ from its breach"
    );
    assert!(found(&fixture, "c@x.example").is_empty());
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_another_adds_up() {
    let fixture = Fixture::new();
    let file =
        format!("{HEAD}a@x.example,Adobe,,,Passwords,\nb@x.example,ADOBE,2013-10-04,,Email addresses,\n");
    assert_eq!(fixture.corpus(&file).await.unwrap().added, 2);
    let again = fixture.corpus(&file).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    assert_eq!(found(&fixture, "a@x.example")[0].breach_date, Timestamp::parse("2013-10-04"), "filled in");

    let more = format!("{HEAD}a@x.example,adobe,,,Names,TOKEN\n");
    assert_eq!(fixture.corpus(&more).await.unwrap().changed, 1);
    let row = found(&fixture, "a@x.example").remove(0);
    assert_eq!(
        (row.data_classes, row.artifacts),
        (vec!["Passwords".into(), "Names".into()], vec![Artifact::Token])
    );
    assert_eq!(fixture.corpus(&file).await.unwrap().changed, 0, "an older file takes nothing away");
    assert_eq!(corpus_rows(&fixture.services.platform.store.read().unwrap()).unwrap(), 2);
}

#[tokio::test]
async fn bad_rows_are_named() {
    let fixture = Fixture::new();
    let file = format!(
        "{HEAD}a@x.example,,2012-05-05,HIBP,x,\na@x.example,Adobe,2013-02-30,HIBP,x,\na@x.example,Adobe,04.10.2013,HIBP,x,\n\
         a@x.example,D,2012-07-01,NEWSPAPER,x,\na@x.example,S,2026-01-10,STEALER_LOG,x,PASSWORD;CRUMBS\n\
         not-an-address,D,,,x,\n9f86d081884c7d65,D,,,x,\nb@x.example,Unknown date,,HIBP,Email addresses,\n"
    );
    let report = fixture.corpus(&file).await.unwrap();
    let lines: Vec<u64> = report.rejected.iter().map(|row| row.line).collect();
    assert_eq!((report.added, lines), (1, vec![2, 3, 4, 5, 6, 7, 8]));
    assert_eq!(
        report.rejected[3].reason,
        "source \"NEWSPAPER\" is none of HIBP, MANUAL, DARK_WEB, STEALER_LOG"
    );
}

#[tokio::test]
async fn lines_of_json_say_the_same() {
    let fixture = Fixture::new();
    let file = concat!(
        r#"{"email":"a@x.example","breach":"LinkedIn","breach_date":"2012-05-05","data_classes":["Passwords"],"artifacts":[]}"#,
        "\n",
        r#"{"email":"a@x.example","breach":"Adobe""#,
        "\n",
        "[1]\n",
        r#"{"email":"a@x.example"}"#,
        "\n",
        r#"{"email":17,"breach":"Adobe"}"#,
        "\n\n",
        r#"{"email":"b@x.example","breach":"Dropbox","data_classes":"Email addresses;Passwords"}"#,
    );
    let report = fixture.corpus(file).await.unwrap();
    let lines: Vec<u64> = report.rejected.iter().map(|row| row.line).collect();
    assert_eq!((report.added, lines), (2, vec![2, 3, 4, 5]));
    assert_eq!(found(&fixture, "b@x.example")[0].data_classes, ["Email addresses", "Passwords"]);
}

#[tokio::test]
async fn the_examples_of_bad_files_are_survived() {
    let fixture = Fixture::new();
    for (name, added, rejected) in
        [("corpus.csv", 3, vec![3, 4, 5, 6, 7, 8, 9]), ("corpus.ndjson", 1, vec![2, 3, 4, 5])]
    {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/bad/").to_owned() + name;
        let report = fixture.corpus(&std::fs::read_to_string(path).unwrap()).await.unwrap();
        let lines: Vec<u64> = report.rejected.iter().map(|row| row.line).collect();
        assert_eq!(
            (report.added, report.rejected_total, lines),
            (added, rejected.len() as u64, rejected),
            "{name}"
        );
    }
}

#[tokio::test]
async fn only_admins_and_only_corpora() {
    let fixture = Fixture::new();
    let refused = fixture.corpus("mail,leak\n").await.unwrap_err();
    assert_eq!(refused.to_string(), "file: the header has no column email");
    assert_eq!(fixture.corpus("").await.unwrap_err().to_string(), "file: it is empty");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_file_twice_changes_nothing(rows in proptest::collection::vec(
        ("[ab]@x", "[AB]", "(2012-05-05)?", "(HIBP|DARK_WEB)", "([pqr](;[pqr])?)?", "(COOKIE|TOKEN)?"), 0..12),
        junk in "(?s).{0,60}")
    {
        let platform = Platform::in_memory().unwrap();
        let principal = Principal::system(OrgScope::of(platform.new_id()), "test");
        let mut file = String::from(HEAD);
        for (email, breach, date, source, classes, artifacts) in rows {
            file += &format!("{email},{breach},{date},{source},{classes},{artifacts}\n");
        }
        file += &junk;
        let run = || import_corpus(&platform, &principal, file.as_bytes(), &mut |_| ()).unwrap();
        run();
        let second = run();
        prop_assert_eq!((second.added, second.changed), (0, 0));
    }
}
