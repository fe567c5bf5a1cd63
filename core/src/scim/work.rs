//! The doors of both kinds of resource.

use serde_json::Value;

use crate::scim::desk::{Desk, Shown, etag};
use crate::scim::fault::Outcome;
use crate::scim::projection::Projection;
use crate::scim::schema::Kind;

impl Desk {
    /// Makes a resource.
    ///
    /// # Errors
    /// `invalidSyntax`, `invalidValue`, `uniqueness`, 413.
    pub async fn create(&self, kind: Kind, body: Value, projection: &Projection) -> Outcome<Shown> {
        match kind {
            Kind::User => self.create_user(body, projection).await,
            Kind::Group => self.create_group(body, projection).await,
        }
    }

    /// Puts a resource in place of the one that is there. `if_match` is a list of versions that the client may have seen.
    ///
    /// # Errors
    /// As [`Self::create`]; 404, and 412 for another version.
    pub async fn replace(
        &self,
        kind: Kind,
        id: &str,
        body: Value,
        if_match: Option<String>,
        projection: &Projection,
    ) -> Outcome<Shown> {
        match kind {
            Kind::User => self.replace_user(id, body, if_match, projection).await,
            Kind::Group => self.replace_group(id, body, if_match, projection).await,
        }
    }

    /// Changes parts of a user; all operations are done, or none is.
    ///
    /// # Errors
    /// As [`Self::replace`]; `invalidPath`, `noTarget`, `mutability`.
    pub async fn patch(
        &self,
        id: &str,
        body: Value,
        if_match: Option<String>,
        projection: &Projection,
    ) -> Outcome<Shown> {
        self.patch_user(id, body, if_match, projection).await
    }

    /// Changes parts of a resource; answers its new version and where it is, and not the resource, which may be large.
    ///
    /// # Errors
    /// As [`Self::patch`].
    pub async fn patch_quietly(
        &self,
        kind: Kind,
        id: &str,
        body: Value,
        if_match: Option<String>,
    ) -> Outcome<(String, String)> {
        match kind {
            Kind::User => {
                let nothing = Projection::new(Some("id"), None)?;
                let shown = self.patch_user(id, body, if_match, &nothing).await?;
                Ok((shown.version, shown.location))
            }
            Kind::Group => {
                let (id, stored) = self.patch_group(id, body, if_match).await?;
                Ok((etag(stored.version), self.location(Kind::Group, id)))
            }
        }
    }

    /// Deletes a resource. A user's person is gone, and what was found of them is kept.
    ///
    /// # Errors
    /// 404, and 412 for another version.
    pub async fn delete(&self, kind: Kind, id: &str, if_match: Option<String>) -> Outcome<()> {
        match kind {
            Kind::User => self.delete_user(id, if_match).await,
            Kind::Group => self.delete_group(id, if_match).await,
        }
    }
}
