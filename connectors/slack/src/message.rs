//! What a message looks like: blocks within Slack's limits. How it is sent lives in the crate's root.

use gatehouse_connector_sdk::{Error, Notification};
use serde_json::{Map, Value, json};

const HEADER_LIMIT: usize = 150;
const SECTION_LIMIT: usize = 3000;
const FIELD_LIMIT: usize = 2000;
const FIELDS: usize = 10;

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

/// The message for an event. Fails when the event's data is not a JSON object.
pub(crate) fn of(event: &Notification) -> Result<Value, Error> {
    let data: Map<String, Value> = serde_json::from_str(&event.data)
        .map_err(|why| Error::Other(format!("the event's data is not an object: {why}")))?;
    let mark = match event.severity.as_str() {
        "CRITICAL" => ":red_circle:",
        "HIGH" => ":large_orange_circle:",
        "MEDIUM" => ":large_yellow_circle:",
        _ => ":large_blue_circle:",
    };
    let subject = match data.get("kind").and_then(Value::as_str) {
        Some("process_alert") => "endpoint alert",
        _ => "exposure",
    };
    let header = cut(&format!("{} {subject}", event.severity), HEADER_LIMIT);
    let text = cut(&format!("{mark} {}", escape(&event.text)), SECTION_LIMIT);
    let mut blocks = vec![
        json!({"type": "header", "text": {"type": "plain_text", "text": header}}),
        json!({"type": "section", "text": {"type": "mrkdwn", "text": text}}),
    ];
    let fields = fields(&data);
    if !fields.is_empty() {
        blocks.push(json!({"type": "section", "fields": fields}));
    }
    Ok(json!({"text": cut(&escape(&event.text), SECTION_LIMIT), "blocks": blocks}))
}

fn fields(data: &Map<String, Value>) -> Vec<Value> {
    let mut fields = Vec::new();
    for (key, title) in SHOWN {
        let value = match data.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => continue,
        };
        if !value.is_empty() && fields.len() < FIELDS {
            let text = cut(&format!("*{title}*\n{}", escape(&value)), FIELD_LIMIT);
            fields.push(json!({"type": "mrkdwn", "text": text}));
        }
    }
    fields
}

/// Slack's three control characters.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// At most `limit` characters, with an ellipsis where something is missing, and no entity cut in half.
fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(limit - 1).collect();
    if let Some(start) = kept.rfind('&').filter(|start| !kept[*start..].contains(';')) {
        kept.truncate(start);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str, data: Value) -> Notification {
        Notification { id: "1".into(), text: text.into(), severity: "HIGH".into(), data: data.to_string() }
    }

    #[test]
    fn shows_who_and_where() {
        let message = of(&event("a < b", json!({"employeeName": "Ada", "dataTypes": ["email", "password"]})));
        let message = message.expect("a message");
        assert_eq!(message["text"], "a &lt; b");
        assert_eq!(message["blocks"][2]["fields"][1]["text"], "*Data*\nemail, password");
    }

    #[test]
    fn an_endpoint_alert_shows_where_and_what() {
        let data = json!({"kind": "process_alert", "hostname": "ws-17", "processName": "evil.exe",
            "processPath": "C:\\<tmp>", "actionTaken": "blocked", "alertTime": "2026-06-07T21:30:00.000Z"});
        let message = of(&event("blocked: evil.exe", data)).expect("a message");
        assert_eq!(message["blocks"][0]["text"]["text"], "HIGH endpoint alert");
        let fields = message["blocks"][2]["fields"].as_array().expect("fields");
        let texts: Vec<&str> = fields.iter().filter_map(|field| field["text"].as_str()).collect();
        assert_eq!(
            texts,
            [
                "*Host*\nws-17",
                "*Process*\nevil.exe",
                "*Path*\nC:\\&lt;tmp&gt;",
                "*Action*\nblocked",
                "*Time*\n2026-06-07T21:30:00.000Z"
            ]
        );
    }

    #[test]
    fn long_texts_stay_within_the_limits() {
        let long = "&".repeat(5000);
        let message = of(&event(&long, json!({"breachName": long}))).expect("a message");
        let length = |value: &Value| value.as_str().expect("text").chars().count();
        assert!(length(&message["blocks"][1]["text"]["text"]) <= SECTION_LIMIT);
        assert!(length(&message["blocks"][2]["fields"][0]["text"]) <= FIELD_LIMIT);
        let kept = message["blocks"][1]["text"]["text"].as_str().expect("text");
        assert!(kept.ends_with("&amp;…"), "an entity was cut in half");
    }

    #[test]
    fn a_test_event_without_data_has_no_fields() {
        let message = of(&event("Test", json!({}))).expect("a message");
        assert_eq!(message["blocks"].as_array().map(Vec::len), Some(2));
    }
}
