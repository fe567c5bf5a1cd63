//! Telling people: channels, and the messages that new alerts send to them through the outbox.
//!
//! How a message reaches a target is a notifier connector's business.

mod announce;
mod channel;
mod courier;
mod manage;
mod target;

pub use announce::{Event, Listener, announce, listeners};
pub use channel::{Channel, ChannelKind};
pub use courier::{ChannelCourier, send_test};
pub use manage::{Created, NewChannel, add_channel, change_channel, channel, channels, remove_channel};

#[cfg(test)]
mod tests;
