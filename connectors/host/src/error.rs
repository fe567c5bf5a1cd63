//! Why the host, or one connector file, could not be started. What a *call* can fail with is
//! [`gatehouse_core::ports::ConnectorError`].

/// Result of the host's own work.
pub type Result<T, E = HostError> = std::result::Result<T, E>;

/// What went wrong, for people: lowercase, without a full stop.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The configuration cannot be used.
    #[error("{0}")]
    Config(String),
    /// A folder or file of the host cannot be read or written.
    #[error("cannot {what}: {why}")]
    Io {
        /// What was tried, `read /data/connectors`.
        what: String,
        /// The system's reason.
        why: std::io::Error,
    },
    /// A file is not a connector that this host can run.
    #[error("{0}")]
    Rejected(String),
    /// The WebAssembly engine failed.
    #[error("{0}")]
    Engine(String),
    /// No connector with that id waits for approval.
    #[error("no connector {0} waits for approval")]
    NothingWaiting(String),
}

impl HostError {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |why| Self::Io { what, why }
    }

    pub(crate) fn engine(error: wasmtime::Error) -> Self {
        Self::Engine(format!("{error:#}"))
    }
}
