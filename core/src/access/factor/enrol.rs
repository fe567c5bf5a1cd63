//! Turning the second factor on and off. It is on once its member has shown a code, and from then on demanded.

use crate::access::factor::code::{new_recovery_codes, recovery_hashes, step_of, totp};
use crate::access::factor::{FACTORS, Factor, PENDING, Pending, Secrets, is_on, remove, take_code};
use crate::access::own::{self, own_member};
use crate::access::{Access, MemberView, Principal};
use crate::error::{Error, Result};
use crate::store::{Id, OrgRows as _};

/// How long an enrolment may wait for its first code, in seconds.
const PENDING_SECONDS: i64 = 15 * 60;

/// How it stands with somebody's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MfaState {
    /// Whether signing in asks for a code.
    pub enabled: bool,
    /// Recovery codes that are left.
    pub recovery_left: usize,
}

/// What an authenticator app needs. For the member only, and only now.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base 32, to be typed in.
    pub secret: String,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    pub uri: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

fn wrong_code() -> Error {
    Error::invalid("code", "is wrong or was used already")
}

impl Access {
    /// How it stands with the asking member's second factor.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than members.
    pub fn mfa(&self, principal: &Principal) -> Result<MfaState> {
        let (scope, member) = principal.require_self()?;
        let factor = self.platform().store.org(scope).read()?.get(&FACTORS, &member)?;
        let recovery_left = factor.as_ref().map_or(0, |factor| usize::from(factor.recovery_left));
        Ok(MfaState { enabled: factor.is_some(), recovery_left })
    }

    /// Begins to turn it on: nothing is demanded before [`Self::confirm_mfa`], within 15 minutes. Beginning anew ends
    /// what was begun before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than members, [`Error::Conflict`] when it is on already.
    pub async fn begin_mfa(&self, principal: &Principal) -> Result<Enrolment> {
        let (scope, member) = principal.require_self()?;
        let platform = self.platform();
        let mut secret = [0u8; 20];
        platform.random.fill(&mut secret);
        let email = own_member(&platform.store.org(scope).read()?, member)?.email;
        let generator = totp(secret, &email)?;
        let enrolment = Enrolment {
            secret: generator.secret().to_base32(),
            uri: generator.to_url().map_err(Error::internal)?,
        };
        let secrets = Secrets { totp: secret, recovery: Vec::new() };
        let sealed = secrets.seal(&platform.sealer, scope, member)?;
        let pending = Pending { sealed, begun: platform.now() };
        platform
            .store
            .org(scope)
            .write(move |writer| {
                if is_on(writer, member)? {
                    return Err(Error::Conflict(
                        "two-factor sign-in is on already; turn it off first".into(),
                    ));
                }
                writer.insert(&PENDING, &member, &pending)
            })
            .await?;
        Ok(enrolment)
    }

    /// Turns it on. Answers the recovery codes, which nothing tells again; the member's other sessions and tokens end.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `code`, [`Error::Conflict`] when nothing was begun in the last 15 minutes,
    /// [`Error::Forbidden`] for others than members, [`Error::Limited`] after too many tries.
    pub async fn confirm_mfa(&self, principal: &Principal, code: &str) -> Result<Vec<String>> {
        let (scope, member) = principal.require_self()?;
        self.limit_own(principal)?;
        let (sealer, now) = (self.platform().sealer.clone(), self.platform().now());
        let codes = new_recovery_codes(self.platform().random.as_ref());
        let (hashes, code) = (recovery_hashes(&codes), code.to_owned());
        own::change(self, principal, "mfa.enabled", move |writer, _| {
            let pending = writer.get(&PENDING, &member)?;
            let young = pending.filter(|pending| now < pending.begun.plus_seconds(PENDING_SECONDS));
            let pending = young.ok_or_else(|| {
                Error::Conflict("begin anew: nothing was begun in the last 15 minutes".into())
            })?;
            let mut secrets = Secrets::open(&pending.sealed, &sealer, scope, member)?;
            let last_step = step_of(secrets.totp, &code, now)?.ok_or_else(wrong_code)?;
            let recovery_left = u8::try_from(hashes.len()).unwrap_or(u8::MAX);
            secrets.recovery = hashes;
            let sealed = secrets.seal(&sealer, scope, member)?;
            writer.remove(&PENDING, &member)?;
            writer.insert(&FACTORS, &member, &Factor { sealed, last_step, recovery_left, since: now })
        })
        .await?;
        Ok(codes)
    }

    /// Turns it off, for a member who shows password and code; their other sessions and tokens end.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `password` or `code`, [`Error::Forbidden`] for others than members,
    /// [`Error::Limited`] after too many tries.
    pub async fn disable_mfa(&self, principal: &Principal, password: &str, code: &str) -> Result<()> {
        let (_, id) = principal.require_self()?;
        self.limit_own(principal)?;
        self.verify_own(principal, password, "password").await?;
        let (sealer, now, code) = (self.platform().sealer.clone(), self.platform().now(), code.to_owned());
        own::change(self, principal, "mfa.disabled", move |writer, _| {
            if !take_code(writer, &sealer, id, &code, now)? {
                return Err(wrong_code());
            }
            remove(writer, id).map(drop)
        })
        .await
    }

    /// New recovery codes in place of those that are left. The member's other sessions and tokens end.
    ///
    /// # Errors
    /// As [`Self::disable_mfa`].
    pub async fn renew_recovery_codes(&self, principal: &Principal, code: &str) -> Result<Vec<String>> {
        let (scope, id) = principal.require_self()?;
        self.limit_own(principal)?;
        let (sealer, now, code) = (self.platform().sealer.clone(), self.platform().now(), code.to_owned());
        let codes = new_recovery_codes(self.platform().random.as_ref());
        let hashes = recovery_hashes(&codes);
        own::change(self, principal, "mfa.recovery_codes_renewed", move |writer, _| {
            if !take_code(writer, &sealer, id, &code, now)? {
                return Err(wrong_code());
            }
            let mut factor = writer.get(&FACTORS, &id)?.ok_or_else(wrong_code)?;
            let mut secrets = Secrets::open(&factor.sealed, &sealer, scope, id)?;
            factor.recovery_left = u8::try_from(hashes.len()).unwrap_or(u8::MAX);
            secrets.recovery = hashes;
            factor.sealed = secrets.seal(&sealer, scope, id)?;
            writer.insert(&FACTORS, &id, &factor)
        })
        .await?;
        Ok(codes)
    }

    /// Turns a member's second factor off: for an admin whose colleague lost phone and recovery codes. Their sessions
    /// end.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`] for others than admins, [`Error::Conflict`] when it is off.
    pub async fn disable_mfa_of(&self, principal: &Principal, id: Id) -> Result<MemberView> {
        principal.require_admin()?;
        self.change(principal, id, "mfa.disabled", move |writer, _| {
            if !remove(writer, id)? {
                return Err(Error::Conflict("two-factor sign-in is off already".into()));
            }
            Ok("by an admin".into())
        })
        .await
    }
}
