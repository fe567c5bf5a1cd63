//! An appliance in miniature for native unit tests: settings, a clock, and scripted answers to requests.
//!
//! ```
//! use gatehouse_connector_sdk::{harness::{Answer, Harness}, http};
//!
//! let harness = Harness::new().setting("api_key", "k").answer("GET https://a.example/x", Answer::new(200, "hi"));
//! assert_eq!(http::get("https://a.example/x").send().unwrap().text(), "hi");
//! assert_eq!(harness.requests().len(), 1);
//! ```
//!
//! It belongs to the thread that made it, and is gone when it is dropped, so tests may run side by side.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use crate::Exposure;
pub use crate::bindings::gatehouse::connector::http::{HttpError, Request, Response};

/// What a scripted request is answered with.
#[derive(Debug, Clone)]
pub struct Answer(Result<Response, HttpError>);

impl Answer {
    /// A status and a body.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self(Ok(Response { status, headers: Vec::new(), body: body.into() }))
    }

    /// The same with one more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(response) = &mut self.0 {
            response.headers.push((name.to_lowercase(), value.into()));
        }
        self
    }

    /// No answer at all, for this reason.
    pub fn fails(error: HttpError) -> Self {
        Self(Err(error))
    }
}

#[derive(Default)]
struct Scene {
    settings: BTreeMap<String, String>,
    answers: BTreeMap<String, VecDeque<Answer>>,
    requests: Vec<Request>,
    log: Vec<String>,
    state: BTreeMap<String, Vec<u8>>,
    corpus: BTreeMap<String, Vec<Exposure>>,
    now_ms: i64,
}

thread_local! {
    static SCENE: RefCell<Option<Scene>> = const { RefCell::new(None) };
}

fn with<T>(act: impl FnOnce(&mut Scene) -> T) -> T {
    SCENE.with_borrow_mut(|scene| {
        act(scene.as_mut().expect("a connector called the appliance outside of a Harness"))
    })
}

/// The miniature appliance of this thread.
#[derive(Debug)]
#[must_use = "the scene ends when the harness is dropped"]
pub struct Harness(());

impl Harness {
    /// An empty scene at 1970-01-01. Panics when this thread has one already.
    #[expect(clippy::new_without_default, reason = "making one has an effect on the thread")]
    pub fn new() -> Self {
        SCENE.with_borrow_mut(|scene| {
            assert!(scene.is_none(), "one harness a thread at a time");
            *scene = Some(Scene::default());
        });
        Self(())
    }

    /// Sets a setting.
    pub fn setting(self, name: &str, value: &str) -> Self {
        with(|scene| scene.settings.insert(name.into(), value.into()));
        self
    }

    /// Sets the clock.
    pub fn now_ms(self, now_ms: i64) -> Self {
        with(|scene| scene.now_ms = now_ms);
        self
    }

    /// Answers `"METHOD url"`; several answers for one request are given in turn, the last one again and again.
    pub fn answer(self, request: &str, answer: Answer) -> Self {
        with(|scene| scene.answers.entry(request.into()).or_default().push_back(answer));
        self
    }

    /// Puts an address into the corpus.
    pub fn exposed(self, email: &str, exposures: Vec<Exposure>) -> Self {
        with(|scene| scene.corpus.insert(email.into(), exposures));
        self
    }

    /// What was asked, in order.
    pub fn requests(&self) -> Vec<Request> {
        with(|scene| scene.requests.clone())
    }

    /// What was logged, `Level: message`.
    pub fn log(&self) -> Vec<String> {
        with(|scene| scene.log.clone())
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        SCENE.set(None);
    }
}

pub(crate) fn answer(request: &Request) -> Result<Response, HttpError> {
    with(|scene| {
        scene.requests.push(request.clone());
        let key = format!("{} {}", request.method, request.url);
        let Some(script) = scene.answers.get_mut(&key) else {
            return Err(HttpError::Refused(format!("no answer is scripted for {key}")));
        };
        let next = if script.len() > 1 { script.pop_front() } else { script.front().cloned() };
        next.expect("a script has at least one answer").0
    })
}

pub(crate) fn setting(name: &str) -> Option<String> {
    with(|scene| scene.settings.get(name).cloned())
}

pub(crate) fn log(line: String) {
    with(|scene| scene.log.push(line));
}

pub(crate) fn state<T>(act: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> T {
    with(|scene| act(&mut scene.state))
}

pub(crate) fn now_ms() -> i64 {
    with(|scene| scene.now_ms)
}

#[cfg(any(doc, feature = "local-provider"))]
pub(crate) fn corpus(emails: &[String]) -> Result<Vec<Vec<Exposure>>, String> {
    with(|scene| {
        Ok(emails.iter().map(|email| scene.corpus.get(email).cloned().unwrap_or_default()).collect())
    })
}
