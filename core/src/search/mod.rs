//! Full-text search over what a [`Feed`] tells of, one organization at a time.
//!
//! [`Search`] owns the index (tantivy) and keeps it up to date from the feed's change log; [`SearchOrg`] searches
//! within one organization, and there is no other way to search. The index is derived: it may be deleted at any time
//! and is rebuilt in the background, while answers say that they are incomplete.
//!
//! What people type is read in [`query`], given its meaning in `compile`, and run in `run`, where the organization
//! is added. This room knows no subject, no store and no HTTP.

mod analyzer;
mod compile;
mod facets;
mod feed;
mod index;
mod options;
mod period;
mod prefix;
pub mod query;
mod request;
mod room;
mod run;
mod schema;
mod snippet;
mod span;
#[cfg(test)]
mod tests;
mod text;
mod top;

pub use feed::{Doc, Feed, FeedChange, RawId};
pub use options::Options;
pub use query::{QueryError, Typing};
pub use request::{Answer, Facets, Hit, MAX_DEPTH_OF_PAGE, Request, SearchError, Sort};
pub use room::{Search, SearchOrg};
