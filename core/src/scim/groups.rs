//! Groups, whose members are rows of their own.

use std::collections::HashSet;
use std::str::FromStr as _;

use serde_json::Value;

use crate::error::Result;
use crate::scim::desk::{Desk, Shown, check_named, check_size, check_version};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Values};
use crate::scim::patch::{self, Member, MemberChange, members_of};
use crate::scim::projection::Projection;
use crate::scim::resource::{Object, take};
use crate::scim::rows::{self, BY_MEMBER, MEMBERS, Membership, Stored};
use crate::scim::schema::Kind;
use crate::scim::view::member_element;
use crate::store::{Id, OrgRows as _, OrgWriter, Span};

/// A group's own attributes, and its members.
fn taken(body: Value) -> Outcome<(Object, Vec<Member>)> {
    let mut group = take(Kind::Group, body)?;
    let members = members_of(group.remove("members").unwrap_or_default())?;
    check_named(&group, "displayName")?;
    check_size(&group)?;
    Ok((group, members))
}

impl Desk {
    pub(super) async fn create_group(&self, body: Value, projection: &Projection) -> Outcome<Shown> {
        let (group, members) = taken(body)?;
        let (desk, projection) = (self.clone(), projection.clone());
        self.transact(move |writer| {
            let id = desk.services.platform.new_id();
            let place = (desk.connection, Kind::Group, id);
            let stored = rows::insert(writer, place, &group, desk.services.platform.now())?;
            desk.change_members(writer, id, MemberChange::Add(members))?;
            desk.shown(writer, Kind::Group, id, &stored, &projection)
        })
        .await
    }

    pub(super) async fn replace_group(
        &self,
        id: &str,
        body: Value,
        if_match: Option<String>,
        projection: &Projection,
    ) -> Outcome<Shown> {
        let (group, members) = taken(body)?;
        let (desk, projection, id) = (self.clone(), projection.clone(), id.to_owned());
        self.transact(move |writer| {
            let change = |_: &mut Object| Ok(vec![MemberChange::Replace(members)]);
            let (id, stored) = desk.change_group(writer, &id, if_match.as_deref(), |object| {
                let changes = change(object);
                *object = group;
                changes
            })?;
            desk.shown(writer, Kind::Group, id, &stored, &projection)
        })
        .await
    }

    /// Answers the new version; the group itself may be large.
    pub(super) async fn patch_group(
        &self,
        id: &str,
        body: Value,
        if_match: Option<String>,
    ) -> Outcome<(Id, Stored)> {
        let operations = patch::read(body)?;
        let (desk, id) = (self.clone(), id.to_owned());
        self.transact(move |writer| {
            desk.change_group(writer, &id, if_match.as_deref(), |object| {
                patch::apply(Kind::Group, object, operations)
            })
        })
        .await
    }

    fn change_group(
        &self,
        writer: &mut OrgWriter<'_, '_>,
        id: &str,
        if_match: Option<&str>,
        change: impl FnOnce(&mut Object) -> Outcome<Vec<MemberChange>>,
    ) -> Outcome<(Id, Stored)> {
        let (id, stored) = self.found(writer, Kind::Group, id)?;
        check_version(&stored, if_match)?;
        let before = rows::object(&stored)?;
        let mut after = before.clone();
        let changes = change(&mut after)?;
        check_named(&after, "displayName")?;
        check_size(&after)?;
        let mut is_changed = after != before;
        for change in changes {
            is_changed |= self.change_members(writer, id, change)?;
        }
        if !is_changed {
            return Ok((id, stored));
        }
        let now = self.services.platform.now();
        let stored =
            rows::update(writer, (self.connection, Kind::Group, id), stored, (&before, &after), now)?;
        Ok((id, stored))
    }

    pub(super) async fn delete_group(&self, id: &str, if_match: Option<String>) -> Outcome<()> {
        let (desk, id) = (self.clone(), id.to_owned());
        self.transact(move |writer| {
            let (id, stored) = desk.found(writer, Kind::Group, &id)?;
            check_version(&stored, if_match.as_deref())?;
            rows::remove(writer, (desk.connection, Kind::Group, id), &stored)?;
            let connection = desk.connection;
            for (.., member) in writer.keys(&MEMBERS, Span::prefix(&(connection, id)), 0, usize::MAX)? {
                take_out(writer, connection, id, member)?;
            }
            for (.., group) in writer.keys(&BY_MEMBER, Span::prefix(&(connection, id)), 0, usize::MAX)? {
                take_out(writer, connection, group, id)?;
                touch(writer, &desk, group)?;
            }
            Ok(())
        })
        .await
    }

    /// Says whether anybody came or went.
    fn change_members(
        &self,
        writer: &mut OrgWriter<'_, '_>,
        group: Id,
        change: MemberChange,
    ) -> Outcome<bool> {
        let all = Span::prefix(&(self.connection, group));
        let mut changed = false;
        match change {
            MemberChange::Add(members) => {
                for member in members {
                    changed |= self.put_in(writer, group, &member)?;
                }
            }
            MemberChange::Remove(ids) => {
                // Whoever is no member, is none afterwards.
                for id in ids.iter().filter_map(|id| Id::from_str(id).ok()) {
                    changed |= take_out(writer, self.connection, group, id)?;
                }
            }
            MemberChange::RemoveWhere(filter) => {
                for ((.., member), membership) in writer.list(&MEMBERS, all, 0, usize::MAX)? {
                    if self.fulfils(member, &membership, &filter) {
                        changed |= take_out(writer, self.connection, group, member)?;
                    }
                }
            }
            MemberChange::Replace(members) => {
                let kept: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
                for (.., member) in writer.keys(&MEMBERS, all, 0, usize::MAX)? {
                    if !kept.contains(member.to_string().as_str()) {
                        changed |= take_out(writer, self.connection, group, member)?;
                    }
                }
                for member in &members {
                    changed |= self.put_in(writer, group, member)?;
                }
            }
        }
        Ok(changed)
    }

    fn fulfils(&self, member: Id, membership: &Membership, filter: &Filter) -> bool {
        let element = rows::into_object(member_element(self, member, membership));
        let core = Kind::Group.core();
        let is_exact = Kind::Group.exact();
        Values { object: &element, is_exact, core, element_of: Some("members") }.fulfil(filter)
    }

    fn put_in(&self, writer: &mut OrgWriter<'_, '_>, group: Id, member: &Member) -> Outcome<bool> {
        let nobody = || Fault::value("members", &format!("there is no user and no group {}", member.id));
        let id = Id::from_str(&member.id).map_err(|_| nobody())?;
        let key = (self.connection, group, id);
        if let Some(known) = writer.get(&MEMBERS, &key)?
            && (member.display.is_empty() || known.display == member.display)
        {
            return Ok(false);
        }
        let is_user = rows::get(writer, self.connection, Kind::User, id)?.is_some();
        if !is_user && (id == group || rows::get(writer, self.connection, Kind::Group, id)?.is_none()) {
            return Err(nobody());
        }
        writer.insert(&MEMBERS, &key, &Membership { display: member.display.clone(), is_group: !is_user })?;
        writer.insert(&BY_MEMBER, &(self.connection, id, group), &())?;
        Ok(true)
    }
}

/// Ends a membership; says whether there was one.
pub(super) fn take_out(
    writer: &mut OrgWriter<'_, '_>,
    connection: Id,
    group: Id,
    member: Id,
) -> Result<bool> {
    writer.remove(&BY_MEMBER, &(connection, member, group))?;
    writer.remove(&MEMBERS, &(connection, group, member))
}

/// Makes a new version of a group whose members changed.
pub(super) fn touch(writer: &mut OrgWriter<'_, '_>, desk: &Desk, group: Id) -> Result<()> {
    let Some(stored) = rows::get(writer, desk.connection, Kind::Group, group)? else { return Ok(()) };
    let object = rows::object(&stored)?;
    let now = desk.services.platform.now();
    rows::update(writer, (desk.connection, Kind::Group, group), stored, (&object, &object), now).map(drop)
}
