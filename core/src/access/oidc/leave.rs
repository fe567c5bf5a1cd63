//! Signing out at the provider too (OpenID Connect RP-Initiated Logout 1.0): what that takes is kept beside the session.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::record;
use crate::sealing::{Sealed, Sealer};
use crate::store::{GlobalTable, Rows as _, Writer};

type TokenHash = [u8; 32];

/// A longer ID token is not kept: it would not fit into an address.
const LONGEST: usize = 6000;
const PURPOSE: &str = "access.oidc_session";

/// What a session needs to end at the provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::access) struct Leave {
    end_session_endpoint: String,
    client_id: String,
    /// The ID token, which tells about the person.
    id_token: Option<Sealed>,
}

record!(Leave, 1);

const LEAVES: GlobalTable<TokenHash, Leave> = GlobalTable::new("access.oidc_session");

/// How a session is ended at the provider.
#[derive(Clone)]
pub struct ProviderSession {
    /// Where the browser goes.
    pub end_session_endpoint: String,
    /// Who we are there.
    pub client_id: String,
    /// Shows whose session it is; without it the provider asks.
    pub id_token: Option<String>,
}

impl std::fmt::Debug for ProviderSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProviderSession({})", self.end_session_endpoint)
    }
}

impl Leave {
    pub(super) fn new(
        sealer: &Sealer,
        end_session_endpoint: String,
        client_id: String,
        id_token: &str,
    ) -> Self {
        let id_token = (id_token.len() <= LONGEST).then(|| sealer.seal(PURPOSE, id_token.as_bytes()));
        Self { end_session_endpoint, client_id, id_token }
    }
}

/// Keeps what the session of that token needs.
pub(super) fn keep(writer: &mut Writer<'_>, session: &TokenHash, leave: &Leave) -> Result<()> {
    writer.insert(&LEAVES, session, leave)
}

/// Forgets it, with the session.
pub(in crate::access) fn forget(writer: &mut Writer<'_>, session: &TokenHash) -> Result<Option<Leave>> {
    let found = writer.get(&LEAVES, session)?;
    if found.is_some() {
        writer.remove(&LEAVES, session)?;
    }
    Ok(found)
}

impl Leave {
    /// As the browser needs it.
    pub(in crate::access) fn opened(self, sealer: &Sealer) -> ProviderSession {
        // One that does not open any more only means that the provider asks.
        let id_token = self.id_token.and_then(|sealed| sealer.open_text(PURPOSE, &sealed).ok());
        ProviderSession {
            end_session_endpoint: self.end_session_endpoint,
            client_id: self.client_id,
            id_token: id_token.map(|token| token.to_string()),
        }
    }
}
