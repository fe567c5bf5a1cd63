//! `gatehouse serve`: answers until it is asked to stop.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use gatehouse_web::App;
use tokio::net::TcpListener;

use crate::config::{Config, TlsMode};
use crate::data::DataFolder;
use crate::shutdown;
use crate::tls::{Tls, warn_of_plain};
use crate::wiring::Appliance;

/// How often certificates are looked at.
const REFRESH_EVERY: Duration = Duration::from_secs(3600);

/// Serves an initialized data folder.
pub(crate) async fn run(config: &Config) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let mut appliance = Appliance::open(config, &data).await?;
    // Without one nobody could ever sign in.
    appliance
        .base
        .access
        .scopes()?
        .first()
        .context("there is no organization yet; run `gatehouse init` first")?;
    appliance.start_work();
    let outcome = answer(config, &data, &appliance, |url| println!("listening on {url}")).await;
    appliance.stop().await;
    outcome
}

/// Listens, says so through `ready`, and answers until the process is asked to stop.
pub(crate) async fn answer(
    config: &Config,
    data: &DataFolder,
    appliance: &Appliance,
    ready: impl FnOnce(&str),
) -> Result<()> {
    warn_of_plain(&config.tls, config.listen);
    let tls = Tls::start(&config.tls, &data.tls()?, &config.names)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}; choose another with --listen", config.listen))?;
    let url = url_of(listener.local_addr()?, tls.is_some());

    let web = gatehouse_web::Config {
        tls: tls.is_some(),
        cron_secret: config.cron_secret.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        upload_dir: data.uploads()?,
        ..gatehouse_web::Config::default()
    };
    let limits = web.limits.clone();
    let app = App::new(appliance.services.clone(), appliance.base.access.clone(), web);
    if let Some(pem) = tls.as_ref().and_then(|tls| tls.ca_pem.clone()) {
        app.set_ca_pem(pem);
    }
    if let Some(tls) = tls.clone() {
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(REFRESH_EVERY).await;
                if let Err(cause) = tls.refresh() {
                    tracing::error!(%cause, "certificates were not renewed");
                }
            }
        });
    }
    if matches!(config.tls, TlsMode::Auto) {
        tracing::info!("browsers trust this server once they have its CA: {url}/api/console/ca.pem");
    }
    let stop = shutdown::requested()?;
    ready(&url);
    let config = tls.map(|tls| tls.config);
    gatehouse_web::serve(listener, config, gatehouse_web::router(app), limits, stop).await?;
    Ok(())
}

fn url_of(address: SocketAddr, tls: bool) -> String {
    let scheme = if tls { "https" } else { "http" };
    // The unspecified address cannot be typed into a browser.
    if address.ip().is_unspecified() {
        return format!("{scheme}://localhost:{}", address.port());
    }
    format!("{scheme}://{address}")
}
