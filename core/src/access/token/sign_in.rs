//! Signing in for a token, by the endpoint API's two steps: password, then the code where one is demanded.

use std::net::IpAddr;

use crate::access::signin::Recognized;
use crate::access::token::claims::{Claims, sign};
use crate::access::{Access, Principal, Role, factor};
use crate::error::Result;
use crate::sealing::new_token;
use crate::store::{Id, OrgScope};
use crate::tenancy::Organization;
use crate::time::Timestamp;

/// Who signed in, as seed 000 shows a user.
#[derive(Debug, Clone)]
pub struct TokenUser {
    /// The member's id.
    pub member: Id,
    /// Their address.
    pub email: String,
    /// Their name up to its first space.
    pub first_name: String,
    /// The rest of it; may be empty.
    pub last_name: String,
    /// Their own organization first, then those that it manages.
    pub organizations: Vec<(Id, Organization, Role)>,
    /// Whether signing in asks for a code.
    pub mfa_enabled: bool,
}

/// What became of signing in with the right password.
#[derive(Clone)]
pub enum TokenSignIn {
    /// A second factor is on, and no code was sent.
    NeedsCode(TokenUser),
    /// A token was made.
    Done {
        /// Whose it is.
        user: TokenUser,
        /// The token, for the client only.
        token: String,
        /// When it ends.
        expires: Timestamp,
    },
}

impl std::fmt::Debug for TokenSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NeedsCode(user) => f.debug_tuple("NeedsCode").field(user).finish(),
            Self::Done { user, .. } => f.debug_struct("Done").field("user", user).finish_non_exhaustive(),
        }
    }
}

impl Access {
    /// Signs in for an access token. `otp` is the code of the second factor; it is demanded of those who turned that
    /// on, and counts once. The limits are those of [`Self::sign_in`].
    ///
    /// # Errors
    /// [`crate::Error::Unauthenticated`] for a wrong password, an unknown address, an inactive member and a wrong code
    /// alike; [`crate::Error::Limited`] after too many tries; [`crate::Error::Unavailable`] when too many sign in at
    /// once.
    pub async fn sign_in_for_token(
        &self,
        email: &str,
        password: &str,
        otp: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<TokenSignIn> {
        let known = self.recognize(email, password, address).await?;
        let key = self.made_signing_key().await?;
        let user = self.token_user(&known)?;
        if !self.enter(&known, otp, address, "token.created", |_| Ok(())).await? {
            return Ok(TokenSignIn::NeedsCode(user));
        }
        let now = self.platform().now();
        let expires = now.plus_seconds(self.settings().token_seconds);
        let claims = Claims {
            sub: known.at.member,
            org: known.at.org,
            epoch: known.member.epoch,
            iat: now.0.div_euclid(1000),
            exp: expires.0.div_euclid(1000),
            jti: new_token(self.platform().random.as_ref(), 12),
        };
        Ok(TokenSignIn::Done { user, token: sign(&claims, &key)?, expires })
    }

    fn token_user(&self, known: &Recognized) -> Result<TokenUser> {
        let Recognized { at, member } = known;
        let principal = Principal::member(at.org, at.member, member.email.clone(), member.role, member.epoch);
        let (first, last) = member.name.split_once(' ').unwrap_or((&member.name, ""));
        Ok(TokenUser {
            member: at.member,
            email: member.email.clone(),
            first_name: first.to_owned(),
            last_name: last.trim().to_owned(),
            organizations: self.organizations(&principal)?,
            mfa_enabled: factor::is_on(&self.platform().store.org(OrgScope::of(at.org)).read()?, at.member)?,
        })
    }
}
