//! Who comes in as which member: by the account that they used before, by their address, by an invitation, or as somebody new
//! of the organization's domains. All in one transaction.

use std::net::IpAddr;

use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_name};
use crate::access::members::has_other_admin;
use crate::access::oidc::person::Person;
use crate::access::oidc::{domains, link};
use crate::access::{Actor, Role, invite};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::store::{Id, OrgRows as _, OrgWriter, Rows as _};

/// Somebody whose ID token holds.
pub(super) struct Admission {
    pub(super) issuer: String,
    pub(super) subject: String,
    pub(super) person: Person,
    /// Whether unknown people of the domains become members.
    pub(super) join: bool,
    pub(super) address: Option<IpAddr>,
}

fn refused<T>(why: &str) -> Result<T> {
    Err(Error::Forbidden(why.into()))
}

/// Finds or makes the member, gives them the role that their provider tells, and notes that they signed in.
///
/// # Errors
/// [`Error::Forbidden`] with the reason when they may not come in.
pub(super) fn admit(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    admission: Admission,
) -> Result<(Id, Member)> {
    let (id, mut member) = known(writer, platform, &admission)?;
    if !member.active {
        return refused("inactive member");
    }
    let actor = Actor::Member { id, email: member.email.clone() };
    let entry = |action: &str| Entry::new(platform, actor.clone(), admission.address, action);
    if let Some(role) = admission.person.role.filter(|role| *role != member.role) {
        if role != Role::Admin && !has_other_admin(writer, id)? {
            let entry = entry("member.role_kept").target(&member.email);
            audit::record(writer, &entry.detail("the last admin, though the provider says VIEWER"))?;
        } else {
            member.role = role;
            member.epoch = member.epoch.wrapping_add(1);
            let entry = entry("member.changed").target(&member.email);
            let word = format!("{role:?}").to_uppercase();
            audit::record(writer, &entry.detail(format!("{word}, active; as the provider says")))?;
        }
    }
    member.last_sign_in = Some(platform.now());
    writer.insert(&MEMBERS, &id, &member)?;
    audit::record(writer, &entry("session.created").detail("single sign-on"))?;
    Ok((id, member))
}

fn known(writer: &mut OrgWriter<'_, '_>, platform: &Platform, admission: &Admission) -> Result<(Id, Member)> {
    let (issuer, subject) = (&admission.issuer, &admission.subject);
    if let Some(id) = link::owner(writer, issuer, subject)?
        && let Some(member) = writer.get(&MEMBERS, &id)?
    {
        return Ok((id, member));
    }
    let email = &admission.person.email;
    let found = writer.global().get(&BY_EMAIL, email)?;
    let (id, member) = match found {
        Some(at) if at.org != writer.scope().org() => {
            return refused("the address belongs to a member of another organization");
        }
        Some(at) => {
            if link::has_another(writer, at.member, issuer)? {
                return refused(
                    "the member signs in with another account of this provider; an admin can unlink it",
                );
            }
            (at.member, writer.get(&MEMBERS, &at.member)?.ok_or(Error::NotFound("member"))?)
        }
        None => newcomer(writer, platform, admission)?,
    };
    // Refused below: then nothing is kept of this either.
    link::put(writer, id, issuer, subject)?;
    Ok((id, member))
}

/// Makes a member of somebody who was invited, or who belongs to one of the organization's domains.
fn newcomer(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    admission: &Admission,
) -> Result<(Id, Member)> {
    let person = &admission.person;
    let invited = invite::take_for(writer, &person.email, platform.now())?;
    let (role, how) = match invited {
        Some(role) => (role, "by invitation"),
        None if !admission.join => return refused("nobody invited this address"),
        None if !domains::has(writer, &person.email)? => {
            return refused("nobody invited this address, and its domain is not the organization's");
        }
        None => (Role::Viewer, "at the first single sign-on"),
    };
    let role = person.role.unwrap_or(role);
    let member = Member {
        email: person.email.clone(),
        name: normal_name(&person.name, &person.email)?,
        role,
        password: String::new(),
        active: true,
        epoch: 0,
        created: platform.now(),
        last_sign_in: None,
    };
    let id = platform.new_id();
    let org = writer.scope().org();
    writer.global().insert(&BY_EMAIL, &member.email, &Whereabouts { org, member: id })?;
    let actor = Actor::Member { id, email: member.email.clone() };
    let word = format!("{role:?}").to_uppercase();
    let entry = Entry::new(platform, actor, admission.address, "member.added").target(&member.email);
    audit::record(writer, &entry.detail(format!("{word}, {how}")))?;
    Ok((id, member))
}
