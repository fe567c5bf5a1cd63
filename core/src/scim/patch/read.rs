//! The body of a PATCH, read into operations.

use serde_json::Value;

use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::found_key;
use crate::scim::resource::Object;

/// Operations of one request.
const MAX_OPERATIONS: usize = 1000;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scim) enum Verb {
    Add,
    Replace,
    Remove,
}

/// One operation.
#[derive(Debug, Clone)]
pub(in crate::scim) struct Operation {
    pub(in crate::scim) verb: Verb,
    pub(in crate::scim) path: Option<String>,
    pub(in crate::scim) value: Option<Value>,
}

fn member(object: &mut Object, name: &str) -> Option<Value> {
    let key = found_key(object, name)?;
    object.remove(&key)
}

/// Reads the operations.
///
/// # Errors
/// `invalidSyntax` for what is none.
pub(in crate::scim) fn read(body: Value) -> Outcome<Vec<Operation>> {
    let Value::Object(mut body) = body else { return Err(Fault::syntax("the body must be an object")) };
    let Some(Value::Array(all)) = member(&mut body, "Operations") else {
        return Err(Fault::syntax("Operations must be a list"));
    };
    if all.is_empty() || all.len() > MAX_OPERATIONS {
        return Err(Fault::syntax(format!("1 to {MAX_OPERATIONS} operations")));
    }
    all.into_iter().map(operation).collect()
}

fn operation(value: Value) -> Outcome<Operation> {
    let Value::Object(mut object) = value else {
        return Err(Fault::syntax("an operation must be an object"));
    };
    let verb = match member(&mut object, "op") {
        Some(Value::String(text)) => text.to_ascii_lowercase(),
        _ => String::new(),
    };
    let verb = match verb.as_str() {
        "add" => Verb::Add,
        "replace" => Verb::Replace,
        "remove" => Verb::Remove,
        _ => return Err(Fault::syntax("op must be add, replace or remove")),
    };
    let path = match member(&mut object, "path") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(Value::String(text)) => Some(text),
        Some(_) => return Err(Fault::path("path must be a text")),
    };
    let value = member(&mut object, "value");
    match (verb, &path, &value) {
        (Verb::Remove, None, _) => Err(Fault::no_target("remove needs a path")),
        (Verb::Add | Verb::Replace, None, value) if !value.as_ref().is_some_and(Value::is_object) => {
            Err(Fault::syntax("without a path the value must be an object"))
        }
        (Verb::Add | Verb::Replace, Some(_), None) => Err(Fault::syntax("value is missing")),
        _ => Ok(Operation { verb, path, value }),
    }
}
