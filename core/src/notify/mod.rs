//! Telling people: channels, mail and text messages, and the messages that new alerts send through the outbox.
//!
//! How a message reaches a target is the business of a notifier connector, or of the mailer.

mod announce;
mod audience;
mod channel;
mod courier;
mod mail;
mod manage;
mod message;
mod messenger;
mod process;
mod sms;
mod standing;
mod target;
mod template;
mod told;

pub use announce::{Event, Listener, announce, listeners};
pub use audience::{Audience, announce_process, audience};
pub use channel::{Channel, ChannelKind};
pub use courier::send_test;
pub use mail::{MailChange, MailSetup, mail_settings, send_mail, send_test_mail, set_mail_settings};
pub use manage::{Created, NewChannel, add_channel, change_channel, channel, channels, remove_channel};
pub use message::{LANE_MAIL, LANE_SMS, Message, put_mail, put_sms};
pub use messenger::Messenger;
pub use process::ProcessEvent;
pub use sms::{SmsChange, SmsSetup, send_test_sms, set_sms_settings, sms_settings};
pub(crate) use target::{shown_address, web_address};
pub use template::{PLACEHOLDERS, Template};

#[cfg(test)]
mod tests;
