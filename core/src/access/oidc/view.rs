//! What admins see of their provider, and a look at what it says of itself.

use crate::access::oidc::settings::{OIDC, Oidc};
use crate::access::oidc::{ProviderInfo, domains};
use crate::access::{Access, Principal};
use crate::error::{Error, Result};
use crate::ports::ConnectorError;
use crate::store::OrgRows as _;
use crate::tenancy;

/// A provider as admins see it: never its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcSettings {
    /// The issuer identifier.
    pub issuer: String,
    /// Our id there.
    pub client_id: String,
    /// `…` and the last four characters of our secret; `None` without one.
    pub secret_hint: Option<String>,
    /// What the sign-in page calls it.
    pub label: String,
    /// Scopes beside those that are always asked for.
    pub scopes: Vec<String>,
    /// The claim that says who is an admin; empty for none.
    pub role_claim: String,
    /// Its values that mean ADMIN.
    pub admin_values: Vec<String>,
    /// Whether unknown people of the domains become members.
    pub join: bool,
    /// Whether members who are no admins may still use their passwords.
    pub passwords: bool,
    /// Whether it is offered.
    pub enabled: bool,
}

/// How single sign-on stands with an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcView {
    /// The provider; `None` when there is none.
    pub settings: Option<OidcSettings>,
    /// The organization's e-mail domains.
    pub email_domains: Vec<String>,
    /// Whether who asks may set them.
    pub may_set_domains: bool,
}

impl From<Oidc> for OidcSettings {
    fn from(row: Oidc) -> Self {
        Self {
            secret_hint: row.secret.is_some().then_some(row.secret_hint),
            issuer: row.issuer,
            client_id: row.client_id,
            label: row.label,
            scopes: row.scopes,
            role_claim: row.role_claim,
            admin_values: row.admin_values,
            join: row.join,
            passwords: row.passwords,
            enabled: row.enabled,
        }
    }
}

/// As it stands now.
pub(super) fn of(access: &Access, principal: &Principal) -> Result<OidcView> {
    let reader = access.platform().store.org(principal.scope()).read()?;
    let settings = reader.get(&OIDC, &())?.map(OidcSettings::from);
    let email_domains = domains::of(&reader)?;
    let may_set_domains = tenancy::require_operator(access.platform(), principal).is_ok();
    Ok(OidcView { settings, email_domains, may_set_domains })
}

impl Access {
    /// How single sign-on stands with the organization.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but admins.
    pub fn oidc(&self, principal: &Principal) -> Result<OidcView> {
        principal.require_admin()?;
        of(self, principal)
    }

    /// Asks the provider that is kept what it says of itself. Answers why that does not do, if it does not.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but admins, [`Error::Unmet`] when there is none.
    pub async fn test_oidc(&self, principal: &Principal) -> Result<Result<ProviderInfo, ConnectorError>> {
        principal.require_admin()?;
        let row = self.platform().store.org(principal.scope()).read()?.get(&OIDC, &())?;
        let row = row.ok_or_else(|| Error::Unmet("no identity provider is set up".into()))?;
        let client = row.client(&self.platform().sealer, principal.scope())?;
        Ok(self.identity_provider()?.discover(&client).await)
    }

    /// What the sign-in page calls single sign-on; `None` when no organization has it. A label is told only while there is
    /// one organization: it may say who that is.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn oidc_label(&self) -> Result<Option<String>> {
        let mut labels = Vec::new();
        let all = self.scopes()?;
        for scope in &all {
            labels.extend(super::label_of(&self.platform().store.org(*scope).read()?)?);
        }
        Ok(match labels.pop() {
            Some(only) if all.len() == 1 => Some(only),
            Some(_) => Some("Single sign-on".into()),
            None => None,
        })
    }
}
