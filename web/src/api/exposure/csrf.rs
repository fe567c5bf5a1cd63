//! Double submit, as Auth.js does it: a token in the form, and in a cookie together with its keyed hash. Another site can
//! read neither, and a cookie that it plants does not carry our hash.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use gatehouse_core::sealing::new_token;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::App;

const CSRF_COOKIE: &str = "gatehouse.csrf";

fn keyed_hash(app: &App, token: &str) -> String {
    // The token's length is fixed and the key comes first and last: nothing can be appended.
    let key = app.csrf_key();
    hex::encode(Sha256::new().chain_update(key).chain_update(token).chain_update(key).finalize())
}

/// The token that a cookie of ours holds.
fn token_in(app: &App, jar: &CookieJar) -> Option<String> {
    let cookie = jar.get(CSRF_COOKIE)?;
    let (token, hash) = cookie.value().split_once('.')?;
    bool::from(hash.as_bytes().ct_eq(keyed_hash(app, token).as_bytes())).then(|| token.to_owned())
}

/// A token and its cookie; the browser's own while it is good, so that several tabs can sign in.
pub(super) fn issue(app: &App, jar: &CookieJar) -> (String, Cookie<'static>) {
    let token = token_in(app, jar).unwrap_or_else(|| new_token(app.services().platform.random.as_ref(), 24));
    let cookie = Cookie::new(CSRF_COOKIE, format!("{token}.{}", keyed_hash(app, &token)));
    (token, cookie)
}

/// Whether a form's token is the one in the cookie, and the cookie ours.
pub(super) fn is_ours(app: &App, jar: &CookieJar, sent: &str) -> bool {
    token_in(app, jar).is_some_and(|token| bool::from(token.as_bytes().ct_eq(sent.as_bytes())))
}
