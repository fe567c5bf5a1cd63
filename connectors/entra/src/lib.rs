//! Connector `entra`: the people of a Microsoft Entra ID tenant, over Microsoft Graph.
//!
//! - A token by client credentials (learn.microsoft.com, "OAuth 2.0 client credentials flow"), kept until it expires.
//! - People by delta query (`/users/delta`): the first time everybody, then what changed. `@removed` is somebody gone.
//! - Whether a second factor is registered (`/reports/authenticationMethods/userRegistrationDetails`), 20 people a
//!   request, where the tenant's licence and the application's permissions allow it; else it stays unknown.
//! - Ending sessions (`revokeSignInSessions`).
//!
//! Guests are left out unless the setting `includeGuests` is `true`. What Graph says in its own words is read in
//! [`graph`], and how a person is made of it in [`person`].

mod graph;
mod person;

use gatehouse_connector_sdk::{Description, Directory, Error, Kind, UserPage, delta, http, settings};
use graph::Graph;
use serde_json::Value;

const SETTINGS: &str = r#"{
  "type": "object", "required": ["tenantId", "clientId", "clientSecret"],
  "properties": {
    "tenantId": {"type": "string", "title": "Directory (tenant) ID"},
    "clientId": {"type": "string", "title": "Application (client) ID"},
    "clientSecret": {"type": "string", "title": "Client secret", "writeOnly": true},
    "includeGuests": {"type": "boolean", "title": "Guests as well", "default": false},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL",
      "description": "Stands in for both login.microsoftonline.com and graph.microsoft.com"}
  }
}"#;

/// What is asked of each person.
const SELECT: &str = "id,displayName,givenName,surname,mail,userPrincipalName,department,officeLocation,jobTitle,\
                      accountEnabled,userType,employeeId,employeeType,companyName,city,country";
const PAGE: &str = "odata.maxpagesize=200";

/// The directory.
#[derive(Debug)]
pub struct Entra;

impl Directory for Entra {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![graph::LOGIN.into(), graph::HOME.into()],
            capabilities: vec!["revoke-sessions".into(), delta::CAPABILITY.into()],
            ..Description::new("entra", env!("CARGO_PKG_VERSION"), Kind::Directory, "Microsoft Entra ID")
        }
    }

    fn test() -> Result<u64, Error> {
        let graph = Graph::open()?;
        // `$count` answers a bare number, and counts only in this consistency level.
        let path = if guests() { "/users/$count" } else { "/users/$count?$filter=userType%20ne%20'Guest'" };
        let answer = graph.send(|url| http::get(url).header("consistencylevel", "eventual"), path)?;
        let text = graph::checked(answer)?.text();
        let count = text.trim_start_matches('\u{feff}').trim().parse();
        count.map_err(|_| Error::Other("the answer is not a number of users".into()))
    }

    fn list_users(cursor: Option<String>) -> Result<UserPage, Error> {
        let graph = Graph::open()?;
        let path = match cursor.as_deref() {
            None => format!("/users/delta?$select={SELECT}"),
            Some(cursor) => delta::since(cursor).unwrap_or(cursor).to_owned(),
        };
        let answer = graph.send(|url| http::get(url).header("prefer", PAGE), &path)?;
        if graph::is_forgotten(&answer) {
            return Ok(delta::start_over());
        }
        let page: Value = graph::checked(answer)?.json()?;
        let rows = page.get("value").and_then(Value::as_array);
        let rows = rows.ok_or_else(|| Error::Other("the answer is not a page of users".into()))?;
        let with_guests = guests();
        let mut users: Vec<_> = rows.iter().filter_map(|row| person::of(row, with_guests)).collect();
        person::second_factors(&graph, &mut users);
        let link =
            |name: &str| page.get(name).and_then(Value::as_str).map(|link| graph.path_of(link)).transpose();
        let next = match (link("@odata.nextLink")?, link("@odata.deltaLink")?) {
            (Some(next), _) => Some(next),
            (None, Some(token)) => delta::end(&token),
            (None, None) => {
                return Err(Error::Other(
                    "the page says neither what is next nor that it is the last".into(),
                ));
            }
        };
        Ok(UserPage { users, next })
    }

    fn revoke_sessions(external_id: String) -> Result<String, Error> {
        let graph = Graph::open()?;
        let path = format!("/users/{}/revokeSignInSessions", http::encode_segment(&external_id));
        let answer = graph.send(|url| http::post(url).body("application/json", "{}"), &path)?;
        graph::checked(answer)?;
        Ok("Entra ID ends the sign-in sessions; it takes effect within minutes".into())
    }
}

fn guests() -> bool {
    settings::optional("includeGuests").is_some_and(|text| text == "true")
}

gatehouse_connector_sdk::export_directory!(Entra);

#[cfg(test)]
mod tests;
