//! The exposure register: incidents with personal data, and the clock of GDPR Art. 33 that each starts.
//!
//! An entry is made by hand and never removed: it is evidence. What breaches there are is `exposure`'s business.

mod clock;
mod entry;
mod evidence;
mod manage;

pub use clock::Clock;
pub use entry::{Entry, EntryStatus};
pub use evidence::evidence;
pub use manage::{EntryChange, NewEntry, add, change, entries, entries_in};

#[cfg(test)]
mod tests;
