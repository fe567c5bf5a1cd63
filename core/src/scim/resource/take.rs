//! A client's whole resource, made ready to be kept: known names as the schema spells them, known values of its types,
//! what is not for clients left out, and everything else as it came.

use serde_json::Value;

use super::merge::is_primary;
use super::{Object, coerce};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{found_key, parse_path};
use crate::scim::schema::{Kind, Mutability, find};

/// Names that a resource, or an extension of one, may have; elements of a list. More is nobody's profile, and looking through
/// it takes its time.
pub(in crate::scim) const MAX_PARTS: usize = 2000;

/// Takes over what a POST or PUT sent.
///
/// # Errors
/// `invalidSyntax` for what is no object or says a thing twice, `invalidValue` for wrong types and what is missing.
pub(in crate::scim) fn take(kind: Kind, body: Value) -> Outcome<Object> {
    let Value::Object(body) = body else { return Err(Fault::syntax("the resource must be an object")) };
    let mut kept = Object::new();
    check_schemas(&body)?;
    for (name, value) in body {
        put(kind, &mut kept, name, value)?;
    }
    one_primary(&kept)?;
    Ok(kept)
}

fn check_schemas(body: &Object) -> Outcome<()> {
    let Some(key) = found_key(body, "schemas") else { return Ok(()) };
    let texts = body[&key].as_array().is_some_and(|all| all.iter().all(Value::is_string));
    if texts { Ok(()) } else { Err(Fault::syntax("schemas must be a list of texts")) }
}

fn put(kind: Kind, kept: &mut Object, name: String, value: Value) -> Outcome<()> {
    let lower = name.to_ascii_lowercase();
    if lower == "schemas" {
        return Ok(());
    }
    if lower == kind.core().to_ascii_lowercase()
        && let Value::Object(inner) = value
    {
        return inner.into_iter().try_for_each(|(name, value)| put(kind, kept, name, value));
    }
    if lower.starts_with("urn:") {
        return put_extension(kind, kept, &name, value);
    }
    if let Some((head, tail)) = name.split_once('.')
        && let Some(attribute) = kind.attribute(head).filter(|attribute| !attribute.multi)
        && let Some(part) = attribute.part(tail)
    {
        let value = coerce(part, value)?;
        let place = kept.entry(attribute.name).or_insert_with(|| Value::Object(Object::new()));
        if let Some(object) = place.as_object_mut().filter(|_| !value.is_null()) {
            object.insert(part.name.to_owned(), value);
        }
        return Ok(());
    }
    let (name, value) = match kind.attribute(&name) {
        Some(attribute) if matches!(attribute.mutability, Mutability::ReadOnly | Mutability::WriteOnly) => {
            return Ok(());
        }
        Some(attribute) => (attribute.name.to_owned(), coerce(attribute, value)?),
        None => (name, value),
    };
    // A group's members are rows, and as many as a request holds.
    if kind == Kind::Group && name == "members" && !kept.contains_key(&name) {
        kept.insert(name, value);
        return Ok(());
    }
    insert(kept, name, value)
}

fn insert(kept: &mut Object, name: String, value: Value) -> Outcome<()> {
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        return Ok(());
    }
    if value.as_array().is_some_and(|all| all.len() > MAX_PARTS) {
        return Err(Fault::too_large(format!("a list has at most {MAX_PARTS} elements")));
    }
    check_room(kept)?;
    if found_key(kept, &name).is_some() {
        return Err(Fault::syntax(format!("{name} is given twice")));
    }
    kept.insert(name, value);
    Ok(())
}

/// Refuses one name more than there may be.
pub(in crate::scim) fn check_room(object: &Object) -> Outcome<()> {
    if object.len() < MAX_PARTS {
        return Ok(());
    }
    Err(Fault::too_large(format!("an object has at most {MAX_PARTS} names")))
}

/// An extension as an object, or one value of it under `urn:…:name`.
fn put_extension(kind: Kind, kept: &mut Object, name: &str, value: Value) -> Outcome<()> {
    let (urn, inner) = match value {
        Value::Object(inner) => (name.to_owned(), inner),
        value => match parse_path(name) {
            Ok(path) if path.filter.is_none() && path.urn.is_some() => {
                let value = match path.sub {
                    Some(sub) => Value::Object(Object::from_iter([(sub, value)])),
                    None => value,
                };
                (path.urn.unwrap_or_default(), Object::from_iter([(path.name, value)]))
            }
            _ => return insert(kept, name.to_owned(), value),
        },
    };
    if urn.eq_ignore_ascii_case(kind.core()) {
        return inner.into_iter().try_for_each(|(name, value)| put(kind, kept, name, value));
    }
    let attributes = kind.extension(&urn);
    let urn = if attributes.is_empty() { urn } else { crate::scim::schema::ENTERPRISE_URN.to_owned() };
    let key = found_key(kept, &urn).unwrap_or(urn);
    let place = kept.entry(key.clone()).or_insert_with(|| Value::Object(Object::new()));
    let Some(place) = place.as_object_mut() else {
        return Err(Fault::syntax(format!("{key} is given twice")));
    };
    for (name, value) in inner {
        let (name, value) = match find(attributes, &name) {
            Some(attribute) => (attribute.name.to_owned(), coerce(attribute, value)?),
            None => (name, value),
        };
        insert(place, name, value)?;
    }
    if place.is_empty() {
        kept.remove(&key);
    }
    Ok(())
}

/// Refuses two primary elements in one list (RFC 7643, 2.4).
pub(in crate::scim) fn one_primary(kept: &Object) -> Outcome<()> {
    for (name, value) in kept {
        if value.as_array().is_some_and(|all| all.iter().filter(|value| is_primary(value)).count() > 1) {
            return Err(Fault::value(name, "only one value can be the primary one"));
        }
    }
    Ok(())
}

/// The schemas that a kept resource speaks of.
pub(in crate::scim) fn schemas_of(kind: Kind, kept: &Object) -> Value {
    let mut all = vec![Value::from(kind.core())];
    all.extend(
        kept.iter()
            .filter(|(name, value)| name.starts_with("urn:") && value.is_object())
            .map(|(name, _)| Value::from(name.as_str())),
    );
    Value::Array(all)
}
