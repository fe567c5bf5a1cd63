//! `gatehouse demo`: an example company, imported, scanned, its endpoints heard, told about, and left running to be looked at.

mod endpoints;
mod receiver;
mod story;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use gatehouse_core::access::{FirstSteps, Principal};
use gatehouse_core::endpoint::Endpoint;
use gatehouse_core::exposure::{ScanResult, start_scan, wait_for_scan};
use gatehouse_core::jobs::JobState;
use gatehouse_core::notify::{ChannelKind, NewChannel, add_channel};
use gatehouse_core::sealing::new_token;
use gatehouse_core::severity::Severity;
use gatehouse_core::tenancy::NewOrganization;

use crate::builtins;
use crate::commands::{import, serve};
use crate::config::Config;
use crate::data::DataFolder;
use crate::progress::Progress;
use crate::wiring::Appliance;
use receiver::Receiver;

// A `const` would be in the binary as often as it is used.
static EMPLOYEES: &[u8] = include_bytes!("../../../../examples/lumenfeld-optics/employees.csv");
/// Packed with brotli.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.csv.br"));
const ORGANIZATION: &str = "Lumenfeld Optics";
const ADMIN: &str = "admin@lumenfeld-optics.example";

/// Fills an empty data folder and serves it until Ctrl-C.
pub(crate) async fn run(config: &Config) -> Result<()> {
    if builtins::are_missing() {
        bail!(
            "this binary holds no connectors, so there is nothing to scan with; build with: cargo xtask build"
        );
    }
    let path = config.data_dir()?;
    let data = DataFolder::create(path)?;
    let receiver = Receiver::start().await?;
    let mut config = config.clone();
    // The receiver is on loopback, where no connector may go without a grant of its own.
    config.connector_grants.push(receiver.origin());

    let mut appliance = Appliance::open(&config, &data).await?;
    appliance.start_work();
    let outcome = show(&config, &data, &appliance, &receiver).await;
    appliance.stop().await;
    outcome
}

async fn show(config: &Config, data: &DataFolder, appliance: &Appliance, receiver: &Receiver) -> Result<()> {
    let services = &appliance.services;
    let password = new_token(services.platform.random.as_ref(), 12);
    let first = FirstSteps {
        organization: NewOrganization::client(ORGANIZATION),
        admin_email: ADMIN.into(),
        admin_name: "Demo Admin".into(),
        admin_password: password.clone(),
    };
    let principal = appliance.base.access.initialize(first).await?;
    bring_in(data.path(), appliance, &principal).await?;
    add_channel(
        services,
        &principal,
        NewChannel {
            label: "Demo receiver".into(),
            kind: ChannelKind::Webhook,
            url: receiver.url(),
            min_severity: Severity::Medium,
            settings: BTreeMap::from([("allow_http".into(), "true".into())]),
        },
    )
    .await?;

    let result = scan(appliance, &principal).await?;
    story::print_findings(services, &principal, &result)?;
    let endpoint = Endpoint::new(services, &appliance.base.access);
    endpoints::report(&services.platform, &endpoint, &principal).await?;
    services.outbox.drained().await?;
    receiver.print();

    serve::answer(config, data, appliance, |url| {
        println!("\nlistening on {url}");
        println!("sign in as {ADMIN} with password {password}");
        println!("search the alerts at {url}/alerts");
        println!("Ctrl-C ends it; `gatehouse serve --data-dir {}` starts it again", data.path().display());
    })
    .await
}

/// Imports people and corpus from files, the way an admin would.
async fn bring_in(folder: &Path, appliance: &Appliance, principal: &Principal) -> Result<()> {
    let files = folder.join("examples");
    std::fs::create_dir_all(&files)?;
    let (employees, corpus) = (files.join("employees.csv"), files.join("corpus.csv"));
    std::fs::write(&employees, EMPLOYEES)?;
    brotli::BrotliDecompress(&mut &CORPUS[..], &mut std::fs::File::create(&corpus)?)?;
    import::employees(&appliance.services.platform, principal, &employees).await?;
    import::corpus(&appliance.services.platform, principal, &corpus).await?;
    Ok(())
}

/// Runs the breach scan and shows how far it is.
async fn scan(appliance: &Appliance, principal: &Principal) -> Result<ScanResult> {
    let services = &appliance.services;
    let id = start_scan(services, principal).await?;
    let mut progress = Progress::start("breach scan");
    let scan = wait_for_scan(services, principal, id);
    tokio::pin!(scan);
    let result = loop {
        tokio::select! {
            result = &mut scan => break result.context("the scan failed")?,
            () = tokio::time::sleep(Duration::from_millis(50)) => {
                let job = services.jobs.get(principal.scope(), id)?;
                if job.state == JobState::Running {
                    progress.show(job.progress.done, job.progress.total, &job.progress.note);
                }
            }
        }
    };
    progress.finish(&format!(
        "{} people scanned, {} records, {} alerts",
        result.scanned, result.new_records, result.new_alerts
    ));
    Ok(result)
}
