//! What a token says, and whether it is ours.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::access::token::SigningKey;
use crate::error::{Error, Result};
use crate::store::Id;
use crate::time::Timestamp;

/// No token of ours is longer.
const LONGEST: usize = 1024;

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    /// The member.
    pub(super) sub: Id,
    /// Their own organization.
    pub(super) org: Id,
    /// The member's epoch when they signed in.
    pub(super) epoch: u32,
    /// When they did, in Unix seconds.
    pub(super) iat: i64,
    /// When it ends, in Unix seconds.
    pub(super) exp: i64,
    /// Tells it from other tokens of the same second.
    pub(super) jti: String,
}

/// The token that says `claims`.
pub(super) fn sign(claims: &Claims, key: &SigningKey) -> Result<String> {
    let key = EncodingKey::from_secret(key.as_ref());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).map_err(Error::internal)
}

/// What a token of ours says that has not expired. Another algorithm than ours is refused before the signature is
/// looked at, `none` included.
pub(super) fn verify(jwt: &str, key: &SigningKey, now: Timestamp) -> Option<Claims> {
    if jwt.len() > LONGEST {
        return None;
    }
    let mut rules = Validation::new(Algorithm::HS256);
    // The library asks the machine's clock; ours is asked below.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let key = DecodingKey::from_secret(key.as_ref());
    let claims = jsonwebtoken::decode::<Claims>(jwt, &key, &rules).ok()?.claims;
    (now.0 / 1000 < claims.exp).then_some(claims)
}
