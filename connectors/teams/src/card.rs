//! What a message looks like: an Adaptive Card, wrapped as a workflow's webhook expects it. How it is sent lives in the
//! crate's root.
//!
//! Whatever an event brings is shown in `RichTextBlock`s: their text is plain, so that a process's or a person's name
//! cannot become a link or bold print. Teams takes cards of schema 1.5.

use gatehouse_connector_sdk::{Error, Notification};
use serde_json::{Map, Value, json};

/// The most bytes of a message: Teams refuses more than 28 KB.
const MOST_BYTES: usize = 28 * 1024;
/// The longest text at first, in characters; it is halved until the message fits.
const LONGEST_TEXT: usize = 4000;

/// Fields that we show, in this order, and what they are called.
const SHOWN: [(&str, &str); 10] = [
    ("employeeName", "Employee"),
    ("department", "Department"),
    ("breachName", "Breach"),
    ("dataTypes", "Data"),
    ("provider", "Provider"),
    ("hostname", "Host"),
    ("processName", "Process"),
    ("processPath", "Path"),
    ("actionTaken", "Action"),
    ("alertTime", "Time"),
];

/// The message for an event, as JSON of at most 28 KB. Fails when the event's data is not a JSON object.
pub(crate) fn message(event: &Notification) -> Result<Vec<u8>, Error> {
    let data: Map<String, Value> = serde_json::from_str(&event.data)
        .map_err(|why| Error::Other(format!("the event's data is not an object: {why}")))?;
    let mut limit = LONGEST_TEXT;
    loop {
        let bytes = wrapped(card(event, &data, limit)).to_string().into_bytes();
        if bytes.len() <= MOST_BYTES || limit <= 1 {
            return Ok(bytes);
        }
        limit /= 2;
    }
}

fn wrapped(card: Value) -> Value {
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": card,
        }]
    })
}

fn card(event: &Notification, data: &Map<String, Value>, limit: usize) -> Value {
    let color = match event.severity.as_str() {
        "CRITICAL" | "HIGH" => "attention",
        "MEDIUM" => "warning",
        _ => "accent",
    };
    let subject = match data.get("kind").and_then(Value::as_str) {
        Some("process_alert") => "endpoint alert",
        _ => "exposure",
    };
    let heading = cut(&format!("{} {subject}", event.severity), limit);
    let mut body = vec![
        plain(&[
            json!({"type": "TextRun", "text": heading, "color": color, "weight": "bolder", "size": "large"}),
        ]),
        plain(&[json!({"type": "TextRun", "text": cut(&event.text, limit)})]),
    ];
    for (key, title) in SHOWN {
        if let Some(value) = shown(data.get(key)) {
            body.push(plain(&[
                json!({"type": "TextRun", "text": format!("{title}: "), "weight": "bolder"}),
                json!({"type": "TextRun", "text": cut(&value, limit)}),
            ]));
        }
    }
    json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": body,
        "msteams": {"width": "Full"},
    })
}

fn plain(runs: &[Value]) -> Value {
    json!({"type": "RichTextBlock", "inlines": runs})
}

fn shown(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// At most `limit` characters, with an ellipsis where something is missing.
fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, data: &Value) -> (usize, Value) {
        let event = Notification {
            id: "1".into(),
            text: text.into(),
            severity: "HIGH".into(),
            data: data.to_string(),
        };
        let bytes = message(&event).expect("a message");
        (bytes.len(), serde_json::from_slice(&bytes).expect("it is JSON"))
    }

    fn texts(message: &Value) -> Vec<String> {
        let body = message["attachments"][0]["content"]["body"].as_array().expect("a body").clone();
        let text = |block: &Value| {
            let runs = block["inlines"].as_array().expect("inlines").clone();
            runs.iter().map(|run| run["text"].as_str().expect("text").to_owned()).collect::<String>()
        };
        body.iter().map(text).collect()
    }

    #[test]
    fn is_wrapped_as_a_workflow_expects() {
        let (_, message) = told("t", &json!({}));
        let attachment = &message["attachments"][0];
        assert_eq!(message["type"], "message");
        assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
        assert!(attachment.as_object().expect("an object").contains_key("contentUrl"));
        assert_eq!(
            (&attachment["content"]["type"], &attachment["content"]["version"]),
            (&json!("AdaptiveCard"), &json!("1.5"))
        );
        assert_eq!(texts(&message), ["HIGH exposure", "t"]);
    }

    #[test]
    fn shows_who_and_what_in_plain_text() {
        let data = json!({"employeeName": "Ada [x](https://evil.example)", "breachName": "Adobe",
            "dataTypes": ["email", "password"], "alertId": "x", "provider": ""});
        let (_, message) = told("HIGH exposure: Ada found in Adobe", &data);
        assert_eq!(
            texts(&message)[2..],
            ["Employee: Ada [x](https://evil.example)", "Breach: Adobe", "Data: email, password"]
        );
        let all = message.to_string();
        let [any, rich] = ["TextBlock\"", "RichTextBlock\""].map(|kind| all.matches(kind).count());
        assert_eq!(any, rich, "a TextBlock would read it as Markdown");
        let (_, alert) = told("blocked", &json!({"kind": "process_alert", "hostname": "ws-17"}));
        assert_eq!(texts(&alert), ["HIGH endpoint alert", "blocked", "Host: ws-17"]);
    }

    #[test]
    fn never_more_than_28_kb() {
        for filler in ["x", "\u{1}", "\"", "漢"] {
            let long = filler.repeat(50_000);
            let data = json!({"employeeName": long, "breachName": long, "dataTypes": [long, long],
                "hostname": long, "processName": long, "processPath": long, "actionTaken": long});
            let (bytes, message) = told(&long, &data);
            assert!(bytes <= MOST_BYTES, "{bytes}");
            assert_eq!(texts(&message).len(), 9, "everything is shown, shortened");
            assert!(texts(&message)[1].ends_with('…') && texts(&message)[1].chars().count() > 100);
        }
    }
}
