//! One buffered request: checked, pinned to checked addresses, sent, and read up to a limit.

use std::error::Error as _;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, redirect};
use rustls::ClientConfig;
use url::Url;

use super::grant::Destination;
use super::policy::{CallGrants, Refusal};
use super::resolve::{self, Pinned, Resolver};

/// Clients that are kept, each with its open connections. A client belongs to one destination at one set of
/// addresses, so that a connection is only ever reused by a call that was allowed those very addresses.
const KEPT_CLIENTS: usize = 16;
/// Connections that a client keeps for later: as many as a scan has at once, so that it does not connect anew each time.
const KEPT_CONNECTIONS: usize = 10;
const IDLE_CONNECTION: Duration = Duration::from_secs(30);

/// Headers that say how the message is framed or routed: the appliance's business (RFC 9110 §7.6.1).
const OURS: [&str; 9] = [
    "host",
    "connection",
    "content-length",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A request as a connector words it.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) timeout: Duration,
    /// The largest answer, in bytes of its body.
    pub(crate) answer_limit: usize,
}

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    #[error("{0}")]
    Invalid(String),
    #[error("no answer in time")]
    Timeout,
    #[error("the answer is larger than {0} bytes")]
    TooLarge(u64),
    #[error("{0}")]
    Failed(String),
}

/// Sends requests for all connectors.
pub(crate) struct Outbound {
    resolver: Arc<dyn Resolver>,
    tls: ClientConfig,
    clients: Mutex<Vec<(Key, Client)>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Key {
    destination: Destination,
    addresses: Vec<IpAddr>,
}

impl Outbound {
    pub(crate) fn new(resolver: Arc<dyn Resolver>, tls: ClientConfig) -> Self {
        Self { resolver, tls, clients: Mutex::default() }
    }

    /// Sends one request within `grants` and its own timeout.
    pub(crate) async fn send(&self, grants: &CallGrants, request: Request) -> Result<Answer, Failure> {
        let timeout = request.timeout;
        tokio::time::timeout(timeout, self.send_now(grants, request)).await.unwrap_or(Err(Failure::Timeout))
    }

    async fn send_now(&self, grants: &CallGrants, request: Request) -> Result<Answer, Failure> {
        let url = Url::parse(&request.url).map_err(|why| Failure::Invalid(format!("not a URL: {why}")))?;
        let asked = Destination::of(&url).map_err(|why| Failure::Invalid(why.into()))?;
        let method = method(&request.method)?;
        let headers = headers(request.headers)?;
        grants.check_name(&asked)?;
        let addresses =
            resolve::addresses(self.resolver.as_ref(), &asked.host).await.map_err(Failure::Failed)?;
        for ip in &addresses {
            grants.check_address(&asked, *ip)?;
        }
        let client = self.client(Key { destination: asked, addresses })?;
        let mut sending = client.request(method, url).headers(headers);
        if let Some(body) = request.body {
            sending = sending.body(body);
        }
        read(sending.send().await.map_err(failed)?, request.answer_limit).await
    }

    fn client(&self, key: Key) -> Result<Client, Failure> {
        let mut clients = self.clients.lock().expect("no holder of this lock panics");
        if let Some(at) = clients.iter().position(|(kept, _)| *kept == key) {
            // The most recently used stands last.
            let kept = clients.remove(at);
            clients.push(kept);
            return Ok(clients[clients.len() - 1].1.clone());
        }
        let built = Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .dns_resolver(Arc::new(Pinned(key.addresses.clone())))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .user_agent(concat!("Gatehouse/", env!("CARGO_PKG_VERSION")))
            .pool_idle_timeout(IDLE_CONNECTION)
            .pool_max_idle_per_host(KEPT_CONNECTIONS)
            .build();
        let client = built.map_err(failed)?;
        if clients.len() == KEPT_CLIENTS {
            clients.remove(0);
        }
        clients.push((key, client.clone()));
        Ok(client)
    }
}

fn method(text: &str) -> Result<Method, Failure> {
    match Method::from_bytes(text.as_bytes()) {
        Ok(Method::CONNECT | Method::TRACE) | Err(_) => Err(Failure::Invalid(format!("no method {text:?}"))),
        Ok(method) => Ok(method),
    }
}

fn headers(asked: Vec<(String, String)>) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in asked {
        let invalid = || Failure::Invalid(format!("the header {name:?} cannot be sent"));
        let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        if OURS.contains(&parsed.as_str()) {
            return Err(invalid());
        }
        headers.append(parsed, HeaderValue::from_str(&value).map_err(|_| invalid())?);
    }
    Ok(headers)
}

async fn read(mut response: reqwest::Response, limit: usize) -> Result<Answer, Failure> {
    let too_large = || Failure::TooLarge(limit as u64);
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let status = response.status().as_u16();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, headers, body })
}

/// The whole chain of reasons in one line, without the URL, which may hold a secret.
fn failed(error: reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::Timeout;
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    Failure::Failed(text)
}
