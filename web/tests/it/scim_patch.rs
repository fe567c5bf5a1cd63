//! PATCH with every form of a path (RFC 7644, 3.5.2).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::scim_client::{ENTERPRISE, Scim, USER};
use crate::support::house;

const ACME: &str = "urn:acme:2.0:User";

fn somebody(number: usize) -> Value {
    json!({
        "schemas": [USER], "userName": format!("u{number}"), "title": "x",
        "name": {"givenName": "Ada", "familyName": "Lovelace"},
        "emails": [{"value": format!("w{number}@x.example"), "type": "work", "primary": true},
            {"value": format!("h{number}@x.example"), "type": "home"}],
        "addresses": [{"type": "work", "locality": "Bern", "streetAddress": "1 Way"}, {"type": "home", "locality": "Thun"}],
        "roles": [{"value": "a"}, {"value": "b"}], "tags": ["red", "green"],
        ENTERPRISE: {"department": "Sales", "manager": {"value": "1", "displayName": "Bob"}},
        ACME: {"badge": {"no": 7, "colour": "red"}, "floor": 3},
    })
}

/// Operation, what is looked at (a JSON pointer), and what is there afterwards; null for nothing.
fn forms() -> Vec<(Value, String, Value)> {
    let form = |operation: Value, at: &str, then: Value| (operation, at.to_owned(), then);
    let in_acme = |rest: &str| format!("/{ACME}{rest}");
    vec![
        form(json!({"op": "replace", "path": "title", "value": "y"}), "/title", json!("y")),
        form(json!({"op": "remove", "path": "title"}), "/title", Value::Null),
        form(json!({"op": "add", "path": format!("{USER}:title"), "value": "y"}), "/title", json!("y")),
        form(json!({"op": "replace", "path": format!("{USER}.title"), "value": "y"}), "/title", json!("y")),
        form(json!({"op": "replace", "path": "title.value", "value": "y"}), "/title", json!("y")),
        // Complex attributes: a part, more parts, a part less.
        form(
            json!({"op": "replace", "path": "name.givenName", "value": "Eve"}),
            "/name/givenName",
            json!("Eve"),
        ),
        form(json!({"op": "remove", "path": "name.familyName"}), "/name", json!({"givenName": "Ada"})),
        form(
            json!({"op": "add", "path": "name", "value": {"middleName": "B"}}),
            "/name/familyName",
            json!("Lovelace"),
        ),
        form(json!({"op": "remove", "path": "name"}), "/name", Value::Null),
        // Lists: added to, replaced, emptied; one part of every element.
        form(
            json!({"op": "add", "path": "roles", "value": [{"value": "c"}, {"value": "a"}]}),
            "/roles/2/value",
            json!("c"),
        ),
        form(json!({"op": "add", "path": "roles", "value": {"value": "c"}}), "/roles/2/value", json!("c")),
        form(
            json!({"op": "replace", "path": "roles", "value": [{"value": "z"}]}),
            "/roles",
            json!([{"value": "z"}]),
        ),
        form(json!({"op": "remove", "path": "roles"}), "/roles", Value::Null),
        form(
            json!({"op": "remove", "path": "roles", "value": [{"value": "a"}]}),
            "/roles",
            json!([{"value": "b"}]),
        ),
        form(
            json!({"op": "replace", "path": "addresses.locality", "value": "Basel"}),
            "/addresses/1/locality",
            json!("Basel"),
        ),
        form(json!({"op": "remove", "path": "addresses.locality"}), "/addresses/1", json!({"type": "home"})),
        // Elements by a filter: a part, the whole, none any more.
        form(
            json!({"op": "replace", "path": "addresses[type eq \"work\"].locality", "value": "Basel"}),
            "/addresses/0/streetAddress",
            json!("1 Way"),
        ),
        form(
            json!({"op": "replace", "path": "addresses[type eq \"work\"]", "value": {"type": "work", "locality": "Basel"}}),
            "/addresses/0",
            json!({"type": "work", "locality": "Basel"}),
        ),
        form(
            json!({"op": "add", "path": "addresses[type eq \"work\"]", "value": {"locality": "Basel"}}),
            "/addresses/0",
            json!({"type": "work", "locality": "Basel", "streetAddress": "1 Way"}),
        ),
        form(
            json!({"op": "remove", "path": "addresses[type eq \"work\"]"}),
            "/addresses",
            json!([{"type": "home", "locality": "Thun"}]),
        ),
        form(
            json!({"op": "remove", "path": "addresses[type eq \"work\" and locality sw \"be\"].locality"}),
            "/addresses/0",
            json!({"type": "work", "streetAddress": "1 Way"}),
        ),
        form(json!({"op": "remove", "path": "addresses[type pr]"}), "/addresses", Value::Null),
        form(
            json!({"op": "remove", "path": "addresses[type eq \"other\"]"}),
            "/addresses/1/locality",
            json!("Thun"),
        ),
        form(
            json!({"op": "add", "path": "emails[type eq \"home\"].primary", "value": true}),
            "/emails/0/primary",
            json!(false),
        ),
        form(
            json!({"op": "replace", "path": "emails[type eq \"other\"].value", "value": "o@x.example"}),
            "/emails/2",
            json!({"type": "other", "value": "o@x.example"}),
        ),
        form(json!({"op": "remove", "path": "tags[value eq \"red\"]"}), "/tags", json!(["green"])),
        form(
            json!({"op": "add", "path": "tags", "value": ["blue", "red"]}),
            "/tags",
            json!(["red", "green", "blue"]),
        ),
        form(
            json!({"op": "replace", "path": "tags[value eq \"red\"].value", "value": "blue"}),
            "/tags",
            json!(["blue", "green"]),
        ),
        // Extensions: a value, a part, all of it; known ones and others.
        form(
            json!({"op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "R&D"}),
            &format!("/{ENTERPRISE}/department"),
            json!("R&D"),
        ),
        form(
            json!({"op": "remove", "path": format!("{ENTERPRISE}:department")}),
            &format!("/{ENTERPRISE}"),
            json!({"manager": {"value": "1", "displayName": "Bob"}}),
        ),
        form(
            json!({"op": "remove", "path": format!("{ENTERPRISE}.department")}),
            &format!("/{ENTERPRISE}"),
            json!({"manager": {"value": "1", "displayName": "Bob"}}),
        ),
        form(
            json!({"op": "replace", "path": format!("{ENTERPRISE}:manager.value"), "value": "2"}),
            &format!("/{ENTERPRISE}/manager"),
            json!({"value": "2", "displayName": "Bob"}),
        ),
        form(
            json!({"op": "add", "path": ENTERPRISE, "value": {"division": "North"}}),
            &format!("/{ENTERPRISE}/department"),
            json!("Sales"),
        ),
        form(json!({"op": "remove", "path": ENTERPRISE}), &format!("/{ENTERPRISE}"), Value::Null),
        form(
            json!({"op": "replace", "path": format!("{ACME}:floor"), "value": 4}),
            &in_acme("/floor"),
            json!(4),
        ),
        form(
            json!({"op": "replace", "path": format!("{ACME}:badge"), "value": {"no": 8}}),
            &in_acme("/badge"),
            json!({"no": 8}),
        ),
        form(
            json!({"op": "replace", "path": format!("{ACME}:badge.no"), "value": 8}),
            &in_acme("/badge"),
            json!({"no": 8, "colour": "red"}),
        ),
        form(json!({"op": "remove", "path": ACME}), &in_acme(""), Value::Null),
        // Without a path: names, and names that are paths.
        form(json!({"op": "add", "value": {"title": "y", "nickName": "A"}}), "/nickName", json!("A")),
        form(
            json!({"op": "replace", "value": {"name.givenName": "Eve"}}),
            "/name",
            json!({"givenName": "Eve", "familyName": "Lovelace"}),
        ),
        form(
            json!({"op": "replace", "value": {"addresses[type eq \"home\"].locality": "Biel"}}),
            "/addresses/1/locality",
            json!("Biel"),
        ),
        form(
            json!({"op": "replace", "value": {ACME: {"floor": 5}}}),
            &in_acme(""),
            json!({"badge": {"no": 7, "colour": "red"}, "floor": 5}),
        ),
        form(json!({"op": "replace", "path": USER, "value": {"title": "y"}}), "/title", json!("y")),
    ]
}

#[tokio::test]
async fn every_form_of_a_path() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    for (at, (operation, pointer, then)) in forms().into_iter().enumerate() {
        let path = format!("/Users/{}", scim.made("/Users", somebody(at)).await);
        let got = scim.patch(&path, json!([operation])).await;
        assert_eq!(got.status, StatusCode::OK, "{operation}: {}", got.text);
        let (answered, read) = (got.json(), scim.get(&path).await.json());
        assert_eq!(answered, read, "{operation}");
        assert_eq!(read.pointer(&pointer).unwrap_or(&Value::Null), &then, "{operation}: {read}");
        // Nothing else is lost.
        assert_eq!(read["userName"], format!("u{at}"), "{operation}");
    }
}

#[tokio::test]
async fn every_form_of_membership() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(scim.user(name).await);
    }
    let [a, b, c] = [&ids[0], &ids[1], &ids[2]];
    let one = |id: &String| format!("members[value eq \"{id}\"]");
    for (operation, then) in [
        (json!({"op": "add", "path": "members", "value": {"value": b}}), vec![a, b]),
        (json!({"op": "add", "value": {"members": [{"value": b}, {"value": c}]}}), vec![a, b, c]),
        (json!({"op": "add", "path": one(b), "value": null}), vec![a, b]),
        (json!({"op": "replace", "path": one(a), "value": {"value": b}}), vec![b]),
        (json!({"op": "replace", "path": "members", "value": [{"value": c}]}), vec![c]),
        (json!({"op": "replace", "path": "members", "value": []}), vec![]),
        (json!({"op": "remove", "path": one(a)}), vec![]),
        (json!({"op": "remove", "path": one(b)}), vec![a]),
        (json!({"op": "remove", "path": "members", "value": [{"value": a}, {"value": b}]}), vec![]),
        (json!({"op": "remove", "path": format!("members[value eq \"{a}\" or value eq \"{c}\"]")}), vec![]),
        (json!({"op": "remove", "path": "members[display eq \"Ann\"]"}), vec![]),
        (json!({"op": "remove", "path": "members[display eq \"ann\" and type eq \"Group\"]"}), vec![a]),
        (json!({"op": "remove", "path": "members"}), vec![]),
    ] {
        let group = json!({"displayName": "G", "members": [{"value": a, "display": "Ann"}]});
        let path = format!("/Groups/{}", scim.made("/Groups", group).await);
        let got = scim.patch(&path, json!([operation])).await;
        assert_eq!(got.status, StatusCode::NO_CONTENT, "{operation}: {}", got.text);
        let shown = scim.get(&path).await.json();
        let none = Vec::new();
        let members = shown["members"].as_array().unwrap_or(&none);
        let mut members: Vec<&str> = members.iter().map(|one| one["value"].as_str().unwrap()).collect();
        members.sort_unstable();
        let mut then: Vec<&str> = then.into_iter().map(String::as_str).collect();
        then.sort_unstable();
        assert_eq!(members, then, "{operation}");
    }
}
