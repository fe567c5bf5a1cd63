//! Connector `local`: looks addresses up in the appliance's own breach corpus.
//!
//! It needs no key and no network. The corpus itself lives in the appliance; this is only the provider's side of it,
//! so that a scan treats it as any other provider.

use gatehouse_connector_sdk::{BreachProvider, Confidence, Description, Error, Kind, Lookup, corpus};

/// One call per this many addresses keeps the cost of a call out of a large scan.
const BATCH: u32 = 500;

/// The provider.
#[derive(Debug)]
pub struct Local;

impl BreachProvider for Local {
    fn describe() -> Description {
        Description {
            confidence: Some(Confidence::High),
            batch_size: BATCH,
            ..Description::new("local", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "Local corpus")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        Ok(corpus::lookup(&emails)?.into_iter().map(Ok).collect())
    }
}

gatehouse_connector_sdk::export_local_provider!(Local);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::{Exposure, SourceKind, harness::Harness};

    #[test]
    fn answers_for_every_address_in_order() {
        let known = Exposure::new("Adobe", SourceKind::Hibp);
        let _harness = Harness::new().exposed("b@acme.example", vec![known.clone()]);
        let answer = Local::lookup(vec!["a@acme.example".into(), "b@acme.example".into()]);
        assert_eq!(answer, Ok(vec![Ok(vec![]), Ok(vec![known])]));
    }
}
