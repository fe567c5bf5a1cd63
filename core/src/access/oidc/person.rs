//! What the claims of an ID token mean: whose address, which name, which role.

use serde_json::{Map, Value};

use crate::access::Role;
use crate::access::member::normal_email;
use crate::access::oidc::Identity;
use crate::access::oidc::settings::Oidc;

/// Somebody as their provider tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) name: String,
    /// `None` when the provider has no say in it.
    pub(super) role: Option<Role>,
}

/// The claims that must be known. Whether an address was verified comes with it, where it comes at all.
pub(super) fn wanted(settings: &Oidc) -> Vec<String> {
    let mut names = vec!["email".to_owned()];
    if !settings.role_claim.is_empty() {
        names.push(settings.role_claim.clone());
    }
    names
}

/// The claim with that name, or, of a nested one, along the path `a.b`.
fn claim<'c>(claims: &'c Map<String, Value>, name: &str) -> Option<&'c Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    claim(claims.get(first)?.as_object()?, rest)
}

/// A claim's values as texts: one, or each of a list.
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Bool(flag) => vec![flag.to_string()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(all) => all.iter().filter(|one| !one.is_array()).flat_map(values).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

fn role(settings: &Oidc, claims: &Map<String, Value>) -> Option<Role> {
    if settings.role_claim.is_empty() {
        return None;
    }
    // A claim that is missing says ADMIN of nobody.
    let told = claim(claims, &settings.role_claim).map(values).unwrap_or_default();
    let is_admin = told.iter().any(|value| settings.admin_values.contains(value));
    Some(if is_admin { Role::Admin } else { Role::Viewer })
}

/// Reads who it is.
///
/// # Errors
/// Why somebody is not let in.
pub(super) fn read(settings: &Oidc, identity: &Identity) -> Result<Person, &'static str> {
    let claims = &identity.claims;
    let email = claims.get("email").and_then(Value::as_str).ok_or("the provider tells no e-mail address")?;
    let email = normal_email(email).map_err(|_| "what the provider tells is no e-mail address")?;
    // Some providers write it as a text.
    let unverified = match claims.get("email_verified") {
        Some(Value::Bool(verified)) => !verified,
        Some(Value::String(text)) => text != "true",
        _ => false,
    };
    if unverified {
        return Err("the provider did not verify the e-mail address");
    }
    let name = claims.get("name").and_then(Value::as_str).unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    Ok(Person { email, name, role: role(settings, claims) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::{Value, json};

    use super::{Person, read};
    use crate::access::Role;
    use crate::access::oidc::Identity;
    use crate::access::oidc::settings::Oidc;

    fn settings(role_claim: &str) -> Oidc {
        Oidc {
            issuer: "https://login.example".into(),
            client_id: "gatehouse".into(),
            secret: None,
            secret_hint: String::new(),
            label: String::new(),
            scopes: Vec::new(),
            role_claim: role_claim.into(),
            admin_values: vec!["security".into(), "true".into()],
            join: true,
            passwords: true,
            enabled: true,
        }
    }

    fn told(role_claim: &str, claims: &Value) -> Result<Person, &'static str> {
        let identity = Identity {
            subject: "1".into(),
            claims: claims.as_object().unwrap().clone(),
            id_token: String::new(),
            end_session_endpoint: None,
        };
        read(&settings(role_claim), &identity)
    }

    #[test]
    fn a_role_is_told_by_any_kind_of_claim() {
        for (name, claims, role) in [
            ("", json!({"groups": ["security"]}), None),
            ("groups", json!({"groups": ["staff", "security"]}), Some(Role::Admin)),
            ("groups", json!({"groups": "security"}), Some(Role::Admin)),
            ("groups", json!({"groups": "security-2"}), Some(Role::Viewer)),
            ("groups", json!({"groups": {"security": true}}), Some(Role::Viewer)),
            ("groups", json!({"groups": [["security"]]}), Some(Role::Viewer)),
            ("groups", json!({}), Some(Role::Viewer)),
            ("is_admin", json!({"is_admin": true}), Some(Role::Admin)),
            ("realm_access.roles", json!({"realm_access": {"roles": ["security"]}}), Some(Role::Admin)),
            (
                "https://acme.example/roles",
                json!({"https://acme.example/roles": ["security"]}),
                Some(Role::Admin),
            ),
        ] {
            let mut claims = claims;
            claims["email"] = json!("ada@acme.example");
            assert_eq!(told(name, &claims).unwrap().role, role, "{name} {claims}");
        }
    }

    #[test]
    fn an_address_must_be_there_and_not_be_doubted() {
        for (claims, let_in) in [
            (json!({"email": " Ada@Acme.example "}), true),
            (json!({"email": "ada@acme.example", "email_verified": true}), true),
            (json!({"email": "ada@acme.example", "email_verified": "true"}), true),
            (json!({"email": "ada@acme.example", "email_verified": false}), false),
            (json!({"email": "ada@acme.example", "email_verified": "false"}), false),
            (json!({"email": "ada"}), false),
            (json!({"email": ["ada@acme.example"]}), false),
            (json!({}), false),
        ] {
            let found = told("", &claims);
            assert_eq!(found.is_ok(), let_in, "{claims}");
            assert!(found.is_err() || found.unwrap().email == "ada@acme.example");
        }
        let person = told(
            "",
            &json!({"email": "ada@acme.example", "name": "Ada\r\nLove".to_owned() + &"x".repeat(200)}),
        );
        let name = person.unwrap().name;
        assert!(name.starts_with("AdaLove") && name.chars().count() == 120, "{name}");
    }
}
