//! Callers of the endpoint API: members by token, programs by key.

use axum::http::{Request, StatusCode};
use gatehouse_core::access::{FirstSteps, KeyPermission, NewKey, NewMember, Principal, Role};
use gatehouse_core::store::Id;
use gatehouse_core::tenancy::{NewOrganization, OrganizationType};
use serde_json::{Value, json};

use crate::support::{Client, Got, House, PASSWORD};

/// What a request carries to say whose it is.
#[derive(Debug, Clone)]
pub enum Credential {
    Nothing,
    Token(String),
    Key(String),
}

/// An organization beside the first one, with an admin, a viewer and a key.
pub struct Other {
    pub id: Id,
    pub admin: String,
    pub principal: Principal,
}

impl House {
    /// A member's token.
    pub async fn token(&self, email: &str) -> Credential {
        let got = self.client().post("/login", &json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        Credential::Token(got.json()["user"]["access_token"].as_str().unwrap().to_owned())
    }

    /// A new key of an organization.
    pub async fn key_of(&self, principal: &Principal, permission: KeyPermission) -> Credential {
        let new = NewKey { label: "Fleet".into(), enabled: true, permission };
        Credential::Key(self.app.access().create_key(principal, new).await.unwrap().1)
    }

    /// A new key of the first organization.
    pub async fn key(&self, permission: KeyPermission) -> Credential {
        self.key_of(&self.principal, permission).await
    }

    /// Another organization, of which everything is called by its name.
    pub async fn organization(&self, name: &str, kind: OrganizationType, managed_by: Option<Id>) -> Other {
        let admin = format!("admin@{name}.example");
        let first = FirstSteps {
            organization: NewOrganization {
                organization_type: kind,
                managed_by,
                ..NewOrganization::client(name)
            },
            admin_email: admin.clone(),
            admin_name: "Bea Quill".into(),
            admin_password: PASSWORD.into(),
        };
        let (id, _) = self.app.access().add_organization(&self.principal, first).await.unwrap();
        let principal = self.app.access().command_line(Some(name)).unwrap();
        let viewer = NewMember {
            email: format!("viewer@{name}.example"),
            name: String::new(),
            role: Role::Viewer,
            password: PASSWORD.into(),
        };
        self.app.access().add_member(&principal, viewer).await.unwrap();
        Other { id, admin, principal }
    }
}

impl Client {
    /// A request of the endpoint API.
    pub async fn api(&mut self, method: &str, path: &str, by: &Credential, body: Option<Value>) -> Got {
        self.api_with(method, path, by, &[], body).await
    }

    /// The same with further header fields.
    pub async fn api_with(
        &mut self,
        method: &str,
        path: &str,
        by: &Credential,
        fields: &[(&str, &str)],
        body: Option<Value>,
    ) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        request = match by {
            Credential::Nothing => request,
            Credential::Token(token) => request.header("authorization", format!("Bearer {token}")),
            Credential::Key(key) => request.header("x-api-key", key),
        };
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// A report as the seed shows one, of this process.
pub fn report(agent: &str, process: &str) -> Value {
    json!({
        "uuid": agent,
        "version": "1.2.3",
        "hostname": "host.example.com",
        "ip_address": "192.168.1.100",
        "mac_address": "00:11:22:33:44:55",
        "pid": 1234,
        "process_name": process,
        "process_path": format!("C:\\path\\to\\{process}"),
        "process_md5": "d41d8cd98f00b204e9800998ecf8427e",
        "process_sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "process_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "parent_pid": 1000,
        "parent_process_name": "explorer.exe",
        "parent_process_path": "C:\\Windows\\explorer.exe",
        "file_path": "C:\\path\\to\\target.txt",
        "file_size": 1024,
        "md5": "",
        "sha1": "",
        "sha256": "",
        "quarantine_file_name": "",
        "action_taken": "blocked",
        "detected_at": 1_623_456_789
    })
}
