//! Connector `sms`: sends a text message through whatever gateway takes one over HTTP.
//!
//! One request a message, to the setting `base_url` with the setting `headers`; its body is the setting `body` with
//! `{to}` and `{text}` filled in, escaped as the setting `content_type` needs it ([`template`]). The target of a
//! delivery is the phone number. `Idempotency-Key` carries the event's id, the same on every retry, for gateways that
//! know it.

mod template;

use gatehouse_connector_sdk::{Description, Error, Kind, Notification, Notifier, http, settings};
use template::{Escape, fill};

const SETTINGS: &str = r#"{
  "type": "object",
  "required": ["base_url", "body"],
  "properties": {
    "base_url": {"type": "string", "format": "uri", "title": "Address of the gateway"},
    "method": {"type": "string", "enum": ["POST", "PUT"], "default": "POST", "title": "Method"},
    "headers": {
      "type": "string", "title": "Headers", "writeOnly": true,
      "description": "Lines `Name: value`, one of which usually holds the gateway's key"
    },
    "content_type": {
      "type": "string", "default": "application/json", "title": "Type of the body",
      "description": "application/json, application/x-www-form-urlencoded, application/xml, text/xml or text/plain"
    },
    "body": {
      "type": "string", "title": "Body",
      "description": "With {to} and {text}, which are escaped as the type needs it"
    }
  }
}"#;

/// The notifier.
#[derive(Debug)]
pub struct Sms;

impl Notifier for Sms {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            ..Description::new("sms", env!("CARGO_PKG_VERSION"), Kind::Notifier, "SMS gateway")
        }
    }

    fn deliver(target: String, event: Notification) -> Result<(), Error> {
        let url = settings::required("base_url")?;
        let method = settings::optional("method").unwrap_or_else(|| "POST".into());
        if !["POST", "PUT"].contains(&method.as_str()) {
            return Err(Error::BadSettings("method must be POST or PUT".into()));
        }
        let content_type = settings::optional("content_type").unwrap_or_else(|| "application/json".into());
        let escape = Escape::of(&content_type).ok_or_else(|| {
            Error::BadSettings(format!("content_type {content_type} is none that a text can be put into"))
        })?;
        let body = fill(&settings::required("body")?, escape, &number(&target)?, &event.text);
        let mut request = http::Request::new(&method, url)
            .header("user-agent", concat!("Gatehouse-SMS/", env!("CARGO_PKG_VERSION")))
            .header("idempotency-key", event.id);
        for (name, value) in headers(&settings::optional("headers").unwrap_or_default())? {
            request = request.header(name, value);
        }
        let answer = request.body(&content_type, body).send()?;
        match answer.status {
            // The gateway will not take this message, however often it is asked: a number that is none, no credit.
            400 | 402 | 404 | 405 | 410 | 415 | 422 => Err(Error::BadSettings(said(&answer))),
            401 | 403 => Err(Error::Unauthorized(said(&answer))),
            _ => answer.check().map(drop),
        }
    }
}

/// The number without what people write for the eye: `(123) 456-7890` becomes `1234567890`.
fn number(text: &str) -> Result<String, Error> {
    let plain: String = text.chars().filter(|c| !" -./()".contains(*c)).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if digits.len() < 3 || digits.len() > 20 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::BadSettings("the recipient is no phone number".into()));
    }
    Ok(plain)
}

/// Reads lines `Name: value`.
fn headers(lines: &str) -> Result<Vec<(&str, &str)>, Error> {
    let unreadable = || Error::BadSettings("headers must be lines `Name: value`".into());
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            line.split_once(':').map(|(name, value)| (name.trim(), value.trim())).ok_or_else(unreadable)
        })
        .collect()
}

/// Gateways say why in the body, each in their own way: its beginning, in one line.
fn said(answer: &http::Response) -> String {
    let text: String =
        answer.text().chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    format!("the gateway answered {}: {}", answer.status, text.trim())
}

gatehouse_connector_sdk::export_notifier!(Sms);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness};

    const GATEWAY: &str = "https://sms.example/v1/messages";

    fn scene(answer: Answer) -> Harness {
        Harness::new()
            .setting("base_url", GATEWAY)
            .setting("headers", "Authorization: Bearer k1\r\nX-Sender: gate\n")
            .setting("body", r#"{"to":"{to}","text":"{text}"}"#)
            .answer("POST https://sms.example/v1/messages", answer)
    }

    fn event(text: &str) -> Notification {
        Notification { id: "evt-1".into(), text: text.into(), severity: "HIGH".into(), data: "{}".into() }
    }

    #[test]
    fn sends_one_message() {
        let harness = scene(Answer::new(201, ""));
        let text = "HIGH: \"evil\".exe\nC:\\x {to}";
        assert_eq!(Sms::deliver("+1 (123) 456-7890".into(), event(text)), Ok(()));
        let request = harness.requests().remove(0);
        let body: serde_json::Value =
            serde_json::from_slice(&request.body.expect("a body was sent")).expect("it is JSON");
        assert_eq!(body, serde_json::json!({"to": "+11234567890", "text": text}));
        let header =
            |name: &str| request.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        assert_eq!(header("Authorization").as_deref(), Some("Bearer k1"));
        assert_eq!(header("X-Sender").as_deref(), Some("gate"));
        assert_eq!(header("content-type").as_deref(), Some("application/json"));
        assert_eq!(header("idempotency-key").as_deref(), Some("evt-1"));
    }

    #[test]
    fn a_form_is_escaped_as_a_form() {
        let harness = scene(Answer::new(200, ""))
            .setting("content_type", "application/x-www-form-urlencoded")
            .setting("body", "To={to}&Body={text}");
        assert_eq!(Sms::deliver("+49 30 1234".into(), event("a&b=ü")), Ok(()));
        let body = harness.requests().remove(0).body.expect("a body was sent");
        assert_eq!(String::from_utf8_lossy(&body), "To=%2B49301234&Body=a%26b%3D%C3%BC");
    }

    #[test]
    fn every_refusal_has_its_meaning() {
        for (answer, expected) in [
            (Answer::new(429, "").header("retry-after", "3"), Error::RateLimited(3)),
            (Answer::new(401, "no\nkey"), Error::Unauthorized("the gateway answered 401: no key".into())),
            (
                Answer::new(400, "bad number"),
                Error::BadSettings("the gateway answered 400: bad number".into()),
            ),
            (Answer::new(503, ""), Error::Unavailable("answered 503".into())),
        ] {
            let _harness = scene(answer);
            assert_eq!(Sms::deliver("123456".into(), event("t")), Err(expected));
        }
    }

    #[test]
    fn what_is_no_number_and_no_setting_is_refused_before_anything_is_sent() {
        let harness = scene(Answer::new(200, ""));
        assert!(matches!(Sms::deliver("ada@acme.example".into(), event("t")), Err(Error::BadSettings(_))));
        drop(harness);
        for (name, value) in
            [("method", "TRACE"), ("content_type", "image/png"), ("body", ""), ("headers", "no")]
        {
            let harness = scene(Answer::new(200, "")).setting(name, value);
            assert!(
                matches!(Sms::deliver("123456".into(), event("t")), Err(Error::BadSettings(_))),
                "{name}"
            );
            assert!(harness.requests().is_empty(), "{name}");
        }
    }
}
