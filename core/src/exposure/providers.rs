//! Which breach providers there are, what each needs, and which are ready to be asked.

use serde_json::Value;

use crate::error::Result;
use crate::exposure::corpus::corpus_rows;
use crate::exposure::credentials::{CREDENTIALS, Credential, key_purpose};
use crate::platform::Platform;
use crate::ports::{ConnectorInfo, ConnectorKind, Connectors, Settings};
use crate::store::{OrgReader, OrgRows as _};

/// The provider that is this appliance's own corpus.
pub const LOCAL: &str = "LOCAL";
/// Providers whose keys are taken also while their connector is not loaded: id as APIs name it, name for people.
const KNOWN: &[(&str, &str)] = &[
    ("DEHASHED", "DeHashed"),
    ("HIBP", "Have I Been Pwned"),
    ("HIBP_STEALER", "Have I Been Pwned stealer logs"),
    ("INTELX", "Intelligence X"),
    ("LEAKCHECK", "LeakCheck"),
    ("SNUSBASE", "Snusbase"),
];
/// How many calls of a provider a scan has at once unless its settings say, and at most.
const CONNECTIONS: usize = 4;
const MOST_CONNECTIONS: usize = 10;
/// The setting that takes the key where a schema does not say.
const DEFAULT_KEY_SETTING: &str = "api_key";

/// A provider as the console shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// As APIs name it: `HIBP`, `LOCAL`.
    pub id: String,
    /// For people.
    pub name: String,
    /// Whether it takes a key.
    pub needs_key: bool,
    /// Whether a scan would ask it.
    pub configured: bool,
}

/// How APIs name the connector `id`.
pub(super) fn api_name(connector: &str) -> String {
    connector.to_ascii_uppercase().replace('-', "_")
}

/// The setting that takes a provider's key: the first secret one of its schema. `None` for one without secrets.
fn key_setting(info: &ConnectorInfo) -> Option<String> {
    let properties = info.settings_schema.get("properties").and_then(Value::as_object)?;
    let secret = |schema: &Value| schema.get("writeOnly").and_then(Value::as_bool) == Some(true);
    let mut names = properties.iter().filter(|(_, schema)| secret(schema)).map(|(name, _)| name);
    let first = names.next().cloned()?;
    if properties.get(DEFAULT_KEY_SETTING).is_some_and(secret) {
        return Some(DEFAULT_KEY_SETTING.to_owned());
    }
    Some(first)
}

/// Whether the connector works without its key.
fn requires_key(info: &ConnectorInfo, setting: &str) -> bool {
    let required = info.settings_schema.get("required").and_then(Value::as_array);
    required.is_some_and(|names| names.iter().any(|name| name.as_str() == Some(setting)))
}

fn loaded(connectors: &dyn Connectors) -> Vec<ConnectorInfo> {
    let mut infos = connectors.list();
    infos.retain(|info| info.kind == ConnectorKind::BreachProvider);
    infos.sort_by(|a, b| a.id.cmp(&b.id));
    infos
}

/// The name for people of a provider that takes a key; `None` for one that is not known or takes none.
pub(super) fn keyed_provider(connectors: &dyn Connectors, id: &str) -> Option<String> {
    let info = loaded(connectors).into_iter().find(|info| api_name(&info.id) == id);
    if let Some(info) = info {
        return key_setting(&info).map(|_| info.display_name);
    }
    KNOWN.iter().find(|(known, _)| *known == id).map(|(_, name)| (*name).to_owned())
}

/// Every provider, loaded or known, with whether a scan would ask it.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(super) fn providers(connectors: &dyn Connectors, reader: &OrgReader) -> Result<Vec<Provider>> {
    let mut all = Vec::new();
    for info in loaded(connectors) {
        let id = api_name(&info.id);
        let configured = readiness(&info, reader)?.is_some();
        let needs_key = key_setting(&info).is_some();
        all.push(Provider { id, name: info.display_name, needs_key, configured });
    }
    for (id, name) in KNOWN {
        if !all.iter().any(|provider| provider.id == *id) {
            let (id, name) = ((*id).to_owned(), (*name).to_owned());
            all.push(Provider { id, name, needs_key: true, configured: false });
        }
    }
    Ok(all)
}

/// A provider that a scan asks.
#[derive(Debug, Clone)]
pub(super) struct Active {
    pub(super) id: String,
    pub(super) info: ConnectorInfo,
    credential: Option<(String, Credential)>,
}

impl Active {
    /// The settings of a call: the key unsealed beside the plain ones.
    pub(super) fn settings(&self, platform: &Platform, reader: &OrgReader) -> Result<Settings> {
        let Some((setting, credential)) = &self.credential else { return Ok(Settings::new()) };
        let purpose = key_purpose(reader.scope(), &self.id);
        let mut settings: Settings = credential.settings.clone();
        let key = platform.sealer.open_text(&purpose, &credential.key)?;
        settings.insert(setting.clone(), key.to_string());
        Ok(settings)
    }

    /// Calls a minute: what the settings say, else what the connector asks for.
    pub(super) fn calls_per_minute(&self) -> Option<u32> {
        self.number("calls_per_minute").or(self.info.calls_per_minute)
    }

    /// The most addresses that the provider is asked about in a day: what the settings say, else any number.
    pub(super) fn daily_quota(&self) -> Option<u32> {
        self.number("daily_quota")
    }

    /// How many calls run at once: what the settings say, within what the connectors' host lets run, else a few. The pace
    /// bounds them all the same.
    pub(super) fn connections(&self) -> usize {
        let told = self.number("connections").and_then(|told| usize::try_from(told).ok());
        told.unwrap_or(CONNECTIONS).min(MOST_CONNECTIONS)
    }

    /// A setting that is a number above zero.
    fn number(&self, setting: &str) -> Option<u32> {
        let told = self.credential.as_ref().and_then(|(_, credential)| credential.settings.get(setting));
        told.and_then(|text| text.trim().parse().ok()).filter(|number| *number > 0)
    }
}

/// What makes a provider ready: its key, a corpus with rows, or nothing at all.
fn readiness(info: &ConnectorInfo, reader: &OrgReader) -> Result<Option<Active>> {
    let id = api_name(&info.id);
    if id == LOCAL && corpus_rows(reader.global())? == 0 {
        return Ok(None);
    }
    let mut active = Active { id, info: info.clone(), credential: None };
    if let Some(setting) = key_setting(info) {
        match reader.get(&CREDENTIALS, &active.id)? {
            Some(credential) => active.credential = Some((setting, credential)),
            None if requires_key(info, &setting) => return Ok(None),
            None => {}
        }
    }
    Ok(Some(active))
}

/// The providers that a scan asks now.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(super) fn active(connectors: &dyn Connectors, reader: &OrgReader) -> Result<Vec<Active>> {
    let mut all = Vec::new();
    for info in loaded(connectors) {
        all.extend(readiness(&info, reader)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::{KNOWN, LOCAL, api_name, providers};
    use crate::error::Error;
    use crate::exposure::put_credential;
    use crate::fixture::Fixture;

    #[tokio::test]
    async fn keys_of_every_known_provider_are_taken() {
        let fixture = Fixture::new();
        let (services, admin) = (&fixture.services, &fixture.admin);
        for (id, name) in KNOWN {
            let stored = put_credential(services, admin, id, "k-12345678", BTreeMap::new()).await.unwrap();
            assert_eq!((stored.label.as_str(), stored.key_hint.as_str()), (*name, "****5678"));
        }
        let local = put_credential(services, admin, LOCAL, "k-12345678", BTreeMap::new()).await;
        assert!(matches!(local, Err(Error::Invalid { field, .. }) if field == "provider"));

        fixture.provider("hibp-stealer", true);
        let reader = services.org(admin).read().unwrap();
        let shown = providers(services.connectors.as_ref(), &reader).unwrap();
        assert_eq!((shown.len(), shown[0].id.as_str()), (KNOWN.len(), "HIBP_STEALER"), "each once");
        assert!(shown[0].configured && shown[1..].iter().all(|one| !one.configured));
        assert_eq!(api_name("hibp-stealer"), "HIBP_STEALER");
    }
}
