//! Connector `snusbase`: asks Snusbase in which databases an address stands.
//!
//! `POST {base_url}/data/search` with `{terms, types: ["email"]}` and the header `Auth` (docs.snusbase.com, "Database
//! Search"). The answer groups rows by the name of their database, such as `0001_SITE_COM_3M_GAMING_052015`: a number,
//! what it is, how many rows, which trade, and the month or year; whatever the name does not tell stays unknown.
//! Rows of stealer logs name the site in `host`, and each site is a breach of its own.
//!
//! Nothing found is an empty list or object. One answer holds everything; there are no pages.

#[cfg(test)]
mod tests;

use gatehouse_connector_sdk::findings::{self, Findings};
use gatehouse_connector_sdk::{
    BreachProvider, Confidence, Description, Error, Exposure, Kind, Lookup, SourceKind, fields, http,
    settings,
};
use serde_json::{Map, Value, json};

const HOME: &str = "https://api.snusbase.com";

/// Gentle: a plan has so many requests in half a day, however fast they come.
const CALLS_PER_MINUTE: u32 = 60;

/// Fields of a row that say nothing about what was lost.
const NO_DATA: [&str; 8] = ["id", "uid", "_domain", "host", "url", "salt", "created", "db"];

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "Activation code", "writeOnly": true},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL", "default": "https://api.snusbase.com"},
    "calls_per_minute": {"type": "integer", "minimum": 1, "default": 60, "title": "Requests a minute"},
    "daily_quota": {
      "type": "integer", "minimum": 1, "title": "Addresses a day",
      "description": "The most addresses that are asked about in a day (UTC)"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct Snusbase;

impl BreachProvider for Snusbase {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into()],
            confidence: Some(Confidence::Medium),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("snusbase", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "Snusbase")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let key = settings::required("api_key")?;
        let base = settings::base_url(HOME)?;
        findings::one_by_one(&emails, |email| databases_of(&base, &key, email))
    }
}

fn databases_of(base: &str, key: &str, email: &str) -> Lookup {
    let answer = http::post(format!("{base}/data/search"))
        .header("auth", key)
        .header("accept", "application/json")
        .json(&json!({"terms": [email], "types": ["email"]}))?
        .send()?
        .explained()?;
    let body: Value = answer.json()?;
    let mut found = Findings::default();
    for (database, rows) in groups_of(&body)? {
        let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
        rows.iter().for_each(|row| found.add(exposure_of(database, row)));
    }
    Ok(found.into_vec())
}

/// Databases and their rows.
fn groups_of(body: &Value) -> Result<&Map<String, Value>, Error> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    match &body["results"] {
        Value::Object(groups) => Ok(groups),
        // An empty object is written as an empty list.
        Value::Array(list) if list.is_empty() => Ok(&NONE),
        _ => Err(Error::Other("the answer is not what was expected: it has no results".into())),
    }
}

fn exposure_of(database: &str, row: &Value) -> Exposure {
    let (name, date) = read_name(database);
    let classes = fields::filled(row, &NO_DATA);
    if !name.contains("STEALER") {
        return Exposure {
            breach_date: date,
            data_classes: classes,
            ..Exposure::new(name, SourceKind::DarkWeb)
        };
    }
    let site = ["host", "url"].iter().find_map(|field| findings::host_of(&fields::text(row, field)));
    let log =
        site.map_or_else(|| Exposure::new(name, SourceKind::StealerLog), |site| findings::stealer_log(&site));
    let artifacts = if classes.iter().any(|class| class == "password") {
        vec![gatehouse_connector_sdk::Artifact::Password]
    } else {
        Vec::new()
    };
    Exposure { data_classes: classes, artifacts, ..log }
}

/// The name without the number before it, and the first day of the month or year at its end.
fn read_name(database: &str) -> (&str, Option<String>) {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let name = match database.split_once('_') {
        Some((number, rest)) if digits(number, 4) && rest.contains('_') => rest,
        _ => database,
    };
    let end = name.rsplit('_').next().unwrap_or_default();
    let date = match end {
        end if digits(end, 6) => findings::first_day(&format!("{}-{}", &end[2..], &end[..2])),
        end if digits(end, 4) => findings::first_day(end),
        _ => None,
    };
    (name, date)
}

gatehouse_connector_sdk::export_breach_provider!(Snusbase);
