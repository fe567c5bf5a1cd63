//! One keep-alive connection, opened again when it breaks, and what is said over it.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::SendRequest;
use hyper::header::RETRY_AFTER;
use hyper::{Request, Response, StatusCode};

use super::payload::Payload;
use super::target::Target;

/// Who does not answer within this time has not answered.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How much of an answer is read that says more than its status.
const ANSWER_BYTES: usize = 64 << 10;

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    /// Read only when it is wanted or the request was refused.
    pub(super) body: Bytes,
}

impl Answer {
    /// The API's message, or the body's beginning where it holds none.
    pub(super) fn message(&self) -> String {
        let parsed: Option<serde_json::Value> = serde_json::from_slice(&self.body).ok();
        let message = parsed.as_ref().and_then(|body| body.get("message")?.as_str());
        let text = message.map_or_else(|| String::from_utf8_lossy(&self.body), Into::into);
        text.trim().chars().filter(|char| !char.is_control()).take(200).collect()
    }
}

/// A connection.
#[derive(Debug)]
pub(super) struct Wire {
    target: Target,
    open: Option<SendRequest<Payload>>,
}

impl Wire {
    /// One that is opened with the first request.
    pub(super) fn new(target: Target) -> Self {
        Self { target, open: None }
    }

    /// Asks, and reads the answer.
    ///
    /// # Errors
    /// When there was none: the request may have been done or not.
    pub(super) async fn ask(&mut self, request: Request<Payload>, wanted: bool) -> anyhow::Result<Answer> {
        // Taken out: an exchange that is given up midway leaves no connection that waits for its answer.
        let kept = self.open.take();
        let exchange = async {
            // The server may have closed it meanwhile, which is no trouble before anything was sent.
            let ready = match kept {
                Some(mut kept) => kept.ready().await.is_ok().then_some(kept),
                None => None,
            };
            let mut open = match ready {
                Some(open) => open,
                None => self.target.connect().await?,
            };
            let response = open.send_request(request).await?;
            anyhow::Ok((read(response, wanted).await?, open))
        };
        let (answer, open) = tokio::time::timeout(ANSWER_WITHIN, exchange)
            .await
            .map_err(|_| anyhow::anyhow!("no answer within {} s", ANSWER_WITHIN.as_secs()))??;
        self.open = Some(open);
        Ok(answer)
    }
}

async fn read(response: Response<Incoming>, wanted: bool) -> anyhow::Result<Answer> {
    let status = response.status();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    // The other form, a date, nobody answers here: the pause that grows is then as good.
    let retry_after = retry_after.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    let mut body = response.into_body();
    if wanted || !status.is_success() {
        let body = Limited::new(body, ANSWER_BYTES).collect().await;
        let body = body.map_err(|cause| anyhow::anyhow!("the answer broke off: {cause}"))?.to_bytes();
        return Ok(Answer { status, retry_after, body });
    }
    while let Some(frame) = body.frame().await {
        frame?;
    }
    Ok(Answer { status, retry_after, body: Bytes::new() })
}
