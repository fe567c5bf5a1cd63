//! The mailer: hands mail to a mail server over SMTP (RFC 5321), within the same rules as connectors' requests. A
//! server's name is resolved once, every address is checked, and the connection is made to a checked one.
//!
//! One connection a mail. The protocol is lettre's business; what a mail looks like lives in [`message`].

mod message;
mod wire;

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use gatehouse_core::ports::{ConnectorError, Mail, MailSecurity, MailSettings, Mailer};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, AsyncTokioStream, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::{Error as SmtpError, extension::ClientId};
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::config::HostConfig;
use crate::error::Result as HostResult;
use crate::net::connect::connect;
use crate::net::grant::{Destination, Grant};
use crate::net::policy::CallGrants;
use crate::net::resolve::Resolver;
use crate::net::tls;
use message::said;
use wire::Wire;

/// The id for which an admin can give grants of the mailer's own, `mail=smtp://…`.
const GRANTEE: &str = "mail";
/// Bytes of files that a line must take in a second.
const SLOWEST: usize = 64 << 10;
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// Sends mail over SMTP.
pub struct SmtpMailer {
    resolver: Arc<dyn Resolver>,
    standing: Arc<[Grant]>,
    private_targets: bool,
    tls: TlsConnector,
    extra_roots: Vec<CertificateDer<'static>>,
    connect_timeout: Duration,
    timeout: Duration,
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmtpMailer")
    }
}

impl SmtpMailer {
    /// With the grants, roots, resolver and limits of the connectors' configuration.
    ///
    /// # Errors
    /// When an extra root certificate cannot be used.
    pub fn new(config: &HostConfig) -> HostResult<Self> {
        let standing = config.extra_grants.iter().filter(|grant| grant.is_for(GRANTEE)).cloned().collect();
        Ok(Self {
            resolver: Arc::clone(&config.resolver),
            standing,
            private_targets: config.allow_private_targets,
            tls: TlsConnector::from(Arc::new(tls::plain_config(&config.extra_roots)?)),
            extra_roots: config.extra_roots.clone(),
            connect_timeout: config.limits.request(),
            timeout: config.limits.wall(),
        })
    }

    /// Connects to an address of the server that the grants reach.
    async fn connect(&self, settings: &MailSettings) -> Result<TcpStream, ConnectorError> {
        let server = Destination::mail_server(&settings.host, settings.port)
            .map_err(|why| ConnectorError::BadSettings(why.into()))?;
        let grants = CallGrants::of_server(Arc::clone(&self.standing), &server, self.private_targets);
        connect(self.resolver.as_ref(), &grants, &server, "the mail server", self.connect_timeout).await
    }

    /// Greets the server, under TLS where the settings say so.
    async fn greet(&self, settings: &MailSettings) -> Result<AsyncSmtpConnection, ConnectorError> {
        let stream = self.connect(settings).await?;
        let unreachable = |why: std::io::Error| ConnectorError::Unavailable(said(&why.to_string()));
        let peer = stream.peer_addr().map_err(unreachable)?;
        let hello = match stream.local_addr().map_err(unreachable)?.ip() {
            IpAddr::V4(ip) => ClientId::Ipv4(ip),
            IpAddr::V6(ip) => ClientId::Ipv6(ip),
        };
        let wire: Box<dyn AsyncTokioStream> = match settings.security {
            MailSecurity::None => Box::new(Wire::new(stream, peer)),
            MailSecurity::Starttls => Box::new(Wire::before_tls(stream, peer)),
            MailSecurity::Tls => {
                let name = ServerName::try_from(settings.host.clone())
                    .map_err(|_| ConnectorError::BadSettings("the host cannot have a certificate".into()))?;
                let secured = self.tls.connect(name, stream).await;
                Box::new(Wire::new(secured.map_err(|why| no_tls(&why))?, peer))
            }
        };
        let greeted = AsyncSmtpConnection::connect_with_transport(wire, &hello).await;
        let mut connection = greeted.map_err(|why| failed("greeting", &why))?;
        if settings.security == MailSecurity::Starttls {
            if !connection.can_starttls() {
                let why = "the mail server offers no STARTTLS, and nothing is sent without";
                return Err(ConnectorError::BadSettings(why.into()));
            }
            let parameters = self.starttls_parameters(&settings.host)?;
            connection.starttls(parameters, &hello).await.map_err(|why| match why.status() {
                Some(_) => failed("STARTTLS", &why),
                None => no_tls(&why),
            })?;
        }
        Ok(connection)
    }

    fn starttls_parameters(&self, host: &str) -> Result<TlsParameters, ConnectorError> {
        let unusable = |why: SmtpError| ConnectorError::BadSettings(said(&why.to_string()));
        let mut builder =
            TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
        for root in &self.extra_roots {
            let root = Certificate::from_der(root.to_vec()).map_err(unusable)?;
            builder = builder.add_root_certificate(root);
        }
        builder.build_rustls().map_err(unusable)
    }

    async fn converse(&self, settings: &MailSettings, mail: &Mail) -> Result<(), ConnectorError> {
        let message = message::build(&settings.from, mail)?;
        let mut connection = self.greet(settings).await?;
        if let Some((username, password)) = &settings.credentials {
            let credentials = Credentials::new(username.clone(), password.to_string());
            if let Err(why) = connection.auth(&MECHANISMS, &credentials).await {
                connection.abort().await;
                return Err(not_let_in(&why));
            }
        }
        connection
            .send(message.envelope(), &message.formatted())
            .await
            .map_err(|why| failed("mail", &why))?;
        // The server has taken the mail: how it takes the farewell does not matter.
        drop(connection.quit().await);
        Ok(())
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, settings: &MailSettings, mail: &Mail) -> Result<(), ConnectorError> {
        let bytes: usize = mail.attachments.iter().map(|attachment| attachment.content.len()).sum();
        // Files take their time on a slow line, as bytes a second they are bounded still.
        let longer = Duration::from_secs((bytes / SLOWEST) as u64);
        within(self.timeout + longer, self.converse(settings, mail)).await
    }

    fn check_address(&self, address: &str) -> Result<(), ConnectorError> {
        message::address("recipient", address).map(drop)
    }
}

async fn within<T>(
    timeout: Duration,
    work: impl Future<Output = Result<T, ConnectorError>>,
) -> Result<T, ConnectorError> {
    let late = || Err(ConnectorError::Unavailable("the mail server took too long".into()));
    tokio::time::timeout(timeout, work).await.unwrap_or_else(|_| late())
}

/// Why a server did not let us in. Its answer may tell of a state that passes (454, RFC 4954 §4).
fn not_let_in(why: &SmtpError) -> ConnectorError {
    match why.status() {
        Some(_) if why.is_permanent() => ConnectorError::Unauthorized(format!(
            "the mail server refused user name or password: {}",
            words(why)
        )),
        None if why.is_client() => {
            ConnectorError::BadSettings("the mail server takes no password (no AUTH PLAIN or LOGIN)".into())
        }
        _ => failed("sign-in", why),
    }
}

/// What an answer or its absence means: a refusal for good needs somebody to change something, all else may pass.
fn failed(what: &str, why: &SmtpError) -> ConnectorError {
    if why.is_permanent() {
        return ConnectorError::BadSettings(format!("the mail server refused the {what}: {}", words(why)));
    }
    if why.is_transient() {
        return ConnectorError::Unavailable(format!("the mail server put the {what} off: {}", words(why)));
    }
    if why.is_client() {
        return ConnectorError::BadSettings(said(&cause(why)));
    }
    ConnectorError::Unavailable(format!("the mail server broke off at the {what}: {}", said(&cause(why))))
}

/// The code and words of an answer.
fn words(why: &SmtpError) -> String {
    let code = why.status().map(|code| code.to_string()).unwrap_or_default();
    said(&format!("{code} {}", cause(why)))
}

/// What lies under lettre's own words.
fn cause(why: &SmtpError) -> String {
    std::error::Error::source(why).map_or_else(|| why.to_string(), ToString::to_string)
}

fn no_tls(why: &dyn std::error::Error) -> ConnectorError {
    let mut text = why.to_string();
    let mut inner = why.source();
    while let Some(cause) = inner {
        if !text.contains(&cause.to_string()) {
            text = format!("{text}: {cause}");
        }
        inner = cause.source();
    }
    ConnectorError::Unavailable(format!("the mail server's TLS does not do: {}", said(&text)))
}
