//! An organization's way to send text messages: an HTTP gateway's settings, a test, and delivery through the connector
//! `sms`.

mod deliver;
mod gateway;
mod set;

pub(super) use deliver::deliver;
pub use deliver::send_test_sms;
pub use gateway::SmsSetup;
pub use set::{SmsChange, set_sms_settings, sms_settings};
