//! What the example company's endpoints report, as if their agents had called.

use anyhow::{Context as _, Result};
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{Endpoint, NewAlert, Poll, Prefix, Upload};
use gatehouse_core::platform::Platform;
use serde_json::{Map, Value};

static REPORTS: &str = include_str!("../../../../examples/lumenfeld-optics/process-alerts.ndjson");
/// What a quarantined program is made of here: nothing that would run.
const HARMLESS: &[u8] = b"MZ\x90\0 This stands for a program that was quarantined. It does nothing.\n";
const CRASH: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Has every machine report; prints how many there were.
pub(super) async fn report(platform: &Platform, endpoint: &Endpoint, principal: &Principal) -> Result<()> {
    // Alerts are an API key's or the appliance's own, not a member's.
    let agents = Principal::system(principal.scope(), "demo");
    let (mut alerts, mut machines, mut last) = (0, std::collections::BTreeSet::new(), None);
    for line in REPORTS.lines() {
        let mut body: Map<String, Value> = serde_json::from_str(line)?;
        let poll = poll(&mut body)?;
        let minutes =
            body.remove("minutes_ago").and_then(|it| it.as_i64()).context("minutes_ago is missing")?;
        let now = platform.now();
        body.insert("detected_at".into(), (now.plus_seconds(-60 * minutes).0 / 1000).into());
        let (_, alert) =
            endpoint.add_alert(&agents, NewAlert::parse(&serde_json::to_vec(&body)?, now)?, None).await?;
        alerts += 1;
        if !alert.quarantine_file_name.is_empty() {
            upload(
                endpoint,
                &agents,
                Prefix::SuspiciousProcesses,
                &alert.quarantine_file_name,
                &poll.uuid,
                HARMLESS,
            )
            .await?;
        }
        if machines.insert(poll.uuid.clone()) {
            endpoint.poll(&agents, poll.clone()).await?;
        }
        last = Some(poll.uuid);
    }
    // An agent that crashed: whose machine reported last.
    if let Some(agent) = last {
        upload(endpoint, &agents, Prefix::CrashLogs, "agent-crash.zip", &agent, CRASH).await?;
    }
    println!("\n{} endpoints reported {alerts} suspicious processes.", machines.len());
    Ok(())
}

/// How the machine's agent describes itself. What the alert's published fields do not have goes out of the body.
fn poll(body: &mut Map<String, Value>) -> Result<Poll> {
    let text = |value: Option<Value>| {
        value.and_then(|it| it.as_str().map(str::to_owned)).context("a text is missing in a report")
    };
    Ok(Poll {
        uuid: text(body.get("uuid").cloned())?,
        hostname: text(body.get("hostname").cloned())?,
        agent_version: text(body.get("version").cloned())?,
        os_type: text(body.remove("os_type"))?,
        os_platform: text(body.remove("os_platform"))?,
        os_version_number: text(body.remove("os_version_number"))?,
        os_version_detail: text(body.remove("os_version_detail"))?,
    })
}

async fn upload(
    endpoint: &Endpoint,
    agents: &Principal,
    prefix: Prefix,
    file_name: &str,
    agent: &str,
    content: &[u8],
) -> Result<()> {
    let content_type = "application/zip".to_owned();
    let upload = Upload {
        prefix,
        key: None,
        file_name: file_name.to_owned(),
        content_type: content_type.clone(),
        file_size: None,
        agent: Some(agent.to_owned()),
    };
    let link = endpoint.upload_link(agents, upload)?;
    let token = link.strip_prefix("/files/").context("an upload link begins with /files/")?;
    let mut receiving = endpoint.open_upload(token, &content_type, None)?;
    receiving.write(content)?;
    Ok(receiving.finish().await?)
}
