//! How the search room is set up.

use std::time::Duration;

/// What the appliance decides about searching.
#[derive(Debug, Clone)]
pub struct Options {
    /// Field names that may stand before a colon, lower case, beside `host`, `kind`, `severity`, `status`, `time` and
    /// `title`, which always may.
    pub fields: Vec<&'static str>,
    /// Raise it when documents are worded differently than before; the index is then rebuilt.
    pub version: u32,
    /// Memory for documents that are not written yet, in bytes; at least 15 MB.
    pub heap: usize,
    /// How long changes are gathered before they are committed. Keep it well under a second.
    pub gather: Duration,
    /// How long one search may take.
    pub time_limit: Duration,
    /// How many searches run at once; more wait for their turn.
    pub parallel: usize,
    /// The first wait after the index could not be written; doubles up to 64 times that.
    pub retry: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            version: 0,
            heap: 20_000_000,
            gather: Duration::from_millis(300),
            time_limit: Duration::from_secs(2),
            parallel: 2,
            retry: Duration::from_secs(1),
        }
    }
}
