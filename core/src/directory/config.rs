//! The settings that an admin enters, held to what the connector's schema says of each.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};

/// Settings as they were entered; `None` takes one away.
pub type Entered = BTreeMap<String, Option<String>>;

/// The longest value, in bytes: a private key in PEM.
const MAX_VALUE: usize = 16 << 10;
/// Settings that say to whom the others are sent. When one changes, secrets are entered anew: else whoever may change a
/// connection, and may not read its secrets, could have them sent to a server of their own.
const DESTINATIONS: [&str; 7] = ["host", "port", "base_url", "domain", "region", "ssl", "startTls"];

/// Settings apart: those that may be shown, and the secret ones.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Config {
    pub(super) shown: BTreeMap<String, String>,
    pub(super) secret: BTreeMap<String, String>,
}

fn wrong(name: &str, reason: impl Into<String>) -> Error {
    Error::invalid(format!("config.{name}"), reason)
}

impl Config {
    /// Puts what was entered in place of what is there. `schema` is the connector's.
    pub(super) fn with(mut self, entered: Entered, schema: &Value) -> Result<Self> {
        let before = self.clone();
        let mut renewed = Vec::new();
        for (name, value) in entered {
            let property =
                schema.pointer(&format!("/properties/{}", name.replace('~', "~0").replace('/', "~1")));
            let property = property.ok_or_else(|| wrong(&name, "there is no such setting"))?;
            let is_secret = property["writeOnly"] == true;
            let place = if is_secret { &mut self.secret } else { &mut self.shown };
            // An empty secret is one that was not entered anew: forms send the field as it stands.
            match value.filter(|text| !text.trim().is_empty()) {
                None if is_secret => {}
                None => drop(place.remove(&name)),
                Some(text) => {
                    let text = checked(&name, &text, property, is_secret)?;
                    if is_secret {
                        renewed.push(name.clone());
                    }
                    place.insert(name, text);
                }
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !self.shown.contains_key(name) && !self.secret.contains_key(name) {
                return Err(wrong(name, "is needed"));
            }
        }
        let moved = DESTINATIONS.into_iter().find(|name| before.shown.get(*name) != self.shown.get(*name));
        let kept = before.secret.keys().find(|name| !renewed.contains(name));
        if let (Some(moved), Some(kept)) = (moved, kept) {
            return Err(wrong(
                kept,
                format!("enter it again: {moved} changes, and it would go somewhere else"),
            ));
        }
        Ok(self)
    }
}

fn checked(name: &str, text: &str, property: &Value, is_secret: bool) -> Result<String> {
    if text.len() > MAX_VALUE {
        return Err(wrong(name, "at most 16 KiB"));
    }
    let text = if is_secret { text } else { text.trim() };
    if text.contains(|c: char| c.is_control() && !(is_secret && matches!(c, '\n' | '\r'))) {
        return Err(wrong(name, "holds control characters"));
    }
    match property["type"].as_str() {
        Some("boolean") if !matches!(text, "true" | "false") => return Err(wrong(name, "is true or false")),
        Some("integer") => {
            let number: i64 = text.parse().map_err(|_| wrong(name, "is a number"))?;
            let low = property["minimum"].as_i64().unwrap_or(i64::MIN);
            let high = property["maximum"].as_i64().unwrap_or(i64::MAX);
            if !(low..=high).contains(&number) {
                return Err(wrong(name, format!("lies between {low} and {high}")));
            }
        }
        _ => {}
    }
    Ok(text.to_owned())
}
