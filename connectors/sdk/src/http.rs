//! Requests to granted hosts: build one, send it, read the answer.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;
pub use crate::bindings::gatehouse::connector::http::{HttpError, Request as Raw};

/// RFC 3986's unreserved characters stay as they are; everything else is encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `text` as one segment of a path or one value of a query: `a@b.example` becomes `a%40b.example`.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// How much of somebody else's words is passed on, in characters.
const MOST_SAID: usize = 300;

/// Somebody else's words in one line of bounded length, without a full stop.
pub fn said(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_SAID).collect();
    line.trim().trim_end_matches('.').to_owned()
}

/// A GET.
pub fn get(url: impl Into<String>) -> Request {
    Request::new("GET", url)
}

/// A POST, without a body until one is given.
pub fn post(url: impl Into<String>) -> Request {
    Request::new("POST", url)
}

/// A request in the making.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    raw: Raw,
}

impl Request {
    /// Any method.
    pub fn new(method: &str, url: impl Into<String>) -> Self {
        Self {
            raw: Raw {
                method: method.into(),
                url: url.into(),
                headers: Vec::new(),
                body: None,
                timeout_ms: None,
            },
        }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.raw.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    pub fn body(mut self, content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.raw.body = Some(bytes.into());
        self.header("content-type", content_type)
    }

    /// Sets a JSON body. Fails when `value` has no JSON form.
    pub fn json(self, value: &impl Serialize) -> Result<Self, Error> {
        let bytes =
            serde_json::to_vec(value).map_err(|why| Error::Other(format!("cannot be JSON: {why}")))?;
        Ok(self.body("application/json", bytes))
    }

    /// Sets a form as the body (`application/x-www-form-urlencoded`).
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pair =
            |(name, value): &(&str, &str)| format!("{}={}", encode_segment(name), encode_segment(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        self.body("application/x-www-form-urlencoded", body)
    }

    /// Gives up after this many milliseconds; the appliance has a limit of its own.
    pub fn timeout_ms(mut self, milliseconds: u32) -> Self {
        self.raw.timeout_ms = Some(milliseconds);
        self
    }

    /// Sends it. Any status is an answer; [`Response::check`] tells the good from the bad.
    pub fn send(self) -> Result<Response, Error> {
        Ok(self.send_raw()?)
    }

    /// Sends it and keeps the appliance's own error, for a connector that must tell a timeout from a refusal.
    pub fn send_raw(self) -> Result<Response, HttpError> {
        #[cfg(target_arch = "wasm32")]
        let answer = crate::bindings::gatehouse::connector::http::send(&self.raw)?;
        #[cfg(not(target_arch = "wasm32"))]
        let answer = crate::harness::answer(&self.raw)?;
        Ok(Response { status: answer.status, headers: answer.headers, body: answer.body })
    }
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// This answer if it is 2xx, else the error that its status means ([`Error::from_status`]).
    pub fn check(self) -> Result<Self, Error> {
        match Error::from_status(self.status, self.header("retry-after")) {
            None => Ok(self),
            Some(error) => Err(error),
        }
    }

    /// The error that this answer is, with what the other side said of it; `said` may be empty.
    pub fn error(&self, words: &str) -> Error {
        let error = Error::from_status(self.status, self.header("retry-after"))
            .unwrap_or_else(|| Error::Other("the answer is not what was expected".into()));
        let words = said(words);
        let with = |text: String| if words.is_empty() { text } else { format!("{text}: {words}") };
        match error {
            Error::Unauthorized(text) => Error::Unauthorized(with(text)),
            Error::Unavailable(text) => Error::Unavailable(with(text)),
            Error::Other(text) => Error::Other(with(text)),
            other => other,
        }
    }

    /// As [`Response::check`]; the error carries what the other side said of it in a JSON body's `error`, `message` or
    /// first of `errors`.
    pub fn explained(self) -> Result<Self, Error> {
        if (200..=299).contains(&self.status) {
            return Ok(self);
        }
        Err(self.error(&self.complaint()))
    }

    /// What a JSON body says in `error`, `message` or the first of `errors`; empty for any other body.
    pub fn complaint(&self) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let words = [&body["error"], &body["message"], &body["errors"][0], &body["error"]["message"]];
        words.iter().find_map(|word| word.as_str()).unwrap_or_default().to_owned()
    }

    /// Reads the body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body)
            .map_err(|why| Error::Other(format!("the answer is not what was expected: {why}")))
    }

    /// The body as text, whatever is not UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
