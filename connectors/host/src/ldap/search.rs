//! A search over many pages. The place in it belongs to the connection (RFC 2696), so the connection waits with it for
//! whoever asks for the next page; for a short while, and not many at once.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use gatehouse_core::ports::ConnectorError;
use ldap3::ldap_escape;
use rand::RngCore as _;

use super::entry::Entry;
use super::session::Session;
use super::settings::Server;

/// How long a search waits for whoever goes on.
const PATIENCE: Duration = Duration::from_secs(120);
const MOST_WAITING: usize = 16;
/// How many groups within groups are looked into.
const MOST_GROUPS: usize = 200;
const GROUPS: &str = "(|(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))";

/// A search and its place.
pub(super) struct Search {
    session: Session,
    server: Server,
    filter: String,
    attributes: &'static [&'static str],
    /// `None` before the first page; empty after the last.
    cookie: Option<Vec<u8>>,
}

impl Search {
    /// Gets ready for the first page; looks for the groups that count first.
    pub(super) async fn begin(
        mut session: Session,
        server: Server,
        attributes: &'static [&'static str],
    ) -> Result<Self, ConnectorError> {
        let filter = match &server.group {
            None => server.filter.clone(),
            Some(group) => {
                let groups = groups(&mut session, &server, group).await?;
                let any: String =
                    groups.iter().map(|dn| format!("(memberOf={})", ldap_escape(dn.as_str()))).collect();
                format!("(&{}(|{any}))", server.filter)
            }
        };
        Ok(Self { session, server, filter, attributes, cookie: None })
    }

    /// The next page.
    pub(super) async fn next(&mut self) -> Result<Vec<Entry>, ConnectorError> {
        let cookie = self.cookie.take().unwrap_or_default();
        let (entries, cookie) =
            self.session.page(&self.server.base, &self.filter, self.attributes, cookie).await?;
        self.cookie = Some(cookie);
        Ok(entries)
    }

    /// Whether the last page was asked for.
    pub(super) fn is_over(&self) -> bool {
        self.cookie.as_ref().is_some_and(Vec::is_empty)
    }
}

/// The group and, where that is asked for, every group that is a member of it, however deep.
async fn groups(
    session: &mut Session,
    server: &Server,
    top: &str,
) -> Result<BTreeSet<String>, ConnectorError> {
    if session.entry(top, &["objectClass"]).await?.is_none() {
        return Err(ConnectorError::BadSettings("groupDN names nothing that the bind DN can see".into()));
    }
    let mut known = BTreeSet::from([top.to_owned()]);
    let mut open = vec![top.to_owned()];
    while let Some(group) = open.pop().filter(|_| server.nested) {
        let filter = format!("(&(memberOf={}){GROUPS})", ldap_escape(group.as_str()));
        let mut cookie = Vec::new();
        loop {
            let (found, next) = session.page(&server.base, &filter, &["objectClass"], cookie).await?;
            for entry in found {
                if known.insert(entry.dn.clone()) {
                    open.push(entry.dn);
                }
            }
            if known.len() > MOST_GROUPS {
                return Err(ConnectorError::BadSettings(format!(
                    "groupDN holds more than {MOST_GROUPS} groups"
                )));
            }
            cookie = next;
            if cookie.is_empty() {
                break;
            }
        }
    }
    Ok(known)
}

/// Searches that wait.
#[derive(Default)]
pub(super) struct Waiting(Mutex<Vec<(String, Instant, Search)>>);

impl Waiting {
    /// Keeps a search; answers the cursor under which it waits.
    pub(super) fn keep(&self, search: Search) -> String {
        let cursor = format!("{:016x}{:016x}", rand::rng().next_u64(), rand::rng().next_u64());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| since.elapsed() < PATIENCE);
        if all.len() >= MOST_WAITING {
            all.remove(0);
        }
        all.push((cursor.clone(), Instant::now(), search));
        cursor
    }

    /// The search that waits under `cursor`, for who began it.
    pub(super) fn take(&self, cursor: &str, server: &Server) -> Result<Search, ConnectorError> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|(kept, _, search)| kept == cursor && search.server == *server);
        let gone = || ConnectorError::Unavailable("the search waited too long for its next page".into());
        at.map(|at| all.remove(at).2).ok_or_else(gone)
    }
}
