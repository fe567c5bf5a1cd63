//! Connector `webhook`: posts each event as JSON to an address, signed so that the receiver can tell who sent it.
//!
//! Body of an exposure: `{text,employeeName,breachName,dataTypes,severity}` (seed 003, "Channels"). Body of any other event,
//! whose data names its `kind`: `text`, `severity`, and the data's fields beside them. Headers:
//!
//! - `Gatehouse-Delivery`: the event's id, the same on every retry, so that a receiver can drop a repeat;
//! - `X-Signature: t=<unix seconds>,v1=<hex>` when the setting `secret` is set: HMAC-SHA256 under it of `{t}.{body}`.
//!   A receiver recomputes it over the bytes as they came and refuses an old `t`.

use gatehouse_connector_sdk::{Description, Error, Kind, Notification, Notifier, clock, http, settings};
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::Sha256;

const SETTINGS: &str = r#"{
  "type": "object",
  "properties": {
    "secret": {
      "type": "string", "title": "Signing secret", "writeOnly": true,
      "description": "Signs every delivery in the header X-Signature"
    }
  }
}"#;

/// The notifier.
#[derive(Debug)]
pub struct Webhook;

/// What the event's data may hold; a test event or an event of another subject may lack any of it.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Data {
    employee_name: String,
    breach_name: String,
    data_types: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    text: String,
    employee_name: String,
    breach_name: String,
    data_types: Vec<String>,
    severity: String,
}

impl Notifier for Webhook {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            ..Description::new("webhook", env!("CARGO_PKG_VERSION"), Kind::Notifier, "Webhook")
        }
    }

    fn deliver(target: String, event: Notification) -> Result<(), Error> {
        let body = body_of(&event)?;
        let mut request = http::post(target)
            .header("user-agent", concat!("Gatehouse-Webhook/", env!("CARGO_PKG_VERSION")))
            .header("gatehouse-delivery", event.id);
        if let Some(secret) = settings::optional("secret") {
            request = request.header("x-signature", signature(&secret, clock::now_seconds(), &body));
        }
        let answer = request.body("application/json", body).send()?;
        if answer.status == 410 {
            return Err(Error::BadSettings("the receiver answered 410: it is gone for good".into()));
        }
        answer.check().map(drop)
    }
}

fn body_of(event: &Notification) -> Result<Vec<u8>, Error> {
    let unreadable =
        |why: serde_json::Error| Error::Other(format!("the event's data is not as expected: {why}"));
    let fields: Map<String, Value> = serde_json::from_str(&event.data).map_err(unreadable)?;
    if fields.contains_key("kind") {
        let mut body = fields;
        body.insert("text".into(), event.text.clone().into());
        body.insert("severity".into(), event.severity.clone().into());
        return serde_json::to_vec(&body).map_err(unreadable);
    }
    let data: Data = serde_json::from_value(fields.into()).map_err(unreadable)?;
    let body = Body {
        text: event.text.clone(),
        employee_name: data.employee_name,
        breach_name: data.breach_name,
        data_types: data.data_types,
        severity: event.severity.clone(),
    };
    serde_json::to_vec(&body).map_err(unreadable)
}

/// The value of `X-Signature` for `body` sent at `seconds` (Unix time).
pub fn signature(secret: &str, seconds: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    format!("t={seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

gatehouse_connector_sdk::export_notifier!(Webhook);

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_connector_sdk::harness::{Answer, Harness};

    const TARGET: &str = "https://hooks.example/in";

    fn event() -> Notification {
        Notification {
            id: "evt-1".into(),
            text: "HIGH exposure: Ada Byron found in Adobe".into(),
            severity: "HIGH".into(),
            data: r#"{"employeeName":"Ada Byron","breachName":"Adobe","dataTypes":["email"],"alertId":"x"}"#
                .into(),
        }
    }

    fn scene(answer: Answer) -> Harness {
        Harness::new().answer("POST https://hooks.example/in", answer)
    }

    #[test]
    fn posts_the_published_body_signed() {
        let harness = scene(Answer::new(204, "")).setting("secret", "s3cret").now_ms(1_700_000_000_999);
        assert_eq!(Webhook::deliver(TARGET.into(), event()), Ok(()));
        let request = harness.requests().remove(0);
        let body = request.body.expect("a body was sent");
        assert_eq!(
            String::from_utf8_lossy(&body),
            r#"{"text":"HIGH exposure: Ada Byron found in Adobe","employeeName":"Ada Byron","breachName":"Adobe","dataTypes":["email"],"severity":"HIGH"}"#
        );
        let header =
            |name: &str| request.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        assert_eq!(header("gatehouse-delivery").as_deref(), Some("evt-1"));
        assert_eq!(header("x-signature"), Some(signature("s3cret", 1_700_000_000, &body)));
    }

    #[test]
    fn an_event_of_another_kind_keeps_its_data() {
        let harness = scene(Answer::new(200, ""));
        let data = r#"{"kind":"process_alert","hostname":"ws-17","suppressed":12,"severity":"?"}"#;
        let alert = Notification { text: "blocked: evil.exe".into(), data: data.into(), ..event() };
        assert_eq!(Webhook::deliver(TARGET.into(), alert), Ok(()));
        let body = harness.requests().remove(0).body.expect("a body was sent");
        let body: Value = serde_json::from_slice(&body).expect("it is JSON");
        assert_eq!(
            body,
            serde_json::json!({"text": "blocked: evil.exe", "severity": "HIGH", "kind": "process_alert",
                "hostname": "ws-17", "suppressed": 12})
        );
    }

    #[test]
    fn the_signature_is_the_hmac_of_time_dot_body() {
        // echo -n '1.{}' | openssl dgst -sha256 -hmac key
        let expected = "t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224";
        assert_eq!(signature("key", 1, b"{}"), expected);
    }

    #[test]
    fn goes_unsigned_without_a_secret() {
        let harness = scene(Answer::new(200, "ok"));
        assert_eq!(Webhook::deliver(TARGET.into(), event()), Ok(()));
        assert!(harness.requests()[0].headers.iter().all(|(key, _)| key != "x-signature"));
    }

    #[test]
    fn every_refusal_has_its_meaning() {
        for (answer, expected) in [
            (Answer::new(429, "").header("Retry-After", "3"), Error::RateLimited(3)),
            (Answer::new(401, ""), Error::Unauthorized("answered 401".into())),
            (Answer::new(503, ""), Error::Unavailable("answered 503".into())),
            (
                Answer::new(410, ""),
                Error::BadSettings("the receiver answered 410: it is gone for good".into()),
            ),
            (Answer::new(404, ""), Error::Other("answered 404".into())),
        ] {
            let _harness = scene(answer);
            assert_eq!(Webhook::deliver(TARGET.into(), event()), Err(expected));
        }
    }
}
