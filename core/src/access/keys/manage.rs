//! Making, listing, changing and deleting API keys. A change is in force before it is answered.

use crate::access::keys::known::PREFIX;
use crate::access::keys::{ApiKey, BY_HASH, KEYS, KeyChange, KeyPlace, KeyView, NewKey, normal_label};
use crate::access::{Access, KeyPermission, Principal};
use crate::audit;
use crate::error::{Error, Result};
use crate::sealing::{new_token, token_hash};
use crate::store::{Id, OrgRows as _, OrgWriter, Span};

/// Keys that an organization may have.
const MOST: usize = 200;

/// A key in a few words, for the audit log.
fn told(row: &ApiKey) -> String {
    let permission = match row.permission {
        KeyPermission::Full => "full",
        KeyPermission::Read => "read",
    };
    format!("{}, {permission}, {}", row.label, if row.enabled { "on" } else { "off" })
}

impl Access {
    /// Makes a key. Answers it with its secret, which nothing else ever tells.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::Invalid`] naming `label`, [`Error::Conflict`] when the
    /// organization has 200 keys.
    pub async fn create_key(&self, principal: &Principal, new: NewKey) -> Result<(KeyView, String)> {
        principal.require_admin()?;
        let label = normal_label(&new.label)?;
        let platform = self.platform();
        let secret = format!("{PREFIX}{}", new_token(platform.random.as_ref(), 32));
        let row = ApiKey {
            hash: token_hash(&secret),
            label,
            hint: format!("{PREFIX}…{}", &secret[secret.len() - 4..]),
            enabled: new.enabled,
            permission: new.permission,
            version: 1,
            created: platform.now(),
            last_used: None,
        };
        let id = platform.new_id();
        let entry = audit::Entry::by(platform, principal, "api_key.created").target(id).detail(told(&row));
        let view = self
            .change_keys(principal, move |writer| {
                if writer.list(&KEYS, Span::all(), 0, MOST)?.len() >= MOST {
                    return Err(Error::Conflict(format!(
                        "there are {MOST} API keys already; delete one first"
                    )));
                }
                let place = KeyPlace { org: writer.scope().org(), key: id };
                writer.global().insert(&BY_HASH, &row.hash, &place)?;
                writer.insert(&KEYS, &id, &row)?;
                audit::record(writer, &entry)?;
                Ok(KeyView::of(id, row))
            })
            .await?;
        Ok((view, secret))
    }

    /// The organization's keys, oldest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins.
    pub fn keys(&self, principal: &Principal) -> Result<Vec<KeyView>> {
        principal.require_admin()?;
        let reader = self.platform().store.org(principal.scope()).read()?;
        let rows = reader.list(&KEYS, Span::all(), 0, usize::MAX)?;
        Ok(rows.into_iter().map(|(id, row)| KeyView::of(id, row)).collect())
    }

    /// Changes a key.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::NotFound`], [`Error::Invalid`] naming `label`,
    /// [`Error::Conflict`] when it has another version than the caller saw; then nothing changes.
    pub async fn update_key(&self, principal: &Principal, id: Id, change: KeyChange) -> Result<KeyView> {
        principal.require_admin()?;
        let label = change.label.as_deref().map(normal_label).transpose()?;
        let entry = audit::Entry::by(self.platform(), principal, "api_key.changed").target(id);
        self.change_keys(principal, move |writer| {
            let mut row = writer.get(&KEYS, &id)?.ok_or(Error::NotFound("API key"))?;
            if change.version.is_some_and(|seen| seen != row.version) {
                return Err(Error::Conflict(format!(
                    "the API key was changed meanwhile; its version is {}",
                    row.version
                )));
            }
            row.label = label.unwrap_or(row.label);
            row.enabled = change.enabled.unwrap_or(row.enabled);
            row.permission = change.permission.unwrap_or(row.permission);
            row.version += 1;
            writer.insert(&KEYS, &id, &row)?;
            audit::record(writer, &entry.detail(told(&row)))?;
            Ok(KeyView::of(id, row))
        })
        .await
    }

    /// Deletes a key.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::NotFound`].
    pub async fn delete_key(&self, principal: &Principal, id: Id) -> Result<()> {
        principal.require_admin()?;
        let entry = audit::Entry::by(self.platform(), principal, "api_key.deleted").target(id);
        self.change_keys(principal, move |writer| {
            let row = writer.get(&KEYS, &id)?.ok_or(Error::NotFound("API key"))?;
            writer.global().remove(&BY_HASH, &row.hash)?;
            writer.remove(&KEYS, &id)?;
            audit::record(writer, &entry.detail(row.label))
        })
        .await
    }

    /// Writes, and lets go of what is in memory before it answers. In a task of its own: a caller that goes away must
    /// not leave a deleted key open.
    async fn change_keys<T: Send + 'static>(
        &self,
        principal: &Principal,
        run: impl FnOnce(&mut OrgWriter<'_, '_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (access, store) = (self.clone(), self.platform().store.org(principal.scope()));
        let work = async move {
            let outcome = store.write(run).await;
            access.known_keys().forget();
            outcome
        };
        tokio::spawn(work).await.map_err(Error::internal)?
    }
}
