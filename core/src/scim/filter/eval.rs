//! Filters held against resources.
//!
//! Names of attributes and, unless the schema says otherwise, texts are compared without regard to case (RFC 7643, 2.1 and
//! 2.2). An attribute that a resource lacks matches nothing but `ne` and `eq null`.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::ast::{Filter, Op, Path};
use crate::time::Timestamp;

/// What is held against a filter: an object, and what its schema says.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The resource, or an element of one.
    pub object: &'a Map<String, Value>,
    /// Whether a text of the attribute `name` (and its part `sub`) is compared with regard to case.
    pub is_exact: fn(name: &str, sub: Option<&str>) -> bool,
    /// The core schema, which may stand in front of any name.
    pub core: &'a str,
    /// The attribute that the object is an element of.
    pub element_of: Option<&'a str>,
}

/// The key of the object that is `name` but for case.
pub(in crate::scim) fn found_key(object: &Map<String, Value>, name: &str) -> Option<String> {
    if object.contains_key(name) {
        return Some(name.to_owned());
    }
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

fn lookup<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, it)| it))
}

/// Whether two texts are the same but for case.
pub(in crate::scim) fn same_text(left: &str, right: &str) -> bool {
    left == right || left.to_lowercase() == right.to_lowercase()
}

impl<'a> Values<'a> {
    /// Whether the filter holds.
    pub fn fulfil(&self, filter: &Filter) -> bool {
        match filter {
            Filter::And(parts) => parts.iter().all(|part| self.fulfil(part)),
            Filter::Or(parts) => parts.iter().any(|part| self.fulfil(part)),
            Filter::Not(inner) => !self.fulfil(inner),
            Filter::Present(path) => self.at(path).into_iter().any(is_something),
            Filter::Element(path) => !self.at(path).is_empty(),
            Filter::Compare { path, op, value } => self.compares(path, *op, value),
        }
    }

    /// The value at a path: of a list the primary element's, else the first one's; of a complex value its `value`.
    pub(in crate::scim) fn first(&self, path: &Path) -> Option<&'a Value> {
        let elements = self.at(&Path { sub: None, ..path.clone() });
        let primary = elements.iter().find(|value| value.get("primary") == Some(&Value::Bool(true)));
        let element = *primary.or(elements.first())?;
        match element {
            Value::Object(object) => lookup(object, path.sub.as_deref().unwrap_or("value")),
            plain => Some(plain),
        }
    }

    fn compares(&self, path: &Path, op: Op, wanted: &Value) -> bool {
        let values = self.at(path);
        let (name, sub) = match self.element_of {
            Some(element_of) => (element_of, Some(path.name.as_str())),
            None => (path.name.as_str(), path.sub.as_deref()),
        };
        let exact = (self.is_exact)(name, sub);
        let any = |op: Op| {
            values.iter().any(|value| {
                let value = match value {
                    // Of a complex value, `value` is what is compared.
                    Value::Object(object) => object.get("value").unwrap_or(value),
                    plain => plain,
                };
                compare(value, op, wanted, exact)
            })
        };
        match (op, wanted) {
            (Op::Eq, Value::Null) => !values.iter().any(|value| is_something(value)),
            (Op::Ne, Value::Null) => values.iter().any(|value| is_something(value)),
            (Op::Ne, _) => !any(Op::Eq),
            _ => any(op),
        }
    }

    /// The values at a path; those of a list one by one.
    fn at(&self, path: &Path) -> Vec<&'a Value> {
        let object = match path.urn.as_deref() {
            Some(urn) if !urn.eq_ignore_ascii_case(self.core) => {
                if let Some(whole) = lookup(self.object, &path.full()) {
                    return each(whole);
                }
                match lookup(self.object, urn) {
                    Some(Value::Object(object)) => object,
                    _ => return Vec::new(),
                }
            }
            _ => self.object,
        };
        let mut found = lookup(object, &path.name).map(each).unwrap_or_default();
        if let Some(filter) = &path.filter {
            found.retain(|value| match value {
                Value::Object(element) => Values {
                    object: element,
                    element_of: Some(&path.name),
                    is_exact: self.is_exact,
                    core: self.core,
                }
                .fulfil(filter),
                plain => {
                    let element = Map::from_iter([("value".to_owned(), (*plain).clone())]);
                    Values {
                        object: &element,
                        element_of: Some(&path.name),
                        is_exact: self.is_exact,
                        core: self.core,
                    }
                    .fulfil(filter)
                }
            });
        }
        let Some(sub) = &path.sub else { return found };
        found
            .into_iter()
            .filter_map(Value::as_object)
            .filter_map(|object| lookup(object, sub))
            .flat_map(each)
            .collect()
    }
}

fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    }
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn compare(value: &Value, op: Op, wanted: &Value, exact: bool) -> bool {
    match (value, wanted) {
        (Value::String(value), Value::String(wanted)) => texts(value, op, wanted, exact),
        (Value::Number(value), Value::Number(wanted)) => {
            let order = match (value.as_i64(), wanted.as_i64()) {
                (Some(value), Some(wanted)) => Some(value.cmp(&wanted)),
                _ => value.as_f64().partial_cmp(&wanted.as_f64()),
            };
            order.is_some_and(|order| holds(op, order))
        }
        (Value::Bool(value), Value::Bool(wanted)) => op == Op::Eq && value == wanted,
        // Some clients quote truth values.
        (Value::Bool(value), Value::String(wanted)) => {
            op == Op::Eq && wanted.eq_ignore_ascii_case(if *value { "true" } else { "false" })
        }
        _ => false,
    }
}

fn texts(value: &str, op: Op, wanted: &str, exact: bool) -> bool {
    if op.is_order()
        && let (Some(value), Some(wanted)) = (Timestamp::parse(value), Timestamp::parse(wanted))
    {
        return holds(op, value.cmp(&wanted));
    }
    if !exact {
        return texts_as_they_are(&value.to_lowercase(), op, &wanted.to_lowercase());
    }
    texts_as_they_are(value, op, wanted)
}

fn texts_as_they_are(value: &str, op: Op, wanted: &str) -> bool {
    match op {
        Op::Co => value.contains(wanted),
        Op::Sw => value.starts_with(wanted),
        Op::Ew => value.ends_with(wanted),
        _ => holds(op, value.cmp(wanted)),
    }
}

fn holds(op: Op, order: Ordering) -> bool {
    match op {
        Op::Eq => order.is_eq(),
        Op::Gt => order.is_gt(),
        Op::Lt => order.is_lt(),
        Op::Ge => order.is_ge(),
        Op::Le => order.is_le(),
        Op::Ne | Op::Co | Op::Sw | Op::Ew => false,
    }
}
