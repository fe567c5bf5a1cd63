//! Resources as they are answered: what is kept, what is told of it, and memberships from both sides.

use std::collections::HashMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::scim::desk::{Desk, etag};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::projection::Projection;
use crate::scim::resource::{Object, schemas_of, text};
use crate::scim::rows::{self, BY_MEMBER, MEMBERS, Membership, Stored};
use crate::scim::schema::Kind;
use crate::store::{Id, OrgRows, Span};

/// Members of all groups of one answer together.
const MAX_MEMBERS: usize = 200_000;

/// What makes answers out of one snapshot.
pub(super) struct View<'a, R> {
    rows: &'a R,
    desk: &'a Desk,
    projection: &'a Projection,
    group_names: HashMap<Id, String>,
    members: usize,
    groups_told: Option<String>,
}

/// Eight digits that tell one list of groups from another.
fn digest(groups: &[Value]) -> String {
    let mut hasher = Sha256::new();
    for group in groups {
        hasher.update(group.to_string());
    }
    hex::encode(&hasher.finalize()[..4])
}

pub(super) fn member_element(desk: &Desk, member: Id, membership: &Membership) -> Value {
    let kind = if membership.is_group { Kind::Group } else { Kind::User };
    let mut element = json!({
        "value": member.to_string(), "$ref": desk.location(kind, member), "type": kind.name(),
    });
    if let (false, Some(element)) = (membership.display.is_empty(), element.as_object_mut()) {
        element.insert("display".into(), membership.display.as_str().into());
    }
    element
}

impl<'a, R: OrgRows> View<'a, R> {
    pub(super) fn new(rows: &'a R, desk: &'a Desk, projection: &'a Projection) -> Self {
        Self { rows, desk, projection, group_names: HashMap::new(), members: 0, groups_told: None }
    }

    /// The resource, with what the projection asks for.
    pub(super) fn resource(&mut self, kind: Kind, id: Id, stored: &Stored) -> Outcome<Value> {
        let mut object = rows::object(stored)?;
        self.complete(kind, id, stored, &mut object)?;
        Ok(Value::Object(self.projection.apply(kind, object)))
    }

    /// Adds what is told of the resource, as far as the projection wants it.
    pub(super) fn complete(
        &mut self,
        kind: Kind,
        id: Id,
        stored: &Stored,
        object: &mut Object,
    ) -> Outcome<()> {
        // Null is no value (RFC 7643, 2.5).
        object.retain(|_, value| !value.is_null());
        object.insert("schemas".into(), schemas_of(kind, object));
        object.insert("id".into(), id.to_string().into());
        let (name, all) = match kind {
            Kind::User if self.projection.wants("groups") => ("groups", self.groups(id)?),
            Kind::Group if self.projection.wants("members") => ("members", self.members(id)?),
            _ => ("", Vec::new()),
        };
        self.groups_told = (kind == Kind::User && !all.is_empty()).then(|| digest(&all));
        if self.projection.wants("meta") {
            let meta = json!({
                "resourceType": kind.name(), "created": stored.created.rfc3339(),
                "lastModified": stored.modified.rfc3339(), "location": self.desk.location(kind, id),
                "version": self.version(stored),
            });
            object.insert("meta".into(), meta);
        }
        if !all.is_empty() {
            object.insert(name.into(), Value::Array(all));
        }
        Ok(())
    }

    /// The ETag of the resource that was completed last. A user's groups change without the user, so where they are told the
    /// version has something of them: `W/"3.5f0c9a11"`.
    pub(super) fn version(&self, stored: &Stored) -> String {
        match &self.groups_told {
            Some(digest) => format!("W/\"{}.{digest}\"", stored.version),
            None => etag(stored.version),
        }
    }

    fn groups(&mut self, user: Id) -> Result<Vec<Value>> {
        let connection = self.desk.connection;
        let groups = self.rows.keys(&BY_MEMBER, Span::prefix(&(connection, user)), 0, usize::MAX)?;
        let mut all = Vec::with_capacity(groups.len());
        for (.., group) in groups {
            let mut element = json!({
                "value": group.to_string(), "$ref": self.desk.location(Kind::Group, group), "type": "direct",
            });
            let display = self.group_name(group)?;
            if let Some(element) = element.as_object_mut() {
                element.insert("display".into(), display.into());
            }
            all.push(element);
        }
        Ok(all)
    }

    fn group_name(&mut self, group: Id) -> Result<String> {
        if let Some(name) = self.group_names.get(&group) {
            return Ok(name.clone());
        }
        let name = match rows::get(self.rows, self.desk.connection, Kind::Group, group)? {
            Some(stored) => text(&rows::object(&stored)?, "displayName").to_owned(),
            None => String::new(),
        };
        self.group_names.insert(group, name.clone());
        Ok(name)
    }

    fn members(&mut self, group: Id) -> Outcome<Vec<Value>> {
        let span = Span::prefix(&(self.desk.connection, group));
        let left = MAX_MEMBERS - self.members;
        let found = self.rows.list(&MEMBERS, span, 0, left + 1)?;
        if found.len() > left {
            let advice =
                "the groups have too many members for one answer; ask with excludedAttributes=members";
            return Err(Fault::new(400, Some("tooMany"), advice));
        }
        self.members += found.len();
        Ok(found
            .iter()
            .map(|((.., member), membership)| member_element(self.desk, *member, membership))
            .collect())
    }
}
