//! What a caller asks of the search room, and what comes back.

use serde_json::Value;

use super::feed::RawId;
use super::query::{QueryError, Typing};
use crate::Error;
use crate::time::Timestamp;

/// How deep a caller may page: `offset + limit`.
pub const MAX_DEPTH_OF_PAGE: usize = 10_000;

/// One search within an organization.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What people typed, in the language of [`super::query`]; empty for everything.
    pub query: String,
    /// Whether they are still typing.
    pub typing: Typing,
    /// Any of these kinds; empty for all. Without regard to case, as the next two.
    pub kinds: Vec<String>,
    /// Any of these severities; empty for all.
    pub severities: Vec<String>,
    /// Any of these states; empty for all.
    pub statuses: Vec<String>,
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// What comes first.
    pub sort: Sort,
    /// Hits to pass over.
    pub offset: usize,
    /// Hits to give; 0 for counts only.
    pub limit: usize,
    /// Whether to count facets. Costs a look at each match.
    pub facets: bool,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By time, then id, both falling.
    #[default]
    Newest,
    /// By how well it matches, then the newest.
    Score,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The page asked for.
    pub hits: Vec<Hit>,
    /// All matches.
    pub total: u64,
    /// When asked for.
    pub facets: Option<Facets>,
    /// False while the index is being built: there may be more than was found.
    pub complete: bool,
}

/// One match.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: String,
    /// The record's id.
    pub id: RawId,
    /// When it happened.
    pub time: Timestamp,
    /// As the document gave it.
    pub severity: Option<String>,
    /// As the document gave it.
    pub status: Option<String>,
    /// One line for people.
    pub title: String,
    /// A piece of the text around the first matches.
    pub snippet: String,
    /// Matches in `snippet` as `start..end` in UTF-16 units, in order, without overlap.
    pub highlights: Vec<(u32, u32)>,
    /// As the document gave them.
    pub fields: Value,
}

/// Values with their numbers of matches, the most frequent first. Each list is counted as if its own filter were not
/// set, so that one sees what else could be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By kind.
    pub kind: Vec<(String, u64)>,
    /// By severity.
    pub severity: Vec<(String, u64)>,
    /// By status.
    pub status: Vec<(String, u64)>,
    /// By host, the ten most frequent.
    pub host: Vec<(String, u64)>,
}

/// Why a search gave no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SearchError {
    /// The query makes no sense; says where.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<SearchError> for Error {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Query(QueryError { position, message }) => {
                Error::invalid("q", format!("at character {}: {message}", position + 1))
            }
            SearchError::Other(error) => error,
        }
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Other(Error::internal(error))
    }
}
