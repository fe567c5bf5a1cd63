//! Lists: filters, order, pages, attributes, searches; what the service says of itself.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::scim_client::{ENTERPRISE, GROUP, Scim, USER, refused};
use crate::support::{House, house};

fn names(list: &Value) -> Vec<&str> {
    list["Resources"].as_array().unwrap().iter().map(|one| one["userName"].as_str().unwrap()).collect()
}

async fn filled(house: &House, count: usize) -> (Scim, Vec<String>) {
    let mut scim = Scim::new(house).await;
    let mut ids = Vec::new();
    for at in 0..count {
        let title = ["Zoologist", "Analyst", "miner"][at % 3];
        let body = json!({
            "schemas": [USER], "userName": format!("u{at:03}"), "title": title,
            "active": at % 2 == 0, "emails": [{"value": format!("u{at}@x.example"), "primary": true}],
            ENTERPRISE: {"department": format!("D{}", at % 4)},
        });
        ids.push(scim.made("/Users", body).await);
    }
    (scim, ids)
}

#[tokio::test]
async fn pages_are_in_the_order_of_making_and_stay_so() {
    let house = house().await;
    let (mut scim, ids) = filled(&house, 230).await;
    let first = scim.get("/Users").await.json();
    assert_eq!(
        (&first["totalResults"], &first["startIndex"], &first["itemsPerPage"]),
        (&json!(230), &json!(1), &json!(100))
    );
    assert_eq!((names(&first)[0], names(&first)[99]), ("u000", "u099"));
    for (query, start, shown) in [
        ("startIndex=101&count=500", 101, 130),
        ("startIndex=1&count=500", 1, 200),
        ("startIndex=0&count=2", 1, 2),
        ("startIndex=-7&count=2", 1, 2),
        ("startIndex=229&count=10", 229, 2),
        ("startIndex=500", 500, 0),
        ("count=0", 1, 0),
        ("count=-1", 1, 0),
    ] {
        let page = scim.get(&format!("/Users?{query}")).await.json();
        assert_eq!((&page["startIndex"], &page["itemsPerPage"]), (&json!(start), &json!(shown)), "{query}");
        assert_eq!(page["totalResults"], 230, "{query}");
        if shown > 0 {
            assert_eq!(names(&page)[0], format!("u{:03}", start - 1), "{query}");
        }
    }
    // Whoever comes goes to the end; whoever goes leaves the rest in their order.
    scim.user("a-late-comer").await;
    scim.send("DELETE", &format!("/Users/{}", ids[150]), None).await;
    let page = scim.get("/Users?startIndex=149&count=4").await.json();
    assert_eq!(names(&page), ["u148", "u149", "u151", "u152"]);
    let last = scim.get("/Users?startIndex=230&count=4").await.json();
    assert_eq!(names(&last), ["a-late-comer"]);
}

#[tokio::test]
async fn filters_and_sorts() {
    let house = house().await;
    let (mut scim, _) = filled(&house, 12).await;
    for (filter, total) in [
        (r#"userName sw "u00""#, 10),
        (r#"title eq "MINER" and active eq true"#, 2),
        (&format!(r#"{ENTERPRISE}:department eq "d1""#), 3),
        (r#"userName eq "u001" or emails.value eq "U2@x.example" or externalId eq "none""#, 2),
        (r#"not (active eq true)"#, 6),
        (r#"emails[primary eq true and value ew "@x.example"]"#, 12),
        (r#"meta.created gt "2020-01-01T00:00:00Z""#, 12),
        (r#"meta.resourceType eq "Group""#, 0),
        ("nickName pr", 0),
    ] {
        assert_eq!(scim.filtered("Users", filter).await["totalResults"], total, "{filter}");
    }
    let sorted = scim.get("/Users?sortBy=title&count=5").await.json();
    assert_eq!(names(&sorted), ["u001", "u004", "u007", "u010", "u002"], "without regard to case");
    let sorted = scim.get("/Users?sortBy=userName&sortOrder=descending&startIndex=2&count=2").await.json();
    assert_eq!(names(&sorted), ["u010", "u009"]);
    scim.made("/Users", json!({"schemas": [USER], "userName": "untitled"})).await;
    let sorted = scim.get("/Users?sortBy=title&startIndex=13").await.json();
    assert_eq!(names(&sorted), ["untitled"], "what has nothing to sort by comes last");
    refused(&scim.get("/Users?sortOrder=upwards").await, 400, Some("invalidValue"));
    refused(&scim.get("/Users?sortBy=a%20b").await, 400, Some("invalidPath"));
    refused(&scim.get("/Users?startIndex=many").await, 400, Some("invalidValue"));
}

#[tokio::test]
async fn attributes_are_chosen() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let body = json!({"schemas": [USER], "userName": "ada", "name": {"givenName": "A", "familyName": "L"},
        "emails": [{"value": "a@x.example", "type": "work"}], ENTERPRISE: {"department": "D", "division": "V"}});
    let id = scim.made("/Users", body).await;
    let path = format!("/Users/{id}");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let got = scim
        .get(&format!("{path}?attributes=USERNAME,name.givenName,emails.type,{ENTERPRISE}:division"))
        .await
        .json();
    assert_eq!(keys(&got), ["emails", "id", "name", "schemas", ENTERPRISE, "userName"]);
    assert_eq!((&got["name"], &got["emails"]), (&json!({"givenName": "A"}), &json!([{"type": "work"}])));
    assert_eq!(got[ENTERPRISE], json!({"division": "V"}));
    let got =
        scim.get(&format!("{path}?excludedAttributes=name.familyName,meta,id,{ENTERPRISE}")).await.json();
    assert_eq!(keys(&got), ["active", "emails", "id", "name", "schemas", "userName"]);
    assert_eq!(got["name"], json!({"givenName": "A"}));
    let patched = json!([{"op": "add", "path": "title", "value": "T"}]);
    let got =
        scim.send("PATCH", &format!("{path}?attributes=title"), Some(json!({"Operations": patched}))).await;
    assert_eq!(keys(&got.json()), ["id", "schemas", "title"]);
    let got = scim.get("/Users?attributes=id").await.json();
    assert_eq!(keys(&got["Resources"][0]), ["id", "schemas"]);
    for wrong in ["attributes=a%20b", "attributes=userName&excludedAttributes=name"] {
        refused(&scim.get(&format!("{path}?{wrong}")).await, 400, Some("invalidValue"));
    }
}

#[tokio::test]
async fn a_search_comes_in_a_body() {
    let house = house().await;
    let (mut scim, _) = filled(&house, 5).await;
    scim.made("/Groups", json!({"schemas": [GROUP], "displayName": "G"})).await;
    let search = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName sw \"u\"",
        "attributes": ["userName"], "sortBy": "userName", "sortOrder": "descending", "startIndex": 2, "count": 2});
    let got = scim.send("POST", "/Users/.search", Some(search)).await;
    assert_eq!(names(&got.json()), ["u003", "u002"]);
    let all = scim.send("POST", "/.search", Some(json!({"startIndex": 5, "count": 3}))).await.json();
    assert_eq!((&all["totalResults"], &all["itemsPerPage"]), (&json!(6), &json!(2)));
    assert_eq!(all["Resources"][1]["displayName"], "G");
    let groups =
        scim.send("POST", "/Groups/.search", Some(json!({"filter": "meta.resourceType eq \"Group\""}))).await;
    assert_eq!(groups.json()["totalResults"], 1);
    refused(&scim.send("POST", "/.search", Some(json!({"filter": 7}))).await, 400, Some("invalidSyntax"));
}

#[tokio::test]
async fn the_service_says_what_it_can_do() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let config = scim.get("/ServiceProviderConfig").await.json();
    assert_eq!(
        (&config["bulk"]["maxOperations"], &config["filter"]["maxResults"]),
        (&json!(1000), &json!(200))
    );
    let types = scim.get("/ResourceTypes").await.json();
    assert_eq!(types["Resources"][0]["schemaExtensions"][0]["schema"], ENTERPRISE);
    assert_eq!(scim.get("/ResourceTypes/Group").await.json()["endpoint"], "/Groups");
    let schemas = scim.get("/Schemas").await.json();
    assert_eq!(schemas["totalResults"], 3);
    let user = scim.get(&format!("/Schemas/{USER}")).await.json();
    let attributes = user["attributes"].as_array().unwrap();
    let named = |name: &str| attributes.iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(
        (&named("userName")["required"], &named("password")["returned"]),
        (&json!(true), &json!("never"))
    );
    refused(&scim.get("/Schemas/urn:nobody").await, 404, None);
    refused(&scim.get("/Schemas?filter=id%20pr").await, 403, None);
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        refused(&scim.send(method, "/Me", Some(json!({}))).await, 501, None);
    }
}

#[tokio::test]
async fn other_paths_lead_to_the_same() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let id = scim.user("ada@acme.example").await;
    let connection = scim.connection.clone();
    for root in [
        format!("/api/scim/{connection}/scim/v2"),
        format!("/api/scim/{connection}/v2"),
        format!("/scim/v2/{connection}"),
    ] {
        let got = scim.raw(Request::get(format!("{root}/Users/{id}")), Body::empty()).await;
        assert_eq!(got.status, StatusCode::OK, "{root}: {}", got.text);
        assert!(
            got.json()["meta"]["location"]
                .as_str()
                .unwrap()
                .contains(&format!("/api/scim/{connection}/Users/"))
        );
        assert_eq!(
            scim.raw(Request::get(format!("{root}/Schemas")), Body::empty()).await.status,
            StatusCode::OK
        );
        refused(&scim.raw(Request::get(format!("{root}/Nothing")), Body::empty()).await, 404, None);
    }
}

#[tokio::test]
async fn the_root_lists_everything_and_pages_go_on_by_cursor() {
    let house = house().await;
    let (mut scim, _) = filled(&house, 5).await;
    scim.made("/Groups", json!({"schemas": [GROUP], "displayName": "G"})).await;
    for root in ["", "/", "/scim/v2", "/scim/v2/"] {
        let all = scim.get(&format!("{root}?count=50")).await;
        assert_eq!(all.json()["totalResults"], 6, "{root}: {}", all.text);
    }
    let some = scim.get("?filter=displayName%20eq%20%22g%22").await.json();
    assert_eq!((&some["totalResults"], &some["Resources"][0]["displayName"]), (&json!(1), &json!("G")));
    let first = scim.get("/Users?cursor&count=3").await.json();
    assert_eq!((names(&first), &first["totalResults"]), (vec!["u000", "u001", "u002"], &json!(5)));
    assert!(first.get("startIndex").is_none());
    let next = first["nextCursor"].as_str().unwrap();
    let second = scim.get(&format!("/Users?cursor={next}&count=3")).await.json();
    assert_eq!((names(&second), second.get("nextCursor")), (vec!["u003", "u004"], None));
    let body = json!({"cursor": next, "count": 1});
    let searched = scim.send("POST", "/Users/.search", Some(body)).await.json();
    assert_eq!(names(&searched), ["u003"]);
    refused(&scim.get("/Users?cursor=nonsense").await, 400, Some("invalidCursor"));
    refused(&scim.get("/Users?cursor&sortBy=title").await, 400, Some("invalidValue"));
    let config = scim.get("/ServiceProviderConfig").await.json();
    assert_eq!(config["pagination"]["cursor"], true);
}
