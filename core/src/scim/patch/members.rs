//! What a PATCH does to a group's members.

use serde_json::Value;

use super::read::Verb;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Op, Path};
use crate::scim::resource::{coerce, text};
use crate::scim::schema::Kind;

/// Somebody to be a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::scim) struct Member {
    pub(in crate::scim) id: String,
    /// The name that the client gave; may be empty.
    pub(in crate::scim) display: String,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scim) enum MemberChange {
    Add(Vec<Member>),
    Remove(Vec<String>),
    RemoveWhere(Filter),
    /// These and nobody else.
    Replace(Vec<Member>),
}

/// The members that a value names.
pub(in crate::scim) fn members_of(value: Value) -> Outcome<Vec<Member>> {
    let Some(attribute) = Kind::Group.attribute("members") else { return Ok(Vec::new()) };
    let Value::Array(all) = coerce(attribute, value)? else { return Ok(Vec::new()) };
    let mut members = Vec::with_capacity(all.len());
    for one in all {
        let id = one.as_object().map_or("", |one| text(one, "value"));
        if id.is_empty() || id.len() > 128 {
            return Err(Fault::value("members", "each needs a value: the member's id"));
        }
        let display: String =
            one.as_object().map_or("", |one| text(one, "display")).chars().take(256).collect();
        members.push(Member { id: id.to_owned(), display });
    }
    Ok(members)
}

/// `members`, `members[value eq "…"]`, or any other filter.
pub(super) fn change(path: &Path, verb: Verb, value: Option<Value>) -> Outcome<Vec<MemberChange>> {
    if path.sub.as_deref().is_some_and(|sub| !sub.eq_ignore_ascii_case("value")) {
        return Err(Fault::mutability("members' parts"));
    }
    let value = value.filter(|value| !value.is_null());
    let change = match (&path.filter, verb) {
        (None, Verb::Add) => MemberChange::Add(members_of(value.unwrap_or_default())?),
        (None, Verb::Replace) => MemberChange::Replace(members_of(value.unwrap_or_default())?),
        (None, Verb::Remove) => match value {
            None => MemberChange::Replace(Vec::new()),
            Some(value) => MemberChange::Remove(ids(members_of(value)?)),
        },
        (Some(filter), Verb::Remove) => match named(filter) {
            Some(ids) => MemberChange::Remove(ids),
            None => MemberChange::RemoveWhere(filter.as_ref().clone()),
        },
        (Some(filter), Verb::Add | Verb::Replace) => {
            let Some(named) = named(filter) else {
                return Err(Fault::no_target("members can be added by their ids only"));
            };
            let others = members_of(value.unwrap_or_default())?;
            let meant = |id: String| Member { id, display: String::new() };
            if verb == Verb::Replace && !others.is_empty() {
                // Others in their place.
                return Ok(vec![MemberChange::Remove(named), MemberChange::Add(others)]);
            }
            // Whoever is named in the path is to be there.
            MemberChange::Add(named.into_iter().map(meant).chain(others).collect())
        }
    };
    Ok(vec![change])
}

fn ids(members: Vec<Member>) -> Vec<String> {
    members.into_iter().map(|member| member.id).collect()
}

/// The ids in `value eq "…" or value eq "…"`.
fn named(filter: &Filter) -> Option<Vec<String>> {
    match filter {
        Filter::Or(parts) => Some(parts.iter().map(named).collect::<Option<Vec<_>>>()?.concat()),
        Filter::Compare { path, op: Op::Eq, value: Value::String(id) }
            if path.name.eq_ignore_ascii_case("value") && path.sub.is_none() =>
        {
            Some(vec![id.clone()])
        }
        _ => None,
    }
}
