//! Connector `intelx`: asks Intelligence X for leaks, pastes and pages of the dark web in which an address stands.
//!
//! A search takes its time there, and a connector cannot wait. So a lookup starts a search, asks for its results, and
//! while there are none yet keeps the search in the state and answers that it should be asked again in two seconds;
//! the next lookup of the address goes on with it. After six questions for results it ends with what there is.
//!
//! How Intelligence X is asked lives in [`api`], what a record means in [`record`].

mod api;
mod record;
#[cfg(test)]
mod tests;

use gatehouse_connector_sdk::{
    BreachProvider, Confidence, Description, Error, Kind, Lookup, findings, settings, state,
};
use serde::{Deserialize, Serialize};

use crate::api::{Api, Status};
use crate::record::Hit;

const HOME: &str = "https://2.intelx.io";

const CALLS_PER_MINUTE: u32 = 60;
/// How often a search is asked for results.
const MOST_POLLS: u32 = 6;
/// Seconds between two questions.
const PAUSE: u32 = 2;

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "API key", "writeOnly": true},
    "base_url": {
      "type": "string", "format": "uri", "title": "Base URL", "default": "https://2.intelx.io",
      "description": "As the account's page names it; some keys have another host"
    },
    "calls_per_minute": {"type": "integer", "minimum": 1, "default": 60, "title": "Requests a minute"},
    "daily_quota": {
      "type": "integer", "minimum": 1, "title": "Addresses a day",
      "description": "The most addresses that are asked about in a day (UTC); each is a search"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct Intelx;

/// A search that runs there, kept between lookups.
#[derive(Serialize, Deserialize)]
struct Search {
    id: String,
    polls: u32,
    hits: Vec<Hit>,
}

impl BreachProvider for Intelx {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into(), "https://free.intelx.io".into()],
            confidence: Some(Confidence::Low),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("intelx", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "Intelligence X")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let api = Api { key: settings::required("api_key")?, base: settings::base_url(HOME)? };
        findings::one_by_one(&emails, |email| look_up(&api, email))
    }
}

/// Begins a search or goes on with one, and forgets it once it came to something.
fn look_up(api: &Api, email: &str) -> Lookup {
    // With the longest address, as long as a key may be.
    let key = format!("s:{email}");
    let kept = state::get(&key).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let mut search = match kept {
        Some(search) => search,
        None => Search { id: api.start(email)?, polls: 0, hits: Vec::new() },
    };
    let outcome = ask(api, &mut search);
    if matches!(outcome, Err(Error::RateLimited(_) | Error::Unavailable(_))) && search.polls < MOST_POLLS {
        let bytes = serde_json::to_vec(&search).map_err(|why| Error::Other(why.to_string()))?;
        state::set(&key, &bytes).map_err(Error::Other)?;
    } else {
        state::remove(&key);
    }
    outcome?;
    Ok(record::exposures(search.hits))
}

/// Asks for results until the search is done, or until it has to be waited for.
fn ask(api: &Api, search: &mut Search) -> Result<(), Error> {
    while search.polls < MOST_POLLS {
        search.polls += 1;
        let (status, records) = api.results(&search.id)?;
        search.hits.extend(records.iter().filter_map(record::hit));
        record::unite(&mut search.hits);
        match status {
            Status::More => {}
            Status::Done => return Ok(()),
            Status::NotYet if search.polls < MOST_POLLS => return Err(Error::RateLimited(PAUSE)),
            Status::NotYet => {}
        }
    }
    api.stop(&search.id);
    if search.hits.is_empty() {
        return Err(Error::Unavailable("the search did not end in time".into()));
    }
    Ok(())
}

gatehouse_connector_sdk::export_breach_provider!(Intelx);
