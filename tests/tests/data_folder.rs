//! The data folder in trouble: read-only, full, damaged, of another release, with a key that is not one. Each gets one
//! sentence, and nothing is lost. And the end on request, which cuts nothing.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Output;

use gatehouse_core::store::{GlobalTable, Store, StoreOptions};
use gatehouse_tests::{ADMIN, Client, Folder, Mount, PASSWORD, Server, assert_refused, run, told};
use reqwest::Method;

const INIT: [&str; 5] = ["init", "--organization", "Lumenfeld Optics", "--admin-email", ADMIN];
const PERSON: &str =
    "email,first_name,last_name,department,location\nanna@lumenfeld.example,Anna,P,Sales,Jena\n";
const ANOTHER: &str =
    "email,first_name,last_name,department,location\nbert@lumenfeld.example,Bert,P,Sales,Jena\n";

fn list(folder: &Folder) -> Output {
    folder.gatehouse(&["user", "list"], "")
}

fn serve(folder: &Folder) -> Output {
    folder.gatehouse(&["serve", "--listen", "127.0.0.1:0", "--tls", "off"], "")
}

async fn import(client: &Client, file: &str) -> gatehouse_tests::Reply {
    let request = client.request(Method::POST, "/api/console/employees/import");
    client.send(request.header("content-type", "text/csv").body(file.to_owned())).await
}

#[test]
fn a_read_only_folder_is_refused_and_works_again_when_it_is_not() {
    let folder = Folder::initialized();
    let file = folder.file("people.csv", PERSON);
    let Some(mount) = Mount::read_only(&folder.data()) else { return };
    let path = file.to_str().unwrap();
    for command in [&["user", "list"][..], &["import", "employees", path], &["serve", "--tls", "off"]] {
        assert_refused(&folder.gatehouse(command, ""), &["read-only file system"]);
    }
    drop(mount);
    folder.import("employees", &file);

    let empty = Folder::new();
    let Some(_mount) = Mount::read_only(&empty.data()) else { return };
    assert_refused(&empty.gatehouse(&INIT, PASSWORD), &["read-only file system"]);
}

#[test]
fn first_steps_on_a_disk_that_is_too_small_leave_nothing() {
    let folder = Folder::new();
    let Some(_mount) = Mount::small(&folder.data(), 32) else { return };
    assert_refused(&folder.gatehouse(&INIT, PASSWORD), &["disk is nearly full", "free some space"]);
    assert!(!folder.data().join("gatehouse.redb").exists() && !folder.data().join("gatehouse.key").exists());
    fs::write(folder.data().join("ballast"), vec![1; 64 << 20]).unwrap_err();
    assert_refused(&folder.gatehouse(&INIT, PASSWORD), &[folder.data().to_str().unwrap()]);
}

#[tokio::test]
async fn a_full_disk_stops_writing_and_nothing_else_until_there_is_room() {
    let folder = Folder::new();
    let Some(_mount) = Mount::small(&folder.data(), 128) else { return };
    assert!(folder.gatehouse(&INIT, PASSWORD).status.success());
    let server = Server::start(&folder);
    let admin = server.admin().await;
    import(&admin, PERSON).await.expect(200);
    let ballast = folder.data().join("ballast");
    // Nearly full at first, then to the last byte.
    for mebibytes in [80, 200] {
        drop(fs::write(&ballast, vec![1; mebibytes << 20]));
        let refused = import(&admin, ANOTHER).await;
        let words = refused.expect(503)["error"].to_string();
        assert!(refused.header("retry-after").is_some(), "{words}");
        assert_eq!(admin.get("/api/console/employees").await.expect(200)["total"], 1, "reading goes on");
        admin.get("/api/health").await.expect(200);
        server.anonymous().sign_in(ADMIN, PASSWORD).await.expect(503);
        fs::remove_file(&ballast).unwrap();
    }
    // By itself: the same process, the same session.
    assert_eq!(import(&admin, ANOTHER).await.expect(200)["added"], 1);
    admin.until("/api/console/search?q=bert", |found| found["total"] == 1 && found["complete"] == true).await;
    server.stop();

    drop(fs::write(&ballast, vec![1; 80 << 20]));
    let file = folder.file("people.csv", PERSON.replace("anna", "cleo"));
    let refused = folder.gatehouse(&["import", "employees", file.to_str().unwrap()], "");
    assert_refused(&refused, &["nearly full"]);
    fs::remove_file(&ballast).unwrap();
    folder.import("employees", &file);
}

#[test]
fn a_damaged_store_is_told_in_a_sentence() {
    let folder = Folder::initialized();
    let store = folder.data().join("gatehouse.redb");
    let whole = fs::read(&store).unwrap();
    let noise: Vec<u8> =
        (0..whole.len() as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    for content in
        [&noise[..], &whole[..0], &whole[..1], &whole[..100], &whole[..4096], &whole[..whole.len() / 2]]
    {
        fs::write(&store, content).unwrap();
        assert_refused(&list(&folder), &["gatehouse.redb"]);
        assert_refused(&serve(&folder), &["gatehouse.redb"]);
        assert_refused(&folder.gatehouse(&INIT, PASSWORD), &["already holds"]);
    }
    // Pages overwritten one by one: the engine notices some when it opens, some when it reads; none is a crash.
    let mut noticed = 0;
    for page in 0..whole.len() / 4096 {
        let mut content = whole.clone();
        content[page * 4096..][..4096].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(&store, content).unwrap();
        let outcome = list(&folder);
        if outcome.status.success() {
            assert!(String::from_utf8_lossy(&outcome.stdout).contains(ADMIN), "a page that was not in use");
        } else {
            noticed += 1;
            assert_refused(&outcome, &["damaged", "restore a backup"]);
        }
    }
    assert!(noticed > 3, "only {noticed} pages were noticed");
    fs::write(&store, whole).unwrap();
    assert!(list(&folder).status.success(), "refusing changed nothing else");
}

#[test]
fn a_store_of_a_newer_release_is_left_alone() {
    const META: GlobalTable<String, u64> = GlobalTable::new("store.meta");
    let folder = Folder::initialized();
    let path = folder.data().join("gatehouse.redb");
    let mark = |format: u64| -> gatehouse_core::Result<()> {
        let store = Store::open(&path, &StoreOptions::default())?;
        store.write_blocking(move |writer| writer.insert(&META, &"format".to_owned(), &format))?;
        store.close();
        Ok(())
    };
    mark(7).unwrap();
    assert_refused(&serve(&folder), &["newer release", "format 7"]);
    assert_refused(&list(&folder), &["newer release"]);
    assert_refused(&folder.gatehouse(&INIT, PASSWORD), &["already holds"]);
}

#[cfg(unix)]
#[test]
fn a_key_file_that_is_none_or_open_to_others_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::initialized();
    let key = folder.data().join("gatehouse.key");
    let mode = |mode| fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(folder.data()).unwrap().permissions().mode() & 0o777, 0o700);
    mode(0o644);
    assert_refused(&serve(&folder), &["gatehouse.key", "mode 644", "chmod 600"]);
    mode(0o600);
    let good = fs::read(&key).unwrap();
    for garbage in [&b""[..], b"too short", &[7; 33]] {
        fs::write(&key, garbage).unwrap();
        assert_refused(&serve(&folder), &["gatehouse.key is not a key of 32 bytes", "backup"]);
    }
    fs::write(&key, good).unwrap();
    assert!(list(&folder).status.success());
}

#[tokio::test]
async fn a_file_in_place_of_the_index_keeps_search_incomplete_and_nothing_else() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PERSON));
    let index = folder.data().join("index");
    drop(fs::remove_dir_all(&index));
    fs::write(&index, "not a folder").unwrap();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    assert_eq!(admin.get("/api/console/employees").await.expect(200)["total"], 1);
    // Search says that it does not know yet, or has made room for itself.
    let found = admin.get("/api/console/search?q=anna").await.expect(200);
    assert!(found["complete"] == false || found["total"] == 1, "{found}");
    drop(fs::remove_file(&index));
    admin.until("/api/console/search?q=anna", |found| found["total"] == 1 && found["complete"] == true).await;
    server.stop();
}

#[test]
fn logs_in_a_file_have_no_colours() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    server.signal("TERM");
    let log = server.ended();
    assert!(log.contains("INFO") && !log.contains('\u{1b}'), "{log}");
}

/// Starts an upload, and answers the connection when the server has begun to take it in.
fn begin_upload(server: &Server, session: &str, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(server.authority()).unwrap();
    write!(
        stream,
        "POST /api/console/employees/import HTTP/1.1\r\nhost: {}\r\ncookie: {session}\r\nconnection: close\r\n\
         content-type: text/csv\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n",
        server.authority()
    )
    .unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

#[tokio::test]
async fn an_end_on_request_cuts_no_request() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::initialized();
        let server = Server::start(&folder);
        let session = server.admin().await.session();
        let mut upload = begin_upload(&server, &session, PERSON.len());
        let (first, rest) = PERSON.as_bytes().split_at(60);
        upload.write_all(first).unwrap();
        server.signal(signal);
        // It has heard when it takes no more connections.
        let begun = std::time::Instant::now();
        while TcpStream::connect(server.authority()).is_ok() {
            assert!(begun.elapsed().as_secs() < 30, "it still listens");
            tokio::task::yield_now().await;
        }
        upload.write_all(rest).unwrap();
        let mut answer = String::new();
        upload.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"added\":1"), "{signal}: {answer}");
        server.ended();
        // What was acknowledged is there, and the folder is free.
        let again = told(&folder.import("employees", &folder.file("people.csv", PERSON)));
        assert!(again.contains("1 unchanged"), "{again}");
    }
}

#[test]
fn a_folder_that_was_not_made_is_not_served() {
    let folder = Folder::new();
    assert_refused(&serve(&folder), &["holds no gatehouse data", "gatehouse init"]);
    assert!(!folder.data().exists(), "nothing was made");
    assert_refused(&run(&["serve"], ""), &["no data folder given"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::initialized();
    let refused = folder.gatehouse(&["serve", "--tls", "off", "--listen", &address], "");
    assert_refused(&refused, &["cannot listen on", &address, "--listen"]);
}
