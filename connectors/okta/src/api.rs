//! Okta's API: asking, paging, and what its refusals mean.

use gatehouse_connector_sdk::http::{Request, Response};
use gatehouse_connector_sdk::{Error, clock, fields, http, settings};
use serde_json::Value;
use time::OffsetDateTime;

pub(crate) const USERS: &str = "/api/v1/users";

const LONGEST_WAIT: i64 = 3600;

fn base() -> Result<String, Error> {
    let domain = settings::required("domain")?;
    let domain = domain.trim().trim_start_matches("https://").trim_end_matches('/');
    if domain.is_empty() || !domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)) {
        return Err(Error::BadSettings("domain is a name such as acme.okta.com".into()));
    }
    settings::base_url(&format!("https://{domain}"))
}

fn ask(method: &str, path: &str) -> Result<Response, Error> {
    let key = settings::required("apiToken")?;
    let asking = Request::new(method, format!("{}{path}", base()?)).header("accept", "application/json");
    asking.header("authorization", format!("SSWS {key}")).send()
}

/// Sends a request without a body; what is good.
pub(crate) fn send(method: &str, path: &str) -> Result<Response, Error> {
    good(ask(method, path)?)
}

fn good(answer: Response) -> Result<Response, Error> {
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    if answer.status == 429 {
        return Err(Error::RateLimited(wait(&answer)));
    }
    let body: Value = answer.json().unwrap_or_default();
    Err(answer.error(&fields::text(&body, "errorSummary")))
}

/// How long to wait, in seconds: until `x-rate-limit-reset`, which is in seconds since 1970 on Okta's own clock.
fn wait(answer: &Response) -> u32 {
    let number = |name: &str| answer.header(name).and_then(|text| text.trim().parse::<i64>().ok());
    let seconds =
        number("retry-after").or_else(|| Some(number("x-rate-limit-reset")? - clock::now_seconds()));
    u32::try_from(seconds.unwrap_or(60).clamp(1, LONGEST_WAIT)).unwrap_or(60)
}

/// One page of users, and the path of the next.
pub(crate) fn page(path: &str) -> Result<(Vec<Value>, Option<String>), Error> {
    let answer = send("GET", path)?;
    let base = base()?;
    let links = answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link"));
    let next = links.flat_map(|(_, value)| value.split(',')).find_map(next_of);
    let next = match next.as_deref().map(|link| link.strip_prefix(&base)) {
        None => None,
        Some(Some(path)) if path.starts_with('/') => Some(path.to_owned()),
        // The token would go along.
        Some(_) => return Err(Error::Other("the next page lies at another place than the first".into())),
    };
    match answer.json()? {
        Value::Array(rows) => Ok((rows, next)),
        _ => Err(Error::Other("the answer is not a page of users".into())),
    }
}

/// Whether the person has an active second factor (developer.okta.com, "User Factors"); `None` for whoever is gone since the
/// list was made.
pub(crate) fn has_factor(id: &str) -> Result<Option<bool>, Error> {
    let path = format!("{USERS}/{}/factors", http::encode_segment(id));
    let answer = ask("GET", &path)?;
    if answer.status == 404 {
        return Ok(None);
    }
    let factors: Value = good(answer)?.json()?;
    let Value::Array(factors) = factors else {
        return Err(Error::Other("the answer is not a list of factors".into()));
    };
    Ok(Some(factors.iter().any(|factor| fields::text(factor, "status") == "ACTIVE")))
}

/// The URL of one link of a `Link` header, when it is `rel="next"` (RFC 8288).
fn next_of(link: &str) -> Option<String> {
    let (url, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
    let is_next = |part: &str| matches!(part.trim(), r#"rel="next""# | "rel=next");
    parameters.split(';').any(is_next).then(|| url.to_owned())
}

/// A time as Okta's filters take it.
pub(crate) fn time(ms: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(ms.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.000Z", at.hour(), at.minute(), at.second())
}
