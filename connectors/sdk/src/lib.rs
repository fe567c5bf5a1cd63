//! For connector authors: everything that a Gatehouse connector in Rust needs.
//!
//! A connector is one small WebAssembly file that does one job: look up addresses in breaches, tell somebody about
//! an event, or list the people of a company. It gets nothing from the appliance but [`http`], [`log`], [`state`],
//! [`settings`], [`clock`] and [`random`], and it may reach only the hosts that an admin granted.
//!
//! # One on a Sunday
//!
//! A library crate with `crate-type = ["cdylib", "rlib"]`, this crate with the feature of its kind, and:
//!
//! ```
//! use gatehouse_connector_sdk::{BreachProvider, Description, Error, Exposure, Kind, Lookup, SourceKind, http, settings};
//!
//! struct Example;
//!
//! impl BreachProvider for Example {
//!     fn describe() -> Description {
//!         Description {
//!             settings_schema: r#"{"type":"object","properties":{"api_key":{"type":"string","writeOnly":true}}}"#.into(),
//!             hosts: vec!["https://breaches.example".into()],
//!             ..Description::new("example", env!("CARGO_PKG_VERSION"), Kind::BreachProvider, "Example")
//!         }
//!     }
//!
//!     fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
//!         let key = settings::required("api_key")?;
//!         Ok(emails.iter().map(|email| look_up(&key, email)).collect())
//!     }
//! }
//!
//! fn look_up(key: &str, email: &str) -> Lookup {
//!     let url = format!("https://breaches.example/v1/{}", http::encode_segment(email));
//!     let answer = http::get(url).header("x-api-key", key).send()?.check()?;
//!     let names: Vec<String> = answer.json()?;
//!     Ok(names.into_iter().map(|name| Exposure::new(name, SourceKind::DarkWeb)).collect())
//! }
//!
//! // In the connector's crate, with the feature `breach-provider`:
//! // gatehouse_connector_sdk::export_breach_provider!(Example);
//! ```
//!
//! Its logic is tested natively, without an appliance and without a network, with [`harness::Harness`]. The page
//! `connectors/README.md` goes from an empty folder to a connector that runs in an appliance.
//!
//! What does *not* live here: anything about a particular provider, and anything of the appliance.

mod bindings;
pub mod clock;
#[cfg(any(doc, feature = "local-provider"))]
pub mod corpus;
pub mod delta;
mod describe;
mod error;
mod export;
pub mod fields;
pub mod findings;
#[cfg(not(target_arch = "wasm32"))]
pub mod harness;
pub mod http;
pub mod log;
pub mod random;
pub mod settings;
pub mod state;
pub mod token;

pub use bindings::gatehouse::connector::types::{
    Artifact, Confidence, Description, Error, Exposure, Kind, Notification, SourceKind, User, UserPage,
};
#[doc(hidden)]
pub use bindings::kinds;
pub use export::{BreachProvider, Directory, Lookup, Notifier};
