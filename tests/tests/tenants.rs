//! Two organizations on one appliance: neither finds a trace of the other.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use gatehouse_core::access::{Access, AccessSettings, NewMember, Role};
use gatehouse_core::platform::Platform;
use gatehouse_core::ports::{SystemClock, SystemRandom};
use gatehouse_core::sealing::Sealer;
use gatehouse_core::store::{Store, StoreOptions};
use gatehouse_core::tenancy::{self, NewOrganization};
use gatehouse_core::workforce::import_csv;
use gatehouse_tests::{Client, Folder, PASSWORD, Server};
use serde_json::{Value, json};

const OTHER: &str = "bea@quillmark-press.example";
const FIRST_PEOPLE: &str = "email,first_name,last_name\nanna@lumenfeld-optics.example,Anna,Pfeiffer\n";
const OTHER_PEOPLE: &str = "email,first_name,last_name\nzoe@quillmark-press.example,Zoe,Quill\n";
const CORPUS: &str = "\
email,breach,breach_date,source,data_classes,artifacts
anna@lumenfeld-optics.example,LinkedIn,2012-05-05,HIBP,Passwords,
zoe@quillmark-press.example,Canva,2019-05-24,HIBP,Passwords,
";

/// Adds a second organization with an admin and a person, as an MSSP's handlers will.
async fn add_the_other(folder: &Folder) {
    let random = Arc::new(SystemRandom);
    let store = Store::open(&folder.data().join("gatehouse.redb"), &StoreOptions::default()).unwrap();
    let sealer = Sealer::from_file(&folder.data().join("gatehouse.key"), random.clone()).unwrap();
    let platform = Platform::new(store, sealer, Arc::new(SystemClock), random);
    let (id, now) = (platform.new_id(), platform.now());
    let new = NewOrganization::client("Quillmark Press");
    platform.store.write(move |writer| tenancy::create(writer, id, now, new)).await.unwrap();
    let access = Access::new(platform.clone(), AccessSettings::default()).unwrap();
    let principal = access.command_line(Some("Quillmark Press")).unwrap();
    let (email, name, password) = (OTHER.to_owned(), "Bea".to_owned(), PASSWORD.to_owned());
    access.add_member(&principal, NewMember { email, name, role: Role::Admin, password }).await.unwrap();
    let import = tokio::task::spawn_blocking({
        let platform = platform.clone();
        move || import_csv(&platform, &principal, OTHER_PEOPLE.as_bytes(), &mut |_| ())
    });
    assert_eq!(import.await.unwrap().unwrap().added, 1);
    platform.store.close();
}

async fn first(client: &Client, path: &str) -> Value {
    let page = client.get(path).await.expect(200);
    assert_eq!(page["total"], 1, "{path}: {page}");
    page["items"][0].clone()
}

/// Everything that a client can list, as one text.
async fn everything(client: &Client) -> String {
    let mut all = String::new();
    for path in ["employees", "alerts", "jobs", "audit?limit=200", "summary", "search?q=&limit=100"] {
        all += &client.get(&format!("/api/console/{path}")).await.expect(200).to_string();
    }
    for path in ["/api/webhooks", "/api/credentials", "/api/auth/session"] {
        all += &client.get(path).await.expect(200).to_string();
    }
    all
}

#[tokio::test]
async fn neither_finds_a_trace_of_the_other() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", FIRST_PEOPLE));
    folder.import("corpus", &folder.file("corpus.csv", CORPUS));
    add_the_other(&folder).await;
    let server = Server::start(&folder);
    let (ada, bea) = (server.admin().await, server.anonymous());
    bea.sign_in(OTHER, PASSWORD).await.expect(200);

    let channel = json!({"label": "Night watch", "url": "https://hooks.example/ada"});
    let channel = ada.post("/api/webhooks", channel).await.expect(201)["id"].as_str().unwrap().to_owned();
    let key = ada.post("/api/credentials", json!({"provider": "HIBP", "key": "00112233"})).await.expect(201);
    let key = format!("/api/credentials/{}", key["id"].as_str().unwrap());
    assert_eq!(bea.get("/api/credentials").await.expect(200), json!([]));
    bea.delete(&key).await.expect(404);
    // Asking that provider would leave this machine.
    ada.delete(&key).await.expect(204);
    for client in [&ada, &bea] {
        let scanned = client.post("/api/employees/scan", json!({})).await.expect(200);
        assert_eq!(scanned, json!({"scanned": 1, "newRecords": 1, "newAlerts": 1}));
    }

    let (alert, job) = (first(&ada, "/api/console/alerts").await, first(&ada, "/api/console/jobs").await);
    assert_eq!(alert["email"], "anna@lumenfeld-optics.example");
    let (alert, job) = (alert["id"].as_str().unwrap(), job["id"].as_str().unwrap());
    // An id of the other's answers as one that does not exist: status and words.
    let nobody = "0198b2f0-0000-7000-8000-000000000000";
    for (path, id) in [("/api/console/alerts", alert), ("/api/console/jobs", job)] {
        let (theirs, none) =
            (bea.get(&format!("{path}/{id}")).await, bea.get(&format!("{path}/{nobody}")).await);
        assert_eq!((theirs.expect(404), theirs.status), (none.json(), none.status), "{path}");
        ada.get(&format!("{path}/{id}")).await.expect(200);
    }
    bea.patch(&format!("/api/alerts/{alert}"), json!({"status": "RESOLVED"})).await.expect(404);
    bea.post(&format!("/api/console/jobs/{job}/cancel"), json!({})).await.expect(404);
    bea.patch(&format!("/api/webhooks/{channel}"), json!({"enabled": false})).await.expect(404);
    bea.post(&format!("/api/webhooks/{channel}/test"), json!({})).await.expect(404);
    bea.delete(&format!("/api/webhooks/{channel}")).await.expect(404);
    assert_eq!(ada.get(&format!("/api/console/alerts/{alert}")).await.expect(200)["status"], "OPEN");
    assert_eq!(ada.get("/api/webhooks").await.expect(200)[0]["enabled"], true);

    // What serves both is the operator's to change.
    let corpus = bea.request(reqwest::Method::POST, "/api/console/corpus/import");
    bea.send(corpus.header("content-type", "text/csv").body(CORPUS)).await.expect(403);

    for (client, own, foreign) in [
        (&ada, "anna@lumenfeld-optics.example", &["quill", "zoe", "Canva", "bea@"][..]),
        (
            &bea,
            "zoe@quillmark-press.example",
            &["lumenfeld", "anna", "LinkedIn", "ada@", "Night watch", "hooks.example"],
        ),
    ] {
        client.until("/api/console/search?q=&kind=exposure_alert", |found| found["total"] == 1).await;
        let all = everything(client).await;
        assert!(all.contains(own), "{own} is not in {all}");
        for word in foreign {
            assert!(!all.to_lowercase().contains(&word.to_lowercase()), "{word} is in {all}");
            let found = client.get(&format!("/api/console/search?q=%22{word}%22")).await.expect(200);
            assert_eq!(found["total"], 0, "{word}: {found}");
            assert_eq!(client.get(&format!("/api/console/employees?q={word}")).await.expect(200)["total"], 0);
        }
        let summary = client.get("/api/console/summary").await.expect(200);
        assert_eq!((&summary["employees"], &summary["alerts"]["OPEN"]), (&json!(1), &json!(1)));
    }
}
