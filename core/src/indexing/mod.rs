//! What search sees of the store: the subjects' things worded as documents, and the change log that names them.
//!
//! The search room knows no subject and the subjects know no search; this room joins them. A new kind of document is
//! one line in `documents` and one in `feed`.

mod documents;
mod feed;

pub use documents::{FIELDS, WORDING};
pub use feed::StoreFeed;

#[cfg(test)]
mod tests;
