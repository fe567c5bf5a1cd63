//! A power cut at any moment loses nothing that was acknowledged and leaves nothing half done.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use gatehouse_tests::{Client, Folder, Server};
use reqwest::Method;
use serde_json::{Value, json};

const ROUNDS: usize = 50;
const WRITERS: usize = 6;
const STATUSES: [&str; 3] = ["OPEN", "ACKNOWLEDGED", "RESOLVED"];

/// What the server has acknowledged, over all rounds.
#[derive(Default)]
struct Acknowledged {
    people: BTreeSet<String>,
    /// The last status acknowledged for an alert, and the one asked for when the cut came.
    alerts: BTreeMap<String, (String, Option<String>)>,
}

fn people(addresses: impl Iterator<Item = String>) -> String {
    let mut file = "email,first_name,last_name,department,location\n".to_owned();
    for address in addresses {
        file += &format!("{address},Petra,Proof,Quality,Jena\n");
    }
    file
}

async fn import(client: &Client, file: String) -> Option<u16> {
    let request = client.request(Method::POST, "/api/console/employees/import");
    let reply = client.try_send(request.header("content-type", "text/csv").body(file)).await?;
    Some(reply.status)
}

/// Writes until the connection breaks: two new people at a time, then the next status of an alert of its own.
async fn write(
    client: Client,
    round: usize,
    writer: usize,
    alert: String,
    acknowledged: Arc<Mutex<Acknowledged>>,
) {
    for step in 0.. {
        let names = [0, 1].map(|n| format!("p{round}-{writer}-{step}-{n}@proof.example"));
        match import(&client, people(names.iter().cloned())).await {
            Some(200) => acknowledged.lock().unwrap().people.extend(names),
            Some(other) => panic!("import answered {other}"),
            None => return,
        }
        let status = STATUSES[step % 3];
        acknowledged.lock().unwrap().alerts.entry(alert.clone()).or_default().1 = Some(status.into());
        let change =
            client.request(Method::PATCH, &format!("/api/alerts/{alert}")).json(&json!({"status": status}));
        match client.try_send(change).await {
            Some(reply) if reply.status == 200 => {
                acknowledged.lock().unwrap().alerts.insert(alert.clone(), (status.into(), None));
            }
            Some(other) => panic!("PATCH answered {} {}", other.status, other.text),
            None => return,
        }
    }
}

async fn pages(client: &Client, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let page = client.get(&format!("{path}limit=200&offset={}", all.len())).await.expect(200);
        let items = page["items"].as_array().unwrap();
        all.extend(items.iter().cloned());
        if items.is_empty() || all.len() as u64 >= page["total"].as_u64().unwrap() {
            assert_eq!(
                all.len() as u64,
                page["total"].as_u64().unwrap(),
                "{path}: list and kept count agree"
            );
            return all;
        }
    }
}

/// Compares what is stored, what is counted and what is indexed with what was acknowledged.
async fn verify(client: &Client, acknowledged: &Mutex<Acknowledged>) {
    let stored = pages(client, "/api/console/employees?").await;
    let addresses: BTreeSet<String> =
        stored.iter().map(|person| person["email"].as_str().unwrap().to_owned()).collect();
    {
        let acknowledged = acknowledged.lock().unwrap();
        let lost: Vec<_> = acknowledged.people.difference(&addresses).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    }
    // Two people came in one file, in one transaction: both or none.
    for address in addresses.iter().filter(|address| address.starts_with('p')) {
        let twin = match address.strip_suffix("-0@proof.example") {
            Some(stem) => format!("{stem}-1@proof.example"),
            None => address.replace("-1@proof.example", "-0@proof.example"),
        };
        assert!(addresses.contains(&twin), "{address} is there without {twin}");
    }

    let alerts = pages(client, "/api/console/alerts?").await;
    let mut counted: BTreeMap<&str, u64> = STATUSES.iter().map(|status| (*status, 0)).collect();
    for alert in &alerts {
        let status = alert["status"].as_str().unwrap();
        *counted.get_mut(status).unwrap() += 1;
        if let Some((last, asked)) =
            acknowledged.lock().unwrap().alerts.get_mut(alert["id"].as_str().unwrap())
        {
            let last_is_stored = status == last || (last.is_empty() && status == "OPEN");
            assert!(last_is_stored || Some(status) == asked.as_deref(), "{alert}: acknowledged was {last}");
            // What was not acknowledged may have been done: that is the truth from here on.
            (*last, *asked) = (status.to_owned(), None);
        }
    }
    let summary = client.get("/api/console/summary").await.expect(200);
    for (status, count) in counted {
        assert_eq!(summary["alerts"][status], count, "the kept count of {status}");
        assert_eq!(
            client.get(&format!("/api/console/alerts?status={status}")).await.expect(200)["total"],
            count
        );
        let path = format!("/api/console/search?q=&kind=exposure_alert&status={status}&limit=1");
        client.until(&path, |answer| answer["complete"] == true && answer["total"] == count).await;
    }
    let path = "/api/console/search?q=&kind=employee&limit=1";
    client.until(path, |answer| answer["complete"] == true && answer["total"] == stored.len()).await;
    verify_figures(client, &stored, &alerts).await;
}

/// The dashboard's kept figures agree with the lists.
async fn verify_figures(client: &Client, people: &[Value], alerts: &[Value]) {
    const WIDGETS: &str = "alert-status-breakdown,alerts-by-department,top-risky-employees,department-risk";
    let path = format!("/api/console/dashboard/data?widgets={WIDGETS}&limit=50");
    let answer = client.get(&path).await.expect(200);
    assert_eq!(answer["complete"], true);
    let [by_status, by_department, risky, departments] = [0, 1, 2, 3].map(|at| &answer["widgets"][at]);
    let count = |holds: &dyn Fn(&Value) -> bool| alerts.iter().filter(|alert| holds(alert)).count();
    for status in STATUSES {
        let counted = count(&|alert| alert["status"] == status);
        assert_eq!(by_status[status.to_lowercase()]["total"], counted, "figures: alerts {status}");
    }
    for one in by_department["departments"].as_array().unwrap() {
        let counted = count(&|alert| alert["department"] == one["department"]);
        assert_eq!(one["alerts"]["total"], counted, "figures: alerts of {}", one["department"]);
    }
    for one in departments["departments"].as_array().unwrap() {
        let counted = people.iter().filter(|person| person["department"] == one["department"]).count();
        assert_eq!(one["people"], counted, "figures: people of {}", one["department"]);
    }
    for one in risky["employees"].as_array().unwrap() {
        let counted = count(&|alert| alert["employeeId"] == one["id"] && alert["status"] == "OPEN");
        assert_eq!(one["openAlerts"], counted, "figures: open alerts of {}", one["name"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_power_cuts() {
    let folder = Folder::initialized();
    let targets: Vec<String> = (0..WRITERS).map(|n| format!("target{n}@proof.example")).collect();
    folder.import("employees", &folder.file("people.csv", people(targets.iter().cloned())));
    let mut corpus = "email,breach,breach_date,source,data_classes,artifacts\n".to_owned();
    for target in &targets {
        corpus += &format!("{target},Canva,2019-05-24,HIBP,Passwords,\n");
    }
    folder.import("corpus", &folder.file("corpus.csv", corpus));
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));

    // The session outlives every cut, as a browser's would: it is a stored row like others.
    let mut server = Server::start(&folder);
    let mut admin = server.admin().await;
    admin.post("/api/employees/scan", json!({})).await.expect(200);
    let session = admin.session();
    let alerts = pages(&admin, "/api/console/alerts?").await;
    assert_eq!(alerts.len(), WRITERS);

    let mut dice = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos();
    for round in 0..ROUNDS {
        let writers: Vec<_> = alerts
            .iter()
            .enumerate()
            .map(|(n, alert)| {
                let id = alert["id"].as_str().unwrap().to_owned();
                tokio::spawn(write(admin.clone(), round, n, id, Arc::clone(&acknowledged)))
            })
            .collect();
        // Not a wait for something to be ready: the moment of the cut itself is what is drawn by lot.
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        tokio::time::sleep(Duration::from_micros(u64::from(dice % 200_000))).await;
        server.kill();
        for writer in writers {
            writer.await.unwrap();
        }
        server = Server::start(&folder);
        admin = server.anonymous().with_session(&session);
        verify(&admin, &acknowledged).await;
    }
    let acknowledged = acknowledged.lock().unwrap();
    assert!(acknowledged.people.len() > ROUNDS, "only {} writes came through", acknowledged.people.len());
    server.stop();
}

#[tokio::test]
async fn a_deleted_or_damaged_index_comes_back_by_itself() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("p.csv", people((0..40).map(|n| format!("p{n}@proof.example")))));
    let path = "/api/console/search?q=petra&kind=employee&limit=1";
    let server = Server::start(&folder);
    server.admin().await.until(path, |answer| answer["complete"] == true && answer["total"] == 40).await;
    server.stop();

    std::fs::remove_dir_all(folder.data().join("index")).unwrap();
    let server = Server::start(&folder);
    server.admin().await.until(path, |answer| answer["complete"] == true && answer["total"] == 40).await;
    server.stop();

    damage(&folder.data().join("index"));
    let server = Server::start(&folder);
    server.admin().await.until(path, |answer| answer["complete"] == true && answer["total"] == 40).await;
    server.stop();
}

/// Overwrites the middle of every file.
fn damage(folder: &std::path::Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            damage(&path);
            continue;
        }
        let mut content = std::fs::read(&path).unwrap();
        let middle = content.len() / 2;
        for byte in content.iter_mut().skip(middle.saturating_sub(32)).take(64) {
            *byte ^= 0x5a;
        }
        std::fs::write(&path, content).unwrap();
    }
}
