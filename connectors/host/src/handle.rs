//! What the core holds of a connector: its id, behind the ports. Each call goes to whatever version is in use when it
//! begins, and ends on that one.

use std::sync::Arc;

use async_trait::async_trait;
use gatehouse_core::ports::{
    BreachProvider, ConnectorError, ConnectorInfo, Directory, DirectoryPage, Exposure, Notification,
    Notifier, Settings,
};

use crate::call::{self, Services};
use crate::connector::{Kind, Loaded};
use crate::convert;
use crate::registry::Set;

/// A connector by its id.
pub(crate) struct Handle {
    pub(crate) services: Arc<Services>,
    pub(crate) set: Arc<Set>,
    /// The version in use when the handle was given out: what [`Handle::info`] tells once it is gone.
    pub(crate) first: Arc<Loaded>,
}

impl Handle {
    fn current(&self) -> Result<Arc<Loaded>, ConnectorError> {
        let gone =
            || ConnectorError::Unavailable(format!("the connector {} is not loaded any more", self.first.id));
        self.set.get(&self.first.id).ok_or_else(gone)
    }

    fn describe(&self) -> ConnectorInfo {
        self.current().unwrap_or_else(|_| Arc::clone(&self.first)).info.clone()
    }
}

fn other_kind() -> ConnectorError {
    ConnectorError::NotSupported("the connector of that id is of another kind now".into())
}

#[async_trait]
impl BreachProvider for Handle {
    fn info(&self) -> ConnectorInfo {
        self.describe()
    }

    async fn lookup(
        &self,
        settings: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        let connector = self.current()?;
        let Kind::Provider(pre) = &connector.kind else { return Err(other_kind()) };
        let answer = call::run(&self.services, &connector, settings, None, |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            let asked = instance.gatehouse_connector_breaches().call_lookup(&mut store, emails).await?;
            let notes = store.data().notes();
            Ok(asked.map(|list| (list, notes)))
        });
        let (list, notes) = answer.await?;
        if list.len() != emails.len() {
            let (got, asked) = (list.len(), emails.len());
            return Err(ConnectorError::Failed(format!("answered for {got} addresses instead of {asked}")));
        }
        let one = |answer: Result<Vec<_>, _>| match answer {
            Ok(found) => Ok(found.into_iter().map(convert::exposure).collect()),
            Err(error) => Err(notes.explain(convert::error(error))),
        };
        Ok(list.into_iter().map(one).collect())
    }
}

#[async_trait]
impl Notifier for Handle {
    fn info(&self) -> ConnectorInfo {
        self.describe()
    }

    async fn deliver(
        &self,
        settings: &Settings,
        target: &str,
        event: &Notification,
    ) -> Result<(), ConnectorError> {
        let connector = self.current()?;
        let Kind::Notifier(pre) = &connector.kind else { return Err(other_kind()) };
        let event = convert::notification(event);
        call::run(&self.services, &connector, settings, Some(target), |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            instance.gatehouse_connector_delivery().call_deliver(&mut store, target, &event).await
        })
        .await
    }
}

#[async_trait]
impl Directory for Handle {
    fn info(&self) -> ConnectorInfo {
        self.describe()
    }

    async fn test(&self, settings: &Settings) -> Result<u64, ConnectorError> {
        let connector = self.current()?;
        let Kind::Directory(pre) = &connector.kind else { return Err(other_kind()) };
        call::run(&self.services, &connector, settings, None, |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            instance.gatehouse_connector_people().call_test(&mut store).await
        })
        .await
    }

    async fn list_users(
        &self,
        settings: &Settings,
        cursor: Option<&str>,
    ) -> Result<DirectoryPage, ConnectorError> {
        let connector = self.current()?;
        let Kind::Directory(pre) = &connector.kind else { return Err(other_kind()) };
        let page = call::run(&self.services, &connector, settings, None, |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            instance.gatehouse_connector_people().call_list_users(&mut store, cursor).await
        });
        page.await.map(convert::user_page)
    }

    async fn revoke_sessions(
        &self,
        settings: &Settings,
        external_id: &str,
    ) -> Result<String, ConnectorError> {
        let connector = self.current()?;
        let Kind::Directory(pre) = &connector.kind else { return Err(other_kind()) };
        call::run(&self.services, &connector, settings, None, |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            instance.gatehouse_connector_people().call_revoke_sessions(&mut store, external_id).await
        })
        .await
    }

    async fn force_password_reset(
        &self,
        settings: &Settings,
        external_id: &str,
    ) -> Result<String, ConnectorError> {
        let connector = self.current()?;
        let Kind::Directory(pre) = &connector.kind else { return Err(other_kind()) };
        call::run(&self.services, &connector, settings, None, |mut store| async move {
            let instance = pre.instantiate_async(&mut store).await?;
            instance.gatehouse_connector_people().call_force_password_reset(&mut store, external_id).await
        })
        .await
    }
}
