//! `gatehouse serve`: answers until it is asked to stop.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use gatehouse_web::App;
use tokio::net::{TcpListener, TcpSocket};

use crate::config::{Config, TlsMode};
use crate::data::DataFolder;
use crate::shutdown;
use crate::tls::{Tls, machine_names, warn_of_plain};
use crate::wiring::Appliance;

/// How often certificates are looked at.
const REFRESH_EVERY: Duration = Duration::from_secs(3600);
/// So many connections may wait to be accepted: after a restart all agents come at once, and whom the system turns away
/// tries again a second later.
const WAITING: u32 = 4096;

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

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }?;
    // The address of a server that has just ended; elsewhere the word means that several may share it.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
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
    let listener = listen(config.listen)
        .with_context(|| format!("cannot listen on {}; choose another with --listen", config.listen))?;
    let url = url_of(listener.local_addr()?, tls.is_some());

    let web = gatehouse_web::Config {
        tls: tls.is_some(),
        public_url: config.public_url.clone(),
        own_url: own_url(listener.local_addr()?, tls.is_some(), &config.names),
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

/// Where others reach the server, as well as it can know: under the first name that it was given, or under the machine's
/// where it answers on every address.
fn own_url(address: SocketAddr, tls: bool, names: &[String]) -> String {
    let names = match address.ip().is_unspecified() {
        true => machine_names(names),
        false => names.to_vec(),
    };
    let Some(name) = names.into_iter().find(|name| !name.starts_with("*.")) else {
        return url_of(address, tls);
    };
    let (scheme, port) = (if tls { "https" } else { "http" }, address.port());
    if name.contains(':') {
        format!("{scheme}://[{name}]:{port}")
    } else {
        format!("{scheme}://{name}:{port}")
    }
}

fn url_of(address: SocketAddr, tls: bool) -> String {
    let scheme = if tls { "https" } else { "http" };
    // The unspecified address cannot be typed into a browser.
    if address.ip().is_unspecified() {
        return format!("{scheme}://localhost:{}", address.port());
    }
    format!("{scheme}://{address}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::own_url;

    #[test]
    fn links_lead_to_a_name_where_there_is_one() {
        let url = |address: &str, tls, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            own_url(address.parse().unwrap(), tls, &names)
        };
        assert_eq!(url("127.0.0.1:8080", false, &[]), "http://127.0.0.1:8080");
        assert_eq!(url("0.0.0.0:8443", true, &["*.lan", "gate.example"]), "https://gate.example:8443");
        assert_eq!(url("10.0.0.7:8443", true, &["::1"]), "https://[::1]:8443");
        assert!(!url("0.0.0.0:8443", true, &[]).contains("0.0.0.0"));
    }
}
