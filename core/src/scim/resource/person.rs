//! What a user's resource says of a person.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Object;
use crate::intake::address;
use crate::ports::DirectoryUser;
use crate::scim::schema::ENTERPRISE_URN;

/// Attributes that have a place of their own in the model, or none.
const PLACED: [&str; 8] =
    ["schemas", "externalId", "active", "name", "emails", "addresses", "groups", "x509Certificates"];

/// A text of the object; empty without one.
pub(in crate::scim) fn text<'a>(object: &'a Object, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The elements of a list in the order of their use: the primary one, the one for work, the rest.
fn by_use<'a>(object: &'a Object, name: &str) -> Vec<&'a Object> {
    let all = object.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut all: Vec<&Object> = all.iter().filter_map(Value::as_object).collect();
    all.sort_by_key(|one| match () {
        () if one.get("primary") == Some(&Value::Bool(true)) => 0,
        () if text(one, "type").eq_ignore_ascii_case("work") => 1,
        () => 2,
    });
    all
}

/// The values of `emails`.
pub(in crate::scim) fn emails(object: &Object) -> impl Iterator<Item = &str> {
    by_use(object, "emails").into_iter().map(|one| text(one, "value")).filter(|value| !value.is_empty())
}

/// The user with this id as a person (contract: the address is the primary of `emails`, else the one for work, else the
/// first, else `userName` when it is one).
pub(in crate::scim) fn person(id: &str, user: &Object) -> DirectoryUser {
    let nothing = Object::new();
    let inner = |name: &str| user.get(name).and_then(Value::as_object).unwrap_or(&nothing);
    let (name, enterprise) = (inner("name"), inner(ENTERPRISE_URN));
    let (mut first, last) = (text(name, "givenName"), text(name, "familyName"));
    if first.is_empty() && last.is_empty() {
        let shown = [text(user, "displayName"), text(name, "formatted")];
        first = shown.into_iter().find(|shown| !shown.is_empty()).unwrap_or_default();
    }
    let place = by_use(user, "addresses").into_iter().next().unwrap_or(&nothing);
    let location = ["locality", "formatted", "region", "country"].map(|part| text(place, part));
    DirectoryUser {
        external_id: id.to_owned(),
        email: emails(user)
            .chain([text(user, "userName")])
            .find(|text| address(text).is_ok())
            .map(ToOwned::to_owned),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        department: text(enterprise, "department").to_owned(),
        location: location.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned(),
        active: !is_away(user),
        mfa: None,
        attributes: attributes(user),
    }
}

/// Whether the user does not work here: `active` is false, or was when it was taken away, which leaves null behind. Without
/// a value a user is active otherwise.
pub(in crate::scim) fn is_away(user: &Object) -> bool {
    matches!(user.get("active"), Some(Value::Bool(false) | Value::Null))
}

/// Everything else that is a text, a number or a truth value, so that it is shown and found.
fn attributes(user: &Object) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (name, value) in user.iter().filter(|(name, _)| !PLACED.contains(&name.as_str())) {
        match value {
            Value::Object(inner) if name.starts_with("urn:") => {
                for (name, value) in inner.iter().filter(|(name, _)| *name != "department") {
                    keep(&mut all, name, value);
                }
            }
            value => keep(&mut all, name, value),
        }
    }
    all
}

fn keep(all: &mut BTreeMap<String, String>, name: &str, value: &Value) {
    let shown = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Object(one) => [text(one, "displayName"), text(one, "value")]
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default()
            .to_owned(),
        Value::Array(many) => {
            many.first().and_then(Value::as_object).map_or("", |one| text(one, "value")).to_owned()
        }
        Value::Null => return,
    };
    all.entry(name.to_owned()).or_insert(shown);
}
