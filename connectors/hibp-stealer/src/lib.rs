//! Connector `hibp-stealer`: asks Have I Been Pwned on which sites malware saw an address being typed.
//!
//! `GET {base_url}/api/v3/stealerlogsbyemail/{address}` with the headers `hibp-api-key` and `user-agent`. The answer is
//! a list of the sites' domains; 404 means none (haveibeenpwned.com/API/v3, "Getting all stealer log domains for an
//! email address"). It wants a subscription that includes stealer logs, and the address's own domain to be verified at
//! Have I Been Pwned: 403 is therefore the trouble of one address, 401 that of the key.

#[cfg(test)]
mod tests;

use gatehouse_connector_sdk::findings::{self, Findings};
use gatehouse_connector_sdk::{BreachProvider, Confidence, Description, Error, Kind, Lookup, http, settings};

const HOME: &str = "https://haveibeenpwned.com";

/// The pace of the smallest key that is sold; the setting raises it.
const CALLS_PER_MINUTE: u32 = 10;

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["api_key"],
  "properties": {
    "api_key": {"type": "string", "title": "API key", "writeOnly": true},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL", "default": "https://haveibeenpwned.com"},
    "calls_per_minute": {
      "type": "integer", "minimum": 1, "default": 10, "title": "Requests a minute",
      "description": "What the key's subscription allows, less what the provider HIBP uses of it"
    }
  }
}"#;

/// The provider.
#[derive(Debug)]
pub struct HibpStealer;

impl BreachProvider for HibpStealer {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: vec![HOME.into()],
            confidence: Some(Confidence::High),
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new(
                "hibp-stealer",
                env!("CARGO_PKG_VERSION"),
                Kind::BreachProvider,
                "Have I Been Pwned stealer logs",
            )
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let key = settings::required("api_key")?;
        let base = settings::base_url(HOME)?;
        findings::one_by_one(&emails, |email| sites_of(&base, &key, email))
    }
}

fn sites_of(base: &str, key: &str, email: &str) -> Lookup {
    let answer = http::get(format!("{base}/api/v3/stealerlogsbyemail/{}", http::encode_segment(email)))
        .header("hibp-api-key", key)
        .header("user-agent", concat!("Gatehouse/", env!("CARGO_PKG_VERSION")))
        .header("accept", "application/json")
        .send()?;
    match answer.status {
        404 => return Ok(Vec::new()),
        403 => {
            return Err(Error::Other(
                "answered 403: verify the address's domain at Have I Been Pwned, with a subscription that includes \
                 stealer logs"
                    .into(),
            ));
        }
        _ => {}
    }
    let sites: Vec<String> = answer.explained()?.json()?;
    let mut found = Findings::default();
    for site in sites.iter().filter(|site| !site.trim().is_empty()) {
        found.add(findings::stealer_log(site));
    }
    Ok(found.into_vec())
}

gatehouse_connector_sdk::export_breach_provider!(HibpStealer);
