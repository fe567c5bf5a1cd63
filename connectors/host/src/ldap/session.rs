//! One connection to a server: secured, signed in, and asked.
//!
//! The LDAP library talks to one end of a pair of sockets; the other end is passed on to the server, under TLS where
//! that is due, and what comes back goes through [`guard`]. TLS is so the appliance's own, with its roots.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use gatehouse_core::ports::ConnectorError;
use ldap3::controls::{Control, ControlType, PagedResults, RawControl};
use ldap3::exop::Exop;
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, LdapError, LdapResult, Mod, Scope, StdStream};
use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use super::entry::Entry;
use super::guard::{self, Budget};
use super::settings::{Security, Server};
use super::words::{broke_off, meaning, no_tls};

/// StartTLS (RFC 4511, 4.14.1).
const START_TLS: &str = "1.3.6.1.4.1.1466.20037";
/// How many entries a page has: below the limit of 1,000 that Active Directory sets by default.
pub(super) const PAGE: i32 = 500;

/// A session; the connection ends when it is dropped.
pub(super) struct Session {
    ldap: Ldap,
    wire: Wire,
}

/// The tasks between the library and the server.
struct Wire {
    budget: Arc<Budget>,
    /// Why the passing-on ended.
    end: Arc<Mutex<Option<String>>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Session {
    /// Secures `stream` as the settings say, and signs in.
    pub(super) async fn open(
        mut stream: TcpStream,
        server: &Server,
        tls: &TlsConnector,
    ) -> Result<Self, ConnectorError> {
        if server.security == Security::StartTls {
            start_tls(&mut stream).await?;
        }
        let mut session = match server.security {
            Security::None => Self::over(stream).await?,
            Security::Ldaps | Security::StartTls => {
                let name = ServerName::try_from(server.host.clone())
                    .map_err(|_| ConnectorError::BadSettings("the host cannot have a certificate".into()))?;
                Self::over(tls.connect(name, stream).await.map_err(|why| no_tls(&why))?).await?
            }
        };
        if let Some((name, password)) = &server.bind {
            let answer = session.ldap.simple_bind(name, password).await;
            session.done("bind", answer)?;
        }
        Ok(session)
    }

    async fn over(stream: impl AsyncRead + AsyncWrite + Send + 'static) -> Result<Self, ConnectorError> {
        let (ours, theirs) = UnixStream::pair().map_err(|why| broke_off(&why.to_string()))?;
        let (budget, end) = (Arc::new(Budget::new()), Arc::new(Mutex::new(None)));
        let (spent, told) = (Arc::clone(&budget), Arc::clone(&end));
        let passing = tokio::spawn(async move {
            let (from, to) = tokio::io::split(stream);
            if let Err(why) = pass_on(theirs, from, to, &spent).await {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.to_string());
            }
        });
        let mut wire = Wire { budget, end, tasks: vec![passing] };
        let (driver, ldap) = connection(ours).await?;
        wire.tasks.push(driver);
        Ok(Self { ldap, wire })
    }

    /// One page of the entries below `base` and the cookie of the next; an empty one at the end. References to other
    /// servers are passed over.
    pub(super) async fn page(
        &mut self,
        base: &str,
        filter: &str,
        attributes: &[&str],
        cookie: Vec<u8>,
    ) -> Result<(Vec<Entry>, Vec<u8>), ConnectorError> {
        self.wire.budget.renew();
        let paged = RawControl::from(PagedResults { size: PAGE, cookie });
        let found = self.ldap.with_controls(paged).search(base, Scope::Subtree, filter, attributes).await;
        let (entries, result) = match found {
            Ok(found) => (found.0, found.1),
            Err(why) => return Err(self.failed("search", why)),
        };
        if result.rc != 0 {
            return Err(meaning("search", &result));
        }
        Ok((entries.into_iter().filter_map(Entry::of).collect(), cookie_of(&result)?))
    }

    /// The one entry of this name.
    pub(super) async fn entry(
        &mut self,
        dn: &str,
        attributes: &[&str],
    ) -> Result<Option<Entry>, ConnectorError> {
        self.wire.budget.renew();
        let found = self.ldap.search(dn, Scope::Base, "(objectClass=*)", attributes).await;
        let (entries, result) = match found {
            Ok(found) => (found.0, found.1),
            Err(why) => return Err(self.failed("search", why)),
        };
        match result.rc {
            0 => Ok(entries.into_iter().find_map(Entry::of)),
            // No such object, and a name that is none.
            32 | 34 => Ok(None),
            _ => Err(meaning("search", &result)),
        }
    }

    /// Puts one value in place of what `attribute` holds.
    pub(super) async fn replace(
        &mut self,
        dn: &str,
        attribute: &str,
        value: &str,
    ) -> Result<(), ConnectorError> {
        self.wire.budget.renew();
        let change = Mod::Replace(attribute, HashSet::from([value]));
        let answer = self.ldap.modify(dn, vec![change]).await;
        self.done("change", answer)
    }

    fn done(&self, what: &str, answer: Result<LdapResult, LdapError>) -> Result<(), ConnectorError> {
        match answer {
            Ok(result) if result.rc == 0 => Ok(()),
            Ok(result) => Err(meaning(what, &result)),
            Err(why) => Err(self.failed(what, why)),
        }
    }

    fn failed(&self, what: &str, why: LdapError) -> ConnectorError {
        let end = self.wire.end.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match (end, why) {
            (_, LdapError::FilterParsing) => {
                ConnectorError::BadSettings("userFilter is not an LDAP filter".into())
            }
            (Some(end), _) => broke_off(&format!("at the {what}: {end}")),
            (None, _) => broke_off(&format!("at the {what}")),
        }
    }
}

/// Passes on both ways until one side ends.
async fn pass_on(
    mut library: UnixStream,
    from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    budget: &Budget,
) -> std::io::Result<()> {
    let (mut asked, answered) = library.split();
    tokio::select! {
        ended = tokio::io::copy(&mut asked, &mut to) => ended.map(drop),
        ended = guard::pass(from, answered, budget) => ended,
    }
}

/// The library over one end of a pair, with the task that drives it. A task of its own: the library panics at some of
/// what servers can send, and then only this ends.
async fn connection(ours: UnixStream) -> Result<(JoinHandle<()>, Ldap), ConnectorError> {
    let ours = ours.into_std().map_err(|why| broke_off(&why.to_string()))?;
    let settings = LdapConnSettings::new().set_std_stream(StdStream::Unix(ours));
    let made = LdapConnAsync::with_settings(settings, "ldapi:///").await;
    let (driver, ldap) = made.map_err(|why| broke_off(&why.to_string()))?;
    Ok((tokio::spawn(async move { drop(driver.drive().await) }), ldap))
}

/// Asks for TLS. What the server sends behind its answer and before TLS is lost with the library's end of the pair, so
/// that nothing slipped in there is ever taken for something that came under TLS.
async fn start_tls(stream: &mut TcpStream) -> Result<(), ConnectorError> {
    let (ours, theirs) = UnixStream::pair().map_err(|why| broke_off(&why.to_string()))?;
    let (driver, mut ldap) = connection(ours).await?;
    let budget = Budget::new();
    let (from, to) = stream.split();
    let asked = tokio::select! {
        asked = ldap.extended(Exop { name: Some(START_TLS.into()), val: None }) => asked,
        ended = pass_on(theirs, from, to, &budget) => {
            driver.abort();
            let why = ended.err().map_or_else(String::new, |why| format!(": {why}"));
            return Err(broke_off(&format!("at StartTLS{why}")));
        }
    };
    driver.abort();
    match asked {
        Ok(answer) if answer.1.rc == 0 => Ok(()),
        Ok(answer) => Err(ConnectorError::BadSettings(format!(
            "the LDAP server offers no StartTLS ({}); set ssl to true for LDAPS, or to false to send the password in \
             plain text",
            answer.1.rc
        ))),
        Err(_) => Err(broke_off("at StartTLS")),
    }
}

fn cookie_of(result: &LdapResult) -> Result<Vec<u8>, ConnectorError> {
    let paged = |control: &&Control| matches!(control.0, Some(ControlType::PagedResults));
    // Without the control the server does not page, and this was everything.
    let Some(Control(_, raw)) = result.ctrls.iter().find(paged) else { return Ok(Vec::new()) };
    match &raw.val {
        Some(value) if guard::is_shallow(value) => Ok(raw.parse::<PagedResults>().cookie),
        _ => Err(broke_off("at the search: it does not speak LDAP")),
    }
}
