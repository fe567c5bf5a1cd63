//! The directory `ldap`: OpenLDAP, Active Directory and their like, over the crate ldap3.
//!
//! It is part of the appliance and no WebAssembly connector. The protocol needs a socket that stays open from page to
//! page and turns into TLS half-way; as a capability of the contract that would be sockets for connectors, which they do
//! not have. The rules are those of connectors and of the mailer: a server is granted as `ldap://host[:port]`, its name
//! is resolved once, every address is checked and the connection made to a checked one; time and sizes are bounded.
//!
//! - [`settings`]: what a connection says; [`session`]: one connection to a server; [`guard`]: what comes from it;
//! - [`entry`], [`person`]: what an entry says of a person; [`words`]: what a refusal means;
//! - [`search`]: searches that wait for their next page.

mod entry;
mod guard;
mod person;
mod search;
mod session;
mod settings;
mod words;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use gatehouse_core::ports::{
    Clock, ConnectorError, ConnectorInfo, ConnectorKind, Directory, DirectoryPage, Settings,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::config::HostConfig;
use crate::error::Result as HostResult;
use crate::net::grant::{Destination, Grant};
use crate::net::policy::{CallGrants, Refusal};
use crate::net::resolve::{self, Resolver};
use crate::net::tls;
use search::{Search, Waiting};
use session::Session;
use settings::Server;

/// Its id among the directories, and the one for which an admin can give grants of its own, `ldap=ldap://…`.
pub(crate) const ID: &str = "ldap";
/// How many of a server's addresses are tried.
const MOST_ADDRESSES: usize = 4;
/// What a force of a new password needs of an entry.
const KINDS: [&str; 2] = ["objectGUID", "objectClass"];

/// People of an LDAP server.
pub(crate) struct LdapDirectory(Arc<Inner>);

pub(crate) struct Inner {
    resolver: Arc<dyn Resolver>,
    standing: Arc<[Grant]>,
    private_targets: bool,
    tls: TlsConnector,
    connect_timeout: Duration,
    timeout: Duration,
    clock: Arc<dyn Clock>,
    waiting: Waiting,
}

impl LdapDirectory {
    /// With the grants, roots, resolver and limits of the connectors' configuration.
    pub(crate) fn new(config: &HostConfig) -> HostResult<Self> {
        Ok(Self(Arc::new(Inner {
            resolver: Arc::clone(&config.resolver),
            standing: config.extra_grants.iter().filter(|grant| grant.is_for(ID)).cloned().collect(),
            private_targets: config.allow_private_targets,
            tls: TlsConnector::from(Arc::new(tls::plain_config(&config.extra_roots)?)),
            connect_timeout: config.limits.request(),
            timeout: config.limits.wall(),
            clock: Arc::clone(&config.clock),
            waiting: Waiting::default(),
        })))
    }

    /// Runs `work` within the time that a call has, in a task of its own: the LDAP library panics at some of what a
    /// server can answer.
    async fn call<T, F>(&self, work: impl FnOnce(Arc<Inner>) -> F) -> Result<T, ConnectorError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, ConnectorError>> + Send + 'static,
    {
        let late = || Err(ConnectorError::Unavailable("the LDAP server took too long".into()));
        let within = tokio::time::timeout(self.0.timeout, work(Arc::clone(&self.0)));
        let task = tokio::spawn(async move { within.await.unwrap_or_else(|_| late()) });
        let odd = |_| ConnectorError::Unavailable("the LDAP server answered what is no LDAP".into());
        task.await.map_err(odd)?
    }
}

impl Inner {
    async fn open(&self, server: &Server) -> Result<Session, ConnectorError> {
        Session::open(self.connect(server).await?, server, &self.tls).await
    }

    /// Connects to an address of the server that the grants reach.
    async fn connect(&self, server: &Server) -> Result<TcpStream, ConnectorError> {
        let asked = Destination::ldap_server(&server.host, server.port)
            .map_err(|why| ConnectorError::BadSettings(why.into()))?;
        let grants = CallGrants::of_server(Arc::clone(&self.standing), &asked, self.private_targets);
        let refused = |why: Box<Refusal>| {
            tracing::warn!(grant = %why.grant(), "refused to connect to an LDAP server: {why}");
            ConnectorError::Refused(why.to_string())
        };
        grants.check_name(&asked).map_err(refused)?;
        let found = resolve::addresses(self.resolver.as_ref(), &asked.host).await;
        let addresses = found.map_err(ConnectorError::Unavailable)?;
        for ip in &addresses {
            grants.check_address(&asked, *ip).map_err(refused)?;
        }
        let mut failure = String::from("the LDAP server has no address");
        for ip in addresses.into_iter().take(MOST_ADDRESSES) {
            let connecting = TcpStream::connect(SocketAddr::new(ip, server.port));
            match tokio::time::timeout(self.connect_timeout, connecting).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(why)) => failure = format!("the LDAP server cannot be reached: {why}"),
                Err(_) => failure = "the LDAP server does not answer".into(),
            }
        }
        Err(ConnectorError::Unavailable(failure))
    }

    async fn begin(
        &self,
        server: Server,
        attributes: &'static [&'static str],
    ) -> Result<Search, ConnectorError> {
        let session = self.open(&server).await?;
        Search::begin(session, server, attributes).await
    }

    async fn list(&self, server: Server, cursor: Option<String>) -> Result<DirectoryPage, ConnectorError> {
        let mut search = match cursor {
            None => self.begin(server, &person::ATTRIBUTES).await?,
            Some(cursor) => self.waiting.take(&cursor, &server)?,
        };
        let entries = search.next().await?;
        let now = self.clock.now();
        let users = entries.iter().filter_map(|entry| person::of(entry, now)).collect();
        let next = (!search.is_over()).then(|| self.waiting.keep(search));
        Ok(DirectoryPage { users, next })
    }

    async fn count(&self, server: Server) -> Result<u64, ConnectorError> {
        let mut search = self.begin(server, &["objectClass"]).await?;
        let (mut count, now) = (0, self.clock.now());
        while !search.is_over() {
            let entries = search.next().await?;
            count += entries.iter().filter_map(|entry| person::of(entry, now)).count() as u64;
        }
        Ok(count)
    }

    /// Active Directory asks at the next sign-in when the password was never set (MS-ADTS, `pwdLastSet`); servers with a
    /// password policy when it was reset (draft-behera-ldap-password-policy, 5.3.4).
    async fn reset(&self, server: Server, id: String) -> Result<String, ConnectorError> {
        let mut session = self.open(&server).await?;
        let found = match person::guid_filter(&id) {
            Some(bytes) => {
                let filter = format!("(|(entryUUID={id})(objectGUID={bytes}))");
                session.page(&server.base, &filter, &KINDS, Vec::new()).await?.0.into_iter().next()
            }
            None => session.entry(&id, &KINDS).await?,
        };
        let Some(entry) = found else {
            return Err(ConnectorError::Other("the directory no longer has this person".into()));
        };
        if entry.bytes("objectguid").is_some() {
            session.replace(&entry.dn, "pwdLastSet", "0").await?;
        } else {
            session.replace(&entry.dn, "pwdReset", "TRUE").await?;
        }
        Ok("the directory asks for a new password at the next sign-in".into())
    }
}

#[async_trait]
impl Directory for LdapDirectory {
    fn info(&self) -> ConnectorInfo {
        ConnectorInfo {
            id: ID.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            kind: ConnectorKind::Directory,
            display_name: "LDAP / Active Directory".into(),
            settings_schema: serde_json::from_str(settings::SCHEMA).unwrap_or_default(),
            hosts: Vec::new(),
            confidence: None,
            capabilities: vec!["force-password-reset".into()],
            batch_size: 1,
            calls_per_minute: None,
        }
    }

    async fn test(&self, settings: &Settings) -> Result<u64, ConnectorError> {
        let server = Server::of(settings)?;
        self.call(|inner| async move { inner.count(server).await }).await
    }

    async fn list_users(
        &self,
        settings: &Settings,
        cursor: Option<&str>,
    ) -> Result<DirectoryPage, ConnectorError> {
        let (server, cursor) = (Server::of(settings)?, cursor.map(ToOwned::to_owned));
        self.call(|inner| async move { inner.list(server, cursor).await }).await
    }

    async fn revoke_sessions(&self, _: &Settings, _: &str) -> Result<String, ConnectorError> {
        Err(ConnectorError::NotSupported("an LDAP directory knows no sessions".into()))
    }

    async fn force_password_reset(&self, settings: &Settings, id: &str) -> Result<String, ConnectorError> {
        let (server, id) = (Server::of(settings)?, id.to_owned());
        self.call(|inner| async move { inner.reset(server, id).await }).await
    }
}
