//! Operations done to a kept resource.

use serde_json::Value;

use super::members::{MemberChange, change};
use super::read::{Operation, Verb};
use super::target::Target;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Path, found_key, parse_path};
use crate::scim::resource::{Object, check_room, one_primary};
use crate::scim::schema::{Attribute, ENTERPRISE_URN, Kind, Mutability, Returned, Type, find};

/// Filters over members in one request; each may look at all of a large group.
const MAX_SEARCHES: usize = 8;

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
    one_primary(object)?;
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
        let is_schema = full.eq_ignore_ascii_case(self.kind.core())
            || full.eq_ignore_ascii_case(ENTERPRISE_URN)
            || (path.urn.is_some() && found_key(object, &full).is_some());
        match (&path.filter, &path.sub) {
            (Some(_), _) if is_schema => {
                return Err(Fault::path("that is a schema, which is filtered by nothing"));
            }
            // A dot instead of a colon behind a schema.
            (None, Some(name)) if is_schema => {
                let inner = Path { urn: Some(full), ..Path::of(name) };
                return self.act(object, &inner, verb, value);
            }
            _ => {}
        }
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
                && path.urn.as_deref().and_then(|urn| found_key(object, urn)).is_none()
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
                self.changes.extend(change(path, verb, value)?);
                let searches = |change: &&MemberChange| matches!(change, MemberChange::RemoveWhere(_));
                if self.changes.iter().filter(searches).count() > MAX_SEARCHES {
                    return Err(Fault::too_large(format!(
                        "members are looked through {MAX_SEARCHES} times in one request at most"
                    )));
                }
                return Ok(());
            }
        }
        if path.name.eq_ignore_ascii_case("schemas") {
            return Ok(());
        }
        if verb != Verb::Remove {
            check_room(object)?;
        }
        let name = attribute.map_or_else(
            || found_key(object, &path.name).unwrap_or_else(|| path.name.clone()),
            |attribute| attribute.name.to_owned(),
        );
        let target = Target { attribute, name, kind: self.kind };
        let is_simple = attribute.is_some_and(|attribute| attribute.kind != Type::Complex);
        match (&path.filter, &path.sub) {
            (Some(filter), sub) => target.elements(object, filter, sub.as_deref(), verb, value),
            // The value of a plain attribute is the attribute.
            (None, Some(sub)) if is_simple && sub.eq_ignore_ascii_case("value") => {
                target.whole(object, verb, value)
            }
            (None, Some(_)) if is_simple => Err(Fault::path(format!("{} has no parts", target.name))),
            (None, Some(sub)) => target.part(object, sub, verb, value),
            (None, None) => target.whole(object, verb, value),
        }
    }
}

fn canonical(urn: &str) -> &str {
    if urn.eq_ignore_ascii_case(ENTERPRISE_URN) { ENTERPRISE_URN } else { urn }
}
