//! The rule that passwords follow, and the lists that they may not be in.

use std::path::Path;
use std::sync::Arc;

use sha1::{Digest as _, Sha1};

use super::{House, PASSWORD};
use crate::access::{PasswordFile, Role, import_passwords};
use crate::error::Error;
use crate::ports::BreachedPasswords as _;

fn sha1(password: &str) -> [u8; 20] {
    Sha1::digest(password.as_bytes()).into()
}

/// The published form: sorted lines `SHA1:count`.
fn list(passwords: &[(String, u64)]) -> String {
    let mut lines: Vec<String> = passwords
        .iter()
        .map(|(one, count)| format!("{}:{count}\r\n", hex::encode_upper(sha1(one))))
        .collect();
    lines.sort();
    lines.concat()
}

fn import(folder: &Path, text: &str) -> crate::Result<u64> {
    let source = folder.join("list.txt");
    std::fs::write(&source, text).unwrap();
    import_passwords(&source, &folder.join("passwords.bin"), &mut |_| ())
}

#[test]
fn a_list_finds_what_it_holds_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let known: Vec<_> = (0..1000).map(|n| (format!("password number {n}"), n + 1)).collect();
    assert_eq!(import(folder.path(), &list(&known)).unwrap(), 1000);
    let file = PasswordFile::open(&folder.path().join("passwords.bin")).unwrap().unwrap();
    assert_eq!(file.rows(), 1000);
    for (password, count) in &known {
        assert_eq!(file.count(&sha1(password)).unwrap(), *count, "{password}");
        assert_eq!(file.count(&sha1(&format!("{password}!"))).unwrap(), 0);
    }
    assert_eq!(file.count(&[0; 20]).unwrap(), 0);
    assert_eq!(file.count(&[255; 20]).unwrap(), 0);
}

#[test]
fn a_folder_of_ranges_is_the_same_list() {
    let folder = tempfile::tempdir().unwrap();
    let ranges = folder.path().join("ranges");
    std::fs::create_dir(&ranges).unwrap();
    for (password, count) in [("one of them", 3), ("another of them", 5_000_000_000u64)] {
        let hash = hex::encode_upper(sha1(password));
        std::fs::write(ranges.join(format!("{}.txt", &hash[..5])), format!("{}:{count}\n", &hash[5..]))
            .unwrap();
    }
    std::fs::write(ranges.join("README.md"), "not a range").unwrap();
    let target = folder.path().join("passwords.bin");
    assert_eq!(import_passwords(&ranges, &target, &mut |_| ()).unwrap(), 2);
    let file = PasswordFile::open(&target).unwrap().unwrap();
    assert_eq!(file.count(&sha1("one of them")).unwrap(), 3);
    assert_eq!(file.count(&sha1("another of them")).unwrap(), 4_999_610_368);
}

#[test]
fn what_is_no_list_is_refused_by_line_and_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let good = list(&[("one".into(), 1), ("two".into(), 2)]);
    import(folder.path(), &good).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    for (text, told) in [
        (format!("{}\n{}\n", lines[1], lines[0]), "list.txt:2: is out of order"),
        (format!("{}\n{}\n", lines[0], lines[0]), "list.txt:2: is out of order"),
        (format!("{}\n\nnonsense\n", lines[0]), "list.txt:3: is not of the form"),
        (lines[0].replace(':', ";"), "list.txt:1: is not of the form"),
        (lines[0].replace(':', ":x"), "list.txt:1: is not of the form"),
        (format!("é{}", &lines[0][2..]), "list.txt:1: is not of the form"),
        ("x".repeat(5000), "list.txt:1: is not of the form"),
        (String::new(), "holds no line"),
    ] {
        let refused = import(folder.path(), &text).unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
    }
    let target = folder.path().join("passwords.bin");
    assert_eq!(PasswordFile::open(&target).unwrap().unwrap().rows(), 2);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing half done is left: {left:?}");
}

#[test]
fn a_damaged_list_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("passwords.bin");
    assert!(PasswordFile::open(&path).unwrap().is_none());
    for content in [&b""[..], b"ghpwned\x01too short", b"something else ..............."] {
        std::fs::write(&path, content).unwrap();
        let told = PasswordFile::open(&path).unwrap_err().to_string();
        assert!(told.contains("import the list again"), "{told}");
    }
}

#[tokio::test]
async fn a_breached_password_is_refused_wherever_one_is_set() {
    let house = House::with_tries(50).await;
    let id = house.add("vera@acme.example", Role::Viewer).await;
    let leaked = "orange garden teapot";
    house.access.set_password(&house.admin, id, leaked).await.unwrap();
    house.access.set_password(&house.admin, id, PASSWORD).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    import(folder.path(), &list(&[(leaked.into(), 7)])).unwrap();
    let file = PasswordFile::open(&folder.path().join("passwords.bin")).unwrap().unwrap();
    let access = house.access.clone().with_breached(Arc::new(file));
    let vera = house.member("vera@acme.example").await;
    for breached in [leaked, "Password 1234", "qwertyuiop123"] {
        let token = access.begin_reset("ada@acme.example", None).await.unwrap().unwrap().token;
        let outcomes = [
            access.set_password(&house.admin, id, breached).await.map(drop),
            access.change_own_password(&vera, PASSWORD, breached).await,
            access.complete_reset(&token, breached, None).await,
        ];
        for refused in outcomes {
            assert!(
                matches!(&refused, Err(Error::Invalid { field, reason })
                    if field == "password" && reason.contains("list of breached passwords")),
                "{breached}: {refused:?}"
            );
        }
    }
    access.set_password(&house.admin, id, "orange garden teapots").await.unwrap();
}

#[tokio::test]
async fn ones_own_password_takes_the_old_one() {
    let house = House::with_tries(50).await;
    house.add("vera@acme.example", Role::Viewer).await;
    let (session, elsewhere) =
        (house.sign_in("vera@acme.example").await, house.sign_in("vera@acme.example").await);
    let vera = house.principal(&session).await;
    let refused = house.access.change_own_password(&vera, "not the old one", "another long password").await;
    assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "old_password"), "{refused:?}");
    let refused = house.access.change_own_password(&vera, PASSWORD, "too short").await;
    assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "password"), "{refused:?}");
    house.access.change_own_password(&vera, PASSWORD, "another long password").await.unwrap();
    assert!(house.is_signed_in(&session).await && !house.is_signed_in(&elsewhere).await);
    let again = house.access.change_own_password(&vera, "another long password", PASSWORD).await;
    assert!(matches!(again, Err(Error::Unauthenticated)), "that request began before: {again:?}");
}
