//! The body of a Bulk request, read into operations, and what they name of each other.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::found_key;
use crate::scim::resource::Object;

/// Operations of one request.
pub const MAX_OPERATIONS: usize = 1000;
/// In front of another operation's `bulkId`.
const REFERENCE: &str = "bulkId:";

/// One operation.
pub(super) struct Operation {
    /// Its place in the request.
    pub(super) at: usize,
    pub(super) method: String,
    pub(super) bulk_id: Option<String>,
    pub(super) path: String,
    pub(super) version: Option<String>,
    pub(super) data: Value,
    /// The operations that it names.
    pub(super) needs: HashSet<String>,
}

fn member(object: &mut Object, name: &str) -> Value {
    found_key(object, name).and_then(|key| object.remove(&key)).unwrap_or_default()
}

fn words(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Every `bulkId:…` in a value.
fn references(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(REFERENCE).map(ToOwned::to_owned)),
        Value::Array(all) => all.iter().for_each(|value| references(value, found)),
        Value::Object(all) => all.values().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Puts ids in place of what is known by now.
pub(super) fn resolve(value: &mut Value, ids: &HashMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(id) = text.strip_prefix(REFERENCE).and_then(|name| ids.get(name)) {
                *text = id.clone();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| resolve(value, ids)),
        Value::Object(all) => all.values_mut().for_each(|value| resolve(value, ids)),
        _ => {}
    }
}

/// Takes away whatever names an operation that is not done yet.
pub(super) fn strip(value: &mut Value, ids: &HashMap<String, String>) {
    let is_open = |value: &Value| {
        let text = value.as_str().or_else(|| value.get("value").and_then(Value::as_str));
        text.and_then(|text| text.strip_prefix(REFERENCE)).is_some_and(|name| !ids.contains_key(name))
    };
    match value {
        Value::Array(all) => {
            all.retain(|value| !is_open(value));
            all.iter_mut().for_each(|value| strip(value, ids));
        }
        Value::Object(all) => {
            all.retain(|_, value| !is_open(value));
            all.values_mut().for_each(|value| strip(value, ids));
        }
        _ => {}
    }
}

/// The operation's kind and id as its path has them, with ids in place of references.
pub(super) fn target<'a>(path: &'a str, ids: &'a HashMap<String, String>) -> (&'a str, Option<&'a str>) {
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let kind = parts.next().unwrap_or_default();
    let id = parts.next().filter(|id| !id.is_empty());
    (kind, id.map(|id| id.strip_prefix(REFERENCE).and_then(|name| ids.get(name)).map_or(id, String::as_str)))
}

fn operation((at, value): (usize, Value)) -> Outcome<Operation> {
    let Value::Object(mut object) = value else {
        return Err(Fault::syntax("an operation must be an object"));
    };
    let method = words(member(&mut object, "method")).unwrap_or_default().to_ascii_uppercase();
    if !matches!(method.as_str(), "POST" | "PUT" | "PATCH" | "DELETE") {
        return Err(Fault::syntax("method must be POST, PUT, PATCH or DELETE"));
    }
    let path = words(member(&mut object, "path")).ok_or_else(|| Fault::syntax("path is missing"))?;
    let bulk_id = words(member(&mut object, "bulkId"));
    if method == "POST" && bulk_id.as_deref().unwrap_or_default().is_empty() {
        return Err(Fault::syntax("a POST needs a bulkId"));
    }
    let version = words(member(&mut object, "version"));
    let data = member(&mut object, "data");
    let mut needs = HashSet::new();
    references(&data, &mut needs);
    needs.extend(path.split('/').filter_map(|part| part.strip_prefix(REFERENCE)).map(ToOwned::to_owned));
    Ok(Operation { at, method, bulk_id, path, version, data, needs })
}

/// Reads the operations, and after how many errors to stop.
///
/// # Errors
/// `invalidSyntax` for what is none, 413 for too many operations.
pub(super) fn read(body: Value) -> Outcome<(Vec<Operation>, Option<u64>)> {
    let Value::Object(mut body) = body else { return Err(Fault::syntax("the body must be an object")) };
    let stop_after = match member(&mut body, "failOnErrors") {
        Value::Null => None,
        value => Some(value.as_u64().ok_or_else(|| Fault::syntax("failOnErrors must be a number"))?),
    };
    let Value::Array(all) = member(&mut body, "Operations") else {
        return Err(Fault::syntax("Operations must be a list"));
    };
    if all.len() > MAX_OPERATIONS {
        return Err(Fault::too_large(format!("at most {MAX_OPERATIONS} operations in one request")));
    }
    let operations: Vec<Operation> = all.into_iter().enumerate().map(operation).collect::<Outcome<_>>()?;
    let mut names = HashSet::new();
    let named = operations.iter().filter_map(|one| one.bulk_id.as_deref());
    if let Some(twice) = named.filter(|name| !name.is_empty()).find(|name| !names.insert(*name)) {
        return Err(Fault::syntax(format!("the bulkId {twice} is used twice")));
    }
    Ok((operations, stop_after.filter(|most| *most > 0)))
}
