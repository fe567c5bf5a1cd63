//! Connector `hibp`: asks Have I Been Pwned which breaches an address is in.
//!
//! `GET {base_url}/api/v3/breachedaccount/{address}?truncateResponse=false` with the headers `hibp-api-key` and
//! `user-agent`; 404 means none (haveibeenpwned.com/API/v3, "Getting all breaches for an account"). One address a
//! request; keys are limited to so many requests a minute, and 429 says when to go on.
//!
//! Stealer logs are another endpoint and another connector.

use gatehouse_connector_sdk::{
    BreachProvider, Confidence, Description, Error, Exposure, Kind, Lookup, SourceKind, findings, http,
    settings,
};
use serde::Deserialize;

const HOME: &str = "https://haveibeenpwned.com";

/// The pace of the smallest key that is sold.
const CALLS_PER_MINUTE: u32 = 10;

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "API key", "writeOnly": true},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL", "default": "https://haveibeenpwned.com"},
    "calls_per_minute": {
      "type": "integer", "minimum": 1, "default": 10, "title": "Requests a minute",
      "description": "What the key's subscription allows"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct Hibp;

/// The parts of HIBP's breach model that we keep.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Breach {
    name: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    breach_date: Option<String>,
    #[serde(default)]
    data_classes: Vec<String>,
    #[serde(default)]
    domain: Option<String>,
    #[serde(default)]
    is_stealer_log: bool,
}

impl BreachProvider for Hibp {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into()],
            confidence: Some(Confidence::High),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("hibp", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "Have I Been Pwned")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let key = settings::required("api_key")?;
        let base = settings::base_url(HOME)?;
        findings::one_by_one(&emails, |email| breaches_of(&base, &key, email))
    }
}

fn breaches_of(base: &str, key: &str, email: &str) -> Lookup {
    let url = format!("{base}/api/v3/breachedaccount/{}?truncateResponse=false", http::encode_segment(email));
    let answer = http::get(url)
        .header("hibp-api-key", key)
        .header("user-agent", concat!("Gatehouse/", env!("CARGO_PKG_VERSION")))
        .header("accept", "application/json")
        .send()?;
    if answer.status == 404 {
        return Ok(Vec::new());
    }
    let breaches: Vec<Breach> = answer.check()?.json()?;
    Ok(breaches.into_iter().map(exposure_of).collect())
}

fn exposure_of(breach: Breach) -> Exposure {
    Exposure {
        breach_date: breach.breach_date,
        data_classes: breach.data_classes,
        domain: breach.domain.filter(|domain| !domain.is_empty()),
        ..Exposure::new(
            breach.title.filter(|title| !title.is_empty()).unwrap_or(breach.name),
            if breach.is_stealer_log { SourceKind::StealerLog } else { SourceKind::Hibp },
        )
    }
}

gatehouse_connector_sdk::export_breach_provider!(Hibp);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};

    const ASKED: &str =
        "GET https://haveibeenpwned.com/api/v3/breachedaccount/ada%2Bx%40acme.example?truncateResponse=false";

    fn look_up() -> Result<Vec<Lookup>, Error> {
        Hibp::lookup(vec!["ada+x@acme.example".into()])
    }

    fn scene(answer: Answer) -> Harness {
        Harness::new().setting("api_key", "k1").answer(ASKED, answer)
    }

    #[test]
    fn reads_the_full_answer() {
        let harness = scene(Answer::new(
            200,
            r#"[{"Name":"Adobe","Title":"Adobe","Domain":"adobe.com","BreachDate":"2013-10-04","PwnCount":152445165,
                "DataClasses":["Email addresses","Passwords"],"IsVerified":true,"IsStealerLog":false}]"#,
        ));
        let found = look_up().expect("the call").remove(0).expect("the address");
        assert_eq!(found[0].breach, "Adobe");
        assert_eq!(found[0].breach_date.as_deref(), Some("2013-10-04"));
        assert_eq!(found[0].data_classes, ["Email addresses", "Passwords"]);
        assert_eq!(found[0].source, SourceKind::Hibp);
        let headers = &harness.requests()[0].headers;
        assert!(headers.contains(&("hibp-api-key".into(), "k1".into())));
        assert!(headers.iter().any(|(name, value)| name == "user-agent" && !value.is_empty()));
    }

    #[test]
    fn not_found_is_no_breach() {
        let _harness = scene(Answer::new(404, ""));
        assert_eq!(look_up(), Ok(vec![Ok(vec![])]));
    }

    #[test]
    fn a_refused_key_and_a_rate_limit_end_the_call() {
        let harness = scene(Answer::new(401, ""));
        assert!(matches!(look_up(), Err(Error::Unauthorized(_))));
        drop(harness);
        let _harness = scene(Answer::new(429, "").header("retry-after", "6"));
        assert_eq!(look_up(), Err(Error::RateLimited(6)));
    }

    #[test]
    fn one_address_may_fail_alone() {
        for answer in [Answer::new(503, ""), Answer::fails(HttpError::Timeout)] {
            let _harness = scene(answer);
            assert!(matches!(look_up().expect("the call")[0], Err(Error::Unavailable(_))));
        }
        let _harness = scene(Answer::new(200, "<html>"));
        assert!(matches!(look_up().expect("the call")[0], Err(Error::Other(_))));
    }

    #[test]
    fn without_a_key_it_asks_for_one() {
        let _harness = Harness::new();
        assert_eq!(look_up(), Err(Error::BadSettings("api_key is not set".into())));
    }
}
