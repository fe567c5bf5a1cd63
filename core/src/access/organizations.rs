//! Which organizations somebody may act for, and changing the one that they act for.

use crate::access::handle::Access;
use crate::access::{Principal, Role};
use crate::audit;
use crate::error::{Error, Result};
use crate::store::{Id, OrgScope};
use crate::tenancy::{self, Organization, OrganizationChange, OrganizationType};

impl Access {
    /// The organizations that the principal may act for, each with what they may do there: their own first, then,
    /// for an MSSP's members, those that name it as their manager, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn organizations(&self, principal: &Principal) -> Result<Vec<(Id, Organization, Role)>> {
        let reader = self.platform().store.read()?;
        let (home, role) = (principal.home(), principal.role());
        let own = tenancy::find(&reader, home)?.ok_or(Error::NotFound("organization"))?;
        let mut all = vec![(home, own, role)];
        if principal.require_member().is_ok() {
            let managed = tenancy::managed(&reader, home)?;
            all.extend(managed.into_iter().map(|(id, organization)| (id, organization, role)));
        }
        Ok(all)
    }

    /// The same principal at work for `organization`: their own, or one that theirs manages.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every other organization.
    pub fn organization_principal(&self, principal: &Principal, organization: Id) -> Result<Principal> {
        if organization == principal.scope().org() {
            return Ok(principal.clone());
        }
        if organization == principal.home() {
            return Ok(principal.for_managed(organization));
        }
        self.act_for(principal, organization)
    }

    /// The principal of an MSSP's member at work for an organization that names it as its manager.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every other organization, for one that is disabled, and for API keys, which belong to one.
    pub fn act_for(&self, principal: &Principal, organization: Id) -> Result<Principal> {
        let reader = self.platform().store.read()?;
        let home = principal.home();
        let own = tenancy::find(&reader, home)?;
        let other = tenancy::find(&reader, organization)?;
        let managed = principal.require_member().is_ok()
            && own.is_some_and(|own| own.organization_type == OrganizationType::Mssp)
            && other.is_some_and(|other| other.managed_by == Some(home) && other.enabled);
        if managed { Ok(principal.for_managed(organization)) } else { Err(Error::NotFound("organization")) }
    }

    /// Changes the principal's organization. The door to it, since a new uninstall password is hashed on the way.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, and when others than the operator's would change
    /// `organization_type` or `managed_by`; [`Error::Invalid`] naming the field as seed 000 does; [`Error::Conflict`]
    /// when the name is taken or the version is another one. Then nothing changes.
    pub async fn update_organization(
        &self,
        principal: &Principal,
        change: OrganizationChange,
    ) -> Result<Organization> {
        principal.require_admin()?;
        let password = match change.uninstall_password.as_deref() {
            None => None,
            Some("") => Some(None),
            Some(plain) => Some(Some(self.passwords().hash_uninstall(plain).await?)),
        };
        tenancy::update(self.platform(), principal, change, password).await
    }

    /// Whether `password` lets an agent of the principal's organization be uninstalled; no password does when none is
    /// set. Whoever calls limits the tries.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many passwords are compared at once.
    pub async fn check_uninstall_password(&self, principal: &Principal, password: &str) -> Result<bool> {
        let organization = tenancy::get(self.platform(), principal)?;
        self.passwords().verify(password, organization.uninstall_password.as_deref()).await
    }

    /// Lets the members and API keys of an organization in, or no longer: sessions, tokens and keys are refused from
    /// then on and good again once it is enabled.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the operator's admins, [`Error::NotFound`], [`Error::Conflict`] for the
    /// operator's own.
    pub async fn set_organization_enabled(
        &self,
        principal: &Principal,
        id: Id,
        enabled: bool,
    ) -> Result<Organization> {
        principal.require_admin()?;
        tenancy::require_operator(self.platform(), principal)?;
        let detail = if enabled { "enabled" } else { "disabled" };
        let entry =
            audit::Entry::by(self.platform(), principal, "organization.changed").target(id).detail(detail);
        let access = self.clone();
        // In a task of its own: a caller that goes away must not leave keys open.
        let work = async move {
            let store = &access.platform().store;
            let outcome = store
                .write(move |writer| {
                    let organization = tenancy::set_enabled(writer, id, enabled)?;
                    audit::record(&mut writer.org(OrgScope::of(id)), &entry)?;
                    Ok(organization)
                })
                .await;
            access.known_keys().forget();
            outcome
        };
        tokio::spawn(work).await.map_err(Error::internal)?
    }
}
