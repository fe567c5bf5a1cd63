//! A request that is made until it is answered for good.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue, USER_AGENT};
use hyper::{HeaderMap, Method, Request, StatusCode, Uri};

use super::meter::{Operation, Trouble};
use super::payload::Payload;
use super::run::Run;
use super::wire::{Answer, Wire};

/// What agents call themselves.
pub(super) const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("gatehouse-agent-simulator/", env!("CARGO_PKG_VERSION")));
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// The pause before the second try, doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// A request with a JSON body, as often as it is needed.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) operation: Operation,
    pub(super) uri: Uri,
    pub(super) body: Bytes,
    /// Lets the server tell a retry from something new.
    pub(super) idempotency_key: Option<HeaderValue>,
    /// Whether the answer's body is wanted.
    pub(super) wanted: bool,
    /// How often it is tried at most.
    pub(super) tries: u32,
}

impl Call {
    fn request(&self, run: &Run) -> Request<Payload> {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(HOST, run.target.authority.clone());
        headers.insert(USER_AGENT, AGENT);
        headers.insert(CONTENT_TYPE, JSON);
        headers.insert(API_KEY, run.api_key.clone());
        if let Some(key) = &self.idempotency_key {
            headers.insert(IDEMPOTENCY_KEY, key.clone());
        }
        let mut request = Request::new(Payload::whole(self.body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        request
    }

    /// Makes the request, again after a pause when nobody answered or the server is busy. `None` when it was given up.
    pub(super) async fn insist(&self, run: &Run, wire: &mut Wire) -> Option<Answer> {
        let start = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut left = self.tries;
        loop {
            left -= 1;
            let (trouble, wait, word) = match wire.ask(self.request(run), self.wanted).await {
                Ok(answer) if answer.status.is_success() => {
                    run.meter().done(self.operation, start.elapsed());
                    return Some(answer);
                }
                Ok(answer) => {
                    let word = format!("{}: {}", answer.status, answer.message());
                    if !is_busy(answer.status) {
                        self.refused(run, answer.status, word);
                        return None;
                    }
                    (Trouble::Status(answer.status.as_u16()), answer.retry_after.unwrap_or(pause), word)
                }
                Err(cause) => (Trouble::NoAnswer, pause, format!("{cause:#}")),
            };
            {
                let mut meter = run.meter();
                meter.trouble(trouble, word);
                if left == 0 {
                    meter.given_up(self.operation);
                    return None;
                }
                meter.retried(self.operation);
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
            tokio::time::sleep(wait).await;
        }
    }

    /// Notes a refusal, and ends the run when everything that follows would be refused too.
    fn refused(&self, run: &Run, status: StatusCode, word: String) {
        let missing = matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
        if missing && self.operation == Operation::Poll {
            // The published API has no polls; an agent that knows only that one still posts alerts.
            if run.polled.swap(false, Ordering::Relaxed) {
                eprintln!("{} has no POST {}: the agents do not poll", run.options.url, self.uri);
            }
            return;
        }
        let advice = match status {
            StatusCode::UNAUTHORIZED => {
                "the server does not know this API key; make one in the console under API keys, or with: gatehouse \
                 api-key create --label agents --data-dir DIR"
            }
            StatusCode::FORBIDDEN => {
                "this API key may not do what agents do; make one that is not read-only in the console under API \
                 keys, or with: gatehouse api-key create --label agents --data-dir DIR"
            }
            _ if missing && self.operation == Operation::Alert => {
                "the endpoint API is not served at this url"
            }
            _ => {
                let mut meter = run.meter();
                meter.trouble(Trouble::Status(status.as_u16()), word);
                meter.given_up(self.operation);
                return;
            }
        };
        run.fail(format!("{advice} (POST {} answered {word})", self.uri));
    }
}

/// Whether the server may answer otherwise later: it is busy, or something before it is.
fn is_busy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}
