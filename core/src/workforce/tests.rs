//! People come in from files of every quality, and stay as they are when a file comes again.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use crate::access::Principal;
use crate::audit;
use crate::fixture::Fixture;
use crate::platform::Platform;
use crate::store::{Id, OrgScope};
use crate::workforce::{self, Employee};

const PEOPLE: &str = "email,first_name,last_name,department,location,badge\n\
    ada@acme.example,Ada,Byron,Engines,London,7\n\
    grace@acme.example,Grace,Hopper,Navy,Arlington,\n";

fn everybody(fixture: &Fixture) -> Vec<Employee> {
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    workforce::all_after(&reader, Id::NIL, 1000).unwrap().into_iter().map(|(_, one)| one).collect()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let fixture = Fixture::new();
    let first = fixture.people(PEOPLE).await;
    assert_eq!((first.added, first.changed, first.unchanged), (2, 0, 0));
    let before = everybody(&fixture);
    fixture.clock.advance(1000);
    let second = fixture.people(PEOPLE).await;
    assert_eq!((second.added, second.changed, second.unchanged), (0, 0, 2));
    assert_eq!(everybody(&fixture), before);
    assert_eq!(before[0].attributes["badge"], "7");
    assert!(before[1].attributes.is_empty());
    let (log, entries) = audit::list(&fixture.services.platform, &fixture.admin, 0, 1).unwrap();
    assert_eq!((entries, log[0].action.as_str()), (2, "employees.imported"));
}

#[tokio::test]
async fn a_source_never_overwrites_with_nothing() {
    let fixture = Fixture::new();
    fixture.people(PEOPLE).await;
    let report = fixture.people("EMAIL;Department;First_Name\nADA@acme.example;Analysis;\n").await;
    assert_eq!(report.changed, 1);
    let ada = &everybody(&fixture)[0];
    assert_eq!((ada.first_name.as_str(), ada.department.as_str()), ("Ada", "Analysis"));
}

#[tokio::test]
async fn bad_rows_are_named_and_good_ones_kept() {
    let fixture = Fixture::new();
    let long = "x".repeat(300);
    let file = format!(
        "email,first_name,last_name\na@x.example,A,Good\nno-at,N,At\n,M,A\nA@X.example,Again,Good\nb@x.example,short\n\
         {long}@x.example,L,Ong\nb@x.example,\"B, née\",Good\n"
    );
    let report = fixture.people(&file).await;
    assert_eq!(report.added, 2);
    let reasons: Vec<_> = report.rejected.iter().map(|row| (row.line, row.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (3, "`no-at` is not an e-mail address"),
            (4, "no e-mail address"),
            (5, "the address stands on line 2 already"),
            (6, "has 2 columns where the header has 3"),
            (7, "an e-mail address has at most 254 characters"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_bad_files_are_survived() {
    let file = |name: &str| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/bad/").to_owned() + name;
        std::fs::read(path).unwrap()
    };
    let fixture = Fixture::new();
    let import = |name| {
        let (platform, admin) = (&fixture.services.platform, &fixture.admin);
        tokio::task::block_in_place(|| {
            workforce::import_csv(platform, admin, file(name).as_slice(), &mut |_| ())
        })
    };
    let report = import("employees.csv").unwrap();
    let lines: Vec<u64> = report.rejected.iter().map(|row| row.line).collect();
    assert_eq!((report.added, lines), (3, vec![3, 4, 5, 6, 7, 8, 9, 10, 11, 13]));
    assert_eq!(import("employees-semicolon-bom.csv").unwrap().added, 1);
    let unclosed = import("employees-unclosed-quote.csv").unwrap();
    assert_eq!((unclosed.added, unclosed.unchanged + unclosed.changed, unclosed.rejected[0].line), (0, 1, 2));
    let latin = import("employees-latin1.csv").unwrap();
    assert_eq!((latin.added, latin.rejected[0].reason.as_str()), (0, "is not UTF-8"));
    for (name, sentence) in [
        ("employees-empty.csv", "file: it is empty"),
        ("employees-no-email-column.csv", "file: the header has no column email"),
    ] {
        assert_eq!(import(name).unwrap_err().to_string(), sentence);
    }
}

#[tokio::test]
async fn the_list_is_by_name_and_a_page_at_a_time() {
    let fixture = Fixture::new();
    fixture
        .people("email,last_name,first_name\nc@x.example,ada,Z\na@x.example,Zed,A\nb@x.example,Ada,A\n")
        .await;
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    let emails = |query: Option<&str>, skip, limit| {
        let page = workforce::list(&reader, query, skip, limit).unwrap();
        (page.items.into_iter().map(|(_, one)| one.email).collect::<Vec<_>>(), page.total)
    };
    assert_eq!(emails(None, 0, 2), (vec!["b@x.example".into(), "c@x.example".into()], 3));
    assert_eq!(emails(None, 2, 2), (vec!["a@x.example".into()], 3));
    assert_eq!(emails(Some("z ADA"), 0, 9), (vec!["c@x.example".into()], 1));
    assert_eq!(emails(Some("x.example"), 1, 1), (vec!["c@x.example".into()], 3));
}

#[tokio::test]
async fn who_leaves_is_kept_and_no_longer_looked_up() {
    let fixture = Fixture::new();
    fixture.people(PEOPLE).await;
    let store = fixture.services.org(&fixture.admin);
    let ada = workforce::by_email(&store.read().unwrap(), "ada@acme.example").unwrap().unwrap();
    let platform = fixture.services.platform.clone();
    store.write(move |writer| workforce::set_active(writer, &platform, ada, false)).await.unwrap();
    let reader = store.read().unwrap();
    assert_eq!((workforce::count(&reader, false).unwrap(), workforce::count(&reader, true).unwrap()), (2, 1));
    let (active, more) = workforce::active_after(&reader, Id::NIL, 10).unwrap();
    assert_eq!((active.len(), more), (1, None));
    let stranger = Principal::system(OrgScope::of(fixture.services.platform.new_id()), "test");
    assert!(workforce::get(&fixture.services, &stranger, ada).is_err(), "another's id is nobody's");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn garbage_is_reported_and_never_panics(body in "(?s).{0,300}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let platform = Platform::in_memory().unwrap();
        let principal = Principal::system(OrgScope::of(platform.new_id()), "test");
        let file = [b"email,first_name\n".as_slice(), body.as_bytes(), &bytes].concat();
        let first = workforce::import_csv(&platform, &principal, file.as_slice(), &mut |_| ()).unwrap();
        let second = workforce::import_csv(&platform, &principal, file.as_slice(), &mut |_| ()).unwrap();
        prop_assert_eq!((second.added, second.changed, second.unchanged), (0, 0, first.added));
    }
}
