//! Checks what a connector says of itself before anybody believes it.

use gatehouse_core::ports::{ConnectorInfo, ConnectorKind};

use crate::error::{HostError, Result};
use crate::net::grant::Grant;

const LONGEST_ID: usize = 40;
const LONGEST_TEXT: usize = 200;
const MOST_HOSTS: usize = 50;
const LARGEST_BATCH: u32 = 10_000;

/// The hosts of a sound description, as grants. `kind` is what the component exports.
pub(crate) fn checked_info(info: &ConnectorInfo, kind: ConnectorKind) -> Result<Vec<Grant>> {
    let reject = |why: String| Err(HostError::Rejected(why));
    let is_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if info.id.is_empty() || info.id.len() > LONGEST_ID || !info.id.bytes().all(is_id) {
        return reject(format!(
            "its id {:?} is not 1 to {LONGEST_ID} lowercase letters, digits and hyphens",
            info.id
        ));
    }
    for (what, text) in [("version", &info.version), ("display name", &info.display_name)] {
        if text.is_empty() || text.len() > LONGEST_TEXT || text.chars().any(char::is_control) {
            return reject(format!("its {what} is not 1 to {LONGEST_TEXT} bytes of plain text"));
        }
    }
    if info.kind != kind {
        return reject(format!("it says that it is a {:?} but exports what a {kind:?} does", info.kind));
    }
    if !info.settings_schema.is_object() {
        return reject("its settings schema is not a JSON object".into());
    }
    if info.batch_size == 0 || info.batch_size > LARGEST_BATCH {
        return reject(format!("its batch size {} is not 1 to {LARGEST_BATCH}", info.batch_size));
    }
    if info.calls_per_minute == Some(0) {
        return reject("its pace of 0 calls a minute lets nothing through".into());
    }
    if info.hosts.len() > MOST_HOSTS {
        return reject(format!("it asks for more than {MOST_HOSTS} hosts"));
    }
    let mut hosts = Vec::new();
    for text in &info.hosts {
        let grant: Grant =
            text.parse().map_err(|why| HostError::Rejected(format!("it asks for a host: {why}")))?;
        hosts.push(grant);
    }
    Ok(hosts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> ConnectorInfo {
        ConnectorInfo {
            id: "example".into(),
            version: "1".into(),
            kind: ConnectorKind::Notifier,
            display_name: "Example".into(),
            settings_schema: serde_json::json!({}),
            hosts: vec!["https://a.example".into()],
            confidence: None,
            capabilities: vec![],
            batch_size: 1,
            calls_per_minute: None,
        }
    }

    #[test]
    fn a_bad_description_is_rejected_with_its_reason() {
        type Spoil = fn(&mut ConnectorInfo);
        let spoil: [(Spoil, &str); 7] = [
            (|info| info.id = "Bad Id".into(), "id"),
            (|info| info.display_name = String::new(), "display name"),
            (|info| info.kind = ConnectorKind::Directory, "Directory"),
            (|info| info.settings_schema = serde_json::json!([]), "schema"),
            (|info| info.batch_size = 0, "batch size"),
            (|info| info.calls_per_minute = Some(0), "pace"),
            (|info| info.hosts = vec!["everything".into()], "everything"),
        ];
        assert!(checked_info(&sound(), ConnectorKind::Notifier).is_ok());
        for (spoil, word) in spoil {
            let mut info = sound();
            spoil(&mut info);
            let why = checked_info(&info, ConnectorKind::Notifier).expect_err(word).to_string();
            assert!(why.contains(word), "{why}");
        }
    }
}
