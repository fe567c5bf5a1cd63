//! Exposure alerts for a SIEM: pages of them in the order of their making, in its words (JSON, CEF, syslog), pulled by it or
//! pushed to it.
//!
//! What an alert is, is `exposure`'s business; who may read them here is `access`'s.

mod cef;
mod event;
mod format;
mod page;
mod push;
mod pusher;
mod sink;
mod syslog;
mod target;

pub use event::Event;
pub use format::Format;
pub use page::{MAX_PAGE, Page, Start, page};
pub use push::{NewPush, Push, Pushed};
pub(crate) use push::{checked_push, push_target, pushed, put_push, request_push};
pub use pusher::PushHandler;
pub use sink::{AlertSink, Batch};

/// The kind and lane of the jobs that push.
pub const PUSH_KIND: &str = "siem-push";

#[cfg(test)]
mod tests;
