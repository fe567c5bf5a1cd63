//! Which resources can fulfil a filter at all, where the index tells. They are held against the whole filter afterwards.

use std::collections::BTreeSet;
use std::str::FromStr as _;

use serde_json::Value;

use crate::error::Result;
use crate::scim::filter::{Filter, Op, Path};
use crate::scim::rows::{BY_MEMBER, Indexed, MEMBERS, lookup};
use crate::scim::schema::Kind;
use crate::store::{Id, OrgRows, Span};

/// The candidates in the order of their making; `None` when it may be anybody.
pub(super) fn candidates(
    rows: &impl OrgRows,
    connection: Id,
    kind: Kind,
    filter: &Filter,
) -> Result<Option<BTreeSet<Id>>> {
    match filter {
        Filter::And(parts) => {
            for part in parts {
                if let Some(found) = candidates(rows, connection, kind, part)? {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        }
        Filter::Or(parts) => {
            let mut all = BTreeSet::new();
            for part in parts {
                let Some(found) = candidates(rows, connection, kind, part)? else { return Ok(None) };
                all.extend(found);
            }
            Ok(Some(all))
        }
        Filter::Compare { path, op: Op::Eq, value: Value::String(text) } if !text.is_empty() => {
            named(rows, connection, kind, path, text)
        }
        // `emails[value eq "…"]`: the element's own filter says which value.
        Filter::Element(path) | Filter::Present(path) => match path.filter.as_deref().and_then(element_value)
        {
            Some(text) => {
                let whole = Path { filter: None, sub: Some("value".into()), ..path.clone() };
                named(rows, connection, kind, &whole, text)
            }
            None => Ok(None),
        },
        Filter::Compare { .. } | Filter::Not(_) => Ok(None),
    }
}

/// The text that an element's `value` must equal.
fn element_value(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::And(parts) => parts.iter().find_map(element_value),
        Filter::Compare { path, op: Op::Eq, value: Value::String(text) }
            if path.name.eq_ignore_ascii_case("value") && path.sub.is_none() && !text.is_empty() =>
        {
            Some(text)
        }
        _ => None,
    }
}

fn named(
    rows: &impl OrgRows,
    connection: Id,
    kind: Kind,
    path: &Path,
    text: &str,
) -> Result<Option<BTreeSet<Id>>> {
    if path.urn.as_deref().is_some_and(|urn| !urn.eq_ignore_ascii_case(kind.core())) {
        return Ok(None);
    }
    let of_value = path.sub.as_deref().is_none_or(|sub| sub.eq_ignore_ascii_case("value"));
    let name = path.name.to_ascii_lowercase();
    let which = match (kind, name.as_str(), path.sub.is_none(), of_value) {
        (_, "id", true, _) => return Ok(Some(Id::from_str(text).into_iter().collect())),
        (Kind::User, "username", true, _) => Indexed::UserName,
        (Kind::User, "externalid", true, _) => Indexed::UserExternalId,
        (Kind::User, "emails", _, true) => Indexed::Email,
        (Kind::Group, "displayname", true, _) => Indexed::GroupName,
        (Kind::Group, "externalid", true, _) => Indexed::GroupExternalId,
        (Kind::User, "groups", _, true) | (Kind::Group, "members", _, true) => {
            let Ok(id) = Id::from_str(text) else { return Ok(Some(BTreeSet::new())) };
            let span = Span::prefix(&(connection, id));
            let found = match kind {
                Kind::User => rows.keys(&MEMBERS, span, 0, usize::MAX)?,
                Kind::Group => rows.keys(&BY_MEMBER, span, 0, usize::MAX)?,
            };
            return Ok(Some(found.into_iter().map(|(.., id)| id).collect()));
        }
        _ => return Ok(None),
    };
    Ok(Some(lookup(rows, connection, which, text)?.into_iter().collect()))
}
