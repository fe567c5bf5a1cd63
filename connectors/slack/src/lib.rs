//! Connector `slack`: tells a Slack channel about an event through an incoming webhook.
//!
//! The message is blocks with a plain-text fallback, within Slack's limits (api.slack.com/reference/block-kit/blocks):
//! a header of at most 150 characters, a section text of at most 3,000, at most 10 fields of at most 2,000. One
//! message a second a webhook; 429 says when to go on.

mod message;

use gatehouse_connector_sdk::{Description, Error, Kind, Notification, Notifier, http};

/// One a second.
const CALLS_PER_MINUTE: u32 = 60;

/// The notifier.
#[derive(Debug)]
pub struct Slack;

impl Notifier for Slack {
    fn describe() -> Description {
        Description {
            hosts: vec!["https://hooks.slack.com".into()],
            calls_per_minute: Some(CALLS_PER_MINUTE),
            ..Description::new("slack", env!("CARGO_PKG_VERSION"), Kind::Notifier, "Slack")
        }
    }

    fn deliver(target: String, event: Notification) -> Result<(), Error> {
        let answer = http::post(target).json(&message::of(&event)?)?.send()?;
        match answer.status {
            // Slack's words: `invalid_token`, `action_prohibited`.
            403 => Err(Error::Unauthorized(said(&answer))),
            // `no_service`, `channel_not_found`, `channel_is_archived`: somebody must make a new webhook.
            404 | 410 => Err(Error::BadSettings(said(&answer))),
            _ => answer.check().map(drop),
        }
    }
}

/// Slack names its errors in the body, in a word.
fn said(answer: &http::Response) -> String {
    let word: String = answer.text().chars().filter(|c| !c.is_control()).take(80).collect();
    format!("Slack answered {}: {word}", answer.status)
}

gatehouse_connector_sdk::export_notifier!(Slack);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness};

    const TARGET: &str = "https://hooks.slack.com/services/T/B/x";

    fn deliver(answer: Answer) -> Result<(), Error> {
        let _harness = Harness::new().answer("POST https://hooks.slack.com/services/T/B/x", answer);
        let event = Notification {
            id: "1".into(),
            text: "t".into(),
            severity: "LOW".into(),
            data: r#"{"a":1}"#.into(),
        };
        Slack::deliver(TARGET.into(), event)
    }

    #[test]
    fn slacks_answers_have_their_meaning() {
        assert_eq!(deliver(Answer::new(200, "ok")), Ok(()));
        assert_eq!(deliver(Answer::new(429, "").header("retry-after", "30")), Err(Error::RateLimited(30)));
        assert_eq!(
            deliver(Answer::new(404, "no_service")),
            Err(Error::BadSettings("Slack answered 404: no_service".into()))
        );
        assert!(matches!(deliver(Answer::new(403, "invalid_token")), Err(Error::Unauthorized(_))));
        assert!(matches!(deliver(Answer::new(500, "")), Err(Error::Unavailable(_))));
        assert!(matches!(deliver(Answer::new(400, "invalid_blocks")), Err(Error::Other(_))));
    }
}
