//! Connector `leakcheck`: asks LeakCheck in which leaks an address stands.
//!
//! `GET {base_url}/api/v2/query/{address}?type=email&limit=…&offset=…` with the header `X-API-Key`
//! (wiki.leakcheck.io, "API v2 Pro"). Rows of one `source.name` are one breach; `source.breach_date` is a month. Which
//! data was lost is in a row's `fields`. 404 and "Not found" mean none.
//!
//! A plan has so many queries a day: 403 "Limit reached" asks to wait for the next one. Three requests a second are
//! allowed; rows come 1,000 a page, the last page at 2,500.

#[cfg(test)]
mod tests;

use gatehouse_connector_sdk::findings::{self, Findings};
use gatehouse_connector_sdk::{
    Artifact, BreachProvider, Confidence, Description, Error, Exposure, Kind, Lookup, SourceKind, clock,
    fields, http, settings,
};
use serde::Deserialize;
use serde_json::Value;

const HOME: &str = "https://leakcheck.io";

const CALLS_PER_MINUTE: u32 = 180;
/// Rows a page, the most that is given.
const PAGE: usize = 1000;
/// The last row that a page may begin at.
const LAST_OFFSET: usize = 2500;

/// What LeakCheck says of a record whose origin it does not know.
const NAMELESS: &str = "LeakCheck: unknown source";

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "API key", "writeOnly": true},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL", "default": "https://leakcheck.io"},
    "calls_per_minute": {"type": "integer", "minimum": 1, "default": 180, "title": "Requests a minute"},
    "daily_quota": {
      "type": "integer", "minimum": 1, "title": "Addresses a day",
      "description": "The most addresses that are asked about in a day (UTC)"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct Leakcheck;

/// An answer with status 200.
#[derive(Deserialize)]
struct Page {
    success: bool,
    #[serde(default)]
    error: String,
    #[serde(default)]
    result: Vec<Value>,
}

impl BreachProvider for Leakcheck {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into()],
            confidence: Some(Confidence::Medium),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("leakcheck", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "LeakCheck")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let key = settings::required("api_key")?;
        let base = settings::base_url(HOME)?;
        findings::one_by_one(&emails, |email| leaks_of(&base, &key, email))
    }
}

fn leaks_of(base: &str, key: &str, email: &str) -> Lookup {
    let mut found = Findings::default();
    let address = http::encode_segment(email);
    for offset in (0..=LAST_OFFSET).step_by(PAGE) {
        let answer =
            http::get(format!("{base}/api/v2/query/{address}?type=email&limit={PAGE}&offset={offset}"))
                .header("x-api-key", key)
                .header("accept", "application/json")
                .send()?;
        let rows = rows_of(answer)?;
        rows.iter().for_each(|row| leak_of(row, &mut found));
        if rows.len() < PAGE {
            break;
        }
    }
    Ok(found.into_vec())
}

/// The rows of an answer, or what its status and words mean.
fn rows_of(answer: http::Response) -> Result<Vec<Value>, Error> {
    let words = answer.complaint().to_lowercase();
    match answer.status {
        404 => return Ok(Vec::new()),
        400 if words.contains("api-key") => {
            return Err(Error::Unauthorized(format!("answered 400: {words}")));
        }
        403 if words.contains("limit") => return Err(Error::RateLimited(clock::seconds_left_today())),
        _ => {}
    }
    let page: Page = answer.explained()?.json()?;
    match page {
        Page { success: true, result, .. } => Ok(result),
        Page { error, .. } if error.eq_ignore_ascii_case("not found") => Ok(Vec::new()),
        Page { error, .. } => Err(Error::Other(format!("no result: {}", http::said(&error)))),
    }
}

fn leak_of(row: &Value, found: &mut Findings) {
    let source = &row["source"];
    let name = fields::text(source, "name");
    let mut classes: Vec<String> = vec!["email".into()];
    classes.extend(fields::list(row, "fields").iter().filter_map(Value::as_str).take(64).map(Into::into));
    if name.to_lowercase().contains("stealer") {
        let password = classes.iter().any(|class| class == "password");
        for site in fields::list(row, "origin").iter().filter_map(Value::as_str).filter_map(findings::host_of)
        {
            let mut log = findings::stealer_log(&site);
            if !password {
                (log.artifacts, log.data_classes) = (Vec::new(), Vec::new());
            }
            log.data_classes.extend(classes.iter().filter(|class| *class != "password").cloned());
            found.add(log);
        }
        if fields::list(row, "origin").is_empty() {
            let artifacts = if password { vec![Artifact::Password] } else { Vec::new() };
            found.add(Exposure {
                data_classes: classes,
                artifacts,
                ..Exposure::new(name, SourceKind::StealerLog)
            });
        }
        return;
    }
    let named = if name.is_empty() || name.eq_ignore_ascii_case("unknown") { NAMELESS.into() } else { name };
    found.add(Exposure {
        breach_date: findings::first_day(&fields::text(source, "breach_date")),
        data_classes: classes,
        ..Exposure::new(named, SourceKind::DarkWeb)
    });
}

gatehouse_connector_sdk::export_breach_provider!(Leakcheck);
