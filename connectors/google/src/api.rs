//! The Directory API: signing in, asking, and what its refusals mean.

use gatehouse_connector_sdk::http::{self, Request, Response};
use gatehouse_connector_sdk::{Error, clock, fields, settings, token};
use serde_json::Value;

use crate::assertion;

pub(crate) const TOKENS: &str = "https://oauth2.googleapis.com";
pub(crate) const HOME: &str = "https://admin.googleapis.com";

/// What Google says, with status 403, of somebody who asks too fast (Directory API, "Resolve errors").
const TOO_FAST: [&str; 4] =
    ["quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded"];
const PAUSE_SECONDS: u32 = 30;

fn token(scope: &str) -> Result<String, Error> {
    let claims = assertion::Claims {
        iss: settings::required("serviceAccountEmail")?,
        sub: settings::required("delegatedAdminEmail")?,
        scope: scope.to_owned(),
        aud: format!("{TOKENS}/token"),
        iat: clock::now_seconds(),
        exp: clock::now_seconds() + 3600,
    };
    let key = settings::required("privateKey")?;
    let url = format!("{}/token", settings::base_url(TOKENS)?);
    token::bearer(scope, || {
        let assertion = assertion::signed(&claims, &key)?;
        let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
        http::post(url).form(&[("grant_type", grant), ("assertion", &assertion)]).send()
    })
}

/// Sends what `make` makes of the URL of `path`, and answers what is good. A token that is refused before its time is
/// asked for once more.
pub(crate) fn send(scope: &str, make: impl Fn(String) -> Request, path: &str) -> Result<Response, Error> {
    let base = settings::base_url(HOME)?;
    let once =
        || make(format!("{base}{path}")).header("authorization", format!("Bearer {}", token(scope)?)).send();
    let mut answer = once()?;
    if answer.status == 401 {
        token::forget(scope);
        answer = once()?;
    }
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let body: Value = answer.json().unwrap_or_default();
    let reasons = fields::list(&body, "error.errors").iter().map(|one| fields::text(one, "reason"));
    if answer.status == 403 && reasons.into_iter().any(|reason| TOO_FAST.contains(&reason.as_str())) {
        let wait = answer.header("retry-after").and_then(|text| text.trim().parse().ok());
        return Err(Error::RateLimited(wait.unwrap_or(PAUSE_SECONDS)));
    }
    Err(answer.error(&fields::text(&body, "error.message")))
}
