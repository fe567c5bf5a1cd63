//! The way back from the provider: everything that came is held against what went there, once and in time.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::access::oidc::admit::{Admission, admit};
use crate::access::oidc::attempt::{Attempt, LASTS, PURPOSE};
use crate::access::oidc::leave::Leave;
use crate::access::oidc::{Identity, leave, person};
use crate::access::session::{self, Session};
use crate::access::{Access, Actor, SignedIn};
use crate::audit;
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::{new_token, token_hash};
use crate::store::{GlobalTable, Id, OrgScope, Rows as _, Span};
use crate::time::Timestamp;

/// No cookie of ours is longer.
const LONGEST_COOKIE: usize = 8000;
/// No code or state is longer.
const LONGEST_WORD: usize = 4000;
/// So many attempts that are over are swept whenever one comes back.
const SWEEP: usize = 32;

type StateHash = [u8; 32];

/// An attempt that came back.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Used {
    until: Timestamp,
}

record!(Used, 1);

const USED: GlobalTable<StateHash, Used> = GlobalTable::new("access.oidc_used");
const USED_UNTIL: GlobalTable<(Timestamp, StateHash), ()> = GlobalTable::new("access.oidc_used_until");

/// What a provider sends somebody back with.
#[derive(Debug, Clone, Default)]
pub struct OidcAnswer {
    /// To be redeemed.
    pub code: Option<String>,
    /// Ours, back again.
    pub state: Option<String>,
    /// Who answers, where the provider tells (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
    /// The same for people.
    pub error_description: Option<String>,
}

/// What somebody who is not let in is told; the audit log says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OidcRefusal {
    /// The provider knows them, and they may not come in.
    Denied,
    /// What came back does not hold.
    Failed,
}

/// What became of an attempt.
#[derive(Debug, Clone)]
pub enum OidcOutcome {
    /// A session has begun.
    In {
        /// The session.
        signed_in: SignedIn,
        /// The path to go on to.
        next: String,
    },
    /// Nobody comes in.
    Refused(OidcRefusal),
}

/// Why it goes no further.
enum Stop {
    Refused(OidcRefusal, String),
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

fn failed(why: impl Into<String>) -> Stop {
    Stop::Refused(OidcRefusal::Failed, why.into())
}

fn denied(why: impl Into<String>) -> Stop {
    Stop::Refused(OidcRefusal::Denied, why.into())
}

impl Access {
    /// Lets somebody in who comes back from their provider. `cookie` is the one that [`Self::begin_oidc`] made.
    ///
    /// # Errors
    /// [`Error::Limited`] after too many tries from one address, [`Error::Unavailable`] when the disk fails. That somebody is
    /// not let in is no error.
    pub async fn finish_oidc(
        &self,
        cookie: Option<&str>,
        answer: OidcAnswer,
        address: Option<IpAddr>,
    ) -> Result<OidcOutcome> {
        self.limits().check_address(address)?;
        let sealer = &self.platform().sealer;
        let cookie = cookie.filter(|cookie| cookie.len() <= LONGEST_COOKIE);
        let Some(attempt) = cookie.and_then(|cookie| sealer.open_token::<Attempt>(PURPOSE, cookie)) else {
            tracing::warn!(address = ?address, "single sign-on refused: this browser began none");
            return Ok(OidcOutcome::Refused(OidcRefusal::Failed));
        };
        match self.conclude(&attempt, answer, address).await {
            Ok(signed_in) => Ok(OidcOutcome::In { signed_in, next: attempt.next }),
            Err(Stop::Error(error)) => Err(error),
            Err(Stop::Refused(refusal, why)) => {
                self.note_oidc_refusal(attempt.org, &why, address);
                Ok(OidcOutcome::Refused(refusal))
            }
        }
    }

    async fn conclude(
        &self,
        attempt: &Attempt,
        answer: OidcAnswer,
        address: Option<IpAddr>,
    ) -> std::result::Result<SignedIn, Stop> {
        let platform = self.platform();
        if platform.now() >= attempt.expires {
            return Err(failed("it took longer than ten minutes"));
        }
        let state = answer.state.filter(|state| state.len() <= LONGEST_WORD).unwrap_or_default();
        if !bool::from(state.as_bytes().ct_eq(attempt.challenge.state.as_bytes())) {
            return Err(failed("the state is another one"));
        }
        if answer.iss.is_some_and(|iss| iss != attempt.issuer) {
            return Err(failed("another provider answered"));
        }
        if !self.use_up(token_hash(&state)).await? {
            return Err(failed("this answer was used already"));
        }
        if let Some(error) = answer.error {
            let why = format!(
                "the provider said {error:.100}: {:.200}",
                answer.error_description.unwrap_or_default()
            );
            return Err(if error == "access_denied" { denied(why) } else { failed(why) });
        }
        let code = answer.code.filter(|code| !code.is_empty() && code.len() <= LONGEST_WORD);
        let code = code.ok_or_else(|| failed("the provider sent no code"))?;
        let settings =
            self.oidc_in_use(attempt.org)?.ok_or_else(|| failed("single sign-on was switched off"))?;
        if (&settings.issuer, &settings.client_id) != (&attempt.issuer, &attempt.client_id) {
            return Err(failed("the provider was changed meanwhile"));
        }
        let client = settings.client(&platform.sealer, OrgScope::of(attempt.org))?;
        let redeemed = self
            .identity_provider()?
            .redeem(&client, &attempt.challenge, &code, &person::wanted(&settings))
            .await;
        let identity = redeemed.map_err(|cause| failed(cause.to_string()))?;
        let person = person::read(&settings, &identity).map_err(denied)?;
        let admission = Admission {
            issuer: settings.issuer,
            subject: identity.subject.clone(),
            person,
            join: settings.join,
            address,
        };
        self.begin_provider_session(attempt.org, &settings.client_id, identity, admission).await
    }

    /// Marks an attempt as used; false when it was.
    async fn use_up(&self, state: StateHash) -> Result<bool> {
        let now = self.platform().now();
        let until = now.plus_seconds(LASTS);
        self.platform()
            .store
            .write(move |writer| {
                let over = writer.list(&USED_UNTIL, Span::all().until(&(now, [0xff; 32])), SWEEP)?;
                for ((at, hash), ()) in over {
                    writer.remove(&USED_UNTIL, &(at, hash))?;
                    writer.remove(&USED, &hash)?;
                }
                if writer.get(&USED, &state)?.is_some() {
                    return Ok(false);
                }
                writer.insert(&USED_UNTIL, &(until, state), &())?;
                writer.insert(&USED, &state, &Used { until })?;
                Ok(true)
            })
            .await
    }

    async fn begin_provider_session(
        &self,
        org: Id,
        client_id: &str,
        identity: Identity,
        admission: Admission,
    ) -> std::result::Result<SignedIn, Stop> {
        let platform = self.platform().clone();
        let now = platform.now();
        let token = new_token(platform.random.as_ref(), 32);
        let hash = token_hash(&token);
        let expires = now.plus_seconds(self.settings().absolute_seconds);
        let leave = identity
            .end_session_endpoint
            .map(|endpoint| Leave::new(&platform.sealer, endpoint, client_id.to_owned(), &identity.id_token));
        let kept = token.clone();
        let outcome = self
            .platform()
            .store
            .org(OrgScope::of(org))
            .write(move |writer| {
                let (id, member) = admit(writer, &platform, admission)?;
                let epoch = member.epoch;
                let session = Session { org, member: id, epoch, created: now, seen: now, expires };
                session::begin(writer.global(), &kept, &session)?;
                if let Some(leave) = leave {
                    leave::keep(writer.global(), &hash, &leave)?;
                }
                Ok((id, member.role))
            })
            .await;
        match outcome {
            Ok((member, role)) => Ok(SignedIn { token, expires, member, role }),
            Err(Error::Forbidden(why)) => Err(denied(why)),
            Err(other) => Err(other.into()),
        }
    }

    /// Says in the log and in the organization's audit log why somebody was not let in. The limit on addresses bounds how many
    /// there can be.
    pub(super) fn note_oidc_refusal(&self, org: Id, why: &str, address: Option<IpAddr>) {
        let why: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect();
        tracing::warn!(organization = %org, address = ?address, why, "single sign-on refused");
        let actor = Actor::System { what: "single sign-on".into() };
        let entry = audit::Entry::new(self.platform(), actor, address, "session.refused").detail(why);
        let store = self.platform().store.org(OrgScope::of(org));
        tokio::spawn(async move {
            if let Err(cause) = store.write(move |writer| audit::record(writer, &entry)).await {
                tracing::warn!(%cause, "a refused sign-in was not written to the audit log");
            }
        });
    }
}
