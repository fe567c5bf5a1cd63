//! Signed links: one file, one verb, until a time. A link carries what it allows, sealed, so nobody else can make or
//! read one; whoever holds it acts for the organization of the one who asked for it.

use serde::{Deserialize, Serialize};

use crate::access::{Actor, Principal};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::store::{Id, OrgScope};
use crate::tenancy;
use crate::time::Timestamp;

/// Seconds that an upload may begin within.
pub(super) const UPLOAD_SECONDS: i64 = 15 * 60;
/// Seconds that a download may begin within.
const DOWNLOAD_SECONDS: i64 = 5 * 60;
const PURPOSE: &str = "endpoint.link";

/// What a link allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Grant {
    Upload(super::upload::Promise),
    CrashLog(Id),
    /// The file of an alert.
    Suspicious(Id),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Link {
    org: Id,
    by: String,
    until: Timestamp,
    grant: Grant,
}

/// A link that holds.
pub(super) struct Opened {
    pub(super) scope: OrgScope,
    /// Who asked for it.
    pub(super) actor: Actor,
    pub(super) grant: Grant,
}

impl Endpoint {
    /// The path of a new link.
    pub(super) fn link(&self, principal: &Principal, grant: Grant) -> Result<String> {
        let platform = &self.services().platform;
        let seconds = if matches!(grant, Grant::Upload(_)) { UPLOAD_SECONDS } else { DOWNLOAD_SECONDS };
        let until = platform.now().plus_seconds(seconds);
        let link = Link { org: principal.scope().org(), by: principal.actor().to_string(), until, grant };
        Ok(format!("/files/{}", platform.sealer.seal_token(PURPOSE, &link)?))
    }

    /// What a link allows.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no link, [`Error::Forbidden`] when its time is over or its organization disabled.
    pub(super) fn open_link(&self, token: &str) -> Result<Opened> {
        let platform = &self.services().platform;
        let link: Link = platform.sealer.open_token(PURPOSE, token).ok_or(Error::NotFound("file"))?;
        if platform.now() >= link.until {
            return Err(Error::Forbidden("the link is no longer valid; ask for a new one".into()));
        }
        if !tenancy::find(&platform.store.read()?, link.org)?.is_some_and(|organization| organization.enabled)
        {
            return Err(Error::Forbidden("the link's organization is disabled".into()));
        }
        let actor = Actor::System { what: format!("link of {}", link.by) };
        Ok(Opened { scope: OrgScope::of(link.org), actor, grant: link.grant })
    }
}
