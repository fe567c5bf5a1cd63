//! Values put beside or into others.

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

/// Whether two elements of a list are the same thing: their `value` and `type`, or all of them where there is no value.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left.get("value"), right.get("value")) {
        (Some(one), Some(other)) => one == other && left.get("type") == right.get("type"),
        _ => left == right,
    }
}

/// Adds elements that are not there yet; one that is takes over what is said of it.
pub(in crate::scim) fn append(list: &mut Vec<Value>, more: Vec<Value>) {
    for value in more {
        let at = match list.iter().position(|known| is_same(known, &value)) {
            Some(at) => {
                if let (Some(known), Value::Object(value)) = (list[at].as_object_mut(), value) {
                    merge(known, value);
                }
                at
            }
            None => {
                list.push(value);
                list.len() - 1
            }
        };
        demote(list, at);
    }
}

/// When the element is the primary one, no other is (RFC 7644, 3.5.2).
pub(in crate::scim) fn demote(list: &mut [Value], at: usize) {
    if list[at].get("primary") != Some(&Value::Bool(true)) {
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
