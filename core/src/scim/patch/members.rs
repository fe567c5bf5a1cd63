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
pub(super) fn change(path: &Path, verb: Verb, value: Option<Value>) -> Outcome<MemberChange> {
    if path.sub.as_deref().is_some_and(|sub| !sub.eq_ignore_ascii_case("value")) {
        return Err(Fault::mutability("members' parts"));
    }
    match (&path.filter, verb) {
        (None, Verb::Add) => members_of(value.unwrap_or_default()).map(MemberChange::Add),
        (None, Verb::Replace) => members_of(value.unwrap_or_default()).map(MemberChange::Replace),
        (None, Verb::Remove) => match value.filter(|value| !value.is_null()) {
            None => Ok(MemberChange::Replace(Vec::new())),
            Some(value) => {
                let gone = members_of(value)?;
                Ok(MemberChange::Remove(gone.into_iter().map(|member| member.id).collect()))
            }
        },
        (Some(filter), Verb::Remove) => Ok(match single(filter) {
            Some(id) => MemberChange::Remove(vec![id]),
            None => MemberChange::RemoveWhere(filter.as_ref().clone()),
        }),
        (Some(filter), Verb::Add | Verb::Replace) => match single(filter) {
            // A member that is named in the path is to be there.
            Some(id) => Ok(MemberChange::Add(vec![Member { id, display: String::new() }])),
            None => Err(Fault::no_target("members can be added by their ids only")),
        },
    }
}

/// The id in `value eq "…"`.
fn single(filter: &Filter) -> Option<String> {
    match filter {
        Filter::Compare { path, op: Op::Eq, value: Value::String(id) }
            if path.name.eq_ignore_ascii_case("value") && path.sub.is_none() =>
        {
            Some(id.clone())
        }
        _ => None,
    }
}
