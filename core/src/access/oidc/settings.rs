//! An organization's identity provider, as it is stored and changed: by admins.

use serde::{Deserialize, Serialize};
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::access::member::MEMBERS;
use crate::access::oidc::{OidcView, ProviderClient, domains, view};
use crate::access::{Access, Principal, Role};
use crate::audit;
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::{Sealed, Sealer};
use crate::store::{OrgRows, OrgScope, OrgTable, OrgWriter, Span};
use crate::tenancy;

const MOST_VALUES: usize = 20;
const LABEL: &str = "Single sign-on";

/// An organization's provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Oidc {
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) secret: Option<Sealed>,
    /// `…` and the secret's last four characters, where it is long enough for that.
    pub(super) secret_hint: String,
    pub(super) label: String,
    /// Scopes beside those that are always asked for.
    pub(super) scopes: Vec<String>,
    /// The claim that says who is an admin; empty when roles are given here.
    pub(super) role_claim: String,
    pub(super) admin_values: Vec<String>,
    /// Whether unknown people of the organization's domains become members when they first sign in.
    pub(super) join: bool,
    /// Whether members who are no admins may still use their passwords.
    pub(super) passwords: bool,
    pub(super) enabled: bool,
}

record!(Oidc, 1);

pub(super) const OIDC: OrgTable<(), Oidc> = OrgTable::new("access.oidc");

fn purpose(scope: OrgScope) -> String {
    format!("access.oidc/{}", scope.org())
}

impl Oidc {
    /// Who we are at the provider.
    pub(super) fn client(&self, sealer: &Sealer, scope: OrgScope) -> Result<ProviderClient> {
        let secret =
            self.secret.as_ref().map(|sealed| sealer.open_text(&purpose(scope), sealed)).transpose()?;
        let (issuer, client_id) = (self.issuer.clone(), self.client_id.clone());
        Ok(ProviderClient { issuer, client_id, secret, scopes: self.scopes.clone() })
    }
}

/// Settings to be kept.
#[derive(Clone)]
pub struct OidcChange {
    /// `https://…`, exactly as the provider names itself; `http://` for a loopback address only.
    pub issuer: String,
    /// Our id at the provider.
    pub client_id: String,
    /// `None` keeps the one that is there, as long as it goes to the same provider for the same id; an empty one removes it.
    pub client_secret: Option<Zeroizing<String>>,
    /// What the sign-in page calls it; "Single sign-on" when empty.
    pub label: String,
    /// Scopes to ask for beside `openid`, `email` and `profile`: some providers tell roles only to who asks.
    pub scopes: Vec<String>,
    /// The claim that says who is an admin, nested ones as `a.b`; empty when roles are given in Gatehouse.
    pub role_claim: String,
    /// Values of that claim that mean ADMIN; all others mean VIEWER.
    pub admin_values: Vec<String>,
    /// Whether unknown people of the organization's domains become members when they first sign in.
    pub join: bool,
    /// Whether members who are no admins may still use their passwords.
    pub passwords: bool,
    /// Whether it is offered.
    pub enabled: bool,
    /// The organization's e-mail domains; `None` leaves them. Only the operator may change them.
    pub email_domains: Option<Vec<String>>,
}

impl std::fmt::Debug for OidcChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcChange").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Whether a member with this role may sign in with a password.
pub(in crate::access) fn passwords_do(rows: &impl OrgRows, role: Role) -> Result<bool> {
    // Admins keep theirs: when the provider is away, somebody must get in.
    Ok(role == Role::Admin || rows.get(&OIDC, &())?.is_none_or(|oidc| !oidc.enabled || oidc.passwords))
}

/// What the sign-in page calls the organization's provider; `None` when it has none in use.
pub(in crate::access) fn label_of(rows: &impl OrgRows) -> Result<Option<String>> {
    Ok(rows.get(&OIDC, &())?.filter(|oidc| oidc.enabled).map(|oidc| oidc.label))
}

/// Refuses to leave an organization whose admins could only come in by what is about to go.
fn keep_a_password(writer: &OrgWriter<'_, '_>) -> Result<()> {
    let members = writer.list(&MEMBERS, Span::all(), 0, usize::MAX)?;
    let has_one = members.iter().any(|(_, m)| m.active && m.role == Role::Admin && !m.password.is_empty());
    if has_one {
        return Ok(());
    }
    Err(Error::Conflict("no admin has a password, so that nobody could sign in: set one first".into()))
}

fn line(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Error::invalid(field, format!("at most {most} printable characters")));
    }
    Ok(text.to_owned())
}

/// An issuer as the provider spells it: compared letter by letter, so that nothing but the edges is touched.
fn checked_issuer(text: &str) -> Result<String> {
    let wrong = |reason: &str| Error::invalid("issuer", reason);
    let text = line("issuer", text, 2000)?;
    let url = Url::parse(&text).map_err(|_| wrong("must be an https:// address"))?;
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" if url.host().is_some() => {}
        "http" if loopback => {}
        _ => return Err(wrong("must be an https:// address")),
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(wrong("is an address without user name, query or fragment"));
    }
    Ok(text)
}

fn checked(change: OidcChange) -> Result<OidcChange> {
    let issuer = checked_issuer(&change.issuer)?;
    let client_id = line("clientId", &change.client_id, 255)?;
    if client_id.is_empty() {
        return Err(Error::invalid("clientId", "is needed"));
    }
    let secret = change.client_secret.as_ref();
    if secret.is_some_and(|secret| secret.len() > 1024 || secret.chars().any(char::is_control)) {
        return Err(Error::invalid("clientSecret", "at most 1024 bytes, no control characters"));
    }
    let label = line("label", &change.label, 60)?;
    let role_claim = line("roleClaim", &change.role_claim, 200)?;
    if change.admin_values.len() > MOST_VALUES {
        return Err(Error::invalid("adminValues", format!("at most {MOST_VALUES}")));
    }
    let values = change.admin_values.iter().map(|value| line("adminValues", value, 200));
    let admin_values: Vec<_> =
        values.filter(|value| !matches!(value, Ok(v) if v.is_empty())).collect::<Result<_>>()?;
    if !role_claim.is_empty() && admin_values.is_empty() {
        return Err(Error::invalid("adminValues", "name at least one value that means ADMIN"));
    }
    if change.scopes.len() > MOST_VALUES || change.scopes.iter().any(|scope| !is_scope(scope)) {
        return Err(Error::invalid("scopes", format!("at most {MOST_VALUES} words")));
    }
    let email_domains = change.email_domains.as_deref().map(domains::checked).transpose()?;
    let label = if label.is_empty() { LABEL.to_owned() } else { label };
    Ok(OidcChange { issuer, client_id, label, role_claim, admin_values, email_domains, ..change })
}

/// A scope (RFC 6749, 3.3): printable ASCII without space, quote and backslash.
fn is_scope(text: &str) -> bool {
    (1..=200).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\')
}

/// The secret that is there goes on being used only where it went before.
fn kept_secret(before: Option<&Oidc>, change: &OidcChange) -> Result<(Option<Sealed>, String)> {
    let Some(before) = before.filter(|before| before.secret.is_some()) else {
        return Ok((None, String::new()));
    };
    if (&before.issuer, &before.client_id) != (&change.issuer, &change.client_id) {
        return Err(Error::invalid("clientSecret", "must be given again when issuer or client id change"));
    }
    Ok((before.secret.clone(), before.secret_hint.clone()))
}

fn hint(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().collect();
    if characters.len() < 16 {
        "…".into()
    } else {
        format!("…{}", characters[characters.len() - 4..].iter().collect::<String>())
    }
}

impl Access {
    /// Keeps a provider in place of the one that was there.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but admins, and when others than the operator's would change the e-mail domains;
    /// [`Error::Invalid`] naming the field; [`Error::Conflict`] when another organization has a domain, or nobody could sign in
    /// any more.
    pub async fn set_oidc(&self, principal: &Principal, change: OidcChange) -> Result<OidcView> {
        principal.require_admin()?;
        let change = checked(change)?;
        let may_set_domains = tenancy::require_operator(self.platform(), principal);
        let (sealer, scope) = (self.platform().sealer.clone(), principal.scope());
        let entry = audit::Entry::by(self.platform(), principal, "oidc.changed").target(&change.issuer);
        let write = move |writer: &mut OrgWriter<'_, '_>| {
            let before = writer.get(&OIDC, &())?;
            let (secret, secret_hint) = match change.client_secret.as_deref().map(String::as_str) {
                Some("") => (None, String::new()),
                Some(new) => (Some(sealer.seal(&purpose(scope), new.as_bytes())), hint(new)),
                None => kept_secret(before.as_ref(), &change)?,
            };
            if before.is_some_and(|before| before.enabled) && !change.enabled {
                keep_a_password(writer)?;
            }
            if let Some(names) = change.email_domains
                && names != domains::of(writer)?
            {
                may_set_domains?;
                domains::put(writer, names)?;
            }
            let row = Oidc {
                issuer: change.issuer,
                client_id: change.client_id,
                secret,
                secret_hint,
                label: change.label,
                scopes: change.scopes,
                role_claim: change.role_claim,
                admin_values: change.admin_values,
                join: change.join,
                passwords: change.passwords,
                enabled: change.enabled,
            };
            writer.insert(&OIDC, &(), &row)?;
            let detail = format!(
                "{}, {}, passwords {}, domains {}",
                if row.enabled { "enabled" } else { "disabled" },
                if row.join { "people join at first sign-in" } else { "by invitation" },
                if row.passwords { "allowed" } else { "for admins only" },
                domains::of(writer)?.join(" "),
            );
            audit::record(writer, &entry.detail(detail))
        };
        self.platform().store.org(scope).write(write).await?;
        view::of(self, principal)
    }

    /// Takes the provider away. Sessions that it began go on; whom a provider's account belongs to stays known. The domains
    /// stay the organization's.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but admins, [`Error::NotFound`], [`Error::Conflict`] when nobody could sign in any more.
    pub async fn remove_oidc(&self, principal: &Principal) -> Result<()> {
        principal.require_admin()?;
        let entry = audit::Entry::by(self.platform(), principal, "oidc.removed");
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let before = writer.get(&OIDC, &())?.ok_or(Error::NotFound("identity provider"))?;
                if before.enabled {
                    keep_a_password(writer)?;
                }
                writer.remove(&OIDC, &())?;
                audit::record(writer, &entry.target(before.issuer))
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::{checked_issuer, hint};

    #[test]
    fn an_issuer_keeps_secrets_on_the_way_and_its_spelling() {
        for (text, kept) in [
            (" https://login.acme.example/tenant/v2.0 ", Some("https://login.acme.example/tenant/v2.0")),
            ("https://login.acme.example/", Some("https://login.acme.example/")),
            ("http://127.0.0.1:5000", Some("http://127.0.0.1:5000")),
            ("http://localhost:5000/", Some("http://localhost:5000/")),
            ("http://10.1.2.3/", None),
            ("http://login.acme.example", None),
            ("https://me:secret@login.acme.example", None),
            ("https://login.acme.example/?a=b", None),
            ("https://login.acme.example/#a", None),
            ("ftp://login.acme.example", None),
            ("login.acme.example", None),
            ("", None),
        ] {
            assert_eq!(checked_issuer(text).ok().as_deref(), kept, "{text}");
        }
    }

    #[test]
    fn a_short_secret_is_not_hinted_at() {
        assert_eq!((hint("short-secret").as_str(), hint("0123456789abcdef").as_str()), ("…", "…cdef"));
    }
}
