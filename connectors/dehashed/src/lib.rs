//! Connector `dehashed`: asks DeHashed in which databases an address stands.
//!
//! `POST {base_url}/v2/search` with `{query, page, size}` and the header `DeHashed-Api-Key` (dehashed.com/docs, "Search
//! API v2"). The answer holds rows, `entries`, and how many there are, `total`; rows of one `database_name` are one
//! breach, and the fields that hold something are its data classes. When it happened is not told.
//!
//! Each page takes a credit, so pages are large: nearly every address takes one. 401 is a wrong key, 403 a plan without
//! the API or without credits; ten requests a second are allowed.

#[cfg(test)]
mod tests;

use gatehouse_connector_sdk::findings::{self, Findings};
use gatehouse_connector_sdk::{
    BreachProvider, Confidence, Description, Error, Exposure, Kind, Lookup, SourceKind, fields, http,
    settings,
};
use serde::Deserialize;
use serde_json::{Value, json};

const HOME: &str = "https://api.dehashed.com";

/// Half of what is allowed: a lookup may take several pages.
const CALLS_PER_MINUTE: u32 = 300;
/// Rows a page; DeHashed takes up to 10,000.
const PAGE: usize = 1000;
/// An address with more rows is a mailing list or a test account, and rows repeat the same databases.
const MOST_PAGES: usize = 5;

/// Fields of a row that say nothing about what was lost.
const NO_DATA: [&str; 4] = ["id", "database_name", "raw_record", "hash_type"];

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "API key", "writeOnly": true},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL", "default": "https://api.dehashed.com"},
    "calls_per_minute": {"type": "integer", "minimum": 1, "default": 300, "title": "Requests a minute"},
    "daily_quota": {
      "type": "integer", "minimum": 1, "title": "Addresses a day",
      "description": "The most addresses that are asked about in a day (UTC); each takes a credit"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct Dehashed;

/// The parts of an answer that we read.
#[derive(Deserialize)]
struct Page {
    // Absent or null when there is nothing.
    entries: Option<Vec<Value>>,
    total: usize,
}

impl BreachProvider for Dehashed {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into()],
            confidence: Some(Confidence::Medium),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("dehashed", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "DeHashed")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let key = settings::required("api_key")?;
        let base = settings::base_url(HOME)?;
        findings::one_by_one(&emails, |email| databases_of(&base, &key, email))
    }
}

fn databases_of(base: &str, key: &str, email: &str) -> Lookup {
    // A quoted phrase; what could end it is escaped.
    let query = format!("email:\"{}\"", email.replace('\\', "\\\\").replace('"', "\\\""));
    let mut found = Findings::default();
    for number in 1..=MOST_PAGES {
        let page: Page = http::post(format!("{base}/v2/search"))
            .header("dehashed-api-key", key)
            .header("accept", "application/json")
            .json(&json!({"query": query, "page": number, "size": PAGE}))?
            .send()?
            .explained()?
            .json()?;
        let rows = page.entries.unwrap_or_default();
        rows.iter().for_each(|row| found.add(exposure_of(row)));
        if rows.is_empty() || number * PAGE >= page.total {
            break;
        }
    }
    Ok(found.into_vec())
}

fn exposure_of(row: &Value) -> Exposure {
    Exposure {
        data_classes: fields::filled(row, &NO_DATA),
        ..Exposure::new(fields::text(row, "database_name"), SourceKind::DarkWeb)
    }
}

gatehouse_connector_sdk::export_breach_provider!(Dehashed);
