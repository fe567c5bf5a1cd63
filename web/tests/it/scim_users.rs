//! Users and what becomes of the people behind them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::scim_client::{ENTERPRISE, PATCH_OP, Scim, USER, everybody, person, refused};
use crate::support::house;

fn ada() -> Value {
    json!({
        "schemas": [USER, ENTERPRISE, "urn:acme:scim:2.0:User"], "userName": "ada", "externalId": "E-1",
        "name": {"givenName": "Ada", "familyName": "Lovelace"}, "title": "Analyst", "active": true,
        "emails": [
            {"value": "home@ada.example", "type": "home"}, {"value": "ada@acme.example", "type": "work"},
        ],
        "addresses": [{"type": "work", "locality": "London"}],
        ENTERPRISE: {"department": "R&D", "manager": {"value": "26"}},
        "urn:acme:scim:2.0:User": {"badge": "b-1", "levels": [1, 2, {"deep": true}]}, "shoeSize": 39,
    })
}

#[tokio::test]
async fn everything_that_was_sent_is_kept_and_returned() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let got = scim.send("POST", "/Users", Some(ada())).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    let made = got.json();
    let id = made["id"].as_str().unwrap();
    let location = format!("http://gate.example/api/scim/{}/Users/{id}", scim.connection);
    assert_eq!((got.header("location"), got.header("etag")), (location.as_str(), "W/\"1\""));
    assert_eq!(made["meta"]["location"], location);
    assert_eq!(made["meta"]["version"], "W/\"1\"");
    for (name, value) in ada().as_object().unwrap() {
        if name != "schemas" {
            assert_eq!(&made[name], value, "{name}");
        }
    }
    assert_eq!(made["schemas"].as_array().unwrap().len(), 3);
    let read = scim.get(&format!("/Users/{id}")).await;
    assert_eq!((read.status, read.json()), (StatusCode::OK, made));
    let ada = person(&house, "ada@acme.example").unwrap();
    assert_eq!((ada.first_name.as_str(), ada.last_name.as_str()), ("Ada", "Lovelace"));
    assert_eq!((ada.department.as_str(), ada.location.as_str()), ("R&D", "London"));
    assert_eq!(format!("{:?}", ada.source), "Scim");
    for (name, value) in [("title", "Analyst"), ("badge", "b-1"), ("shoesize", "39"), ("manager", "26")] {
        assert_eq!(ada.attributes[name], value, "{name}");
    }
    assert_eq!(ada.link.unwrap().connection.to_string(), scim.connection);
}

#[tokio::test]
async fn the_address_is_the_primary_else_the_one_for_work_else_the_first_else_the_name() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let email =
        |value: &str, kind: &str, primary: bool| json!({"value": value, "type": kind, "primary": primary});
    for (name, emails, expected) in [
        (
            "a",
            json!([email("w@x.example", "work", false), email("p@x.example", "home", true)]),
            "p@x.example",
        ),
        (
            "b",
            json!([email("h2@x.example", "home", false), email("W2@x.example", "work", false)]),
            "w2@x.example",
        ),
        (
            "c",
            json!([email("h3@x.example", "home", false), email("o3@x.example", "other", false)]),
            "h3@x.example",
        ),
        ("D@x.example", json!([]), "d@x.example"),
        ("e@x.example", json!([email("no address", "work", true)]), "e@x.example"),
    ] {
        scim.made("/Users", json!({"schemas": [USER], "userName": name, "emails": emails})).await;
        assert!(person(&house, expected).is_some(), "{name}");
    }
    let id =
        scim.made("/Users", json!({"schemas": [USER], "userName": "jdoe", "displayName": "Jo Doe"})).await;
    let nobody = everybody(&house).into_iter().find(|one| one.email.is_empty()).unwrap();
    assert_eq!((nobody.first_name.as_str(), nobody.active), ("Jo Doe", true));
    assert_eq!(nobody.link.unwrap().external_id, id);
    let shown = scim.admin.get("/api/console/employees?q=jo%20doe").await;
    assert_eq!(shown.json()["total"], 1, "{}", shown.text);
    // The address comes later, and is somebody's who is known then.
    let email =
        json!([{"op": "add", "path": "emails", "value": [{"type": "work", "value": "jo@x.example"}]}]);
    assert_eq!(scim.patch(&format!("/Users/{id}"), email).await.status, StatusCode::OK);
    assert_eq!(person(&house, "jo@x.example").unwrap().first_name, "Jo Doe");
    assert_eq!(everybody(&house).len(), 6);
}

/// Each way in which a provider says that somebody is gone.
#[tokio::test]
async fn whoever_is_deactivated_is_gone_in_every_form() {
    let forms: Vec<(&str, &str, Value)> = vec![
        ("PATCH", "Entra", json!([{"op": "Replace", "path": "active", "value": "False"}])),
        ("PATCH", "Entra, flag", json!([{"op": "Replace", "path": "active", "value": false}])),
        (
            "PATCH",
            "Entra, older",
            json!([{"op": "Replace", "path": "active", "value": [{"$ref": null, "value": "False"}]}]),
        ),
        ("PATCH", "Add", json!([{"op": "Add", "path": "active", "value": "false"}])),
        ("PATCH", "Okta", json!([{"op": "replace", "value": {"active": false}}])),
        ("PATCH", "text without a path", json!([{"op": "Replace", "value": {"active": "False"}}])),
        ("PATCH", "other case", json!([{"op": "replace", "path": "Active", "value": false}])),
        ("PATCH", "URN", json!([{"op": "replace", "path": format!("{USER}:active"), "value": false}])),
        (
            "PATCH",
            "URN without a path",
            json!([{"op": "replace", "value": {format!("{USER}:active"): false}}]),
        ),
        ("PATCH", "schema", json!([{"op": "replace", "path": USER, "value": {"active": false}}])),
        (
            "PATCH",
            "last one counts",
            json!([{"op": "replace", "path": "active", "value": true},
            {"op": "replace", "path": "active", "value": false}]),
        ),
        ("PATCH", "value of the value", json!([{"op": "replace", "path": "active.value", "value": false}])),
        ("PATCH", "in a list", json!([{"op": "replace", "path": "active", "value": ["False"]}])),
        ("PUT", "URN", json!({format!("{USER}:active"): false})),
        ("PUT", "schema", json!({USER: {"active": false}})),
        ("PUT", "flag", json!({"active": false})),
        ("PUT", "text", json!({"active": "False"})),
        ("PUT", "other case", json!({"Active": false})),
    ];
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    for (at, (method, name, form)) in forms.into_iter().enumerate() {
        let email = format!("p{at}@acme.example");
        let id = scim.user(&email).await;
        let path = format!("/Users/{id}");
        assert!(person(&house, &email).unwrap().active);
        let got = if method == "PUT" {
            let mut body = json!({"schemas": [USER], "userName": email});
            body.as_object_mut().unwrap().extend(form.as_object().unwrap().clone());
            scim.send("PUT", &path, Some(body)).await
        } else {
            scim.patch(&path, form).await
        };
        assert_eq!(got.status, StatusCode::OK, "{method} {name}: {}", got.text);
        assert_eq!(got.json()["active"], false, "{method} {name}");
        assert_eq!(scim.get(&path).await.json()["active"], false, "{method} {name}");
        assert!(!person(&house, &email).unwrap().active, "{method} {name}");
        // Back again.
        let back = json!([{"op": "Replace", "path": "active", "value": "True"}]);
        assert_eq!(scim.patch(&path, back).await.json()["active"], true);
        assert!(person(&house, &email).unwrap().active, "{method} {name}");
    }
    let audit = scim.admin.get("/api/console/audit?limit=100").await;
    assert!(audit.text.contains("employee.left") && audit.text.contains("SCIM connection"), "{}", audit.text);
}

#[tokio::test]
async fn a_put_without_active_lets_nobody_in_again() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let body = json!({"schemas": [USER], "userName": "ada@acme.example", "active": false});
    let id = scim.made("/Users", body).await;
    assert!(!person(&house, "ada@acme.example").unwrap().active, "made as inactive");
    let put = json!({"schemas": [USER], "userName": "ada@acme.example", "title": "x"});
    assert_eq!(scim.send("PUT", &format!("/Users/{id}"), Some(put)).await.json()["active"], false);
    let removed = scim.patch(&format!("/Users/{id}"), json!([{"op": "remove", "path": "active"}])).await;
    assert_eq!(removed.json().get("active"), None, "a value that is removed is no longer there");
    assert!(!person(&house, "ada@acme.example").unwrap().active);
    for body in
        [json!({"op": "add", "path": "title", "value": "y"}), json!({"op": "remove", "path": "active"})]
    {
        assert_eq!(scim.patch(&format!("/Users/{id}"), json!([body])).await.json().get("active"), None);
        assert!(!person(&house, "ada@acme.example").unwrap().active, "{body}");
    }
    let put = json!({"schemas": [USER], "userName": "ada@acme.example"});
    assert_eq!(scim.send("PUT", &format!("/Users/{id}"), Some(put)).await.json().get("active"), None);
    assert!(!person(&house, "ada@acme.example").unwrap().active);
    let made = json!({"schemas": [USER], "userName": "bob@acme.example", "active": null});
    assert_eq!(scim.send("POST", "/Users", Some(made)).await.json()["active"], true);
    assert!(person(&house, "bob@acme.example").unwrap().active);
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 2, "still listed");
}

#[tokio::test]
async fn a_leaver_is_gone_and_may_come_back() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let id = scim.user("ada@acme.example").await;
    let group = scim.made("/Groups", json!({"displayName": "All", "members": [{"value": id}]})).await;
    let gone = scim.send("DELETE", &format!("/Users/{id}"), None).await;
    assert_eq!((gone.status, gone.text.as_str()), (StatusCode::NO_CONTENT, ""));
    for method in ["GET", "DELETE"] {
        refused(&scim.send(method, &format!("/Users/{id}"), None).await, 404, None);
    }
    let left = person(&house, "ada@acme.example").unwrap();
    assert!(!left.active && left.link.is_none(), "{left:?}");
    let shown = scim.get(&format!("/Groups/{group}")).await.json();
    assert_eq!((&shown["members"], &shown["meta"]["version"]), (&Value::Null, &json!("W/\"2\"")));
    let again = scim.user("ada@acme.example").await;
    assert_ne!(again, id);
    let rehired = everybody(&house);
    assert!(rehired.len() == 1 && rehired[0].active, "{rehired:?}");
    assert_eq!(rehired[0].link.as_ref().unwrap().external_id, again);
}

#[tokio::test]
async fn a_name_is_one_users_whatever_its_case() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let first = scim.user("Ada@acme.example").await;
    let second = scim.user("bob@acme.example").await;
    let twice = json!({"schemas": [USER], "userName": "ADA@ACME.EXAMPLE"});
    refused(&scim.send("POST", "/Users", Some(twice.clone())).await, 409, Some("uniqueness"));
    refused(
        &scim.send("PUT", &format!("/Users/{second}"), Some(twice.clone())).await,
        409,
        Some("uniqueness"),
    );
    let rename = json!([{"op": "replace", "path": "userName", "value": "aDa@acme.example"}]);
    refused(&scim.patch(&format!("/Users/{second}"), rename.clone()).await, 409, Some("uniqueness"));
    assert_eq!(scim.patch(&format!("/Users/{first}"), rename).await.json()["userName"], "aDa@acme.example");
    // Another connection has names of its own; a person of this one is not taken away.
    let mut other = Scim::new(&house).await;
    refused(&other.send("POST", "/Users", Some(twice)).await, 409, Some("uniqueness"));
    other.user("Carol").await;
    assert_eq!(scim.filtered("Users", r#"userName eq "carol""#).await["totalResults"], 0);
    refused(&other.get(&format!("/Users/{first}")).await, 404, None);
}

#[tokio::test]
async fn versions_guard_against_lost_changes() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let id = scim.user("ada@acme.example").await;
    let path = scim.path(&format!("/Users/{id}"));
    let body = json!({"schemas": [USER], "userName": "ada@acme.example", "title": "New"}).to_string();
    let put = |seen: &str| {
        Request::put(&path).header("content-type", "application/json").header("if-match", seen.to_owned())
    };
    refused(&scim.raw(put("W/\"7\""), body.clone().into()).await, 412, None);
    let done = scim.raw(put("W/\"7\", W/\"1\""), body.clone().into()).await;
    assert_eq!((done.status, done.header("etag")), (StatusCode::OK, "W/\"2\""));
    refused(&scim.raw(put("W/\"1\""), body.clone().into()).await, 412, None);
    let same = scim.raw(put("*"), body.into()).await;
    assert_eq!(same.header("etag"), "W/\"2\"", "nothing is new, so neither is the version");
    let ask = |known: &str| Request::get(&path).header("if-none-match", known.to_owned());
    let known = scim.raw(ask("W/\"2\""), Body::empty()).await;
    assert_eq!((known.status, known.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(scim.raw(ask("W/\"1\""), Body::empty()).await.status, StatusCode::OK);
    let delete = Request::delete(&path).header("if-match", "W/\"1\"");
    refused(&scim.raw(delete, Body::empty()).await, 412, None);
    let title = |title: &str| json!({"schemas": [PATCH_OP], "Operations": [{"op": "add", "path": "title", "value": title}]});
    let patch = |seen: &str| {
        Request::patch(&path).header("content-type", "application/json").header("if-match", seen.to_owned())
    };
    refused(&scim.raw(patch("W/\"1\""), title("x").to_string().into()).await, 412, None);
    let done = scim.raw(patch("W/\"2\""), title("x").to_string().into()).await;
    assert_eq!((done.status, done.header("etag")), (StatusCode::OK, "W/\"3\""));
    let known = scim.raw(ask("*"), Body::empty()).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_user_s_version_tells_of_groups_and_a_group_s_of_members() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let id = scim.user("ada@acme.example").await;
    let group = scim.made("/Groups", json!({"displayName": "G", "members": [{"value": id}]})).await;
    let (user, group) = (scim.path(&format!("/Users/{id}")), scim.path(&format!("/Groups/{group}")));
    let ask = |path: &str, known: &str| Request::get(path).header("if-none-match", known.to_owned());
    let first = scim.raw(Request::get(&user), Body::empty()).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"1."), "{tag}");
    assert_eq!(first.json()["meta"]["version"], tag.as_str());
    assert_eq!(scim.raw(ask(&user, &tag), Body::empty()).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(scim.raw(ask(&user, "W/\"1\""), Body::empty()).await.status, StatusCode::OK);
    let change = |path: &str, method: &str, seen: &str| {
        let request = Request::builder().method(method).uri(path.to_owned());
        request.header("content-type", "application/json").header("if-match", seen.to_owned())
    };
    let rename = json!({"Operations": [{"op": "replace", "path": "displayName", "value": "H"}]}).to_string();
    refused(&scim.raw(change(&group, "PATCH", "W/\"7\""), rename.clone().into()).await, 412, None);
    let renamed = scim.raw(change(&group, "PATCH", "W/\"1\""), rename.into()).await;
    assert_eq!((renamed.status, renamed.header("etag")), (StatusCode::NO_CONTENT, "W/\"2\""));
    let second = scim.raw(ask(&user, &tag), Body::empty()).await;
    assert_eq!((second.status, &second.json()["groups"][0]["display"]), (StatusCode::OK, &json!("H")));
    // What the groups are called is nothing that a change of the user would lose.
    let body = json!({"userName": "ada@acme.example", "title": "x"}).to_string();
    assert_eq!(scim.raw(change(&user, "PUT", &tag), body.into()).await.status, StatusCode::OK);
    let known = scim.raw(ask(&group, "W/\"2\""), Body::empty()).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    let put = json!({"displayName": "H"}).to_string();
    refused(&scim.raw(change(&group, "PUT", "W/\"1\""), put.clone().into()).await, 412, None);
    assert_eq!(scim.raw(change(&group, "PUT", "W/\"2\""), put.into()).await.header("etag"), "W/\"3\"");
    assert_eq!(scim.raw(ask(&group, "W/\"2\""), Body::empty()).await.status, StatusCode::OK);
    assert!(scim.raw(Request::get(&user), Body::empty()).await.header("etag").starts_with("W/\"2\""));
    refused(&scim.raw(change(&group, "DELETE", "W/\"2\""), Body::empty()).await, 412, None);
    assert_eq!(
        scim.raw(change(&group, "DELETE", "W/\"3\""), Body::empty()).await.status,
        StatusCode::NO_CONTENT
    );
}
