//! What an admin reads of a connector.

use gatehouse_core::ports::{Confidence, ConnectorKind};
use serde::Serialize;

/// One connector file and how it stands. Serializes as the console's API shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorStatus {
    /// The connector's id; the file's name without its ending when the file could never be read.
    pub id: String,
    /// The version in use, or the one that waits when none is.
    pub version: Option<String>,
    /// What it is.
    pub kind: Option<ConnectorKind>,
    /// Name for people.
    pub display_name: String,
    /// JSON Schema of its settings.
    pub settings_schema: Option<serde_json::Value>,
    /// What it can do beyond its kind's base.
    pub capabilities: Vec<String>,
    /// A provider's tier.
    pub confidence: Option<Confidence>,
    /// Hosts that it asks for.
    pub hosts: Vec<String>,
    /// What the version in use may reach: its hosts and the admin's own grants for it.
    pub granted_hosts: Vec<String>,
    /// What the waiting version asks for beyond what was approved.
    pub pending_hosts: Vec<String>,
    /// The version that waits for approval.
    pub pending_version: Option<String>,
    /// How it stands.
    pub status: Standing,
    /// Whether a version is in use: also true while a newer one waits or could not be loaded.
    pub in_use: bool,
    /// Where it came from.
    pub origin: Origin,
    /// The dropped-in file's name.
    pub file: Option<String>,
    /// SHA-256 of the component, in hex.
    pub sha256: Option<String>,
    /// Why the file could not be loaded, or else why the last call failed.
    pub last_error: Option<String>,
    /// When the last call failed, RFC 3339.
    pub last_error_at: Option<String>,
}

/// How a connector stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In use.
    Active,
    /// Waits for an admin to approve what it asks for.
    Pending,
    /// Could not be loaded, and nothing is in use.
    Failed,
}

/// Where a connector came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Part of the binary.
    BuiltIn,
    /// A file in the data folder's `connectors/`.
    DroppedIn,
}
