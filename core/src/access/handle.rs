//! The handle to this room: its settings, what it holds in memory, and the first steps of a new appliance.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use crate::access::limit::SignInLimits;
use crate::access::members;
use crate::access::password::Passwords;
use crate::access::{HashCost, NewMember, Principal, Role};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::store::OrgScope;
use crate::tenancy::{self, NewOrganization, OrganizationType};

/// How long sessions last and how often somebody may try to sign in.
#[derive(Debug, Clone)]
pub struct AccessSettings {
    /// A session that nobody used for so many seconds is over.
    pub idle_seconds: i64,
    /// A session is over after so many seconds in any case.
    pub absolute_seconds: i64,
    /// Tries to sign in that one address has at once.
    pub tries_by_address: NonZeroU32,
    /// An address gets another try each time this has passed.
    pub try_again_by_address: Duration,
    /// Tries to sign in that one account has at once.
    pub tries_by_account: NonZeroU32,
    /// An account gets another try each time this has passed.
    pub try_again_by_account: Duration,
    /// What a password hash costs.
    pub hash_cost: HashCost,
}

impl Default for AccessSettings {
    /// Idle 24 hours, 30 days in all; 30 tries an address and one every 2 s; 10 tries an account and one every 30 s.
    fn default() -> Self {
        Self {
            idle_seconds: 24 * 3600,
            absolute_seconds: 30 * 24 * 3600,
            tries_by_address: NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN),
            try_again_by_address: Duration::from_secs(2),
            tries_by_account: NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN),
            try_again_by_account: Duration::from_secs(30),
            hash_cost: HashCost::default(),
        }
    }
}

/// Members, sessions and sign-in. Cheap to clone.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    platform: Platform,
    settings: AccessSettings,
    passwords: Passwords,
    limits: SignInLimits,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Access")
    }
}

/// What `gatehouse init` asks for.
#[derive(Debug, Clone)]
pub struct FirstSteps {
    /// The first organization.
    pub organization: NewOrganization,
    /// Its first admin's address.
    pub admin_email: String,
    /// Their name; may be empty.
    pub admin_name: String,
    /// Their password, 12 to 128 characters.
    pub admin_password: String,
}

impl Access {
    /// Over this platform.
    ///
    /// # Errors
    /// [`Error::Internal`] when the hash cost is out of argon2's bounds.
    pub fn new(platform: Platform, settings: AccessSettings) -> Result<Self> {
        let passwords = Passwords::new(settings.hash_cost, Arc::clone(&platform.random))?;
        let limits = SignInLimits::new(&settings);
        Ok(Self(Arc::new(Inner { platform, settings, passwords, limits })))
    }

    pub(super) fn platform(&self) -> &Platform {
        &self.0.platform
    }

    pub(super) fn settings(&self) -> &AccessSettings {
        &self.0.settings
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn limits(&self) -> &SignInLimits {
        &self.0.limits
    }

    /// Makes the first organization and its first admin, both or neither. Answers the appliance's own principal for it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is an organization already; [`Error::Invalid`] naming `name`, `timeZone`,
    /// `email` or `password`.
    pub async fn initialize(&self, first: FirstSteps) -> Result<Principal> {
        let platform = self.platform();
        let (org, now) = (platform.new_id(), platform.now());
        let scope = OrgScope::of(org);
        let principal = Principal::system(scope, "command line");
        let new = NewMember {
            email: first.admin_email,
            name: first.admin_name,
            role: Role::Admin,
            password: first.admin_password,
        };
        let prepared = self.prepare_member(&principal, new).await?;
        platform
            .store
            .write(move |writer| {
                if !tenancy::list(writer)?.is_empty() {
                    return Err(Error::Conflict(
                        "the data folder already has an organization; add members with `gatehouse user`"
                            .into(),
                    ));
                }
                tenancy::create(writer, org, now, first.organization)?;
                members::insert(&mut writer.org(scope), prepared).map(drop)
            })
            .await?;
        Ok(principal)
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

    /// The principal of an MSSP's admin at work for an organization that names it as its manager.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every other organization.
    pub fn act_for(&self, principal: &Principal, organization: crate::store::Id) -> Result<Principal> {
        let reader = self.platform().store.read()?;
        let own = tenancy::find(&reader, principal.scope().org())?;
        let other = tenancy::find(&reader, organization)?;
        let managed = own.is_some_and(|own| own.organization_type == OrganizationType::Mssp)
            && other.is_some_and(|other| other.managed_by == Some(principal.scope().org()));
        if managed { Ok(principal.for_managed(organization)) } else { Err(Error::NotFound("organization")) }
    }
}
