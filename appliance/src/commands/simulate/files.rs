//! Uploads as agents do them: ask for a link, then put the file there in pieces.

use std::time::Instant;

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Uri};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::driver::Driver;
use super::insist::{AGENT, Call};
use super::meter::{Operation, Trouble};
use super::payload::Payload;
use super::target::Target;
use super::wire::Wire;

/// How often a link is asked for.
const TRIES: u32 = 4;
/// How large a file may be.
const SMALLEST: usize = 48 << 10;
const LARGEST: usize = 400 << 10;

#[derive(Serialize)]
struct Wanted<'a> {
    #[serde(rename = "fileName")]
    file_name: &'a str,
    #[serde(rename = "contentType")]
    content_type: &'static str,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    agent_id: &'a str,
}

#[derive(Deserialize)]
struct Link {
    url: String,
}

/// A file before it is uploaded.
struct File<'a> {
    operation: Operation,
    prefix: &'static str,
    name: &'a str,
    content_type: &'static str,
    /// What such files begin with.
    magic: &'static [u8],
}

impl Driver {
    /// Any agent uploads a crash log.
    pub(super) async fn crash_log(&mut self) {
        let count = self.agents.len();
        let agent = self.agents[0].roll(count);
        let uuid = self.agents[agent].uuid.clone();
        let now = OffsetDateTime::now_utc();
        let (month, hour, minute, second) = (u8::from(now.month()), now.hour(), now.minute(), now.second());
        let name = format!("{:04}{month:02}{:02}{hour:02}{minute:02}{second:02}.zip", now.year(), now.day());
        let file = File {
            operation: Operation::CrashLog,
            prefix: "crash_logs",
            name: &name,
            content_type: "application/zip",
            magic: b"PK\x03\x04",
        };
        self.upload(&uuid, file).await;
    }

    /// The agent that posted last uploads what it quarantined.
    pub(super) async fn quarantined_file(&mut self, name: &str) {
        let uuid = self.current().uuid.clone();
        let file = File {
            operation: Operation::Quarantined,
            prefix: "suspicious_processes",
            name,
            content_type: "application/octet-stream",
            magic: b"MZ\x90\x00",
        };
        self.upload(&uuid, file).await;
    }

    async fn upload(&mut self, agent: &str, file: File<'_>) {
        let Some((elsewhere, uri)) = self.link(agent, &file).await else { return };
        // No two files are the same.
        let head = [file.magic, agent.as_bytes(), b" ", file.name.as_bytes()].concat();
        let length = SMALLEST + self.agents[0].roll(LARGEST - SMALLEST);
        let mut request = Request::new(Payload::file(head.into(), self.run.noise.clone(), length));
        *request.method_mut() = Method::PUT;
        *request.uri_mut() = uri;
        let authority = elsewhere.as_ref().map_or(&self.run.target.authority, |target| &target.authority);
        let headers = request.headers_mut();
        headers.insert(HOST, authority.clone());
        headers.insert(USER_AGENT, AGENT);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        let start = Instant::now();
        let outcome = match elsewhere {
            Some(target) => Wire::new(target).ask(request, false).await,
            None => self.wire.ask(request, false).await,
        };
        let mut meter = self.run.meter();
        match outcome {
            Ok(answer) if answer.status.is_success() => return meter.done(file.operation, start.elapsed()),
            Ok(answer) => meter.trouble(
                Trouble::Status(answer.status.as_u16()),
                format!("{}: {}", answer.status, answer.message()),
            ),
            Err(cause) => meter.trouble(Trouble::NoAnswer, format!("{cause:#}")),
        }
        meter.given_up(file.operation);
    }

    /// Asks where a file may be put.
    async fn link(&mut self, agent: &str, file: &File<'_>) -> Option<(Option<Target>, Uri)> {
        let metadata = Metadata { agent_id: agent };
        let wanted = Wanted { file_name: file.name, content_type: file.content_type, metadata };
        let call = Call {
            operation: Operation::UploadLink,
            uri: self.run.target.path(&format!("/file-upload-url/{}", file.prefix)).ok()?,
            body: Bytes::from(serde_json::to_vec(&wanted).ok()?),
            idempotency_key: None,
            wanted: true,
            tries: TRIES,
        };
        let answer = call.insist(&self.run, &mut self.wire).await?;
        let link = serde_json::from_slice::<Link>(&answer.body);
        match link.map_err(anyhow::Error::from).and_then(|link| self.run.target.follow(&link.url)) {
            Ok(there) => Some(there),
            Err(cause) => {
                let mut meter = self.run.meter();
                meter.trouble(
                    Trouble::Status(answer.status.as_u16()),
                    format!("no link to upload to: {cause:#}"),
                );
                meter.given_up(file.operation);
                None
            }
        }
    }
}
