//! Where a connection's requests are done: one provider, its resources, and the transaction around each request.

use std::str::FromStr as _;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::access::{self, Principal};
use crate::error::{Error, Result};
use crate::scim::fault::{Fault, Outcome};
use crate::scim::projection::Projection;
use crate::scim::resource::Object;
use crate::scim::rows::{self, Stored};
use crate::scim::schema::Kind;
use crate::scim::view;
use crate::services::Services;
use crate::store::{Id, OrgReader, OrgWriter};

/// The largest resource that is kept, in bytes of its JSON; a group's members do not count.
pub const MAX_RESOURCE: usize = 64 << 10;

/// A connection at work. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(super) services: Services,
    pub(super) principal: Principal,
    pub(super) connection: Id,
    /// Where the connection is reached, without a slash at the end.
    pub(super) base: Arc<str>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Desk({})", self.connection)
    }
}

/// A resource as it is answered.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The resource.
    pub value: Value,
    /// Its ETag.
    pub version: String,
    /// Where it is.
    pub location: String,
}

/// A version as ETags have it.
pub(super) fn etag(version: u64) -> String {
    format!("W/\"{version}\"")
}

fn bare(etag: &str) -> &str {
    etag.trim().trim_start_matches("W/").trim_matches('"')
}

/// Whether a list of ETags, as `If-None-Match` has it, names this version. Weak and strong ones are the same here: a
/// version names one content.
pub fn names_version(list: &str, version: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|one| bare(one) == bare(version))
}

impl Desk {
    /// For an identity provider. `base` is where its connection is reached, without a slash at the end.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody else.
    pub fn new(services: &Services, principal: Principal, base: &str) -> Result<Self> {
        let connection = principal.require_connection()?;
        Ok(Self { services: services.clone(), principal, connection, base: base.into() })
    }

    /// Where the connection is reached.
    pub fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn read(&self) -> Result<OrgReader> {
        self.services.org(&self.principal).read()
    }

    /// Runs `work` in one transaction: all of it is done, or nothing is.
    pub(super) async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut OrgWriter<'_, '_>) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let refused = Arc::new(Mutex::new(None));
        let (told, connection) = (Arc::clone(&refused), self.connection);
        let outcome = self
            .services
            .org(&self.principal)
            .write(move |writer| {
                // Removed since the request was let in: what is written now, nobody would ever take away.
                if !access::may_provision(writer, connection)? {
                    return Err(Error::Unauthenticated);
                }
                work(writer).map_err(|fault| match fault {
                    Fault::Core(error) => error,
                    refusal => {
                        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
                        Error::Conflict("refused".into())
                    }
                })
            })
            .await;
        let refusal = refused.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (outcome, refusal) {
            (Err(_), Some(refusal)) => Err(refusal),
            (outcome, _) => outcome.map_err(Fault::Core),
        }
    }

    /// One resource.
    ///
    /// # Errors
    /// 404 for ids of nobody, of another connection and of another kind.
    pub fn get(&self, kind: Kind, id: &str, projection: &Projection) -> Outcome<Shown> {
        let reader = self.read()?;
        let (id, stored) = self.found(&reader, kind, id)?;
        self.shown(&reader, kind, id, &stored, projection)
    }

    pub(super) fn found(
        &self,
        rows: &impl crate::store::OrgRows,
        kind: Kind,
        id: &str,
    ) -> Outcome<(Id, Stored)> {
        let nobody = || Fault::not_found(kind.name(), id);
        let parsed = Id::from_str(id).map_err(|_| nobody())?;
        let stored = rows::get(rows, self.connection, kind, parsed)?.ok_or_else(nobody)?;
        Ok((parsed, stored))
    }

    pub(super) fn shown(
        &self,
        rows: &impl crate::store::OrgRows,
        kind: Kind,
        id: Id,
        stored: &Stored,
        projection: &Projection,
    ) -> Outcome<Shown> {
        let mut view = view::View::new(rows, self, projection);
        let value = view.resource(kind, id, stored)?;
        Ok(Shown { value, version: view.version(stored), location: self.location(kind, id) })
    }

    pub(super) fn location(&self, kind: Kind, id: Id) -> String {
        format!("{}/{}/{id}", self.base, kind.endpoint())
    }
}

/// Refuses to change another version than the one the client saw (RFC 7644, 3.14). A user's groups are no part of what it
/// changes, so what a version says of them does not count.
pub(super) fn check_version(stored: &Stored, if_match: Option<&str>) -> Outcome<()> {
    let seen = |etag: &str| bare(etag).split('.').next() == Some(stored.version.to_string().as_str());
    match if_match {
        Some(list) if list.trim() != "*" && !list.split(',').any(seen) => {
            Err(Fault::new(412, None, "the resource was changed meanwhile"))
        }
        _ => Ok(()),
    }
}

/// Refuses a resource that is too large to be kept.
pub(super) fn check_size(object: &Object) -> Outcome<()> {
    let size = serde_json::to_string(object).map_err(Error::internal)?.len();
    if size <= MAX_RESOURCE {
        return Ok(());
    }
    Err(Fault::too_large(format!("a resource has at most {MAX_RESOURCE} bytes, this one has {size}")))
}

/// A text that a resource cannot be without.
pub(super) fn check_named<'a>(object: &'a Object, name: &str) -> Outcome<&'a str> {
    let text = crate::scim::resource::text(object, name);
    if text.trim().is_empty() {
        return Err(Fault::value(name, "is needed"));
    }
    if text.chars().count() > 512 {
        return Err(Fault::value(name, "has at most 512 characters"));
    }
    Ok(text)
}
