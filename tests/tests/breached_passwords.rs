//! The list of breached passwords: imported, asked, replaced.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{ADMIN, Folder, PASSWORD, Server, assert_refused, told};
use serde_json::json;
use sha1::{Digest as _, Sha1};

const LEAKED: &str = "orange garden teapot";

fn line(password: &str) -> String {
    format!("{}:{}\n", hex::encode_upper(Sha1::digest(password.as_bytes())), password.len())
}

fn set_password(folder: &Folder, password: &str) -> std::process::Output {
    folder.gatehouse(&["user", "set-password", ADMIN], &format!("{password}\n"))
}

#[tokio::test]
async fn a_password_of_the_list_is_refused_once_it_was_imported() {
    let folder = Folder::initialized();
    assert!(set_password(&folder, LEAKED).status.success());
    assert!(set_password(&folder, PASSWORD).status.success());
    assert_refused(&set_password(&folder, "Password123456"), &["password", "list of breached passwords"]);

    let mut lines: Vec<String> = (0..500).map(|n| line(&format!("password number {n}"))).collect();
    lines.push(line(LEAKED));
    lines.sort();
    let list = folder.file("list.txt", lines.concat());
    let imported = folder.import("passwords", &list);
    assert!(told(&imported).contains("501 known"), "{}", told(&imported));
    for leaked in [LEAKED, "password number 0", "password number 499"] {
        assert_refused(&set_password(&folder, leaked), &["password", "list of breached passwords"]);
    }
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let change = json!({"oldPassword": PASSWORD, "newPassword": LEAKED});
    let refused = admin.post("/api/console/account/password", change).await.expect(400);
    assert_eq!(refused["field"], "newPassword", "{refused}");
    let change = json!({"oldPassword": PASSWORD, "newPassword": "orange garden teapots"});
    admin.post("/api/console/account/password", change).await.expect(204);
    server.stop();

    // Another list takes its place; one that is none leaves it.
    folder.import("passwords", &folder.file("other.txt", line("another leaked one")));
    assert!(set_password(&folder, LEAKED).status.success());
    let broken = folder.file("broken.txt", "123456\nqwerty\n");
    let broken = folder.gatehouse(&["import", "passwords", broken.to_str().unwrap()], "");
    assert_refused(&broken, &["broken.txt", ":1:", "SHA1:count"]);
    assert_refused(&set_password(&folder, "another leaked one"), &["list of breached passwords"]);
    assert_refused(&folder.gatehouse(&["import", "passwords", "/nowhere"], ""), &["/nowhere cannot be read"]);
}

#[tokio::test]
async fn a_damaged_list_is_named_and_keeps_nobody_out() {
    let folder = Folder::initialized();
    let path = folder.data().join("passwords.bin");
    let list = folder.file("list.txt", line(LEAKED));
    folder.import("passwords", &list);
    let whole = std::fs::read(&path).unwrap();
    let cases: [(&[u8], &str); 4] = [
        (b"no list", "is damaged"),
        (b"", "is damaged"),
        (&whole[..whole.len() - 1], "is damaged"),
        // The first layout.
        (b"ghpwned\x01", "another release's form"),
    ];
    for (bytes, said) in cases {
        std::fs::write(&path, bytes).unwrap();
        let listed = folder.gatehouse(&["user", "list"], "");
        assert!(listed.status.success(), "{}", told(&listed));
        for word in ["passwords.bin", said, "import the list again"] {
            assert!(told(&listed).contains(word), "{word} is not in {}", told(&listed));
        }
    }

    // The appliance starts, says so to everybody who should know, and goes by the short list.
    let server = Server::start(&folder);
    assert!(server.log().contains("another release's form"), "{}", server.log());
    let health = server.anonymous().get("/api/health").await.expect(200);
    assert_eq!(health, json!({"status": "ok", "db": "up", "breachedPasswords": "unreadable"}));
    let admin = server.admin().await;
    let notices = admin.get("/api/console/summary").await.expect(200)["notices"].clone();
    assert!(notices[0].as_str().unwrap().contains("import the list again"), "{notices}");
    let change = json!({"oldPassword": PASSWORD, "newPassword": "Password123456"});
    admin.post("/api/console/account/password", change).await.expect(400);
    server.stop();

    folder.import("passwords", &list);
    assert!(set_password(&folder, PASSWORD).status.success());
    assert_refused(&set_password(&folder, LEAKED), &["list of breached passwords"]);
    let server = Server::start(&folder);
    assert_eq!(server.anonymous().get("/api/health").await.expect(200), json!({"status": "ok", "db": "up"}));
    let admin = server.admin().await;
    assert_eq!(admin.get("/api/console/summary").await.expect(200)["notices"], json!([]));
    server.stop();
}
