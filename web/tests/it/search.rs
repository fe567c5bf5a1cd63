//! Searching as the console does it.

use axum::http::StatusCode;
use gatehouse_core::search::Doc;
use gatehouse_core::time::Timestamp;
use gatehouse_web::{App, Config};
use serde_json::json;

use crate::support::{ADMIN, House, VIEWER, house, index};

fn doc(org: [u8; 16], number: u8, kind: &'static str, title: &str, severity: Option<&str>) -> Doc {
    Doc {
        org,
        kind: kind.into(),
        id: [number; 16],
        time: Timestamp(1_780_000_000_000 + i64::from(number)),
        severity: severity.map(str::to_owned),
        status: severity.map(|_| "OPEN".into()),
        host: None,
        title: title.into(),
        text: vec![("breach".into(), "Northwind".into())],
        fields: json!({ "number": number }),
    }
}

async fn house_with_findings() -> House {
    let mut house = house().await;
    let org = house.principal.scope().org().0;
    let docs = vec![
        doc(org, 1, "exposure_alert", "Ada Lovelace found in Northwind breach.", Some("HIGH")),
        doc(org, 2, "exposure_alert", "Ada Byron found in Northwind breach.", Some("CRITICAL")),
        doc(org, 3, "employee", "Ada Lovelace", None),
        doc(org, 4, "audit", "Ada signed in", None),
        doc([9; 16], 5, "employee", "Ada of another company", None),
    ];
    let mut services = house.app.services().clone();
    services.search = index(&house.folder.path().join("filled"), docs);
    services.search.start();
    services.search.wait_for(0).await;
    house.app = App::new(services, house.app.access().clone(), Config::default());
    house.router = gatehouse_web::router(house.app.clone());
    house
}

#[tokio::test]
async fn hits_come_with_highlights_and_facets_of_ones_own_organization() {
    let house = house_with_findings().await;
    let mut admin = house.signed_in(ADMIN).await;
    let found =
        admin.get("/api/console/search?q=northwind&severity=HIGH&severity=CRITICAL&limit=1").await.json();
    assert_eq!((found["total"].as_u64(), found["complete"].as_bool()), (Some(2), Some(true)), "{found}");
    let hit = &found["hits"][0];
    assert_eq!((hit["severity"].as_str(), hit["fields"]["number"].as_u64()), (Some("CRITICAL"), Some(2)));
    let marks = hit["highlights"][0].as_array().unwrap();
    let (start, end) = (marks[0].as_u64().unwrap() as usize, marks[1].as_u64().unwrap() as usize);
    assert_eq!(&hit["snippet"].as_str().unwrap()[start..end], "Northwind");
    assert_eq!(found["facets"]["severity"], json!({"CRITICAL": 1, "HIGH": 1}));

    let all = admin.get("/api/console/search").await.json();
    assert_eq!(all["total"], 4, "the other company's is not among them: {all}");
    assert_eq!(all["facets"]["kind"]["audit"], 1);
}

#[tokio::test]
async fn a_query_that_makes_no_sense_says_where() {
    let house = house_with_findings().await;
    let mut admin = house.signed_in(ADMIN).await;
    let got = admin.get("/api/console/search?q=ada%20)").await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    let told = got.json();
    assert_eq!((told["field"].as_str(), told["position"].as_u64()), (Some("q"), Some(4)), "{told}");
    for (query, field) in
        [("from=soon", "from"), ("limit=101", "limit"), ("offset=10000", "offset"), ("sort=up", "sort")]
    {
        let got = admin.get(&format!("/api/console/search?{query}")).await;
        assert_eq!((got.status, got.json()["field"].as_str()), (StatusCode::BAD_REQUEST, Some(field)));
    }
    let typing = admin.get("/api/console/search?q=(ada%20lov&typing=true&kind=employee").await.json();
    assert_eq!(typing["total"], 1, "{typing}");
}

#[tokio::test]
async fn viewers_do_not_search_the_audit_log() {
    let house = house_with_findings().await;
    let mut viewer = house.signed_in(VIEWER).await;
    let all = viewer.get("/api/console/search").await.json();
    assert_eq!(all["total"], 3);
    assert!(all["facets"]["kind"].get("audit").is_none(), "{all}");
    assert_eq!(viewer.get("/api/console/search?q=kind:audit").await.json()["total"], 0);
    assert_eq!(viewer.get("/api/console/search?kind=audit").await.status, StatusCode::FORBIDDEN);
}
