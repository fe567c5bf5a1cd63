//! E-mail domains: which organization's provider somebody is sent to, by the address that they type. A domain belongs to at
//! most one organization.
//!
//! Whoever holds a domain makes its people members, so that nobody may take one without proof. The operator of the appliance
//! is the one who knows its organizations: only they set domains.

use serde::{Deserialize, Serialize};
use url::Host;

use crate::access::{Access, Principal};
use crate::audit;
use crate::error::{Error, Result};
use crate::record;
use crate::store::{GlobalTable, Id, OrgRows, OrgScope, OrgTable, OrgWriter, Rows};
use crate::tenancy;

/// Domains of one organization at most.
const MOST: usize = 50;

/// An organization's domains, in the order of the alphabet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Domains {
    names: Vec<String>,
}

record!(Domains, 1);

/// Whose a domain is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Holder {
    org: Id,
}

record!(Holder, 1);

const DOMAINS: OrgTable<(), Domains> = OrgTable::new("access.oidc_domains");
const HOLDERS: GlobalTable<String, Holder> = GlobalTable::new("access.oidc_domain");

/// The organization's domains.
pub(super) fn of(rows: &impl OrgRows) -> Result<Vec<String>> {
    Ok(rows.get(&DOMAINS, &())?.unwrap_or_default().names)
}

/// The organization that has the domain of an address.
pub(super) fn holder(rows: &impl Rows, email: &str) -> Result<Option<Id>> {
    let Some((_, domain)) = email.trim().rsplit_once('@') else { return Ok(None) };
    let Some(domain) = normal(domain) else { return Ok(None) };
    Ok(rows.get(&HOLDERS, &domain)?.map(|holder| holder.org))
}

/// Whether an address lies in one of the organization's domains.
pub(super) fn has(rows: &impl OrgRows, email: &str) -> Result<bool> {
    let domain = email.rsplit_once('@').and_then(|(_, domain)| normal(domain));
    let names = of(rows)?;
    Ok(domain.is_some_and(|domain| names.contains(&domain)))
}

/// A domain in one spelling: lower case, ASCII (IDNA), at least two labels.
fn normal(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    let Host::Domain(name) = Host::parse(text).ok()? else { return None };
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (name.contains('.') && name.len() <= 253 && name.split('.').all(is_label)).then_some(name)
}

/// Domains in one spelling, each once, in order.
///
/// # Errors
/// [`Error::Invalid`] naming `emailDomains`.
pub(super) fn checked(names: &[String]) -> Result<Vec<String>> {
    if names.len() > MOST {
        return Err(Error::invalid("emailDomains", format!("at most {MOST}")));
    }
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let wrong = || {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
            Error::invalid("emailDomains", format!("{shown} is no domain"))
        };
        all.push(normal(name).ok_or_else(wrong)?);
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Puts domains in place of those that the organization has.
///
/// # Errors
/// [`Error::Conflict`] when another organization has one of them.
pub(super) fn put(writer: &mut OrgWriter<'_, '_>, names: Vec<String>) -> Result<()> {
    let org = writer.scope().org();
    for name in of(writer)? {
        if !names.contains(&name) {
            writer.global().remove(&HOLDERS, &name)?;
        }
    }
    for name in &names {
        if writer.global().get(&HOLDERS, name)?.is_some_and(|holder| holder.org != org) {
            return Err(Error::Conflict(format!("{name} belongs to another organization")));
        }
        writer.global().insert(&HOLDERS, name, &Holder { org })?;
    }
    writer.insert(&DOMAINS, &(), &Domains { names })
}

impl Access {
    /// Sets the e-mail domains of an organization in place of those that it has.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the operator's admins, [`Error::NotFound`], [`Error::Invalid`] naming
    /// `emailDomains`, [`Error::Conflict`] when another organization has one of them. Then nothing changes.
    pub async fn set_email_domains(
        &self,
        principal: &Principal,
        organization: Id,
        names: &[String],
    ) -> Result<Vec<String>> {
        principal.require_admin()?;
        tenancy::require_operator(self.platform(), principal)?;
        let names = checked(names)?;
        let entry = audit::Entry::by(self.platform(), principal, "oidc.domains_changed")
            .target(organization)
            .detail(names.join(", "));
        self.platform()
            .store
            .write(move |writer| {
                if tenancy::find(writer, organization)?.is_none() {
                    return Err(Error::NotFound("organization"));
                }
                let mut writer = writer.org(OrgScope::of(organization));
                put(&mut writer, names.clone())?;
                audit::record(&mut writer, &entry)?;
                Ok(names)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_domain_has_one_spelling() {
        for (text, kept) in [
            (" Acme.Example. ", Some("acme.example")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("mail.acme.example", Some("mail.acme.example")),
            ("localhost", None),
            ("127.0.0.1", None),
            ("[::1]", None),
            ("acme example", None),
            ("*.example", None),
            ("ada@acme.example", None),
            ("", None),
        ] {
            let found = normal(text);
            assert_eq!(found.as_deref(), kept, "{text}");
        }
    }
}
