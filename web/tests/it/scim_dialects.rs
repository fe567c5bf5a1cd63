//! What Entra ID and Okta send, conversation by conversation.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::scim_client::{ENTERPRISE, GROUP, Scim, USER, person, refused};
use crate::support::{House, house};

#[tokio::test]
async fn entra_creates_updates_renames_and_lets_go() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    // The test of the connection, and the search before each creation.
    let probe = scim.filtered("Users", r#"userName eq "f1f2a8e0-8c5a-4a5a-9b6d-0d6a3e0f8a4c""#).await;
    assert_eq!((&probe["totalResults"], &probe["Resources"]), (&json!(0), &json!([])));
    let user = json!({
        "schemas": [USER, ENTERPRISE], "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": "Test_User_ab6490ee@acme.example", "active": true,
        "emails": [{"primary": true, "type": "work", "value": "Test_User_fd0ea19b@acme.example"}],
        "meta": {"resourceType": "User"}, "name": {"formatted": "givenName familyName", "familyName": "familyName",
        "givenName": "givenName"}, "roles": [], "displayName": "BEN",
    });
    let got = scim.send("POST", "/Users?aadOptscim062020", Some(user)).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    let id = got.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/Users/{id}");
    for filter in [
        r#"userName eq "test_user_AB6490ee@acme.example""#,
        r#"externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef""#,
        r#"emails[type eq "work"].value eq "Test_User_fd0ea19b@acme.example""#,
        r#"emails[type eq "work"] and userName eq "Test_User_ab6490ee@acme.example""#,
        r#"displayName eq "ben" and externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef""#,
    ] {
        assert_eq!(scim.filtered("Users", filter).await["Resources"][0]["id"], id.as_str(), "{filter}");
    }
    let update = json!([
        {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "updated@acme.example"},
        {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+1 555"},
        {"op": "Replace", "path": "name.familyName", "value": "updatedFamilyName"},
        {"op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "Sales"},
        {"op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": "26118915"},
        {"op": "Replace", "value": {
            "displayName": "Ben Updated", "name.givenName": "Ben", "addresses[type eq \"work\"].locality": "Bern",
            format!("{ENTERPRISE}:employeeNumber"): "701984",
            "urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge": "b-7",
        }},
    ]);
    let got = scim.patch(&path, update).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let now = scim.get(&path).await.json();
    assert_eq!(now["emails"], json!([{"primary": true, "type": "work", "value": "updated@acme.example"}]));
    assert_eq!(
        now["phoneNumbers"],
        json!([{"type": "mobile", "value": "+1 555"}]),
        "made, for it was missing"
    );
    assert_eq!(now["addresses"], json!([{"type": "work", "locality": "Bern"}]));
    assert_eq!(now["name"]["givenName"], "Ben");
    assert_eq!(now["name"]["familyName"], "updatedFamilyName");
    assert_eq!(
        now[ENTERPRISE],
        json!({"department": "Sales", "manager": {"value": "26118915"}, "employeeNumber": "701984"})
    );
    assert_eq!(now["urn:ietf:params:scim:schemas:extension:acme:2.0:User"], json!({"badge": "b-7"}));
    let ben = person(&house, "updated@acme.example").unwrap();
    assert_eq!((ben.display_name().as_str(), ben.department.as_str()), ("Ben updatedFamilyName", "Sales"));
    assert!(person(&house, "test_user_fd0ea19b@acme.example").is_none(), "the old address is nobody's");
    let rename = json!([{"op": "Replace", "path": "userName", "value": "ben@acme.example"}]);
    assert_eq!(scim.patch(&path, rename).await.json()["userName"], "ben@acme.example");
    let disable = json!([{"op": "Replace", "path": "active", "value": "False"}]);
    assert_eq!(scim.patch(&path, disable).await.json()["active"], false);
    assert!(!person(&house, "updated@acme.example").unwrap().active);
    let enable = json!([{"op": "Replace", "path": "active", "value": "True"}]);
    assert_eq!(scim.patch(&path, enable).await.json()["active"], true, "reactivated");
    assert!(person(&house, "updated@acme.example").unwrap().active);
    assert_eq!(scim.send("DELETE", &path, None).await.status, StatusCode::NO_CONTENT);
    refused(&scim.get(&path).await, 404, None);
    assert!(!person(&house, "updated@acme.example").unwrap().active, "a leaver");
    // Rehired: asked for, and made anew under the same id of theirs.
    let filter = r#"externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef""#;
    assert_eq!(scim.filtered("Users", filter).await["totalResults"], 0);
    let again = json!({
        "schemas": [USER, ENTERPRISE], "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "active": true,
        "userName": "ben@acme.example", "emails": [{"primary": true, "type": "work", "value": "updated@acme.example"}],
    });
    let again = scim.made("/Users?aadOptscim062020", again).await;
    assert_eq!(scim.filtered("Users", filter).await["Resources"][0]["id"], again.as_str());
    let ben = person(&house, "updated@acme.example").unwrap();
    assert!(ben.active && ben.link.unwrap().external_id == again, "the same person, under the new user");
}

async fn members(scim: &mut Scim, group: &str) -> Vec<String> {
    let got = scim.get(&format!("/Groups/{group}")).await.json();
    let all = got["members"].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| one["value"].as_str().unwrap().to_owned()).collect()
}

async fn three(house: &House) -> (Scim, Vec<String>) {
    let mut scim = Scim::new(house).await;
    let mut ids = Vec::new();
    for name in ["a@x.example", "b@x.example", "c@x.example"] {
        ids.push(scim.user(name).await);
    }
    (scim, ids)
}

#[tokio::test]
async fn entra_keeps_groups() {
    let house = house().await;
    let (mut scim, ids) = three(&house).await;
    let group = json!({
        "schemas": [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159", "displayName": "Everybody", "meta": {"resourceType": "Group"},
    });
    let got = scim.send("POST", "/Groups", Some(group)).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    let id = got.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/Groups/{id}");
    let add = json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": ids[0]}, {"value": ids[1]}, {"value": ids[2]}]}]);
    let got = scim.patch(&path, add.clone()).await;
    assert_eq!((got.status, got.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(scim.patch(&path, add).await.status, StatusCode::NO_CONTENT, "again, and nothing is new");
    assert_eq!(members(&mut scim, &id).await, ids);
    let query = r#"/Groups?excludedAttributes=members&filter=displayName%20eq%20%22everybody%22"#;
    let found = scim.get(query).await.json();
    assert_eq!((&found["totalResults"], &found["Resources"][0]["members"]), (&json!(1), &Value::Null));
    assert!(found["Resources"][0]["displayName"].is_string());
    let of_user = scim.get(&format!("/Users/{}", ids[0])).await.json();
    assert_eq!(
        (&of_user["groups"][0]["value"], &of_user["groups"][0]["display"]),
        (&json!(id), &json!("Everybody"))
    );
    // Is somebody a member?
    for (filter, hits) in [
        (format!(r#"id eq "{id}" and members eq "{}""#, ids[1]), 1),
        (format!(r#"members[value eq "{}"]"#, ids[1]), 1),
        (format!(r#"members.value eq "{id}""#), 0),
    ] {
        assert_eq!(scim.filtered("Groups", &filter).await["totalResults"], hits, "{filter}");
    }
    let in_group = scim.filtered("Users", &format!(r#"groups.value eq "{id}""#)).await;
    assert_eq!(in_group["totalResults"], 3);
    let by_value = json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": ids[0]}]}]);
    assert_eq!(scim.patch(&path, by_value.clone()).await.status, StatusCode::NO_CONTENT);
    let by_path = json!([{"op": "Remove", "path": format!("members[value eq \"{}\"]", ids[1])}]);
    assert_eq!(scim.patch(&path, by_path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(members(&mut scim, &id).await, ids[2..]);
    assert_eq!(scim.patch(&path, by_value).await.status, StatusCode::NO_CONTENT, "whoever is gone stays so");
    let rename = json!([{"op": "Replace", "path": "displayName", "value": "Everyone"},
        {"op": "Replace", "value": {"externalId": "x"}}]);
    assert_eq!(scim.patch(&path, rename).await.status, StatusCode::NO_CONTENT);
    assert_eq!(scim.get(&path).await.json()["displayName"], "Everyone");
    assert_eq!(scim.get(&format!("/Users/{}", ids[2])).await.json()["groups"][0]["display"], "Everyone");
    let all = json!([{"op": "Remove", "path": "members"}]);
    assert_eq!(scim.patch(&path, all).await.status, StatusCode::NO_CONTENT);
    assert!(members(&mut scim, &id).await.is_empty());
    assert_eq!(scim.send("DELETE", &path, None).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn okta_reads_modifies_and_writes() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let search = "/Users?filter=userName%20eq%20%22isaac.brock%40acme.example%22&startIndex=1&count=100";
    let none = scim.get(search).await;
    assert_eq!((none.status, &none.json()["totalResults"]), (StatusCode::OK, &json!(0)));
    let user = json!({
        "schemas": [USER], "userName": "isaac.brock@acme.example", "name": {"givenName": "Isaac", "familyName": "Brock"},
        "emails": [{"primary": true, "value": "isaac.brock@acme.example", "type": "work", "display": "isaac.brock@acme.example"}],
        "displayName": "Isaac Brock", "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [],
        "password": "1mz050nq", "active": true,
    });
    let got = scim.send("POST", "/Users", Some(user.clone())).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    assert!(!got.text.contains("1mz050nq") && got.json().get("password").is_none());
    let id = got.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/Users/{id}");
    refused(&scim.send("POST", "/Users", Some(user)).await, 409, Some("uniqueness"));
    assert_eq!(scim.get(search).await.json()["Resources"][0]["id"], id.as_str());
    let mut read = scim.get(&path).await.json();
    read["name"]["familyName"] = "Brook".into();
    read["nickName"] = "Ike".into();
    read["password"] = "another".into();
    let put = scim.send("PUT", &path, Some(read.clone())).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    assert_eq!((&put.json()["nickName"], &put.json()["id"]), (&json!("Ike"), &json!(id)));
    assert_eq!(person(&house, "isaac.brock@acme.example").unwrap().last_name, "Brook");
    let off = json!([{"op": "replace", "value": {"active": false}}]);
    assert_eq!(scim.patch(&path, off).await.json()["active"], false);
    assert!(!person(&house, "isaac.brock@acme.example").unwrap().active);
    read["active"] = true.into();
    assert_eq!(scim.send("PUT", &path, Some(read.clone())).await.json()["active"], true, "reactivated");
    assert!(person(&house, "isaac.brock@acme.example").unwrap().active);
    read["userName"] = "ike@acme.example".into();
    read["emails"][0]["value"] = "ike@acme.example".into();
    assert_eq!(scim.send("PUT", &path, Some(read.clone())).await.json()["userName"], "ike@acme.example");
    assert!(person(&house, "ike@acme.example").unwrap().active, "renamed");
    assert!(person(&house, "isaac.brock@acme.example").is_none());
    read["active"] = false.into();
    assert_eq!(scim.send("PUT", &path, Some(read.clone())).await.json()["active"], false, "a leaver by PUT");
    assert!(!person(&house, "ike@acme.example").unwrap().active);
    // Okta never deletes. Rehired under an account of their own, or the old one switched on again.
    let again = json!({"schemas": [USER], "userName": "ike2@acme.example", "active": true, "externalId": "00uNEW",
        "emails": [{"primary": true, "value": "ike@acme.example", "type": "work"}]});
    let again = scim.made("/Users", again).await;
    let ike = person(&house, "ike@acme.example").unwrap();
    assert!(ike.active && ike.link.unwrap().external_id == again);
    assert_eq!(scim.get(&path).await.json()["active"], false, "the old account is what it was");
    let on = json!([{"op": "replace", "value": {"active": true}}]);
    assert_eq!(scim.patch(&path, on).await.json()["active"], true);
    assert!(person(&house, "ike@acme.example").unwrap().active);
}

#[tokio::test]
async fn okta_pushes_groups() {
    let house = house().await;
    let (mut scim, ids) = three(&house).await;
    let group = json!({"schemas": [GROUP], "displayName": "Push", "members": [
        {"value": ids[0], "display": "a@x.example"}]});
    let id = scim.made("/Groups", group).await;
    let path = format!("/Groups/{id}");
    let operations = json!([
        {"op": "remove", "path": format!("members[value eq \"{}\"]", ids[0])},
        {"op": "add", "path": "members", "value": [{"value": ids[1], "display": "b@x.example"}]},
    ]);
    assert_eq!(scim.patch(&path, operations).await.status, StatusCode::NO_CONTENT);
    let shown = scim.get(&path).await.json();
    assert_eq!(
        (&shown["members"][0]["display"], &shown["members"][0]["type"]),
        (&json!("b@x.example"), &json!("User"))
    );
    let renamed = json!([{"op": "replace", "value": {"id": id, "displayName": "Pushed"}}]);
    assert_eq!(scim.patch(&path, renamed).await.status, StatusCode::NO_CONTENT);
    assert_eq!(scim.get(&path).await.json()["displayName"], "Pushed");
    let put = json!({"schemas": [GROUP], "displayName": "Pushed", "members": [{"value": ids[2]}, {"value": ids[0]}]});
    let put = scim.send("PUT", &path, Some(put)).await;
    assert_eq!((put.status, &put.json()["displayName"]), (StatusCode::OK, &json!("Pushed")));
    assert_eq!(members(&mut scim, &id).await, [ids[0].clone(), ids[2].clone()]);
    let replaced = json!([{"op": "replace", "path": "members", "value": [{"value": ids[1]}]}]);
    assert_eq!(scim.patch(&path, replaced).await.status, StatusCode::NO_CONTENT);
    assert_eq!(members(&mut scim, &id).await, ids[1..2]);
}
