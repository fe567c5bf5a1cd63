//! Operations done to a kept resource.

use serde_json::Value;

use super::members::{MemberChange, change};
use super::read::{Operation, Verb};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Op, Path, Values, found_key, parse_path};
use crate::scim::resource::{Object, append, coerce, demote, merge};
use crate::scim::schema::{Attribute, ENTERPRISE_URN, Kind, Mutability, Returned, find};

/// Does all operations, in order, to `object`; answers what they do to a group's members. On an error `object` is half
/// changed, and the caller lets go of it.
///
/// # Errors
/// As RFC 7644, 3.5.2 says: `invalidPath`, `noTarget`, `mutability`, `invalidValue`, `invalidSyntax`.
pub(in crate::scim) fn apply(
    kind: Kind,
    object: &mut Object,
    operations: Vec<Operation>,
) -> Outcome<Vec<MemberChange>> {
    let mut desk = Desk { kind, changes: Vec::new() };
    for Operation { verb, path, value } in operations {
        match (path, value) {
            (Some(path), value) => {
                let path = parse_path(&path)
                    .map_err(|cause| Fault::path(format!("the path makes no sense {cause}")))?;
                desk.act(object, &path, verb, value)?;
            }
            (None, Some(Value::Object(values))) => desk.act_all(object, None, verb, values)?,
            (None, _) => return Err(Fault::no_target("the operation has no path")),
        }
    }
    Ok(desk.changes)
}

struct Desk {
    kind: Kind,
    changes: Vec<MemberChange>,
}

impl Desk {
    /// Each value under its name, which is a path.
    fn act_all(&mut self, object: &mut Object, urn: Option<&str>, verb: Verb, values: Object) -> Outcome<()> {
        for (name, value) in values {
            // Okta names the resource's own id among what is to change.
            let known = self.kind.attribute(&name).filter(|_| urn.is_none());
            if known.is_some_and(|attribute| attribute.mutability == Mutability::ReadOnly) {
                continue;
            }
            let full = urn.map_or_else(|| name.clone(), |urn| format!("{urn}:{name}"));
            // A name that is no path is an attribute that nobody knows; it is kept as it is.
            let path = parse_path(&full)
                .unwrap_or_else(|_| Path { urn: urn.map(ToOwned::to_owned), ..Path::of(&name) });
            self.act(object, &path, verb, Some(value))?;
        }
        Ok(())
    }

    fn act(&mut self, object: &mut Object, path: &Path, verb: Verb, value: Option<Value>) -> Outcome<()> {
        let full = path.full();
        let is_core = path.urn.as_deref().is_none_or(|urn| urn.eq_ignore_ascii_case(self.kind.core()));
        // The path may be a schema itself.
        if full.eq_ignore_ascii_case(self.kind.core()) {
            return match value {
                Some(Value::Object(values)) if verb != Verb::Remove => {
                    self.act_all(object, None, verb, values)
                }
                _ => Err(Fault::path("that is a schema, not an attribute")),
            };
        }
        let is_extension = full.eq_ignore_ascii_case(ENTERPRISE_URN)
            || (path.urn.is_some() && !is_core && found_key(object, &full).is_some());
        if is_extension
            || (path.urn.is_some()
                && !is_core
                && value.as_ref().is_some_and(Value::is_object)
                && !self.is_known(path))
        {
            return self.act_extension(object, &full, verb, value);
        }
        if is_core {
            return self.act_in(object, self.kind.attribute(&path.name), path, verb, value);
        }
        let urn = path.urn.as_deref().unwrap_or_default();
        let attribute = find(self.kind.extension(urn), &path.name);
        let key = found_key(object, urn).unwrap_or_else(|| canonical(urn).to_owned());
        if verb == Verb::Remove && !object.contains_key(&key) {
            return Ok(());
        }
        let place = object.entry(key.clone()).or_insert_with(|| Value::Object(Object::new()));
        let Some(inner) = place.as_object_mut() else {
            return Err(Fault::path(format!("{key} is not a schema here")));
        };
        self.act_in(inner, attribute, path, verb, value)?;
        if inner.is_empty() {
            object.remove(&key);
        }
        Ok(())
    }

    fn is_known(&self, path: &Path) -> bool {
        find(self.kind.extension(path.urn.as_deref().unwrap_or_default()), &path.name).is_some()
    }

    fn act_extension(
        &mut self,
        object: &mut Object,
        urn: &str,
        verb: Verb,
        value: Option<Value>,
    ) -> Outcome<()> {
        match (verb, value) {
            (Verb::Remove, _) => {
                if let Some(key) = found_key(object, urn) {
                    object.remove(&key);
                }
                Ok(())
            }
            (_, Some(Value::Object(values))) => {
                let key = found_key(object, urn).unwrap_or_else(|| canonical(urn).to_owned());
                let attributes = self.kind.extension(urn);
                let mut inner = match object.remove(&key) {
                    Some(Value::Object(inner)) => inner,
                    _ => Object::new(),
                };
                for (name, value) in values {
                    let path = Path::of(&name);
                    self.act_in(&mut inner, find(attributes, &name), &path, verb, Some(value))?;
                }
                if !inner.is_empty() {
                    object.insert(key, Value::Object(inner));
                }
                Ok(())
            }
            _ => Err(Fault::value(urn, "must be an object")),
        }
    }

    /// Does the operation to an attribute of `object`, of which the schema says `attribute`.
    fn act_in(
        &mut self,
        object: &mut Object,
        attribute: Option<&'static Attribute>,
        path: &Path,
        verb: Verb,
        value: Option<Value>,
    ) -> Outcome<()> {
        if let Some(attribute) = attribute {
            if attribute.mutability == Mutability::ReadOnly {
                return Err(Fault::mutability(attribute.name));
            }
            if attribute.returned == Returned::Never {
                return Ok(());
            }
            if self.kind == Kind::Group && attribute.name == "members" {
                self.changes.push(change(path, verb, value)?);
                return Ok(());
            }
        }
        if path.name.eq_ignore_ascii_case("schemas") {
            return Ok(());
        }
        let name = attribute.map_or_else(
            || found_key(object, &path.name).unwrap_or_else(|| path.name.clone()),
            |attribute| attribute.name.to_owned(),
        );
        let target = Target { attribute, name, kind: self.kind };
        match (&path.filter, &path.sub) {
            (Some(filter), sub) => target.elements(object, filter, sub.as_deref(), verb, value),
            (None, Some(sub)) => target.part(object, sub, verb, value),
            (None, None) => target.whole(object, verb, value),
        }
    }
}

fn canonical(urn: &str) -> &str {
    if urn.eq_ignore_ascii_case(ENTERPRISE_URN) { ENTERPRISE_URN } else { urn }
}

/// An attribute that is operated on.
struct Target {
    attribute: Option<&'static Attribute>,
    name: String,
    kind: Kind,
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

    fn whole(&self, object: &mut Object, verb: Verb, value: Option<Value>) -> Outcome<()> {
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
        match (verb, value) {
            (Verb::Add, Value::Null) => {}
            (_, Value::Null) => drop(object.remove(&self.name)),
            (Verb::Add, Value::Array(more)) => match object.get_mut(&self.name) {
                Some(Value::Array(list)) => append(list, more),
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

    fn part(&self, object: &mut Object, sub: &str, verb: Verb, value: Option<Value>) -> Outcome<()> {
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
            _ => {
                let made = Value::Object(Object::from_iter([(sub, value)]));
                let is_list = self.attribute.is_some_and(|attribute| attribute.multi);
                object.insert(self.name.clone(), if is_list { Value::Array(vec![made]) } else { made });
            }
        }
        self.tidy(object);
        Ok(())
    }

    fn elements(
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
            _ => Vec::new(),
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
            element.as_object().is_some_and(|element| {
                let core = self.kind.core();
                Values { object: element, is_exact: self.kind.exact(), core, element_of: Some(&self.name) }
                    .fulfil(filter)
            })
        };
        let hits: Vec<usize> = (0..list.len()).filter(|at| hit(&list[*at])).collect();
        if verb == Verb::Remove {
            match sub {
                None => {
                    let mut at = 0;
                    list.retain(|_| {
                        at += 1;
                        !hits.contains(&(at - 1))
                    });
                }
                Some(sub) => self.remove_part(&mut list, &hits, sub),
            }
            return (list, Ok(()));
        }
        let outcome = self.set_elements(&mut list, hits, filter, sub, value.unwrap_or_default());
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
        mut hits: Vec<usize>,
        filter: &Filter,
        sub: Option<&str>,
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
        if hits.is_empty() {
            // What the path asks for is made, where it says what that is.
            let mut made = Object::new();
            if !describe(filter, &mut made) {
                return Err(Fault::no_target(format!("no element of {} fulfils the filter", self.name)));
            }
            let made = match self.attribute {
                Some(attribute) => coerce(attribute, Value::Object(made))?,
                None => Value::Array(vec![Value::Object(made)]),
            };
            if let Value::Array(made) = made {
                list.extend(made);
            }
            hits.push(list.len() - 1);
        }
        for at in hits {
            if let Some(element) = list[at].as_object_mut() {
                merge(element, values.clone());
            }
            demote(list, at);
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
