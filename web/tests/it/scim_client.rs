//! An identity provider, as the tests play it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::store::Id;
use gatehouse_core::workforce::{self, Employee};
use serde_json::{Value, json};

use crate::support::{ADMIN, Client, Got, House};

pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub struct Scim {
    client: Client,
    pub admin: Client,
    pub connection: String,
    pub token: String,
}

impl Scim {
    /// A connection with its token, and a pace that no test reaches.
    pub async fn new(house: &House) -> Self {
        let mut admin = house.signed_in(ADMIN).await;
        let made =
            admin.post("/api/directory", &json!({"type": "SCIM", "name": "Entra", "config": {}})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let made = made.json();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        let (connection, token) = (text("id"), text("bearerToken"));
        let pace = admin
            .patch(&format!("/api/directory/{connection}"), &json!({"requestsPerMinute": 1_000_000}))
            .await;
        assert_eq!(pace.status, StatusCode::OK, "{}", pace.text);
        Self { client: house.client(), admin, connection, token }
    }

    pub async fn raw(&mut self, request: axum::http::request::Builder, body: Body) -> Got {
        let request = request.header("authorization", format!("Bearer {}", self.token));
        let got = self.client.send(request.body(body).unwrap()).await;
        if !got.text.is_empty() {
            assert_eq!(got.header("content-type"), "application/scim+json;charset=utf-8", "{}", got.text);
        }
        got
    }

    pub fn path(&self, path: &str) -> String {
        format!("/api/scim/{}{path}", self.connection)
    }

    pub async fn send(&mut self, method: &str, path: &str, body: Option<Value>) -> Got {
        let request = Request::builder().method(method).uri(self.path(path));
        let request = request.header("content-type", "application/scim+json");
        self.raw(request, body.map_or_else(Body::empty, |body| body.to_string().into())).await
    }

    pub async fn get(&mut self, path: &str) -> Got {
        self.send("GET", path, None).await
    }

    /// What a list finds by a filter.
    pub async fn filtered(&mut self, kind: &str, filter: &str) -> Value {
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("filter", filter).finish();
        let got = self.get(&format!("/{kind}?{query}")).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        got.json()
    }

    /// Makes a resource; answers its id.
    pub async fn made(&mut self, path: &str, body: Value) -> String {
        let got = self.send("POST", path, Some(body)).await;
        assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
        got.json()["id"].as_str().unwrap().to_owned()
    }

    /// A user by name; answers the id.
    pub async fn user(&mut self, name: &str) -> String {
        self.made("/Users", json!({"schemas": [USER], "userName": name, "active": true})).await
    }

    pub async fn patch(&mut self, path: &str, operations: Value) -> Got {
        self.send("PATCH", path, Some(json!({"schemas": [PATCH_OP], "Operations": operations}))).await
    }
}

/// The person with this address.
pub fn person(house: &House, email: &str) -> Option<Employee> {
    let reader = house.app.services().org(&house.principal).read().unwrap();
    let id = workforce::by_email(&reader, email).unwrap()?;
    workforce::find(&reader, id).unwrap()
}

/// Everybody, in the order of their making.
pub fn everybody(house: &House) -> Vec<Employee> {
    let reader = house.app.services().org(&house.principal).read().unwrap();
    workforce::all_after(&reader, Id::NIL, 1000).unwrap().into_iter().map(|(_, one)| one).collect()
}

/// An error in the protocol's schema.
#[track_caller]
pub fn refused(got: &Got, status: u16, scim_type: Option<&str>) {
    assert_eq!(got.status.as_u16(), status, "{}", got.text);
    assert_eq!(got.header("content-type"), "application/scim+json;charset=utf-8");
    let body = got.json();
    assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
    assert_eq!(body["status"], status.to_string());
    assert_eq!(body["scimType"].as_str(), scim_type, "{}", got.text);
    assert!(!body["detail"].as_str().unwrap().is_empty());
}
