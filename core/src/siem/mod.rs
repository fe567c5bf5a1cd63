//! Exposure alerts for a SIEM: pages of them in the order of their making, in its words (JSON, CEF, syslog).
//!
//! What an alert is, is `exposure`'s business; who may read them here is `access`'s.

mod cef;
mod event;
mod format;
mod page;
mod push;
mod syslog;
mod target;

pub use event::Event;
pub use format::Format;
pub use page::{MAX_PAGE, Page, Start, page};
pub use push::{NewPush, Push};
pub(crate) use push::{checked_push, push_target, put_push};

#[cfg(test)]
mod tests;
