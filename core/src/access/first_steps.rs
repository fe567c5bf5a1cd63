//! The first steps of an organization: it and its first admin, both or neither. And the appliance's own principals.

use crate::access::handle::Access;
use crate::access::members;
use crate::access::{NewMember, Principal, Role};
use crate::error::{Error, Result};
use crate::store::{Id, OrgScope, Writer};
use crate::tenancy::{self, NewOrganization, Organization};

/// What a new organization comes with: what `gatehouse init` and `gatehouse organization add` ask for.
#[derive(Debug, Clone)]
pub struct FirstSteps {
    /// The organization.
    pub organization: NewOrganization,
    /// Its first admin's address.
    pub admin_email: String,
    /// Their name; may be empty.
    pub admin_name: String,
    /// Their password, 12 to 128 characters.
    pub admin_password: String,
}

impl Access {
    /// Makes the first organization and its first admin, both or neither. Answers the appliance's own principal for it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is an organization already; [`Error::Invalid`] naming `name`, `timeZone`,
    /// `email` or `password`.
    pub async fn initialize(&self, first: FirstSteps) -> Result<Principal> {
        let made = self.make_organization(first, |writer| {
            if tenancy::list(writer)?.is_empty() {
                return Ok(());
            }
            Err(Error::Conflict(
                "the data folder already has an organization; add members with `gatehouse user`".into(),
            ))
        });
        let (org, _) = made.await?;
        Ok(Principal::system(OrgScope::of(org), "command line"))
    }

    /// Makes a further organization and its first admin, both or neither.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the operator's admins; [`Error::Conflict`] when the name or the address is
    /// taken; [`Error::Invalid`] naming `name`, `timeZone`, `managedBy`, `email` or `password`.
    pub async fn add_organization(
        &self,
        principal: &Principal,
        first: FirstSteps,
    ) -> Result<(Id, Organization)> {
        principal.require_admin()?;
        tenancy::require_operator(self.platform(), principal)?;
        self.make_organization(first, |_| Ok(())).await
    }

    async fn make_organization(
        &self,
        first: FirstSteps,
        may: impl FnOnce(&Writer<'_>) -> Result<()> + Send + 'static,
    ) -> Result<(Id, Organization)> {
        let (org, now) = (self.platform().new_id(), self.platform().now());
        let scope = OrgScope::of(org);
        let new = NewMember {
            email: first.admin_email,
            name: first.admin_name,
            role: Role::Admin,
            password: first.admin_password,
        };
        let prepared = self.prepare_member(&Principal::system(scope, "command line"), new).await?;
        self.platform()
            .store
            .write(move |writer| {
                may(writer)?;
                let organization = tenancy::create(writer, org, now, first.organization)?;
                members::insert(&mut writer.org(scope), prepared)?;
                Ok((org, organization))
            })
            .await
    }

    /// The appliance's own principal for an organization: for the command line and the appliance's wiring, which act
    /// without anybody signed in. `organization` is its id or name; `None` takes the only one.
    ///
    /// # Errors
    /// [`Error::Unmet`] when there is none yet, [`Error::NotFound`], or [`Error::Invalid`] when one must be named.
    pub fn command_line(&self, organization: Option<&str>) -> Result<Principal> {
        let all = tenancy::list(&self.platform().store.read()?)?;
        if all.is_empty() {
            return Err(Error::Unmet("there is no organization yet; run `gatehouse init` first".into()));
        }
        let wanted = |wanted: &str| {
            all.iter().find(|(id, org)| id.to_string() == wanted || org.name.eq_ignore_ascii_case(wanted))
        };
        let (id, _) = match organization {
            Some(name) => wanted(name).ok_or(Error::NotFound("organization"))?,
            None if all.len() == 1 => &all[0],
            None => return Err(Error::invalid("organization", "there are several; name one")),
        };
        Ok(Principal::system(OrgScope::of(*id), "command line"))
    }

    /// Every organization's scope: for what the appliance sets up for each at its start.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn scopes(&self) -> Result<Vec<OrgScope>> {
        let all = tenancy::list(&self.platform().store.read()?)?;
        Ok(all.into_iter().map(|(id, _)| OrgScope::of(id)).collect())
    }

    /// Every organization with its id, oldest first: for the operator.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the operator's admins.
    pub fn all_organizations(&self, principal: &Principal) -> Result<Vec<(Id, Organization)>> {
        principal.require_admin()?;
        tenancy::require_operator(self.platform(), principal)?;
        tenancy::list(&self.platform().store.read()?)
    }
}
