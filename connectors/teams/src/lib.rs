//! Connector `teams`: tells a channel or chat of Microsoft Teams about an event through a workflow.
//!
//! The target is the address that the Workflows app shows for "When a Teams webhook request is received"; it is taken
//! with 202, or with 200. The message is an Adaptive Card; what it looks like lives in [`card`]. The addresses of the
//! former Office connectors (`webhook.office.com`) are retired.

mod card;

use gatehouse_connector_sdk::{Description, Error, Kind, Notification, Notifier, http};

/// One a second: a flow may be called oftener, a channel is read by people.
const CALLS_PER_MINUTE: u32 = 60;

/// The notifier.
#[derive(Debug)]
pub struct Teams;

impl Notifier for Teams {
    fn describe() -> Description {
        Description {
            hosts: vec!["https://*.logic.azure.com".into(), "https://*.powerplatform.com".into()],
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("teams", env!("CARGO_PKG_VERSION"), Kind::Notifier, "Microsoft Teams")
        }
    }

    fn deliver(target: String, event: Notification) -> Result<(), Error> {
        let answer = http::post(target).body("application/json", card::message(&event)?).send()?;
        match answer.status {
            // The flow is off, gone, or another trigger; somebody must look at it.
            400 | 404 | 410 => Err(Error::BadSettings(said(&answer))),
            401 | 403 => Err(Error::Unauthorized(said(&answer))),
            _ => answer.check().map(drop),
        }
    }
}

/// Power Automate names its errors in the body: `{"error":{"code":…,"message":…}}`.
fn said(answer: &http::Response) -> String {
    let words = http::said(&answer.complaint());
    if words.is_empty() {
        return format!("the workflow answered {}", answer.status);
    }
    format!("the workflow answered {}: {words}", answer.status)
}

gatehouse_connector_sdk::export_notifier!(Teams);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};

    const TARGET: &str =
        "https://prod-1.westeurope.logic.azure.com:443/workflows/w/triggers/manual/paths/invoke?sig=s";

    fn deliver(answer: Answer) -> Result<(), Error> {
        let _harness = Harness::new().answer(&format!("POST {TARGET}"), answer);
        let event =
            Notification { id: "1".into(), text: "t".into(), severity: "LOW".into(), data: "{}".into() };
        Teams::deliver(TARGET.into(), event)
    }

    #[test]
    fn a_workflows_answers_have_their_meaning() {
        for status in [200, 202] {
            assert_eq!(deliver(Answer::new(status, "")), Ok(()));
        }
        assert_eq!(deliver(Answer::new(429, "").header("retry-after", "30")), Err(Error::RateLimited(30)));
        let off = r#"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"The workflow is off."}}"#;
        assert_eq!(
            deliver(Answer::new(400, off)),
            Err(Error::BadSettings("the workflow answered 400: The workflow is off".into()))
        );
        assert_eq!(
            deliver(Answer::new(404, "<html>")),
            Err(Error::BadSettings("the workflow answered 404".into()))
        );
        for status in [401, 403] {
            assert!(matches!(deliver(Answer::new(status, "")), Err(Error::Unauthorized(_))));
        }
        for answer in [Answer::new(502, ""), Answer::new(504, ""), Answer::fails(HttpError::Timeout)] {
            assert!(matches!(deliver(answer), Err(Error::Unavailable(_))));
        }
    }

    #[test]
    fn the_body_is_json() {
        let harness = Harness::new().answer(&format!("POST {TARGET}"), Answer::new(202, ""));
        let event =
            Notification { id: "1".into(), text: "t".into(), severity: "LOW".into(), data: "[]".into() };
        assert!(matches!(Teams::deliver(TARGET.into(), event.clone()), Err(Error::Other(_))));
        Teams::deliver(TARGET.into(), Notification { data: "{}".into(), ..event }).expect("delivered");
        let headers = &harness.requests()[0].headers;
        assert!(headers.contains(&("content-type".into(), "application/json".into())));
    }
}
