//! Between the contract's records and the core's.

use std::time::Duration;

use gatehouse_core::ports;
use gatehouse_core::time::Timestamp;

use crate::bindings::types as wit;

/// The longest wait that a connector can ask for, so that a wrong number does not stop a provider for years.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

pub(crate) fn error(error: wit::Error) -> ports::ConnectorError {
    use ports::ConnectorError as To;
    match error {
        wit::Error::BadSettings(why) => To::BadSettings(why),
        wit::Error::Unauthorized(why) => To::Unauthorized(why),
        wit::Error::RateLimited(seconds) => {
            To::RateLimited(Duration::from_secs(seconds.into()).min(LONGEST_WAIT))
        }
        wit::Error::Unavailable(why) => To::Unavailable(why),
        wit::Error::NotSupported(why) => To::NotSupported(why),
        wit::Error::Other(why) => To::Other(why),
    }
}

/// A description as the core knows it. Fails when the settings schema is not JSON.
pub(crate) fn info(description: wit::Description) -> Result<ports::ConnectorInfo, String> {
    let settings_schema = serde_json::from_str(&description.settings_schema)
        .map_err(|why| format!("its settings schema is not JSON: {why}"))?;
    Ok(ports::ConnectorInfo {
        id: description.id,
        version: description.version,
        kind: match description.kind {
            wit::Kind::BreachProvider => ports::ConnectorKind::BreachProvider,
            wit::Kind::Directory => ports::ConnectorKind::Directory,
            wit::Kind::Notifier => ports::ConnectorKind::Notifier,
        },
        display_name: description.display_name,
        settings_schema,
        hosts: description.hosts,
        confidence: description.confidence.map(|tier| match tier {
            wit::Confidence::Low => ports::Confidence::Low,
            wit::Confidence::Medium => ports::Confidence::Medium,
            wit::Confidence::High => ports::Confidence::High,
        }),
        capabilities: description.capabilities,
        batch_size: description.batch_size,
        calls_per_minute: description.calls_per_minute,
    })
}

pub(crate) fn exposure(exposure: wit::Exposure) -> ports::Exposure {
    ports::Exposure {
        breach: exposure.breach,
        breach_date: exposure.breach_date.as_deref().and_then(Timestamp::parse),
        source: match exposure.source {
            wit::SourceKind::Hibp => ports::SourceKind::Hibp,
            wit::SourceKind::Manual => ports::SourceKind::Manual,
            wit::SourceKind::DarkWeb => ports::SourceKind::DarkWeb,
            wit::SourceKind::StealerLog => ports::SourceKind::StealerLog,
        },
        data_classes: exposure.data_classes,
        artifacts: exposure.artifacts.into_iter().map(artifact).collect(),
        domain: exposure.domain,
    }
}

fn artifact(artifact: wit::Artifact) -> ports::Artifact {
    match artifact {
        wit::Artifact::Password => ports::Artifact::Password,
        wit::Artifact::Cookie => ports::Artifact::Cookie,
        wit::Artifact::Token => ports::Artifact::Token,
        wit::Artifact::Autofill => ports::Artifact::Autofill,
    }
}

/// The other way, for what the corpus answers.
pub(crate) fn corpus_exposure(exposure: ports::Exposure) -> wit::Exposure {
    wit::Exposure {
        breach: exposure.breach,
        breach_date: exposure.breach_date.map(Timestamp::rfc3339),
        source: match exposure.source {
            ports::SourceKind::Hibp => wit::SourceKind::Hibp,
            ports::SourceKind::Manual => wit::SourceKind::Manual,
            ports::SourceKind::DarkWeb => wit::SourceKind::DarkWeb,
            ports::SourceKind::StealerLog => wit::SourceKind::StealerLog,
        },
        data_classes: exposure.data_classes,
        artifacts: exposure
            .artifacts
            .into_iter()
            .map(|artifact| match artifact {
                ports::Artifact::Password => wit::Artifact::Password,
                ports::Artifact::Cookie => wit::Artifact::Cookie,
                ports::Artifact::Token => wit::Artifact::Token,
                ports::Artifact::Autofill => wit::Artifact::Autofill,
            })
            .collect(),
        domain: exposure.domain,
    }
}

pub(crate) fn notification(event: &ports::Notification) -> wit::Notification {
    wit::Notification {
        id: event.id.clone(),
        text: event.text.clone(),
        severity: event.severity.clone(),
        data: event.data.to_string(),
    }
}

pub(crate) fn user_page(page: wit::UserPage) -> ports::DirectoryPage {
    let user = |user: wit::User| ports::DirectoryUser {
        external_id: user.external_id,
        email: user.email,
        first_name: user.first_name,
        last_name: user.last_name,
        department: user.department,
        location: user.location,
        active: user.active,
        mfa: user.mfa,
        attributes: user.attributes.into_iter().collect(),
    };
    ports::DirectoryPage { users: page.users.into_iter().map(user).collect(), next: page.next }
}
