//! Reading one field of a report: its type, its bounds, and a refusal that names it.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Error, Result};

/// A JSON object as its fields in the order sent, repeated ones included, values not read yet.
pub(super) struct Fields<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::with_capacity(24);
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Text of at most `limit` bytes without NUL; null counts as none.
pub(super) fn text(field: &str, value: &RawValue, limit: usize) -> Result<String> {
    let json = value.get();
    if json == "null" {
        return Ok(String::new());
    }
    if !json.starts_with('"') {
        return Err(Error::invalid(field, "must be text"));
    }
    let text: String = serde_json::from_str(json).map_err(|_| Error::invalid(field, "is no valid text"))?;
    if text.len() > limit {
        return Err(Error::invalid(field, format!("is longer than {limit} bytes")));
    }
    if text.contains('\0') {
        return Err(Error::invalid(field, "must not contain NUL"));
    }
    Ok(text)
}

/// A whole number from 0 to `most`; null counts as none.
pub(super) fn number(field: &str, value: &RawValue, most: u64) -> Result<Option<u64>> {
    let json = value.get();
    if json == "null" {
        return Ok(None);
    }
    let number = json.parse().ok().filter(|number| *number <= most);
    number.map(Some).ok_or_else(|| Error::invalid(field, format!("must be a whole number from 0 to {most}")))
}

/// A hash as hexadecimal text; an empty one is none (contract: "`POST /alerts`").
pub(super) fn hash<const N: usize>(field: &str, value: &RawValue) -> Result<Option<[u8; N]>> {
    let text = text(field, value, 256)?;
    if text.is_empty() {
        return Ok(None);
    }
    let mut hash = [0; N];
    hex::decode_to_slice(&text, &mut hash)
        .map_err(|_| Error::invalid(field, format!("must be {} hexadecimal digits", 2 * N)))?;
    Ok(Some(hash))
}
