//! Dashboards: a member's own, presets of theirs and the company's.

use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{ADMIN, Client, Got, VIEWER, house};

const CONFIG: &str = "/api/dashboard/config";
const PRESETS: &str = "/api/dashboard/presets";

async fn put(client: &mut Client, path: &str, body: &Value) -> Got {
    let request = Request::put(path).header("content-type", "application/json");
    client.send(request.body(body.to_string().into()).unwrap()).await
}

fn board() -> Value {
    json!({
        "layout": [{"i": "risk-gauge", "x": 0, "y": 0, "w": 4, "h": 3},
            {"i": "alerts-feed-2", "x": 4, "y": 0, "w": 8, "h": 3, "minW": 4, "minH": 2}],
        "widgets": [{"instanceId": "risk-gauge", "title": "Risk", "visible": true},
            {"instanceId": "alerts-feed-2", "title": "", "visible": false}]
    })
}

async fn add(client: &mut Client, body: Value) -> Value {
    let got = client.post(PRESETS, &body).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    got.json()
}

#[tokio::test]
async fn each_member_has_a_dashboard_of_their_own() {
    let house = house().await;
    let (mut admin, mut viewer) = (house.signed_in(ADMIN).await, house.signed_in(VIEWER).await);
    assert_eq!(viewer.get(CONFIG).await.json(), Value::Null);
    let saved = put(&mut viewer, CONFIG, &board()).await;
    assert_eq!((saved.status, saved.json()), (StatusCode::OK, json!({"ok": true})));
    assert_eq!(viewer.get(CONFIG).await.json(), board());
    assert_eq!(admin.get(CONFIG).await.json(), Value::Null, "it is the viewer's");
}

#[tokio::test]
async fn presets_are_personal_or_the_companys() {
    let house = house().await;
    let (mut admin, mut viewer) = (house.signed_in(ADMIN).await, house.signed_in(VIEWER).await);
    put(&mut viewer, CONFIG, &board()).await;
    let mine = add(&mut viewer, json!({"name": "Mine"})).await;
    assert_eq!((&mine["scope"], &mine["layout"]), (&json!("PERSONAL"), &board()["layout"]));
    assert_eq!(mine["widgets"], board()["widgets"], "what is not given is what is on the screen");
    let company = json!({"name": "Ours", "scope": "COMPANY", "layout": [], "widgets": board()["widgets"]});
    let forbidden = viewer.post(PRESETS, &company).await;
    assert_eq!((forbidden.status, forbidden.json()), (StatusCode::FORBIDDEN, json!({"error": "Admin only"})));
    let ours = add(&mut admin, company).await;

    let names = |got: &Value| {
        let presets = got["presets"].as_array().unwrap();
        presets.iter().map(|preset| preset["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let listed = viewer.get(PRESETS).await.json();
    assert_eq!(
        (names(&listed), &listed["activePresetId"]),
        (vec!["Ours".into(), "Mine".into()], &Value::Null)
    );
    assert_eq!(names(&admin.get(PRESETS).await.json()), ["Ours"], "nobody sees another's");

    let path = |preset: &Value| format!("{PRESETS}/{}", preset["id"].as_str().unwrap());
    // Another's is nobody's, for admins too.
    for got in [
        admin.patch(&path(&mine), &json!({"name": "Taken"})).await,
        put(&mut admin, &path(&mine), &json!({"name": "Taken"})).await,
        admin.post(&format!("{}/activate", path(&mine)), &json!({})).await,
        admin.patch(&format!("{}/activate", path(&mine)), &json!({})).await,
        admin.delete(&path(&mine)).await,
    ] {
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{}", got.text);
    }
    for got in
        [viewer.patch(&path(&ours), &json!({"name": "Taken"})).await, viewer.delete(&path(&ours)).await]
    {
        assert_eq!((got.status, got.json()), (StatusCode::FORBIDDEN, json!({"error": "Admin only"})));
    }

    for activated in [
        viewer.post(&format!("{}/activate", path(&mine)), &json!({})).await,
        viewer.patch(&format!("{}/activate", path(&ours)), &json!({})).await,
    ] {
        assert_eq!((activated.status, activated.json()), (StatusCode::OK, json!({"ok": true})));
    }
    assert_eq!(viewer.get(CONFIG).await.json(), json!({"layout": [], "widgets": board()["widgets"]}));
    assert_eq!(viewer.get(PRESETS).await.json()["activePresetId"], ours["id"]);
    assert_eq!(admin.get(CONFIG).await.json(), Value::Null);

    let renamed = viewer.patch(&path(&mine), &json!({"name": " Renamed "})).await.json();
    assert_eq!((&renamed["name"], &renamed["layout"]), (&json!("Renamed"), &board()["layout"]));
    // A client that puts back the whole preset, with its scope.
    let put_back =
        json!({"name": "Ours too", "scope": "COMPANY", "layout": board()["layout"], "widgets": []});
    let put_back = put(&mut admin, &path(&ours), &put_back).await;
    assert_eq!((put_back.status, &put_back.json()["name"]), (StatusCode::OK, &json!("Ours too")));
    assert_eq!(admin.delete(&path(&ours)).await.json(), json!({"ok": true}));
    let left = viewer.get(PRESETS).await.json();
    assert_eq!((names(&left), &left["activePresetId"]), (vec!["Renamed".into()], &Value::Null));
    let log = admin.get("/api/console/audit").await.text;
    assert!(log.contains("dashboard_preset.removed") && !log.contains("Renamed"), "{log}");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let house = house().await;
    let mut viewer = house.signed_in(VIEWER).await;
    let with = |part: &str, field: &str, value: Value| {
        let mut body = board();
        body[part][1][field] = value;
        body
    };
    let without = |field: &str| {
        let mut body = board();
        body.as_object_mut().unwrap().remove(field);
        body
    };
    for (field, body) in [
        ("layout", without("layout")),
        ("widgets", without("widgets")),
        ("layout", json!({"layout": null, "widgets": []})),
        ("layout[1].i", with("layout", "i", json!("clock"))),
        ("layout[1].i", with("layout", "i", json!("risk-gauge"))),
        ("layout[1].i", with("layout", "i", Value::Null)),
        ("layout[1].x", with("layout", "x", json!(-1))),
        ("layout[1].x", with("layout", "x", json!(12))),
        ("layout[1].w", with("layout", "w", json!(9))),
        ("layout[1].h", with("layout", "h", json!("3"))),
        ("layout[1].minW", with("layout", "minW", json!(13))),
        ("widgets[1].instanceId", with("widgets", "instanceId", json!("clock"))),
        ("widgets[1].title", with("widgets", "title", json!("x".repeat(101)))),
        ("widgets[1].visible", with("widgets", "visible", Value::Null)),
        ("widgets", json!({"layout": [], "widgets": vec![board()["widgets"][0].clone(); 61]})),
    ] {
        let got = put(&mut viewer, CONFIG, &body).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{body}");
    }
    assert_eq!(viewer.get(CONFIG).await.json(), Value::Null);

    for (field, body) in [
        ("name", json!({})),
        ("name", json!({"name": " "})),
        ("name", json!({"name": "x".repeat(101)})),
        ("scope", json!({"name": "x", "scope": "ALL"})),
        ("scope", json!({"name": "x", "scope": null})),
        ("layout", json!({"name": "x", "layout": null})),
        (
            "widgets[0].instanceId",
            json!({"name": "x", "widgets": [{"instanceId": "clock", "title": "", "visible": true}]}),
        ),
    ] {
        let got = viewer.post(PRESETS, &body).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{body}");
    }
    let mine = add(&mut viewer, json!({"name": "Mine"})).await;
    let path = format!("{PRESETS}/{}", mine["id"].as_str().unwrap());
    for (field, body) in [
        ("name", json!({"name": null})),
        ("scope", json!({"scope": "COMPANY"})),
        ("layout[0].i", json!({"layout": [{"i": "", "x": 0, "y": 0, "w": 1, "h": 1}]})),
    ] {
        let got = viewer.patch(&path, &body).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{body}");
    }
    assert_eq!(viewer.patch(&path, &json!({})).await.json(), json!({"error": "Nothing to update"}));
    for n in 1..50 {
        add(&mut viewer, json!({"name": format!("{n}")})).await;
    }
    assert_eq!(viewer.post(PRESETS, &json!({"name": "one more"})).await.status, StatusCode::CONFLICT);
}
