//! Connector `okta`: the people of an Okta organization, over its Users API.
//!
//! - An API token in `Authorization: SSWS …` (developer.okta.com, "Users").
//! - People page by page, by the `Link` header with `rel="next"`; later only those whose `lastUpdated` is newer, which
//!   includes those that were deactivated.
//! - Ending sessions (`DELETE …/sessions`) and expiring the password (`…/lifecycle/expire_password`).
//! - With `readFactors` each active person's second factors are asked for (`GET …/factors`), a request a person; pages are
//!   smaller then.
//! - Okta says in `x-rate-limit-reset` when it may be asked again.

mod api;

use gatehouse_connector_sdk::{
    Description, Directory, Error, Kind, User, UserPage, clock, delta, fields, http, settings,
};
use serde_json::Value;

const SETTINGS: &str = r#"{
  "type": "object", "required": ["domain", "apiToken"],
  "properties": {
    "domain": {"type": "string", "title": "Domain", "description": "Such as acme.okta.com"},
    "apiToken": {"type": "string", "title": "API token", "writeOnly": true},
    "readFactors": {"type": "boolean", "title": "Second factors as well", "default": false,
      "description": "One request more for each person; Okta counts requests"},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL",
      "description": "In place of https:// and the domain"}
  }
}"#;

const HOSTS: [&str; 3] = ["https://*.okta.com", "https://*.okta-emea.com", "https://*.oktapreview.com"];
const PAGE: usize = 200;
/// With a request for each person a call would have too many.
const PAGE_WITH_FACTORS: usize = 50;
/// How many pages a test counts: 10,000 people.
const COUNTED_PAGES: usize = 50;
/// Changes are asked for from so long before the last list began: clocks differ.
const OVERLAP_MS: i64 = 300_000;
/// Statuses of people who cannot sign in.
const INACTIVE: [&str; 3] = ["DEPROVISIONED", "SUSPENDED", "STAGED"];

const ATTRIBUTES: [&str; 9] = [
    "status",
    "profile.login",
    "profile.displayName",
    "profile.title",
    "profile.employeeNumber",
    "profile.organization",
    "profile.userType",
    "profile.secondEmail",
    "profile.countryCode",
];

/// The directory.
#[derive(Debug)]
pub struct Okta;

/// Where a list is: when it began, and the path of its next page.
struct Place {
    began_ms: i64,
    path: String,
}

impl Place {
    fn of(cursor: Option<&str>) -> Result<Self, Error> {
        let began_ms = clock::now_ms();
        let limit = if reads_factors() { PAGE_WITH_FACTORS } else { PAGE };
        let path = format!("{}?limit={limit}", api::USERS);
        let Some(cursor) = cursor else { return Ok(Self { began_ms, path }) };
        if let Some(since) = delta::since(cursor) {
            let filter = format!("lastUpdated gt \"{since}\"");
            return Ok(Self { began_ms, path: format!("{path}&filter={}", http::encode_segment(&filter)) });
        }
        let parts =
            cursor.split_once(';').and_then(|(began, path)| Some((began.parse().ok()?, path.to_owned())));
        let (began_ms, path) =
            parts.ok_or_else(|| Error::Other("the cursor is not one of this connector".into()))?;
        Ok(Self { began_ms, path })
    }
}

impl Directory for Okta {
    fn describe() -> Description {
        let capabilities = ["revoke-sessions", "force-password-reset", delta::CAPABILITY];
        Description {
            settings_schema: SETTINGS.into(),
            hosts: HOSTS.map(String::from).to_vec(),
            capabilities: capabilities.map(String::from).to_vec(),
            ..Description::new("okta", env!("CARGO_PKG_VERSION"), Kind::Directory, "Okta")
        }
    }

    fn test() -> Result<u64, Error> {
        let (mut count, mut path) = (0, Place::of(None)?.path);
        for _ in 0..COUNTED_PAGES {
            let (rows, next) = api::page(&path)?;
            count += rows.len() as u64;
            let Some(next) = next else { break };
            path = next;
        }
        Ok(count)
    }

    fn list_users(cursor: Option<String>) -> Result<UserPage, Error> {
        let place = Place::of(cursor.as_deref())?;
        let (rows, next) = api::page(&place.path)?;
        let next = match next {
            Some(path) => Some(format!("{};{path}", place.began_ms)),
            None => delta::end(&api::time(place.began_ms - OVERLAP_MS)),
        };
        let mut users: Vec<User> = rows.iter().filter_map(person).collect();
        if reads_factors() {
            for user in users.iter_mut().filter(|user| user.active) {
                user.mfa = api::has_factor(&user.external_id)?;
            }
        }
        Ok(UserPage { users, next })
    }

    fn revoke_sessions(external_id: String) -> Result<String, Error> {
        let path = format!("{}/{}/sessions?oauthTokens=true", api::USERS, http::encode_segment(&external_id));
        api::send("DELETE", &path)?;
        Ok("Okta ended all sessions and revoked the tokens of applications".into())
    }

    fn force_password_reset(external_id: String) -> Result<String, Error> {
        let path = format!("{}/{}/lifecycle/expire_password", api::USERS, http::encode_segment(&external_id));
        api::send("POST", &path)?;
        Ok("Okta asks for a new password at the next sign-in".into())
    }
}

fn reads_factors() -> bool {
    settings::optional("readFactors").is_some_and(|text| text == "true")
}

/// The person; `None` for a row without an id.
fn person(row: &Value) -> Option<User> {
    let external_id = Some(fields::text(row, "id")).filter(|id| !id.is_empty())?;
    let profile = |name: &str| fields::text(row, &format!("profile.{name}"));
    let place = ["city", "state"].map(profile).into_iter().find(|text| !text.is_empty());
    Some(User {
        external_id,
        email: fields::address(&profile("email")).or_else(|| fields::address(&profile("login"))),
        first_name: profile("firstName"),
        last_name: profile("lastName"),
        department: profile("department"),
        location: place.unwrap_or_default(),
        active: !INACTIVE.contains(&fields::text(row, "status").as_str()),
        mfa: None,
        attributes: fields::attributes(row, &ATTRIBUTES),
    })
}

gatehouse_connector_sdk::export_directory!(Okta);

#[cfg(test)]
mod tests;
