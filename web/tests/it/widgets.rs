//! The data behind the dashboard's widgets, after a scan and some work.

use axum::http::StatusCode;
use gatehouse_core::dashboard::WIDGETS;
use gatehouse_core::figures::{FIGURES_KIND, FiguresHandler};
use gatehouse_web::openapi;
use serde_json::{Value, json};

use crate::main_job::{at_work, import};
use crate::support::{ADMIN, Client, House, VIEWER, house};

fn widget(name: &str) -> String {
    format!("/api/console/dashboard/widgets/{name}")
}

/// A company whose Ada is in two breaches and Grace in one of them; Grace's alert is resolved.
async fn worked() -> (House, Client) {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    import(&mut admin).await;
    let key = json!({"provider": "HIBP", "key": "key-12345678"});
    assert_eq!(admin.post("/api/credentials", &key).await.status, StatusCode::CREATED);
    let scanned = admin.post("/api/employees/scan", &json!({})).await;
    assert_eq!(scanned.json()["newAlerts"], 3, "{}", scanned.text);
    let newest = admin.get("/api/console/alerts?limit=1").await.json()["items"][0].clone();
    assert_eq!(newest["employeeName"], "Grace Hopper");
    let path = format!("/api/alerts/{}", newest["id"].as_str().unwrap());
    assert_eq!(admin.patch(&path, &json!({"status": "RESOLVED"})).await.status, StatusCode::OK);
    (house, admin)
}

async fn data(client: &mut Client, name: &str) -> Value {
    let got = client.get(&widget(name)).await;
    assert_eq!(got.status, StatusCode::OK, "{name}: {}", got.text);
    let answer = got.json();
    assert_eq!((&answer["complete"], &answer["data"]["type"]), (&json!(true), &json!(name)));
    answer["data"].clone()
}

#[tokio::test]
async fn every_type_of_widget_has_its_data_alone_and_together() {
    let (house, mut admin) = worked().await;
    let mut viewer = house.signed_in(VIEWER).await;
    let all = format!("/api/console/dashboard/data?widgets={}", WIDGETS.join(","));
    let together = viewer.get(&all).await.json();
    let together = together["widgets"].as_array().unwrap();
    assert_eq!(together.len(), WIDGETS.len());
    for (name, other) in WIDGETS.into_iter().zip(together) {
        assert_eq!(&data(&mut admin, name).await, other, "{name}");
    }
    let documented = serde_json::to_value(openapi::console()).unwrap();
    let kinds = documented["components"]["schemas"]["WidgetData"]["oneOf"].as_array().unwrap();
    assert_eq!(kinds.len(), WIDGETS.len());
}

#[tokio::test]
async fn widgets_show_what_was_found_and_done() {
    let (_house, mut admin) = worked().await;
    let none = json!({"critical": 0, "high": 0, "medium": 0, "low": 0, "total": 0});
    let high = |count: u64| json!({"critical": 0, "high": count, "medium": 0, "low": 0, "total": count});

    let row = data(&mut admin, "stats-row").await;
    for (field, number) in [
        ("employees", 2),
        ("activeEmployees", 2),
        ("exposedEmployees", 2),
        ("breaches", 2),
        ("openAlerts", 2),
        ("openCriticalAlerts", 0),
        ("days", 30),
        ("newAlerts", 3),
        ("previousAlerts", 0),
    ] {
        assert_eq!(row[field], number, "{field}");
    }
    assert_eq!(data(&mut admin, "severity-donut").await["open"], high(2));
    let status = data(&mut admin, "alert-status-breakdown").await;
    assert_eq!((&status["open"], &status["acknowledged"], &status["resolved"]), (&high(2), &none, &high(1)));
    // 2/2·40 + 2·6 + 2·4
    let gauge = data(&mut admin, "risk-gauge").await;
    assert_eq!((&gauge["score"], &gauge["level"]), (&json!(60), &json!("HIGH")));
    assert_eq!(
        (&gauge["exposedPart"], &gauge["openPart"], &gauge["recentPart"]),
        (&json!(40.0), &json!(12.0), &json!(8.0))
    );

    let trend = data(&mut admin, "trend-chart").await;
    let days = trend["days"].as_array().unwrap();
    assert_eq!((days.len(), &trend["total"], &days[29]["found"]), (30, &json!(3), &high(3)));
    assert_eq!(days[0]["found"], none);
    let months = data(&mut admin, "alerts-by-month").await;
    let months = months["months"].as_array().unwrap();
    assert_eq!((months.len(), &months[11]["found"], &months[11]["resolved"]), (12, &high(3), &json!(1)));
    let today = days[29]["date"].as_str().unwrap();
    assert!(today.starts_with(months[11]["month"].as_str().unwrap()), "{today}");
    let velocity = data(&mut admin, "alert-velocity").await;
    assert_eq!(velocity["days"][29], json!({"date": today, "found": 3, "resolved": 1}));
    assert_eq!((&velocity["foundPerDay"], &velocity["unresolved"]), (&json!(0.1), &json!(2)));
    assert!(velocity["meanHoursToResolve"].as_f64().unwrap() < 1.0);

    let feed = data(&mut admin, "alerts-feed").await;
    assert_eq!(feed["alerts"][0]["employeeName"], "Grace Hopper");
    assert_eq!(
        (&feed["alerts"][0]["status"], feed["alerts"].as_array().unwrap().len()),
        (&json!("RESOLVED"), 3)
    );
    assert_eq!(
        data(&mut admin, "critical-alerts").await,
        json!({"type": "critical-alerts", "alerts": [], "total": 0})
    );

    let risky = data(&mut admin, "top-risky-employees").await;
    let ada = &risky["employees"][0];
    assert_eq!(
        (&ada["name"], &ada["breaches"], &ada["openAlerts"]),
        (&json!("Ada Byron"), &json!(2), &json!(2))
    );
    // 25 + 20 + 10·2/3 + 10·2/5
    assert_eq!((&ada["risk"], &risky["employees"][1]["risk"]), (&json!(56), &json!(47)));
    let exposure = data(&mut admin, "employee-exposure").await;
    assert_eq!(
        exposure["byBreaches"],
        json!({"none": 0, "one": 1, "twoToThree": 1, "fourToFive": 0, "more": 0})
    );
    assert_eq!(exposure["byRisk"], json!({"critical": 0, "high": 1, "medium": 1, "low": 0, "total": 2}));
    let departments = data(&mut admin, "department-risk").await;
    assert_eq!(
        departments["departments"][0],
        json!({"department": "Engines", "people": 1, "exposed": 1, "averageRisk": 56.0, "openAlerts": 2})
    );
    let by_department = data(&mut admin, "alerts-by-department").await;
    assert_eq!(
        by_department["departments"][1],
        json!({"department": "Navy", "alerts": {"open": 0, "acknowledged": 0, "resolved": 1, "total": 1}})
    );
    let mfa = data(&mut admin, "mfa-coverage").await;
    assert_eq!((&mfa["active"], &mfa["unknown"], &mfa["registered"]), (&json!(2), &json!(2), &json!(0)));

    let types = data(&mut admin, "data-type-breakdown").await;
    assert_eq!((&types["total"], &types["dataTypes"][0]["dataType"]), (&json!(2), &json!("email")));
    assert_eq!(types["dataTypes"][1]["alerts"]["open"], 2);
    let radar = data(&mut admin, "data-type-radar").await;
    let categories = radar["categories"].as_array().unwrap();
    assert_eq!(categories.len(), 9);
    let lost =
        |id: &str| categories.iter().find(|one| one["category"] == id).unwrap()["alerts"]["total"].clone();
    assert_eq!((lost("credentials"), lost("contact"), lost("financial")), (json!(3), json!(3), json!(0)));
    let sources = data(&mut admin, "breach-sources").await;
    assert_eq!(sources["sources"][0]["source"], "HIBP");
    assert_eq!(
        (&sources["sources"][0]["breaches"], sources["sources"].as_array().unwrap().len()),
        (&json!(2), 4)
    );
    let donut = data(&mut admin, "breach-source-donut").await;
    assert_eq!(
        (&donut["sources"], &donut["total"]),
        (&json!([{"source": "HIBP", "breaches": 2}]), &json!(2))
    );
    let top = data(&mut admin, "top-breaches").await;
    assert_eq!((&top["breaches"][0]["name"], &top["breaches"][0]["affected"]), (&json!("Adobe"), &json!(2)));
    let timeline = data(&mut admin, "breach-timeline").await;
    assert_eq!(timeline["years"], json!([{"year": null, "breaches": 2, "affected": 3}]));
    assert_eq!(timeline["newest"], json!([]), "nobody knows when they happened");
}

#[tokio::test]
async fn what_is_asked_is_checked() {
    let house = house().await;
    let mut viewer = house.signed_in(VIEWER).await;
    assert_eq!(viewer.get(&widget("clock")).await.status, StatusCode::NOT_FOUND);
    for query in ["days=0", "days=366", "months=37", "limit=51", "limit=0", "days=x"] {
        let refused = viewer.get(&format!("{}?{query}", widget("trend-chart"))).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(refused.json()["field"], query.split('=').next().unwrap());
    }
    let shown = viewer.get(&format!("{}?days=365&limit=50&months=36", widget("trend-chart"))).await.json();
    assert_eq!(shown["data"]["days"].as_array().unwrap().len(), 365);
    for widgets in ["", "?widgets=", "?widgets=clock", "?widgets=risk-gauge,risk-gauge"] {
        let refused = viewer.get(&format!("/api/console/dashboard/data{widgets}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{widgets}");
        assert_eq!(refused.json()["field"], "widgets", "{widgets}");
    }
    let repeated = viewer.get("/api/console/dashboard/data?widgets=risk-gauge&widgets=alerts-feed").await;
    assert_eq!(repeated.json()["widgets"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn numbers_that_are_doubted_are_counted_again() {
    let (house, mut admin) = worked().await;
    let services = house.app.services();
    services.jobs.register(FIGURES_KIND, std::sync::Arc::new(FiguresHandler::new(services)));
    let before = admin.get(&widget("alert-status-breakdown")).await.json()["data"].clone();
    let asked = admin.post("/api/console/dashboard/recount", &json!({})).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text);
    let job = asked.json()["jobId"].as_str().unwrap().parse().unwrap();
    services.jobs.wait(house.principal.scope(), job).await.unwrap();
    let after = admin.get(&widget("alert-status-breakdown")).await.json();
    assert_eq!((&after["complete"], &after["data"]), (&json!(true), &before));
    assert!(admin.get("/api/console/audit").await.text.contains("figures.recounted"));
}
