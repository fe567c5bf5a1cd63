//! Connector `roster`: a sample directory. It lists the people of a JSON document,
//! `{"users":[{"id","email","firstName","lastName","department"}],"next":"cursor"}`, page by page from
//! `{base_url}/users?cursor=…`.
//!
//! It is an example for authors of directories, and what the host's directory side is tested with; it is not shipped.

use gatehouse_connector_sdk::{Description, Directory, Error, Kind, User, UserPage, http, settings};
use serde::Deserialize;

const SETTINGS: &str = r#"{
  "type": "object", "required": ["base_url"],
  "properties": {"base_url": {"type": "string", "format": "uri", "title": "Base URL"}}
}"#;

/// The directory.
#[derive(Debug)]
pub struct Roster;

#[derive(Deserialize)]
struct Page {
    users: Vec<Person>,
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    id: String,
    email: Option<String>,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    department: String,
}

impl Directory for Roster {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            ..Description::new("roster", env!("CARGO_PKG_VERSION"), Kind::Directory, "Roster")
        }
    }

    fn test() -> Result<u64, Error> {
        Ok(page(None)?.users.len() as u64)
    }

    fn list_users(cursor: Option<String>) -> Result<UserPage, Error> {
        let page = page(cursor)?;
        Ok(UserPage { users: page.users.into_iter().map(user_of).collect(), next: page.next })
    }
}

fn page(cursor: Option<String>) -> Result<Page, Error> {
    let mut url = format!("{}/users", settings::required("base_url")?.trim_end_matches('/'));
    if let Some(cursor) = cursor {
        url = format!("{url}?cursor={}", http::encode_segment(&cursor));
    }
    http::get(url).send()?.check()?.json()
}

fn user_of(person: Person) -> User {
    User {
        external_id: person.id,
        email: person.email,
        first_name: person.first_name,
        last_name: person.last_name,
        department: person.department,
        location: String::new(),
        active: true,
        mfa: None,
        attributes: Vec::new(),
    }
}

gatehouse_connector_sdk::export_directory!(Roster);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness};

    #[test]
    fn lists_page_by_page() {
        let _harness = Harness::new()
            .setting("base_url", "https://people.example/")
            .answer(
                "GET https://people.example/users",
                Answer::new(200, r#"{"users":[{"id":"1"}],"next":"p 2"}"#),
            )
            .answer("GET https://people.example/users?cursor=p%202", Answer::new(200, r#"{"users":[]}"#));
        let first = Roster::list_users(None).expect("the first page");
        assert_eq!(first.users[0].external_id, "1");
        let second = Roster::list_users(first.next).expect("the second page");
        assert_eq!((second.users.len(), second.next), (0, None));
        assert!(matches!(Roster::revoke_sessions("1".into()), Err(Error::NotSupported(_))));
    }
}
