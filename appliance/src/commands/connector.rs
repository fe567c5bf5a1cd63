//! `gatehouse connector`: what is plugged in, and what it may reach.

use anyhow::Result;
use gatehouse_connector_host::ConnectorStatus;

use crate::cli::Connector;
use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Appliance;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, what: Connector) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let appliance = Appliance::open(config, &data).await?;
    match what {
        Connector::List => appliance.host.list_status().iter().for_each(show),
        Connector::Approve { id } => show(&appliance.host.approve(&id)?),
    }
    appliance.stop().await;
    Ok(())
}

fn show(status: &ConnectorStatus) {
    let word = |value: Option<String>| value.unwrap_or_else(|| "-".into());
    let kind = status.kind.and_then(|kind| serde_json::to_value(kind).ok());
    let kind = kind.as_ref().and_then(serde_json::Value::as_str).unwrap_or("-");
    let standing = serde_json::to_value(status.status).unwrap_or_default();
    println!(
        "{:<12} {:<8} {:<16} {:<8} {}",
        status.id,
        word(status.version.clone()),
        kind,
        standing.as_str().unwrap_or("-"),
        status.display_name
    );
    let lines = [("may reach", &status.granted_hosts), ("asks for", &status.pending_hosts)];
    for (what, hosts) in lines.into_iter().filter(|(_, hosts)| !hosts.is_empty()) {
        println!("             {what}: {}", hosts.join(" "));
    }
    if !status.pending_hosts.is_empty() {
        println!("             allow it with: gatehouse connector approve {}", status.id);
    }
    if let Some(error) = &status.last_error {
        println!("             {error}");
    }
}
