//! An organization's mail server: its settings, a test, and delivery. The protocol is the mailer's business.

mod deliver;
mod server;
mod set;

pub use deliver::{send_mail, send_test_mail};
pub use server::MailSetup;
pub use set::{MailChange, mail_settings, set_mail_settings};
