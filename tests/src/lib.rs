//! What the black-box tests share: a data folder, the real binary, and a client that speaks to it as a program would.
//!
//! Nothing here reaches into the product: everything goes through the command line, HTTP and files.
#![allow(clippy::missing_panics_doc, clippy::expect_used, clippy::unwrap_used)]

mod client;
mod folder;
mod mount;
mod provider;
mod python;
mod receiver;
mod refusal;
mod relay;
mod rsyslog;
mod server;
mod slapd;
mod smtp;

pub use client::{Client, Reply};
pub use folder::{ADMIN, Folder, PASSWORD, binary, run};
pub use mount::Mount;
pub use provider::IdentityProvider;
pub use python::{run_node, run_script};
pub use receiver::{Received, Receiver};
pub use refusal::{assert_refused, told};
pub use relay::Relay;
pub use rsyslog::Rsyslog;
pub use server::Server;
pub use slapd::{BASE, BIND_DN, BIND_PASSWORD, Slapd, people};
pub use smtp::SmtpServer;
