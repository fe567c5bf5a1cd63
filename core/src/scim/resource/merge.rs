//! Values put beside or into others.

use std::collections::HashMap;

use serde_json::Value;

use super::Object;

/// Puts every member of `more` in place of its like; null takes it away.
pub(in crate::scim) fn merge(object: &mut Object, more: Object) {
    for (name, value) in more {
        if value.is_null() {
            object.remove(&name);
        } else {
            object.insert(name, value);
        }
    }
}

/// What makes two elements of a list the same thing: their `value` and `type`, or all of them where there is no value.
fn identity(element: &Value) -> String {
    match element.get("value") {
        Some(value) => format!("{value} {}", element.get("type").unwrap_or(&Value::Null)),
        None => element.to_string(),
    }
}

/// Adds elements that are not there yet; one that is takes over what is said of it.
pub(in crate::scim) fn append(list: &mut Vec<Value>, more: Vec<Value>) {
    let mut places: HashMap<String, usize> =
        list.iter().enumerate().map(|(at, known)| (identity(known), at)).collect();
    let mut primary = None;
    for value in more {
        let at = *places.entry(identity(&value)).or_insert(list.len());
        primary = if is_primary(&value) { Some(at) } else { primary };
        match (list.get_mut(at), value) {
            (None, value) => list.push(value),
            (Some(Value::Object(known)), Value::Object(value)) => merge(known, value),
            (Some(_), _) => {}
        }
    }
    if let Some(at) = primary {
        demote(list, at);
    }
}

pub(super) fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}

/// When the element is the primary one, no other is (RFC 7644, 3.5.2).
pub(in crate::scim) fn demote(list: &mut [Value], at: usize) {
    if !list.get(at).is_some_and(is_primary) {
        return;
    }
    for (other, value) in list.iter_mut().enumerate() {
        if let Some(object) = value.as_object_mut().filter(|_| other != at)
            && object.get("primary") == Some(&Value::Bool(true))
        {
            object.insert("primary".into(), Value::Bool(false));
        }
    }
}
