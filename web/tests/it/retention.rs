//! How long things are kept, over HTTP.

use axum::http::{Request, StatusCode};
use gatehouse_core::retention::{RETENTION_KIND, RetentionHandler};
use serde_json::{Value, json};

use crate::main_job::{at_work, import};
use crate::support::{ADMIN, Client, Got, house};

const PATH: &str = "/api/console/retention";

async fn put(client: &mut Client, path: &str, body: &Value) -> Got {
    let request = Request::put(path).header("content-type", "application/json");
    client.send(request.body(body.to_string().into()).unwrap()).await
}

fn kept_for_ever() -> Value {
    json!({
        "resolvedAlertsDays": null, "dismissedProcessAlertsDays": null, "auditDays": null, "jobsDays": null,
        "filesDays": null, "nextRunAt": null, "lastRunAt": null, "lastRemoved": null, "wouldRemove": null
    })
}

fn nothing() -> Value {
    json!({"resolvedAlerts": 0, "dismissedProcessAlerts": 0, "auditEntries": 0, "jobs": 0, "files": 0})
}

#[tokio::test]
async fn an_admin_tries_out_sets_and_takes_back() {
    let (house, _) = at_work().await;
    let services = house.app.services();
    services.jobs.register(RETENTION_KIND, std::sync::Arc::new(RetentionHandler::new(services)));
    let mut admin = house.signed_in(ADMIN).await;
    import(&mut admin).await;
    assert_eq!(admin.get(PATH).await.json(), kept_for_ever());
    let tried = put(&mut admin, &format!("{PATH}?dryRun=true"), &json!({"resolvedAlertsDays": 30})).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    let mut expected = kept_for_ever();
    expected["resolvedAlertsDays"] = json!(30);
    expected["wouldRemove"] = nothing();
    assert_eq!(tried.json(), expected);
    assert_eq!(admin.get(PATH).await.json(), kept_for_ever(), "nothing was stored");

    let set = put(&mut admin, PATH, &json!({"resolvedAlertsDays": 30, "filesDays": 7})).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    assert!(set.json()["nextRunAt"].is_string());
    let set = put(&mut admin, PATH, &json!({"filesDays": null})).await.json();
    assert_eq!((&set["resolvedAlertsDays"], &set["filesDays"]), (&json!(30), &Value::Null));
    assert_eq!(admin.get(&format!("{PATH}?dryRun=true")).await.json()["wouldRemove"], nothing());

    let job = services.jobs.enqueue(house.principal.scope(), RETENTION_KIND, &()).await.unwrap();
    assert_eq!(services.jobs.wait(house.principal.scope(), job).await.unwrap().error, None);
    let shown = admin.get(PATH).await.json();
    assert_eq!(shown["lastRemoved"], nothing());
    assert!(shown["lastRunAt"].is_string());
    let gone = put(&mut admin, PATH, &json!({"resolvedAlertsDays": null})).await.json();
    assert_eq!(gone["nextRunAt"], Value::Null);
    assert!(admin.get("/api/console/audit").await.text.contains("retention.changed"));
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    for (field, body) in [
        ("resolvedAlertsDays", json!({"resolvedAlertsDays": 29})),
        ("dismissedProcessAlertsDays", json!({"dismissedProcessAlertsDays": 3651})),
        ("auditDays", json!({"auditDays": 89, "jobsDays": 30})),
        ("auditDays", json!({"auditDays": "90"})),
        ("jobsDays", json!({"jobsDays": -1})),
        ("jobsDays", json!({"jobsDays": 7.5})),
        ("filesDays", json!({"filesDays": 4_294_967_296u64})),
    ] {
        for path in [PATH, &format!("{PATH}?dryRun=true")] {
            let got = put(&mut admin, path, &body).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST, "{body}: {}", got.text);
            assert_eq!(got.json()["field"], field, "{body}: {}", got.text);
        }
    }
    let got = put(&mut admin, &format!("{PATH}?dryRun=perhaps"), &json!({})).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("dryRun")));
    assert_eq!(admin.get(PATH).await.json(), kept_for_ever());
}
