//! Every endpoint of SCIM and who may call it: an identity provider with its connection's token, and nobody else. An
//! endpoint that is missing here fails the test.

use std::collections::BTreeSet;

use axum::http::{Request, StatusCode};
use gatehouse_core::access::KeyPermission;
use gatehouse_core::tenancy::OrganizationType;
use gatehouse_web::openapi;

use crate::authorization::endpoints;
use crate::callers::Credential;
use crate::scim_client::Scim;
use crate::support::{ADMIN, house};

const TABLE: &[(&str, &str)] = &[
    ("GET", "/api/scim/{connection}"),
    ("GET", "/api/scim/{connection}/Users"),
    ("POST", "/api/scim/{connection}/Users"),
    ("GET", "/api/scim/{connection}/Users/{id}"),
    ("PUT", "/api/scim/{connection}/Users/{id}"),
    ("PATCH", "/api/scim/{connection}/Users/{id}"),
    ("DELETE", "/api/scim/{connection}/Users/{id}"),
    ("GET", "/api/scim/{connection}/Groups"),
    ("POST", "/api/scim/{connection}/Groups"),
    ("GET", "/api/scim/{connection}/Groups/{id}"),
    ("PUT", "/api/scim/{connection}/Groups/{id}"),
    ("PATCH", "/api/scim/{connection}/Groups/{id}"),
    ("DELETE", "/api/scim/{connection}/Groups/{id}"),
    ("POST", "/api/scim/{connection}/.search"),
    ("POST", "/api/scim/{connection}/Users/.search"),
    ("POST", "/api/scim/{connection}/Groups/.search"),
    ("POST", "/api/scim/{connection}/Bulk"),
    ("GET", "/api/scim/{connection}/ServiceProviderConfig"),
    ("GET", "/api/scim/{connection}/ResourceTypes"),
    ("GET", "/api/scim/{connection}/ResourceTypes/{id}"),
    ("GET", "/api/scim/{connection}/Schemas"),
    ("GET", "/api/scim/{connection}/Schemas/{id}"),
    ("GET", "/api/scim/{connection}/Me"),
];

#[test]
fn every_endpoint_has_a_row() {
    let listed: BTreeSet<_> =
        TABLE.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(endpoints(&openapi::scim()), listed);
    let document = serde_json::to_value(openapi::scim()).unwrap();
    for (method, path) in TABLE {
        let operation = &document["paths"][path][method.to_lowercase()];
        assert!(operation["security"][0]["connectionToken"].is_array(), "{method} {path}");
        assert!(operation["responses"]["401"].is_object(), "{method} {path}");
    }
}

/// Members, keys and connections of this organization and of another one, and nobody at all.
#[tokio::test]
async fn nobody_else_gets_in() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let user = scim.user("acme@acme.example").await;
    let others = house.organization("quill", OrganizationType::Client, None).await;
    let mut credentials = vec![
        ("nobody", Credential::Nothing),
        ("a member", house.token(ADMIN).await),
        ("another's member", house.token(&others.admin).await),
        ("a key", house.key(KeyPermission::Full).await),
        ("another's key", house.key_of(&others.principal, KeyPermission::Full).await),
    ];
    credentials.push(("another connection", Credential::Token(Scim::new(&house).await.token)));
    let admin = house.signed_in(ADMIN).await;
    let before = scim.get("/Users").await.text;
    for (method, path) in TABLE {
        let path = path.replace("{connection}", &scim.connection).replace("{id}", &user);
        for (name, credential) in &credentials {
            let mut client = house.client();
            client.cookies.clone_from(&admin.cookies);
            let mut request =
                Request::builder().method(*method).uri(&path).header("content-type", "application/json");
            request = match credential {
                Credential::Nothing => request,
                Credential::Token(token) => request.header("authorization", format!("Bearer {token}")),
                Credential::Key(key) => {
                    request.header("authorization", format!("Bearer {key}")).header("x-api-key", key)
                }
            };
            let got = client.send(request.body("{}".into()).unwrap()).await;
            assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{method} {path} by {name}: {}", got.text);
            assert!(!got.text.contains("acme"), "{}", got.text);
        }
        // The provider itself is let in.
        if *method == "GET" {
            let inside = path.split_once(&scim.connection).unwrap().1.to_owned();
            assert_ne!(scim.get(&inside).await.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
    assert_eq!(scim.get("/Users").await.text, before);
    // And a connection's token opens nothing but its connection.
    for path in ["/api/console/employees", "/api/directory", "/agents", "/alerts"] {
        let request = Request::get(path).header("authorization", format!("Bearer {}", scim.token));
        let got = house.client().send(request.body("".into()).unwrap()).await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{path}: {}", got.text);
    }
}
