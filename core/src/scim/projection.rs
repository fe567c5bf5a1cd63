//! `attributes` and `excludedAttributes` (RFC 7644, 3.9).

use serde_json::Value;

use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Path, found_key, parse_path};
use crate::scim::resource::Object;
use crate::scim::schema::Kind;

/// Names in one list.
const MAX_NAMES: usize = 200;

/// Which attributes are answered.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    only: Vec<Path>,
    without: Vec<Path>,
}

fn paths(list: Option<&str>, what: &str) -> Outcome<Vec<Path>> {
    let names = list.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut all = Vec::new();
    for name in names {
        let path = parse_path(name).ok().filter(|path| path.filter.is_none());
        all.push(path.ok_or_else(|| Fault::value(what, "holds something that is no attribute's name"))?);
        if all.len() > MAX_NAMES {
            return Err(Fault::value(what, "names too many attributes"));
        }
    }
    Ok(all)
}

impl Projection {
    /// From the comma lists that a request has.
    ///
    /// # Errors
    /// `invalidValue` for what is no list of names, and for both at once.
    pub fn new(attributes: Option<&str>, excluded: Option<&str>) -> Outcome<Self> {
        let all =
            Self { only: paths(attributes, "attributes")?, without: paths(excluded, "excludedAttributes")? };
        if !all.only.is_empty() && !all.without.is_empty() {
            return Err(Fault::value("excludedAttributes", "goes without attributes"));
        }
        Ok(all)
    }

    /// Whether anything of the core attribute `name` is answered.
    pub(super) fn wants(&self, name: &str) -> bool {
        let is = |path: &Path| path.name.eq_ignore_ascii_case(name);
        if !self.only.is_empty() {
            return self.only.iter().any(is);
        }
        !self.without.iter().any(|path| is(path) && path.sub.is_none())
    }

    /// Leaves what is asked for.
    pub(super) fn apply(&self, kind: Kind, object: Object) -> Object {
        if !self.only.is_empty() {
            let mut kept = Object::new();
            for name in ["schemas", "id"] {
                if let Some(value) = object.get(name) {
                    kept.insert(name.into(), value.clone());
                }
            }
            for path in &self.only {
                copy(kind, &object, path, &mut kept);
            }
            return kept;
        }
        let mut object = object;
        for path in &self.without {
            drop_path(kind, &mut object, path);
        }
        object
    }
}

/// The container that the path's schema names, if it is not the resource itself.
fn container(kind: Kind, object: &Object, path: &Path) -> Option<String> {
    let urn = path.urn.as_deref().filter(|urn| !urn.eq_ignore_ascii_case(kind.core()))?;
    Some(found_key(object, urn).unwrap_or_default())
}

fn copy(kind: Kind, from: &Object, path: &Path, to: &mut Object) {
    if let Some(whole) = found_key(from, &path.full()).filter(|_| path.urn.is_some()) {
        to.insert(whole.clone(), from[&whole].clone());
        return;
    }
    match container(kind, from, path) {
        None => copy_in(from, path, to),
        Some(key) => {
            let Some(inner) = from.get(&key).and_then(Value::as_object) else { return };
            let place = to.entry(key).or_insert_with(|| Value::Object(Object::new()));
            if let Some(place) = place.as_object_mut() {
                copy_in(inner, path, place);
            }
        }
    }
}

fn copy_in(from: &Object, path: &Path, to: &mut Object) {
    let Some(key) = found_key(from, &path.name) else { return };
    let value = &from[&key];
    let Some(sub) = &path.sub else {
        to.insert(key, value.clone());
        return;
    };
    let part = |object: &Object| found_key(object, sub).map(|name| (name.clone(), object[&name].clone()));
    match value {
        Value::Object(object) => {
            let place = to.entry(key).or_insert_with(|| Value::Object(Object::new()));
            if let (Some(place), Some((name, value))) = (place.as_object_mut(), part(object)) {
                place.insert(name, value);
            }
        }
        Value::Array(list) => {
            let empty = || Value::Array(list.iter().map(|_| Value::Object(Object::new())).collect());
            let place = to.entry(key).or_insert_with(empty);
            for (place, value) in place.as_array_mut().into_iter().flatten().zip(list) {
                if let (Some(place), Some((name, value))) =
                    (place.as_object_mut(), value.as_object().and_then(part))
                {
                    place.insert(name, value);
                }
            }
        }
        _ => {}
    }
}

fn drop_path(kind: Kind, object: &mut Object, path: &Path) {
    if path.urn.is_some()
        && let Some(whole) = found_key(object, &path.full())
    {
        object.remove(&whole);
        return;
    }
    let inner = match container(kind, object, path) {
        None => Some(object),
        Some(key) => object.get_mut(&key).and_then(Value::as_object_mut),
    };
    let Some(inner) = inner else { return };
    let Some(key) = found_key(inner, &path.name) else { return };
    // These are always answered.
    if key == "id" || key == "schemas" {
        return;
    }
    let Some(sub) = &path.sub else {
        inner.remove(&key);
        return;
    };
    let cut = |object: &mut Object| {
        if let Some(name) = found_key(object, sub) {
            object.remove(&name);
        }
    };
    match inner.get_mut(&key) {
        Some(Value::Object(object)) => cut(object),
        Some(Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).for_each(cut),
        _ => {}
    }
}
