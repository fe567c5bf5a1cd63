//! Users: created, replaced, patched and deleted, each with what becomes of the person behind it.

use serde_json::Value;

use crate::audit::{self, Entry};
use crate::intake::address;
use crate::scim::desk::{Desk, Shown, check_named, check_size, check_version};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::patch;
use crate::scim::projection::Projection;
use crate::scim::resource::{Object, is_away, person, take};
use crate::scim::rows::{self, BY_MEMBER, Indexed};
use crate::scim::schema::Kind;
use crate::scim::{groups, resource};
use crate::store::{Id, OrgRows as _, OrgWriter, Span};
use crate::workforce::{self, EmployeeSource, Linked, Listed};

impl Desk {
    pub(super) async fn create_user(&self, body: Value, projection: &Projection) -> Outcome<Shown> {
        let mut user = take(Kind::User, body)?;
        user.entry("active").or_insert(Value::Bool(true));
        check_named(&user, "userName")?;
        check_size(&user)?;
        let (desk, projection) = (self.clone(), projection.clone());
        self.transact(move |writer| {
            let id = desk.services.platform.new_id();
            desk.check_user_name(writer, None, &user)?;
            let stored =
                rows::insert(writer, (desk.connection, Kind::User, id), &user, desk.services.platform.now())?;
            desk.employ(writer, id, &user)?;
            desk.shown(writer, Kind::User, id, &stored, &projection)
        })
        .await
    }

    pub(super) async fn replace_user(
        &self,
        id: &str,
        body: Value,
        if_match: Option<String>,
        projection: &Projection,
    ) -> Outcome<Shown> {
        let user = take(Kind::User, body)?;
        self.change_user(id, if_match, projection, move |before| {
            let mut user = user;
            // Whoever says nothing of it does not mean to let somebody in again.
            if let (false, Some(active)) = (user.contains_key("active"), before.get("active")) {
                user.insert("active".into(), active.clone());
            }
            Ok(user)
        })
        .await
    }

    pub(super) async fn patch_user(
        &self,
        id: &str,
        body: Value,
        if_match: Option<String>,
        projection: &Projection,
    ) -> Outcome<Shown> {
        let operations = patch::read(body)?;
        self.change_user(id, if_match, projection, move |before| {
            let mut user = before.clone();
            patch::apply(Kind::User, &mut user, operations)?;
            // Taking the value away lets nobody in again.
            if !user.contains_key("active") && is_away(before) {
                user.insert("active".into(), Value::Null);
            }
            Ok(user)
        })
        .await
    }

    async fn change_user(
        &self,
        id: &str,
        if_match: Option<String>,
        projection: &Projection,
        change: impl FnOnce(&Object) -> Outcome<Object> + Send + 'static,
    ) -> Outcome<Shown> {
        let (desk, projection, id) = (self.clone(), projection.clone(), id.to_owned());
        self.transact(move |writer| {
            let (id, mut stored) = desk.found(writer, Kind::User, &id)?;
            check_version(&stored, if_match.as_deref())?;
            let before = rows::object(&stored)?;
            let after = change(&before)?;
            check_named(&after, "userName")?;
            check_size(&after)?;
            if after != before {
                desk.check_user_name(writer, Some(id), &after)?;
                let now = desk.services.platform.now();
                stored =
                    rows::update(writer, (desk.connection, Kind::User, id), stored, (&before, &after), now)?;
            }
            // Even if nothing is new here: what the provider says is so afterwards.
            desk.employ(writer, id, &after)?;
            desk.shown(writer, Kind::User, id, &stored, &projection)
        })
        .await
    }

    pub(super) async fn delete_user(&self, id: &str, if_match: Option<String>) -> Outcome<()> {
        let (desk, id) = (self.clone(), id.to_owned());
        self.transact(move |writer| {
            let (id, stored) = desk.found(writer, Kind::User, &id)?;
            check_version(&stored, if_match.as_deref())?;
            rows::remove(writer, (desk.connection, Kind::User, id), &stored)?;
            let of = Span::prefix(&(desk.connection, id));
            for (.., group) in writer.keys(&BY_MEMBER, of, 0, usize::MAX)? {
                groups::take_out(writer, desk.connection, group, id)?;
                groups::touch(writer, &desk, group)?;
            }
            if let Some(employee) = workforce::by_link(writer, desk.connection, &id.to_string())? {
                workforce::release(writer, &desk.services.platform, employee)?;
                desk.record_leaver(writer, employee, "deleted by the identity provider")?;
            }
            Ok(())
        })
        .await
    }

    /// A name is one user's, whatever its case.
    fn check_user_name(&self, writer: &OrgWriter<'_, '_>, own: Option<Id>, user: &Object) -> Outcome<()> {
        let name = resource::text(user, "userName");
        for id in rows::lookup(writer, self.connection, Indexed::UserName, name)? {
            if Some(id) == own {
                continue;
            }
            let other = rows::get(writer, self.connection, Kind::User, id)?;
            let other = other.map(|stored| rows::object(&stored)).transpose()?;
            if other
                .is_some_and(|other| crate::scim::filter::same_text(resource::text(&other, "userName"), name))
            {
                return Err(Fault::uniqueness(format!("there is a user {name} already")));
            }
        }
        Ok(())
    }

    /// Sees to it that the person behind the user is as the user says: found or made, named, at work or gone.
    fn employ(&self, writer: &mut OrgWriter<'_, '_>, id: Id, user: &Object) -> Outcome<()> {
        let platform = &self.services.platform;
        let mut listed = Listed { connection: self.connection, user: person(&id.to_string(), user) };
        let known = workforce::by_link(writer, self.connection, &listed.user.external_id)?;
        listed.user.email = match self.free_address(writer, known, &listed) {
            // Whoever leaves, leaves: an address that cannot be had is no reason to keep somebody.
            Err(Fault::Refused { .. }) if !listed.user.active => None,
            outcome => outcome?,
        };
        if known.is_none() && !listed.user.active && listed.user.email.is_none() {
            // Nobody yet, and nobody to look for.
            return Ok(());
        }
        match workforce::settle_from(writer, platform, EmployeeSource::Scim, &listed)? {
            Linked::Taken { id: employee, leaves: true, .. } => {
                workforce::set_active(writer, platform, employee, false)?;
                self.record_leaver(writer, employee, "deactivated by the identity provider")
            }
            // Inactive, without name and address: there is nobody yet to be gone.
            Linked::Taken { .. } | Linked::Nobody => Ok(()),
            Linked::Refused { reason, .. } => Err(Fault::uniqueness(reason)),
        }
    }

    fn record_leaver(&self, writer: &mut OrgWriter<'_, '_>, employee: Id, why: &str) -> Outcome<()> {
        let entry = Entry::by(&self.services.platform, &self.principal, "employee.left");
        Ok(audit::record(writer, &entry.target(employee).detail(why))?)
    }

    /// The user's address, unless it is somebody else's. One person of another directory is not two: that is refused.
    /// `known` is the person behind the user so far; it lets go of the user when the address is that of another person
    /// whom nobody lists.
    fn free_address(
        &self,
        writer: &mut OrgWriter<'_, '_>,
        known: Option<Id>,
        listed: &Listed,
    ) -> Outcome<Option<String>> {
        let Some(email) = listed.user.email.as_deref().and_then(|text| address(text).ok()) else {
            return Ok(None);
        };
        let Some(holder) = workforce::by_email(writer, &email)? else { return Ok(Some(email)) };
        if known == Some(holder) {
            return Ok(Some(email));
        }
        let link =
            workforce::find(writer, holder)?.filter(|holder| holder.active).and_then(|holder| holder.link);
        match (link, known) {
            (Some(link), _) if link.connection != self.connection => Err(Fault::uniqueness(format!(
                "the address {email} belongs to somebody whom another directory lists"
            ))),
            // Two users who share a mailbox: it is looked up once.
            (Some(_), _) => Ok(None),
            (None, Some(_)) if !listed.user.active => Ok(None),
            // Somebody whom nobody lists, or who has left, is who this user is from now on.
            (None, Some(known)) => {
                workforce::release(writer, &self.services.platform, known)?;
                self.record_leaver(writer, known, "the user has the address of another person now")?;
                Ok(Some(email))
            }
            (None, None) => Ok(Some(email)),
        }
    }
}
