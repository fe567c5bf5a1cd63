//! Changes instead of everything: for directories that can say what changed since the last time.
//!
//! A directory whose description carries the capability [`CAPABILITY`] ends a list with a token ([`end`]) where others
//! end with `None`. The appliance keeps it, and the next time begins with it as the cursor ([`since`]): then only what
//! changed is listed, and whoever is gone is listed as inactive. A directory that no longer knows a token, or the place
//! in a list, says so with [`start_over`], and the appliance lists everything anew.

use crate::UserPage;

/// The capability's name.
pub const CAPABILITY: &str = "delta";

const PREFIX: &str = "delta:";

/// The `next` of a last page, for a token that is not empty.
pub fn end(token: &str) -> Option<String> {
    Some(format!("{PREFIX}{token}"))
}

/// The token that this cursor holds, when it asks for changes.
pub fn since(cursor: &str) -> Option<&str> {
    cursor.strip_prefix(PREFIX)
}

/// A page without people that asks for the whole list from its beginning.
pub fn start_over() -> UserPage {
    UserPage { users: Vec::new(), next: Some(PREFIX.into()) }
}
