//! Values brought to the type that the schema gives them. Identity providers send truth values as texts, single values in
//! lists and lists as single values; all of that is understood. Null and nothing are the same (RFC 7643, 2.5).

use serde_json::Value;

use super::Object;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::schema::{Attribute, Type};
use crate::time::Timestamp;

/// The value as the attribute has it; null for one that says nothing.
pub(in crate::scim) fn coerce(attribute: &Attribute, value: Value) -> Outcome<Value> {
    if !attribute.multi {
        return match value {
            Value::Array(mut all) if all.len() <= 1 => {
                all.pop().map_or(Ok(Value::Null), |value| one(attribute, value))
            }
            value => one(attribute, value),
        };
    }
    let all = match value {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        value => vec![value],
    };
    let mut values = Vec::with_capacity(all.len());
    for value in all {
        let value = one(attribute, value)?;
        if !value.is_null() {
            values.push(value);
        }
    }
    Ok(if values.is_empty() { Value::Null } else { Value::Array(values) })
}

fn one(attribute: &Attribute, value: Value) -> Outcome<Value> {
    let wrong = |what: &str| Fault::value(attribute.name, what);
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Type::Complex, Value::Object(object)) => complex(attribute, object),
        (Type::Complex, Value::String(text)) if attribute.part("value").is_some() => {
            if text.is_empty() {
                return Ok(Value::Null);
            }
            Ok(Value::Object(Object::from_iter([("value".to_owned(), Value::String(text))])))
        }
        (Type::Complex, _) => Err(wrong("must be an object")),
        // A single value in an object of its own, as older clients send it.
        (_, Value::Object(mut object)) => match object.remove("value") {
            Some(value) if !value.is_object() => one(attribute, value),
            _ => Err(wrong("must be a single value")),
        },
        (Type::Boolean, Value::Bool(flag)) => Ok(Value::Bool(flag)),
        (Type::Boolean, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "" => Ok(Value::Null),
            _ => Err(wrong("must be true or false")),
        },
        (Type::Boolean, _) => Err(wrong("must be true or false")),
        (Type::DateTime, Value::String(text)) if Timestamp::parse(&text).is_some() => Ok(Value::String(text)),
        (Type::DateTime, _) => Err(wrong("must be a date and time of RFC 3339")),
        (Type::Text | Type::Reference | Type::Binary, Value::String(text)) => Ok(Value::String(text)),
        (Type::Text | Type::Reference | Type::Binary, _) => Err(wrong("must be a text")),
    }
}

fn complex(attribute: &Attribute, object: Object) -> Outcome<Value> {
    let mut kept = Object::new();
    for (name, value) in object {
        let (name, value) = match attribute.part(&name) {
            Some(part) => (part.name.to_owned(), coerce(part, value)?),
            None => (name, value),
        };
        if !value.is_null() && kept.insert(name.clone(), value).is_some() {
            return Err(Fault::syntax(format!("{}.{name} is given twice", attribute.name)));
        }
    }
    Ok(if kept.is_empty() { Value::Null } else { Value::Object(kept) })
}
