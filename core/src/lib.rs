//! What Gatehouse knows and does. No HTTP, no WebAssembly, no user interface.
//!
//! Three kinds of room live here:
//!
//! - **platform**: [`store`], [`search`], [`jobs`], [`sealing`], [`blobs`], [`backup`], [`intake`] — they know no subject;
//! - **subjects**: [`access`], [`tenancy`], [`workforce`], [`exposure`], [`endpoint`], [`directory`],
//!   [`scim`], [`register`], [`report`], [`siem`], [`dashboard`], [`figures`], [`company`], [`retention`], [`notify`],
//!   [`audit`] — they know the platform, and each other only through the types that they export at their `mod.rs`;
//! - **wiring**: [`indexing`] shows the subjects' things to the search room.
//!
//! [`ports`] names what the outside must bring (breach providers, directories, notifiers, a mailer, a clock), and [`error`]
//! is the one error type by meaning that every door maps to its own envelope.

pub mod access;
pub mod audit;
pub mod backup;
pub mod blobs;
pub mod company;
pub mod dashboard;
pub mod directory;
pub mod endpoint;
pub mod error;
pub mod exposure;
pub mod figures;
#[cfg(test)]
mod fixture;
pub mod indexing;
pub mod intake;
pub mod jobs;
pub mod metrics;
pub mod notify;
pub mod platform;
pub mod ports;
pub mod register;
pub mod report;
pub mod request;
pub mod retention;
pub mod scim;
pub mod sealing;
pub mod search;
pub mod services;
pub mod severity;
pub mod siem;
pub mod spreadsheet;
pub mod store;
pub mod tenancy;
pub mod time;
pub mod workforce;

pub use error::{Error, Result};
