//! Connector `google`: the people of a Google Workspace, over the Admin SDK's Directory API.
//!
//! - A token for a service account with domain-wide delegation (RFC 7523; [`assertion`]), one for each scope, so that an
//!   admin who delegates reading only can still sync.
//! - People by `users.list`, 500 a page, with `isEnrolledIn2Sv` as the state of the second factor.
//! - Ending sessions (`users.signOut`) and `changePasswordAtNextLogin` (`users.patch`).
//!
//! The Directory API does not tell what changed, so every sync lists everybody.

mod api;
mod assertion;

use gatehouse_connector_sdk::{Description, Directory, Error, Kind, User, UserPage, fields, http, settings};
use serde_json::Value;

const SETTINGS: &str = r#"{
  "type": "object", "required": ["serviceAccountEmail", "privateKey", "delegatedAdminEmail"],
  "properties": {
    "serviceAccountEmail": {"type": "string", "title": "Service account's address"},
    "privateKey": {"type": "string", "title": "Private key (PEM)", "writeOnly": true},
    "delegatedAdminEmail": {"type": "string", "title": "Address of the admin it acts for"},
    "domain": {"type": "string", "title": "Domain", "description": "Empty for all domains of the account"},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL",
      "description": "Stands in for both oauth2.googleapis.com and admin.googleapis.com"}
  }
}"#;

const READ: &str = "https://www.googleapis.com/auth/admin.directory.user.readonly";
const WRITE: &str = "https://www.googleapis.com/auth/admin.directory.user";
const SECURITY: &str = "https://www.googleapis.com/auth/admin.directory.user.security";

const PATH: &str = "/admin/directory/v1/users";
const PAGE: usize = 500;
/// How many pages a test counts: 20,000 people.
const COUNTED_PAGES: usize = 40;

/// The directory.
#[derive(Debug)]
pub struct Google;

impl Directory for Google {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![api::TOKENS.into(), api::HOME.into()],
            capabilities: vec!["revoke-sessions".into(), "force-password-reset".into()],
            ..Description::new("google", env!("CARGO_PKG_VERSION"), Kind::Directory, "Google Workspace")
        }
    }

    fn test() -> Result<u64, Error> {
        let (mut count, mut cursor) = (0, None);
        for _ in 0..COUNTED_PAGES {
            let (rows, next) = page(cursor.as_deref(), "&fields=users(id),nextPageToken")?;
            count += rows.len() as u64;
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
        Ok(count)
    }

    fn list_users(cursor: Option<String>) -> Result<UserPage, Error> {
        let (rows, next) = page(cursor.as_deref(), "")?;
        Ok(UserPage { users: rows.iter().filter_map(person).collect(), next })
    }

    fn revoke_sessions(external_id: String) -> Result<String, Error> {
        let path = format!("{PATH}/{}/signOut", http::encode_segment(&external_id));
        api::send(SECURITY, |url| http::post(url).body("application/json", "{}"), &path)?;
        Ok("Google ended all web and device sessions".into())
    }

    fn force_password_reset(external_id: String) -> Result<String, Error> {
        let path = format!("{PATH}/{}", http::encode_segment(&external_id));
        let change = r#"{"changePasswordAtNextLogin":true}"#;
        api::send(WRITE, |url| http::Request::new("PATCH", url).body("application/json", change), &path)?;
        Ok("Google asks for a new password at the next sign-in".into())
    }
}

fn page(cursor: Option<&str>, fields: &str) -> Result<(Vec<Value>, Option<String>), Error> {
    let whose = match settings::optional("domain") {
        Some(domain) => format!("domain={}", http::encode_segment(&domain)),
        None => "customer=my_customer".into(),
    };
    let mut path = format!("{PATH}?{whose}&maxResults={PAGE}&orderBy=email{fields}");
    if let Some(cursor) = cursor {
        path = format!("{path}&pageToken={}", http::encode_segment(cursor));
    }
    let page: Value = api::send(READ, http::get, &path)?.json()?;
    let next = Some(fields::text(&page, "nextPageToken")).filter(|token| !token.is_empty());
    match page.get("users") {
        Some(Value::Array(rows)) => Ok((rows.clone(), next)),
        // A page without users leaves the field out.
        None if page.get("kind").is_some() || next.is_some() || fields.contains("fields=") => {
            Ok((Vec::new(), next))
        }
        _ => Err(Error::Other("the answer is not a page of users".into())),
    }
}

/// The person; `None` for a row without an id.
fn person(row: &Value) -> Option<User> {
    let external_id = Some(fields::text(row, "id")).filter(|id| !id.is_empty())?;
    let off = |name: &str| fields::flag(row, name).unwrap_or(false);
    // The primary one, else the first: people have one organization or say which counts.
    let first = |name: &str| {
        let all = fields::list(row, name);
        all.iter().find(|one| fields::flag(one, "primary") == Some(true)).or(all.first()).cloned()
    };
    let job = first("organizations").unwrap_or_default();
    let place = first("locations").unwrap_or_default();
    let mut attributes = fields::attributes(row, &["orgUnitPath", "recoveryEmail"]);
    attributes.extend(fields::attributes(&job, &["title", "costCenter"]));
    let number =
        fields::list(row, "externalIds").iter().find(|id| fields::text(id, "type") == "organization");
    attributes.extend(number.map(|id| ("employeeId".to_owned(), fields::text(id, "value"))));
    Some(User {
        external_id,
        email: fields::address(&fields::text(row, "primaryEmail")),
        first_name: fields::text(row, "name.givenName"),
        last_name: fields::text(row, "name.familyName"),
        department: fields::text(&job, "department"),
        location: Some(fields::text(&place, "buildingId"))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| fields::text(&job, "location")),
        active: !off("suspended") && !off("archived"),
        mfa: fields::flag(row, "isEnrolledIn2Sv"),
        attributes,
    })
}

gatehouse_connector_sdk::export_directory!(Google);

#[cfg(test)]
mod tests;
