//! What makes no sense is refused in the protocol's words, and nothing is changed by it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::scim_client::{ENTERPRISE, Scim, USER, everybody, person, refused};
use crate::support::house;

#[tokio::test]
async fn every_refusal_comes_in_the_error_schema() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    for path in ["/Nothing", "/Users/x/y", "/users"] {
        refused(&scim.get(path).await, 404, None);
    }
    for (method, path) in [
        ("PUT", "/Users"),
        ("DELETE", "/Groups"),
        ("POST", "/Users/x"),
        ("GET", "/Bulk"),
        ("POST", "/Schemas"),
    ] {
        refused(&scim.send(method, path, None).await, 405, None);
    }
    refused(&scim.get("/Users/0198b2f0-0000-7000-8000-000000000000").await, 404, None);
    let path = scim.path("/Users");
    let send = |kind: &str| Request::post(&path).header("content-type", kind.to_owned());
    refused(&scim.raw(send("text/plain"), "{}".into()).await, 415, None);
    let large = json!({"userName": "x", "x": "y".repeat(2 << 20)}).to_string();
    refused(&scim.raw(send("application/scim+json"), large.into()).await, 413, None);
    for body in [
        "{",
        "",
        "[]",
        "7",
        "\"x\"",
        "{\"userName\":\"a\",\"USERNAME\":\"b\"}",
        "{\"schemas\":7,\"userName\":\"a\"}",
    ] {
        refused(&scim.raw(send("application/json"), body.into()).await, 400, Some("invalidSyntax"));
    }
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    refused(&scim.raw(send("application/json"), deep.into()).await, 400, Some("invalidSyntax"));
    for body in [
        json!({}),
        json!({"userName": ""}),
        json!({"userName": null}),
        json!({"userName": 7}),
        json!({"userName": "x".repeat(600)}),
        json!({"userName": "a", "active": "maybe"}),
        json!({"userName": "a", "name": "text"}),
        json!({"userName": "a", "emails": [7]}),
        json!({"userName": "a", "emails": [{"value": "a@x.example", "primary": true}, {"value": "b@x.example", "primary": true}]}),
    ] {
        refused(&scim.send("POST", "/Users", Some(body)).await, 400, Some("invalidValue"));
    }
    refused(&scim.send("POST", "/Groups", Some(json!({"members": []}))).await, 400, Some("invalidValue"));
    for member in ["nobody", "0198b2f0-0000-7000-8000-000000000000", ""] {
        let group = json!({"displayName": "G", "members": [{"value": member}]});
        refused(&scim.send("POST", "/Groups", Some(group)).await, 400, Some("invalidValue"));
    }
    assert_eq!(scim.get("/Groups").await.json()["totalResults"], 0);
    assert_eq!(
        (scim.get("/Users").await.json()["totalResults"].clone(), everybody(&house).len()),
        (json!(0), 0)
    );
}

#[tokio::test]
async fn filters_that_make_no_sense() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let deep = format!("{}userName pr{}", "(".repeat(40), ")".repeat(40));
    let long = format!(r#"userName eq "{}""#, "x".repeat(10_000));
    let many = vec!["userName pr"; 200].join(" or ");
    for filter in [
        "userName",
        "userName eq",
        "userName is \"x\"",
        "userName eq \"x",
        "active gt true",
        "emails[type eq",
        "\u{0}",
        &deep,
        &long,
        &many,
    ] {
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("filter", filter).finish();
        refused(&scim.get(&format!("/Users?{query}")).await, 400, Some("invalidFilter"));
    }
    assert_eq!(
        scim.filtered("Users", r#"unheardOf.of eq "x" and urn:x:1.0:Y:z pr"#).await["totalResults"],
        0
    );
}

#[tokio::test]
async fn a_patch_that_half_fails_changes_nothing() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let ada = json!({"schemas": [USER], "userName": "ada@acme.example", "shoe": {"size": 3}, "size": 3,
        ENTERPRISE: {"department": "Sales"}});
    let id = scim.made("/Users", ada).await;
    let path = format!("/Users/{id}");
    let before = scim.get(&path).await.json();
    let good = json!({"op": "replace", "path": "active", "value": false});
    for (bad, word) in [
        (json!({"op": "replace", "path": "emails[type eq", "value": "x"}), "invalidPath"),
        (json!({"op": "replace", "path": "userName[type eq \"x\"]", "value": "x"}), "invalidPath"),
        (json!({"op": "replace", "path": "emails[value co \"x\"].value", "value": "x"}), "noTarget"),
        (json!({"op": "remove"}), "noTarget"),
        (json!({"op": "replace", "path": "id", "value": "x"}), "mutability"),
        (json!({"op": "add", "path": "groups", "value": [{"value": "x"}]}), "mutability"),
        (json!({"op": "replace", "path": "meta.created", "value": "x"}), "mutability"),
        (json!({"op": "remove", "path": "userName"}), "mutability"),
        (json!({"op": "replace", "path": "userName", "value": null}), "mutability"),
        (json!({"op": "replace", "path": "userName", "value": " "}), "invalidValue"),
        // Parts of what has none, and elements that no filter describes.
        (json!({"op": "add", "path": "active.x", "value": 1}), "invalidPath"),
        (json!({"op": "add", "path": "title.x", "value": 1}), "invalidPath"),
        (json!({"op": "add", "path": "emails[type eq null].value", "value": "x@y.example"}), "noTarget"),
        (json!({"op": "add", "path": "emails[primary eq \"\"].value", "value": "x@y.example"}), "noTarget"),
        (json!({"op": "remove", "path": "shoe[size eq 9]"}), "noTarget"),
        (json!({"op": "add", "path": "shoe[size eq 9].x", "value": 1}), "noTarget"),
        (json!({"op": "add", "path": "shoe.size.x", "value": 1}), "invalidPath"),
        (json!({"op": "add", "path": "size.x", "value": 1}), "noTarget"),
        (json!({"op": "remove", "path": format!("{ENTERPRISE}[department eq \"x\"]")}), "invalidPath"),
        (
            json!({"op": "replace", "path": "emails", "value": [{"value": "a@y.example", "primary": true},
            {"value": "b@y.example", "primary": true}]}),
            "invalidValue",
        ),
        (json!({"op": "replace", "path": "active", "value": "perhaps"}), "invalidValue"),
        (json!({"op": "move", "path": "title", "value": "x"}), "invalidSyntax"),
        (json!({"op": "add", "path": "title"}), "invalidSyntax"),
        (json!({"op": "add", "value": "x"}), "invalidSyntax"),
        (json!(7), "invalidSyntax"),
    ] {
        let got = scim.patch(&path, json!([good, bad])).await;
        refused(&got, 400, Some(word));
        assert_eq!(scim.get(&path).await.json(), before, "{bad}");
        assert!(person(&house, "ada@acme.example").unwrap().active, "{bad}");
    }
    for body in [json!({}), json!({"Operations": []}), json!({"Operations": 7}), json!([])] {
        refused(&scim.send("PATCH", &path, Some(body)).await, 400, Some("invalidSyntax"));
    }
    let group = scim.made("/Groups", json!({"displayName": "G"})).await;
    let half = json!([{"op": "add", "path": "members", "value": [{"value": id}]}, {"op": "replace", "path": "displayName", "value": "H"},
        {"op": "add", "path": "members", "value": [{"value": "nobody"}]}]);
    refused(&scim.patch(&format!("/Groups/{group}"), half).await, 400, Some("invalidValue"));
    let shown = scim.get(&format!("/Groups/{group}")).await.json();
    assert_eq!((&shown["displayName"], &shown["members"]), (&json!("G"), &Value::Null));
}

#[tokio::test]
async fn a_large_extension_is_bounded() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let body = |size: usize| json!({"schemas": [USER], "userName": "ada@acme.example", "urn:acme:2.0:X": {"note": "x".repeat(size)}});
    refused(&scim.send("POST", "/Users", Some(body(1 << 20))).await, 413, None);
    refused(&scim.send("POST", "/Users", Some(body(70 << 10))).await, 413, None);
    assert!(everybody(&house).is_empty());
    let id = scim.made("/Users", body(40 << 10)).await;
    let more = json!([{"op": "add", "path": "urn:acme:2.0:X:more", "value": "y".repeat(40 << 10)}]);
    refused(&scim.patch(&format!("/Users/{id}"), more).await, 413, None);
    assert_eq!(scim.get(&format!("/Users/{id}")).await.json()["meta"]["version"], "W/\"1\"");
}

#[tokio::test]
async fn bulk_does_each_for_itself_and_knows_its_bounds() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let user = |name: &str| json!({"schemas": [USER], "userName": name});
    let post = |id: &str, path: &str, data: Value| json!({"method": "POST", "bulkId": id, "path": path, "data": data});
    // The group names users that come after it.
    let operations = json!([
        post("g", "/Groups", json!({"displayName": "G", "members": [{"value": "bulkId:a"}, {"value": "bulkId:b"}]})),
        post("a", "/Users", user("a@x.example")),
        post("twice", "/Users", user("A@x.example")),
        post("b", "/Users", user("b@x.example")),
        {"method": "PATCH", "path": "/Users/bulkId:b", "data": {"Operations": [{"op": "replace", "path": "active", "value": "False"}]}},
        {"method": "DELETE", "path": "/Users/nobody"},
        {"method": "GET0", "path": "/Users"},
    ]);
    let bulk = |operations: Value| json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": operations});
    refused(&scim.send("POST", "/Bulk", Some(bulk(operations.clone()))).await, 400, Some("invalidSyntax"));
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 0);
    let mut operations = operations;
    operations.as_array_mut().unwrap().pop();
    let got = scim.send("POST", "/Bulk", Some(bulk(operations))).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let answers = got.json()["Operations"].clone();
    let status = |id: &str| {
        answers.as_array().unwrap().iter().find(|one| one["bulkId"] == id).unwrap()["status"].clone()
    };
    assert_eq!((status("g"), status("a"), status("twice")), (json!("201"), json!("201"), json!("409")));
    let statuses: Vec<_> =
        answers.as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == "404").count(), 1, "{answers}");
    assert_eq!(scim.get("/Groups").await.json()["Resources"][0]["members"].as_array().unwrap().len(), 2);
    assert!(!person(&house, "b@x.example").unwrap().active);
    // What failed says where, unless it was to be made; answers are in the order of the request.
    let nobody = &answers[5];
    assert!(nobody["location"].as_str().unwrap().ends_with("/Users/nobody"), "{answers}");
    assert_eq!((&answers[0]["bulkId"], &answers[2]["location"]), (&json!("g"), &Value::Null));
    // Groups that contain each other, and users who manage each other, are made all the same.
    let manager = |name: &str, of: &str| json!({"userName": name, ENTERPRISE: {"manager": {"value": format!("bulkId:{of}")}}});
    let cycle = json!([
        post(
            "x",
            "/Groups",
            json!({"displayName": "X", "members": [{"value": "bulkId:y"}, {"value": "bulkId:m"}]})
        ),
        post("y", "/Groups", json!({"displayName": "Y", "members": [{"value": "bulkId:x"}]})),
        post("z", "/Users", json!({"userName": "z", "x": "bulkId:never"})),
        post("m", "/Users", manager("m", "n")),
        post("n", "/Users", manager("n", "m")),
        post("self", "/Groups", json!({"displayName": "Self", "members": [{"value": "bulkId:self"}]})),
    ]);
    let got = scim.send("POST", "/Bulk", Some(bulk(cycle))).await.json();
    let statuses: Vec<_> =
        got["Operations"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["201", "201", "400", "201", "201", "400"], "{got}");
    let place = |at: usize| {
        let location = got["Operations"][at]["location"].as_str().unwrap();
        let id = location.rsplit('/').next().unwrap().to_owned();
        (location.split_once(&scim.connection).unwrap().1.to_owned(), id)
    };
    let ((x, x_id), (y, y_id), (m, m_id), (n, n_id)) = (place(0), place(1), place(3), place(4));
    let x_shown = scim.get(&x).await.json();
    let mut inside: Vec<_> =
        x_shown["members"].as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
    inside.sort_unstable();
    let mut expected = [y_id.as_str(), m_id.as_str()];
    expected.sort_unstable();
    assert_eq!(inside, expected);
    assert_eq!(x_shown["meta"]["version"], got["Operations"][0]["version"]);
    assert_eq!(scim.get(&y).await.json()["members"][0]["value"], x_id.as_str());
    assert_eq!(scim.get(&m).await.json()[ENTERPRISE]["manager"]["value"], n_id.as_str());
    assert_eq!(scim.get(&n).await.json()[ENTERPRISE]["manager"]["value"], m_id.as_str());
    assert_eq!(scim.filtered("Groups", r#"displayName eq "Self""#).await["totalResults"], 0);
    // Two changes that wait for what neither makes.
    let wait = json!([{"method": "PATCH", "path": "/Users/bulkId:q", "bulkId": "q", "data": {}},
        {"method": "PUT", "version": "W/\"9\"", "path": m, "data": {"userName": "m"}}]);
    let got = scim.send("POST", "/Bulk", Some(bulk(wait))).await.json();
    assert_eq!(
        (&got["Operations"][0]["status"], &got["Operations"][1]["status"]),
        (&json!("400"), &json!("412"))
    );
    let stop = json!({"failOnErrors": 1, "Operations": [{"method": "DELETE", "path": "/Users/x"}, {"method": "DELETE", "path": "/Users/y"}]});
    assert_eq!(
        scim.send("POST", "/Bulk", Some(stop)).await.json()["Operations"].as_array().unwrap().len(),
        1
    );
    let many: Vec<Value> = (0..1001).map(|_| json!({"method": "DELETE", "path": "/Users/x"})).collect();
    refused(&scim.send("POST", "/Bulk", Some(bulk(many.into()))).await, 413, None);
    let same = json!([post("s", "/Users", user("s1")), post("s", "/Users", user("s2"))]);
    refused(&scim.send("POST", "/Bulk", Some(bulk(same))).await, 400, Some("invalidSyntax"));
}

#[tokio::test]
async fn nothing_is_answered_in_another_format() {
    let house = house().await;
    let mut client = house.client();
    for path in ["/api/scim/x", "/api/scim/x/Users", "/scim/v2/x/Users"] {
        let got = client.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert!(matches!(got.status.as_u16(), 401 | 404), "{path}");
        refused(&got, got.status.as_u16(), None);
    }
}
