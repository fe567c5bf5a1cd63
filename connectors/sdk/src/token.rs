//! Access tokens of OAuth 2.0: asked for once, kept in [`crate::state`] until shortly before they expire.

use serde::{Deserialize, Serialize};

use crate::http::Response;
use crate::{Error, clock, state};

/// A token is asked for anew so long before it expires.
const MARGIN_SECONDS: i64 = 60;
/// How long a token is taken to last when its issuer does not say (RFC 6749, 5.1 only recommends to say it).
const DEFAULT_LIFE_SECONDS: i64 = 300;

#[derive(Serialize, Deserialize)]
struct Kept {
    token: String,
    until: i64,
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    expires_in: Option<i64>,
}

/// The token kept under `key`, or the one that `ask` gets from the issuer.
///
/// # Errors
/// Those of `ask`, [`refused`] for an answer that is none, [`Error::Other`] for one that is not as RFC 6749, 5.1 has it.
pub fn bearer(key: &str, ask: impl FnOnce() -> Result<Response, Error>) -> Result<String, Error> {
    let now = clock::now_seconds();
    let kept = state::get(key).and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
    if let Some(kept) = kept.filter(|kept| kept.until > now) {
        return Ok(kept.token);
    }
    let answer = ask()?;
    if answer.status != 200 {
        return Err(refused(&answer));
    }
    let issued: Issued = answer.json()?;
    let life = issued.expires_in.unwrap_or(DEFAULT_LIFE_SECONDS).clamp(0, 24 * 3600);
    let kept = Kept { token: issued.access_token, until: now + life - MARGIN_SECONDS };
    if let Ok(bytes) = serde_json::to_vec(&kept) {
        // Without room the next call asks again.
        drop(state::set(key, &bytes));
    }
    Ok(kept.token)
}

/// Forgets a token that was refused before its time.
pub fn forget(key: &str) {
    state::remove(key);
}

/// What an issuer's refusal means (RFC 6749, 5.2): of the credential, or of how it was asked.
pub fn refused(answer: &Response) -> Error {
    #[derive(Deserialize, Default)]
    struct Refusal {
        #[serde(default)]
        error: String,
        #[serde(default)]
        error_description: String,
    }
    if !matches!(answer.status, 400 | 401 | 403) {
        return answer.error("");
    }
    let refusal: Refusal = answer.json().unwrap_or_default();
    // Issuers add lines with trace ids.
    let said = refusal.error_description.lines().next().unwrap_or_default();
    let said = crate::http::said(if said.is_empty() { &refusal.error } else { said });
    let why = if said.is_empty() { format!("answered {}", answer.status) } else { said };
    match refusal.error.as_str() {
        "invalid_request" | "invalid_scope" | "unsupported_grant_type" => Error::BadSettings(why),
        _ => Error::Unauthorized(format!("no token: {why}")),
    }
}
