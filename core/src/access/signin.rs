//! Signing in with address and password, and with a code where a second factor is on: the same answer in the same time
//! for a wrong password and an unknown user.

use std::net::IpAddr;

use crate::access::handle::Access;
use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_email};
use crate::access::session::{self, Session};
use crate::access::{Actor, Role, factor, oidc};
use crate::audit;
use crate::error::{Error, Result};
use crate::sealing::new_token;
use crate::store::{Id, OrgRows as _, OrgScope, OrgWriter, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// A session that has just begun.
#[derive(Clone)]
pub struct SignedIn {
    /// The token, for the browser only.
    pub token: String,
    /// When it ends, however busy it is.
    pub expires: Timestamp,
    /// Whose it is.
    pub member: Id,
    /// What they may do.
    pub role: Role,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("member", &self.member).finish_non_exhaustive()
    }
}

/// What became of signing in with the right password.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// A second factor is on, and no code was sent.
    NeedsCode,
    /// A session has begun.
    Done(SignedIn),
}

/// A member whose password was right.
pub(super) struct Recognized {
    pub(super) at: Whereabouts,
    pub(super) member: Member,
}

/// How far somebody came whose password was right.
enum Entry {
    In,
    NeedsCode,
    WrongCode,
}

impl Access {
    /// Begins a session. `otp` is the code of the second factor; it is demanded of those who turned that on, and counts
    /// once.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a wrong password, an unknown address, an inactive member and a wrong code alike;
    /// [`Error::Limited`] after too many tries; [`Error::Unavailable`] when too many sign in at once.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        otp: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<SignIn> {
        let known = self.recognize(email, password, address).await?;
        // A form sends its field empty when it asks for no code.
        let otp = otp.filter(|code| !code.trim().is_empty());
        let now = self.platform().now();
        let token = new_token(self.platform().random.as_ref(), 32);
        let (at, role) = (known.at, known.member.role);
        let expires = now.plus_seconds(self.settings().absolute_seconds);
        let epoch = known.member.epoch;
        let session = Session { org: at.org, member: at.member, epoch, created: now, seen: now, expires };
        let kept = token.clone();
        let begin = move |writer: &mut OrgWriter<'_, '_>| session::begin(writer.global(), &kept, &session);
        if !self.enter(&known, otp, address, "session.created", begin).await? {
            return Ok(SignIn::NeedsCode);
        }
        Ok(SignIn::Done(SignedIn { token, expires, member: at.member, role }))
    }

    /// Whose address and password these are.
    pub(super) async fn recognize(
        &self,
        email: &str,
        password: &str,
        address: Option<IpAddr>,
    ) -> Result<Recognized> {
        let account = email.trim().to_lowercase();
        let sign_ins = &self.platform().metrics.sign_ins;
        self.limits().check(address, &account).inspect_err(|_| sign_ins.count(["limited"]))?;
        let found = self.find_member(&account)?;
        let hash = found.as_ref().map(|(_, member)| member.password.as_str());
        let right = self.passwords().verify(password, hash).await?;
        match found {
            Some((at, member)) if right && member.active && self.passwords_do(at, &member)? => {
                Ok(Recognized { at, member })
            }
            Some((at, member)) => {
                let why = match (right, member.active) {
                    (false, _) => "wrong password",
                    (true, false) => "inactive member",
                    (true, true) => "password, where single sign-on is the only way",
                };
                self.note_refusal(at, member.email, why, address);
                Err(Error::Unauthenticated)
            }
            None => {
                sign_ins.count(["refused"]);
                tracing::warn!(address = ?address, "sign-in refused: unknown address");
                Err(Error::Unauthenticated)
            }
        }
    }

    /// Whether the member may use a password at all.
    pub(super) fn passwords_do(&self, at: Whereabouts, member: &Member) -> Result<bool> {
        oidc::passwords_do(&self.platform().store.org(OrgScope::of(at.org)).read()?, member.role)
    }

    /// The member with an address; nobody who belongs to a disabled organization.
    pub(super) fn find_member(&self, account: &str) -> Result<Option<(Whereabouts, Member)>> {
        let Ok(email) = normal_email(account) else { return Ok(None) };
        let reader = self.platform().store.read()?;
        let Some(at) = reader.get(&BY_EMAIL, &email)? else { return Ok(None) };
        if !tenancy::find(&reader, at.org)?.is_some_and(|organization| organization.enabled) {
            return Ok(None);
        }
        let member = self.platform().store.org(OrgScope::of(at.org)).read()?.get(&MEMBERS, &at.member)?;
        Ok(member.map(|member| (at, member)))
    }

    /// Lets a recognized member in, in one transaction with `begin`; says false when a code is needed and none was
    /// sent.
    pub(super) async fn enter(
        &self,
        known: &Recognized,
        otp: Option<&str>,
        address: Option<IpAddr>,
        action: &str,
        begin: impl FnOnce(&mut OrgWriter<'_, '_>) -> Result<()> + Send + 'static,
    ) -> Result<bool> {
        let (at, epoch, email) = (known.at, known.member.epoch, known.member.email.clone());
        let platform = self.platform();
        let actor = Actor::Member { id: at.member, email: email.clone() };
        let entry = audit::Entry::new(platform, actor, address, action);
        let (sealer, now) = (platform.sealer.clone(), platform.now());
        let otp = otp.map(|code| code.trim().to_owned());
        let outcome = platform
            .store
            .org(OrgScope::of(at.org))
            .write(move |writer| {
                // The password may have been changed, or the member removed, while it was compared.
                let Some(mut member) = writer.get(&MEMBERS, &at.member)?.filter(|now| now.epoch == epoch)
                else {
                    return Err(Error::Unauthenticated);
                };
                if factor::is_on(writer, at.member)? {
                    let Some(code) = otp else { return Ok(Entry::NeedsCode) };
                    if !factor::take_code(writer, &sealer, at.member, &code, now)? {
                        return Ok(Entry::WrongCode);
                    }
                }
                member.last_sign_in = Some(now);
                writer.insert(&MEMBERS, &at.member, &member)?;
                begin(writer)?;
                audit::record(writer, &entry)?;
                Ok(Entry::In)
            })
            .await?;
        match outcome {
            Entry::In => {
                platform.metrics.sign_ins.count(["succeeded"]);
                Ok(true)
            }
            Entry::NeedsCode => Ok(false),
            Entry::WrongCode => {
                self.note_refusal(at, email, "wrong code", address);
                Err(Error::Unauthenticated)
            }
        }
    }

    /// Writes the refusal to the audit log after the answer, so that its time tells nothing. The limits on signing in
    /// bound how many there can be.
    fn note_refusal(&self, at: Whereabouts, email: String, why: &'static str, address: Option<IpAddr>) {
        self.platform().metrics.sign_ins.count(["refused"]);
        tracing::warn!(member = %at.member, address = ?address, why, "sign-in refused");
        let actor = Actor::System { what: "sign-in".into() };
        let entry =
            audit::Entry::new(self.platform(), actor, address, "session.refused").target(email).detail(why);
        let store = self.platform().store.org(OrgScope::of(at.org));
        tokio::spawn(async move {
            if let Err(cause) = store.write(move |writer| audit::record(writer, &entry)).await {
                tracing::warn!(%cause, "a refused sign-in was not written to the audit log");
            }
        });
    }
}
