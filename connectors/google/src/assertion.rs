//! The signed claim by which a service account asks for a token (RFC 7523; RFC 7515 with RS256).
//!
//! The signature is made here, in the connector's own memory, and not by the appliance: the key is one of the
//! connector's settings anyway, and a capability that signs would be one more thing to grant. PKCS #1 v1.5 needs no
//! randomness. Tokens are kept for an hour, so nobody outside can watch the clock over many signatures.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_connector_sdk::Error;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::{Digest as _, Sha256};
use rsa::{Pkcs1v15Sign, PrivateKey};
use serde::Serialize;

const HEADER: &str = r#"{"alg":"RS256","typ":"JWT"}"#;

/// What is claimed, as Google names it ("Using OAuth 2.0 for Server to Server Applications").
#[derive(Serialize)]
pub(crate) struct Claims {
    /// The service account.
    pub(crate) iss: String,
    /// For whom it acts.
    pub(crate) sub: String,
    pub(crate) scope: String,
    pub(crate) aud: String,
    /// Seconds since 1970.
    pub(crate) iat: i64,
    pub(crate) exp: i64,
}

/// The claims, signed with a key in PEM (PKCS #8 or PKCS #1), as a compact JWS.
pub(crate) fn signed(claims: &Claims, key: &str) -> Result<String, Error> {
    let claims = serde_json::to_vec(claims).map_err(|why| Error::Other(why.to_string()))?;
    let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
    let digest = Sha256::digest(text.as_bytes());
    let signature = private_key(key)?
        .sign(Pkcs1v15Sign::new::<Sha256>(), &digest)
        .map_err(|why| Error::BadSettings(format!("privateKey cannot sign: {why}")))?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn private_key(text: &str) -> Result<PrivateKey, Error> {
    // Copied out of the JSON file that Google hands out, line ends are `\n` in letters.
    let text = text.replace("\\n", "\n");
    let text = text.trim().trim_matches('"');
    let key = match text.contains("BEGIN RSA PRIVATE KEY") {
        true => PrivateKey::from_pkcs1_pem(text).ok(),
        false => PrivateKey::from_pkcs8_pem(text).ok(),
    };
    key.ok_or_else(|| Error::BadSettings("privateKey is not an RSA private key in PEM".into()))
}
