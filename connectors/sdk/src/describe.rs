//! Short ways to make the records of the contract.

use crate::{Description, Exposure, Kind, SourceKind};

impl Description {
    /// A description with nothing but the names: no settings, no hosts, one address a call, no pace.
    pub fn new(id: &str, version: &str, kind: Kind, display_name: &str) -> Self {
        Self {
            id: id.into(),
            version: version.into(),
            kind,
            display_name: display_name.into(),
            settings_schema: r#"{"type":"object","properties":{}}"#.into(),
            hosts: Vec::new(),
            capabilities: Vec::new(),
            confidence: None,
            batch_size: 1,
            calls_per_minute: None,
        }
    }
}

impl Exposure {
    /// An exposure of which only the breach's name and source are known.
    pub fn new(breach: impl Into<String>, source: SourceKind) -> Self {
        Self {
            breach: breach.into(),
            breach_date: None,
            source,
            data_classes: Vec::new(),
            artifacts: Vec::new(),
            domain: None,
        }
    }
}
