//! The library's requests, sent within the grants.
//!
//! A provider names endpoints of its own, some of them on other hosts: each address that it names is a target as the issuer
//! is, which the appliance may reach as long as it is public, and near ones by a grant.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use url::Url;

use crate::net::grant::Grant;
use crate::net::outbound::{Failure, Outbound, Request};
use crate::net::policy::CallGrants;

/// The largest answer: documents of a provider have some kilobytes.
const ANSWER_BYTES: usize = 1 << 20;

/// Sends requests to one provider.
pub(super) struct Http<'h> {
    pub(super) outbound: &'h Outbound,
    pub(super) standing: &'h Arc<[Grant]>,
    pub(super) private_targets: bool,
    /// Whether the issuer itself speaks plain HTTP, as one on this machine may.
    pub(super) plain: bool,
    pub(super) timeout: Duration,
}

impl Http<'_> {
    /// Whether an address that the provider names keeps secrets on the way as the issuer's does.
    pub(super) fn suits(&self, url: &Url) -> bool {
        url.scheme() == "https" || (self.plain && url.scheme() == "http")
    }

    async fn send(&self, asked: HttpRequest) -> Result<HttpResponse, Failure> {
        let url = asked.uri().to_string();
        let parsed = Url::parse(&url).map_err(|why| Failure::Invalid(format!("not a URL: {why}")))?;
        if !self.suits(&parsed) {
            return Err(Failure::Invalid(
                "the provider names an endpoint that is no https:// address".into(),
            ));
        }
        let grants =
            CallGrants::new(Arc::clone(self.standing), [url.as_str()].into_iter(), self.private_targets);
        let (head, body) = asked.into_parts();
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let request = Request {
            method: head.method.to_string(),
            url: url.clone(),
            headers: head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: (!body.is_empty()).then_some(body),
            timeout: self.timeout,
            answer_limit: ANSWER_BYTES,
        };
        let answer = self.outbound.send(&grants, request).await?;
        let mut response = http::Response::builder().status(answer.status);
        for (name, value) in answer.headers {
            response = response.header(name, value);
        }
        response.body(answer.body).map_err(|why| Failure::Failed(why.to_string()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http<'_> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
