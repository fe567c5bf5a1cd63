//! What a connector can ask the appliance for: one small block a capability of `plugins-wit/v1/capabilities.wit`.

use std::sync::Arc;
use std::time::Duration;

use wasmtime::Result;
use wasmtime::component::{HasSelf, Linker};

use super::state::CallState;
use crate::bindings::capabilities::{clock, corpus, http, log, random, settings, state};
use crate::bindings::types::{Exposure, Host as TypesHost};
use crate::convert;
use crate::net::outbound::{Failure, Request};

const MOST_RANDOM_BYTES: u32 = 4096;

/// Look-ups of at most this many addresses are done where they are asked; larger ones on the blocking pool.
const SMALL_LOOKUP: usize = 8;

/// A linker with everything that any connector may import; with the corpus only if `with_corpus`.
pub(crate) fn link(engine: &wasmtime::Engine, with_corpus: bool) -> Result<Linker<CallState>> {
    let mut linker = Linker::new(engine);
    http::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    log::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    state::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    settings::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    clock::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    random::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    if with_corpus {
        corpus::add_to_linker::<_, HasSelf<CallState>>(&mut linker, |state| state)?;
    }
    Ok(linker)
}

impl TypesHost for CallState {}

impl http::Host for CallState {
    async fn send(&mut self, asked: http::Request) -> Result<Result<http::Response, http::HttpError>> {
        let services = Arc::clone(&self.services);
        let limits = &services.limits;
        self.requests += 1;
        if self.requests > limits.requests {
            return Err(self.break_limit(format!(
                "sent more than {} requests; the limit is `requests`",
                limits.requests
            )));
        }
        let body_bytes = asked.body.as_ref().map_or(0, Vec::len);
        if body_bytes > limits.request_bytes {
            return Ok(Err(http::HttpError::Invalid(format!(
                "a body of {body_bytes} bytes is larger than {}; the limit is `request_bytes`",
                limits.request_bytes
            ))));
        }
        let own_timeout = asked.timeout_ms.map_or(Duration::MAX, |ms| Duration::from_millis(ms.into()));
        let request = Request {
            method: asked.method,
            url: asked.url,
            headers: asked.headers,
            body: asked.body,
            timeout: limits.request().min(own_timeout),
            answer_limit: limits.response_bytes,
        };
        self.waits();
        let answer = services.outbound.send(&self.grants, request).await;
        Ok(answer
            .map(|answer| http::Response {
                status: answer.status,
                headers: answer.headers,
                body: answer.body,
            })
            .map_err(|failure| self.noted(failure)))
    }
}

impl CallState {
    /// Logs and notes what an admin must know of, and words a failure for the connector.
    fn noted(&self, failure: Failure) -> http::HttpError {
        match failure {
            Failure::Refused(refusal) => {
                let why = refusal.to_string();
                tracing::warn!(
                    connector = %self.connector,
                    grant = %refusal.grant(),
                    "refused a connector's request: {why}"
                );
                self.notes().refuse(why.clone());
                http::HttpError::Refused(why)
            }
            Failure::TooLarge(limit) => {
                self.notes().oversize(format!(
                    "was answered with more than {limit} bytes; the limit is `response_bytes`"
                ));
                http::HttpError::TooLarge(limit)
            }
            Failure::Invalid(why) => http::HttpError::Invalid(why),
            Failure::Timeout => http::HttpError::Timeout,
            Failure::Failed(why) => http::HttpError::Failed(why),
        }
    }
}

impl log::Host for CallState {
    fn write(&mut self, level: log::Level, message: String) -> Result<()> {
        self.log_lines += 1;
        let limits = &self.services.limits;
        if self.log_lines > limits.log_lines {
            return Err(self.break_limit(format!(
                "wrote more than {} log lines; the limit is `log_lines`",
                limits.log_lines
            )));
        }
        let end = message.floor_char_boundary(limits.log_line_bytes);
        // One line stays one line, whatever a connector puts into it.
        let line: String = message[..end].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let connector = &*self.connector;
        match level {
            log::Level::Debug => tracing::debug!(target: "connector", connector, "{line}"),
            log::Level::Info => tracing::info!(target: "connector", connector, "{line}"),
            log::Level::Warn => tracing::warn!(target: "connector", connector, "{line}"),
            log::Level::Error => tracing::error!(target: "connector", connector, "{line}"),
        }
        Ok(())
    }
}

impl state::Host for CallState {
    fn get(&mut self, key: String) -> Result<Option<Vec<u8>>> {
        Ok(self.services.state.get(&self.space(), &key))
    }

    fn set(&mut self, key: String, value: Vec<u8>) -> Result<Result<(), String>> {
        Ok(self.services.state.set(&self.space(), &key, value))
    }

    fn remove(&mut self, key: String) -> Result<()> {
        self.services.state.remove(&self.space(), &key);
        Ok(())
    }
}

impl settings::Host for CallState {
    fn get(&mut self, name: String) -> Result<Option<String>> {
        Ok(self.settings.get(&name).cloned())
    }

    fn all(&mut self) -> Result<Vec<(String, String)>> {
        Ok(self.settings.clone().into_iter().collect())
    }
}

impl clock::Host for CallState {
    fn now_ms(&mut self) -> Result<i64> {
        Ok(self.services.clock.now().0)
    }
}

impl random::Host for CallState {
    fn bytes(&mut self, count: u32) -> Result<Vec<u8>> {
        if count > MOST_RANDOM_BYTES {
            return Err(
                self.break_limit(format!("asked for more than {MOST_RANDOM_BYTES} random bytes at once"))
            );
        }
        let mut bytes = vec![0; count as usize];
        rand::Rng::fill(&mut rand::rng(), bytes.as_mut_slice());
        Ok(bytes)
    }
}

impl corpus::Host for CallState {
    async fn lookup(&mut self, emails: Vec<String>) -> Result<Result<Vec<Vec<Exposure>>, String>> {
        let Some(corpus) = self.services.corpus.clone() else {
            return Ok(Err("this appliance has no corpus".into()));
        };
        self.waits();
        let found = if emails.len() <= SMALL_LOOKUP {
            corpus.lookup(&emails)
        } else {
            let looking = tokio::task::spawn_blocking(move || corpus.lookup(&emails));
            looking.await.unwrap_or_else(|why| Err(gatehouse_core::Error::internal(why)))
        };
        let convert = |list: Vec<_>| list.into_iter().map(convert::corpus_exposure).collect();
        Ok(found.map(|lists| lists.into_iter().map(convert).collect()).map_err(|why| why.to_string()))
    }
}
