//! Microsoft Graph: signing in, asking, and what its refusals mean.

use gatehouse_connector_sdk::http::{self, Request, Response};
use gatehouse_connector_sdk::{Error, fields, settings, token};
use serde_json::Value;

pub(crate) const LOGIN: &str = "https://login.microsoftonline.com";
pub(crate) const HOME: &str = "https://graph.microsoft.com";

const TOKEN: &str = "token";
/// What Graph says of a delta token or a place in a list that it no longer knows.
const FORGOTTEN: [&str; 4] =
    ["syncStateNotFound", "syncStateInvalid", "resyncRequired", "Directory_ExpiredPageToken"];

/// A Graph that has let us in.
pub(crate) struct Graph {
    /// Without a slash at its end, the version included.
    base: String,
    login: String,
}

impl Graph {
    pub(crate) fn open() -> Result<Self, Error> {
        let base = format!("{}/v1.0", settings::base_url(HOME)?);
        Ok(Self { base, login: settings::base_url(LOGIN)? })
    }

    fn token(&self) -> Result<String, Error> {
        let tenant = settings::required("tenantId")?;
        let (id, secret) = (settings::required("clientId")?, settings::required("clientSecret")?);
        token::bearer(TOKEN, || {
            let url = format!("{}/{}/oauth2/v2.0/token", self.login, http::encode_segment(&tenant));
            let scope = format!("{HOME}/.default");
            let fields = [
                ("grant_type", "client_credentials"),
                ("client_id", &id),
                ("client_secret", &secret),
                ("scope", &scope),
            ];
            http::post(url).form(&fields).send()
        })
    }

    /// Sends what `make` makes of the URL of `path`. A token that is refused before its time is asked for once more.
    pub(crate) fn send(&self, make: impl Fn(String) -> Request, path: &str) -> Result<Response, Error> {
        let once = || {
            let token = self.token()?;
            make(format!("{}{path}", self.base)).header("authorization", format!("Bearer {token}")).send()
        };
        let answer = once()?;
        if answer.status != 401 {
            return Ok(answer);
        }
        token::forget(TOKEN);
        once()
    }

    /// The part of a link behind the base. A link to anywhere else is not followed: the token would go along.
    pub(crate) fn path_of(&self, link: &str) -> Result<String, Error> {
        match link.strip_prefix(&self.base) {
            Some(path) if path.starts_with('/') => Ok(path.to_owned()),
            _ => Err(Error::Other("the next page lies at another place than the first".into())),
        }
    }
}

/// The answer if it is good, else what it means, in Graph's words.
pub(crate) fn checked(answer: Response) -> Result<Response, Error> {
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    Err(answer.error(&fields::text(&body(&answer), "error.message")))
}

/// Whether Graph no longer knows where we were.
pub(crate) fn is_forgotten(answer: &Response) -> bool {
    let code = || fields::text(&body(answer), "error.code");
    answer.status == 410 || (answer.status == 400 && FORGOTTEN.contains(&code().as_str()))
}

fn body(answer: &Response) -> Value {
    answer.json().unwrap_or_default()
}
