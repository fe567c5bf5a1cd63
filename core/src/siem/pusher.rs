//! The job that pushes: batch by batch from the watermark on, which moves only when a batch has arrived.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::json;

use crate::error::{Error, Result};
use crate::jobs::{Handler, Run};
use crate::platform::Platform;
use crate::ports::ConnectorError;
use crate::services::Services;
use crate::siem::page::page_of;
use crate::siem::push::{Pushed, note};
use crate::siem::sink::{AlertSink, Batch};
use crate::siem::{Event, Format, PUSH_KIND, Page, Start, push_target, pushed, syslog};
use crate::store::OrgStore;

/// Alerts of a batch.
const BATCH: usize = 500;
/// How much of an error is kept, in characters.
const MAX_ERROR: usize = 300;

/// Pushes alerts to SIEMs. Register it for [`PUSH_KIND`].
pub struct PushHandler {
    platform: Platform,
    sink: Arc<dyn AlertSink>,
}

impl std::fmt::Debug for PushHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PushHandler({PUSH_KIND})")
    }
}

impl PushHandler {
    /// Through this sink. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services, sink: Arc<dyn AlertSink>) -> Self {
        Self { platform: services.platform.clone(), sink }
    }

    /// The batch after the watermark, if there is any, and who gets it.
    fn next(&self, org: &OrgStore) -> Result<Option<(String, Format, Pushed, Page)>> {
        let reader = org.read()?;
        let Some(push) = push_target(&reader)? else { return Ok(None) };
        let pushed = pushed(&reader)?;
        let page = page_of(&reader, Start { since: None, after: Some(pushed.after) }, BATCH)?;
        if page.events.is_empty() {
            return Ok(None);
        }
        let url = push.url(&self.platform, org.scope())?;
        Ok(Some((url.to_string(), push.format, pushed, page)))
    }
}

/// The events as the target takes them: one body over https, a message each over syslog.
fn batch(url: &str, format: Format, events: &[Event]) -> Result<Batch> {
    if url.starts_with("syslog+tls:") {
        return events
            .iter()
            .map(|event| syslog::message(event, format))
            .collect::<Result<_>>()
            .map(Batch::Messages);
    }
    Ok(Batch::Body { media_type: format.media_type(), text: format.write(events)? })
}

/// What a failure means for the job: one that passes is tried again.
fn job_error(cause: &ConnectorError) -> Error {
    let text = cause.to_string().chars().take(MAX_ERROR).collect();
    if cause.is_transient() { Error::Upstream(text) } else { Error::Unmet(text) }
}

#[async_trait]
impl Handler for PushHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let org = self.platform.store.org(run.scope);
        let mut sent: u64 = 0;
        while let Some((url, format, mut standing, page)) = self.next(&org)? {
            run.check_cancelled()?;
            let pushing = self.sink.push(&url, &batch(&url, format, &page.events)?).await;
            let failure = pushing.err().map(|cause| job_error(&cause));
            match &failure {
                Some(cause) => standing.error = Some(cause.to_string()),
                None => {
                    sent += page.events.len() as u64;
                    standing.after = page.last;
                    standing.last = Some(self.platform.now());
                    standing.error = None;
                }
            }
            org.write(move |writer| note(writer, &standing)).await?;
            if let Some(cause) = failure {
                return Err(cause);
            }
            run.progress(sent, sent, "alerts pushed");
        }
        Ok(json!({ "pushed": sent }))
    }
}
