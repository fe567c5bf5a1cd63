//! One attribute of a kept resource, and what an operation does to it: the whole, a part, or elements that a filter
//! names.

use std::borrow::Cow;

use serde_json::Value;

use super::read::Verb;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Op, Values, found_key};
use crate::scim::resource::{MAX_PARTS, Object, append, coerce, demote, merge};
use crate::scim::schema::{Attribute, Kind, Mutability};

/// An attribute that is operated on.
pub(super) struct Target {
    pub(super) attribute: Option<&'static Attribute>,
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Target {
    fn coerced(&self, value: Value) -> Outcome<Value> {
        self.attribute.map_or(Ok(value.clone()), |attribute| coerce(attribute, value))
    }

    /// One part's value under its proper name.
    fn coerced_part(&self, sub: &str, value: Value) -> Outcome<(String, Value)> {
        match self.attribute.and_then(|attribute| attribute.part(sub)) {
            Some(part) if part.mutability == Mutability::ReadOnly => Err(Fault::mutability(part.name)),
            Some(part) => Ok((part.name.to_owned(), coerce(part, value)?)),
            None => Ok((sub.to_owned(), value)),
        }
    }

    /// The attribute as a whole is added to, replaced or removed.
    pub(super) fn whole(&self, object: &mut Object, verb: Verb, value: Option<Value>) -> Outcome<()> {
        let value = match (verb, value) {
            // Some clients name what goes in the value.
            (Verb::Remove, Some(value))
                if self.attribute.is_some_and(|attribute| attribute.multi) && !value.is_null() =>
            {
                return self.without(object, value);
            }
            (Verb::Remove, _) => Value::Null,
            (_, value) => self.coerced(value.unwrap_or_default())?,
        };
        if value.as_array().is_some_and(|all| all.len() > MAX_PARTS) {
            return Err(self.too_many());
        }
        if value.is_null() && verb != Verb::Add && self.attribute.is_some_and(|attribute| attribute.required)
        {
            return Err(Fault::new(
                400,
                Some("mutability"),
                format!("{} cannot be without value", self.name),
            ));
        }
        match (verb, value) {
            (Verb::Add, Value::Null) => {}
            (_, Value::Null) => drop(object.remove(&self.name)),
            (Verb::Add, Value::Array(more)) => match object.get_mut(&self.name) {
                Some(Value::Array(list)) => {
                    append(list, more);
                    if list.len() > MAX_PARTS {
                        return Err(self.too_many());
                    }
                }
                _ => {
                    let mut list = Vec::new();
                    append(&mut list, more);
                    object.insert(self.name.clone(), Value::Array(list));
                }
            },
            (_, Value::Object(more)) if self.attribute.is_some() => match object.get_mut(&self.name) {
                Some(Value::Object(known)) => merge(known, more),
                _ => drop(object.insert(self.name.clone(), Value::Object(more))),
            },
            (_, value) => drop(object.insert(self.name.clone(), value)),
        }
        Ok(())
    }

    fn too_many(&self) -> Fault {
        Fault::too_large(format!("{} has at most {MAX_PARTS} elements", self.name))
    }

    /// Takes the elements away that `value` names.
    fn without(&self, object: &mut Object, value: Value) -> Outcome<()> {
        let Value::Array(gone) = self.coerced(value)? else { return Ok(()) };
        if let Some(Value::Array(list)) = object.get_mut(&self.name) {
            list.retain(|known| {
                !gone.iter().any(|gone| {
                    gone == known || (gone.get("value").is_some() && gone.get("value") == known.get("value"))
                })
            });
            if list.is_empty() {
                object.remove(&self.name);
            }
        }
        Ok(())
    }

    /// One part of it is; in a list, of each element.
    pub(super) fn part(
        &self,
        object: &mut Object,
        sub: &str,
        verb: Verb,
        value: Option<Value>,
    ) -> Outcome<()> {
        let (sub, value) = self.coerced_part(sub, value.unwrap_or_default())?;
        let gone = verb == Verb::Remove || value.is_null();
        match object.get_mut(&self.name) {
            Some(Value::Object(inner)) => set(inner, &sub, gone, value),
            Some(Value::Array(list)) => {
                for element in list.iter_mut().filter_map(Value::as_object_mut) {
                    set(element, &sub, gone, value.clone());
                }
            }
            _ if gone => {}
            Some(_) => return Err(Fault::no_target(format!("{} has no parts", self.name))),
            None => {
                let made = Value::Object(Object::from_iter([(sub, value)]));
                let is_list = self.attribute.is_some_and(|attribute| attribute.multi);
                object.insert(self.name.clone(), if is_list { Value::Array(vec![made]) } else { made });
            }
        }
        self.tidy(object);
        Ok(())
    }

    /// The elements that fulfil `filter` are, or their part `sub`.
    pub(super) fn elements(
        &self,
        object: &mut Object,
        filter: &Filter,
        sub: Option<&str>,
        verb: Verb,
        value: Option<Value>,
    ) -> Outcome<()> {
        if self.attribute.is_some_and(|attribute| !attribute.multi) {
            return Err(Fault::path(format!("{} is no list", self.name)));
        }
        let list = match object.get_mut(&self.name) {
            Some(Value::Array(list)) => std::mem::take(list),
            Some(_) => return Err(Fault::no_target(format!("{} is no list", self.name))),
            None => Vec::new(),
        };
        let (mut list, outcome) = self.changed(list, filter, sub, verb, value);
        list.retain(|value| !value.as_object().is_some_and(Object::is_empty));
        object.insert(self.name.clone(), Value::Array(list));
        self.tidy(object);
        outcome
    }

    fn changed(
        &self,
        mut list: Vec<Value>,
        filter: &Filter,
        sub: Option<&str>,
        verb: Verb,
        value: Option<Value>,
    ) -> (Vec<Value>, Outcome<()>) {
        let hit = |element: &Value| {
            // An element without parts is its own value.
            let plain = || Object::from_iter([("value".to_owned(), element.clone())]);
            let element = element.as_object().map_or_else(|| Cow::Owned(plain()), Cow::Borrowed);
            let (core, is_exact) = (self.kind.core(), self.kind.exact());
            Values { object: &element, is_exact, core, element_of: Some(&self.name) }.fulfil(filter)
        };
        let hits: Vec<usize> = (0..list.len()).filter(|at| hit(&list[*at])).collect();
        if verb == Verb::Remove {
            match sub {
                None => list.retain(|element| !hit(element)),
                Some(sub) => self.remove_part(&mut list, &hits, sub),
            }
            return (list, Ok(()));
        }
        let outcome = self.set_elements(&mut list, (hits, filter), sub, verb, value.unwrap_or_default());
        (list, outcome)
    }

    /// An element whose value goes is gone itself.
    fn remove_part(&self, list: &mut [Value], hits: &[usize], sub: &str) {
        for at in hits {
            let Some(element) = list[*at].as_object_mut() else { continue };
            if let Some(key) = found_key(element, sub) {
                element.remove(&key);
                if key == "value" {
                    element.clear();
                }
            }
        }
    }

    fn set_elements(
        &self,
        list: &mut Vec<Value>,
        (mut hits, filter): (Vec<usize>, &Filter),
        sub: Option<&str>,
        verb: Verb,
        value: Value,
    ) -> Outcome<()> {
        let values = match sub {
            Some(sub) => Object::from_iter([self.coerced_part(sub, value)?]),
            None => match self.coerced(value)? {
                Value::Array(mut all) if all.len() == 1 => match all.pop() {
                    Some(Value::Object(one)) => one,
                    _ => return Err(Fault::value(&self.name, "must be an object")),
                },
                Value::Object(one) => one,
                _ => return Err(Fault::value(&self.name, "must be one object")),
            },
        };
        let nothing = || Fault::no_target(format!("no element of {} fulfils the filter", self.name));
        if hits.is_empty() {
            // What the path asks for is made, where it says what that is.
            let mut made = Object::new();
            if !describe(filter, &mut made) {
                return Err(nothing());
            }
            let made = match self.attribute {
                Some(attribute) => coerce(attribute, Value::Object(made))?,
                None => Value::Array(vec![Value::Object(made)]),
            };
            let Value::Array(made) = made else { return Err(nothing()) };
            list.extend(made);
            hits.push(list.len().checked_sub(1).ok_or_else(nothing)?);
            if list.len() > MAX_PARTS {
                return Err(self.too_many());
            }
        }
        // The whole element is replaced (RFC 7644, 3.5.2.3); to a part of it, or to what is there, is added.
        let replaces = verb == Verb::Replace && sub.is_none();
        let primary = values.get("primary") == Some(&Value::Bool(true));
        for at in &hits {
            match &mut list[*at] {
                Value::Object(element) if replaces => *element = values.clone(),
                Value::Object(element) => merge(element, values.clone()),
                plain => *plain = values.get("value").cloned().ok_or_else(nothing)?,
            }
        }
        if let Some(last) = hits.last().filter(|_| primary) {
            demote(list, *last);
        }
        Ok(())
    }

    /// What is empty is not there.
    fn tidy(&self, object: &mut Object) {
        let empty = match object.get(&self.name) {
            Some(Value::Array(list)) => list.is_empty(),
            Some(Value::Object(inner)) => inner.is_empty(),
            _ => false,
        };
        if empty {
            object.remove(&self.name);
        }
    }
}

fn set(inner: &mut Object, sub: &str, gone: bool, value: Value) {
    let key = found_key(inner, sub).unwrap_or_else(|| sub.to_owned());
    if gone {
        inner.remove(&key);
    } else {
        inner.insert(key, value);
    }
}

/// The element that a filter of equalities describes; says whether it is one.
fn describe(filter: &Filter, element: &mut Object) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().all(|part| describe(part, element)),
        Filter::Compare { path, op: Op::Eq, value } if path.sub.is_none() && path.filter.is_none() => {
            element.insert(path.name.clone(), value.clone());
            true
        }
        _ => false,
    }
}
