//! The HTTP server: one room an API under [`api`], and the console's files.
//!
//! What happens to a request, from outside in: [`server`] (TLS, HTTP/1.1 and HTTP/2, limits on connections and
//! headers) → [`frame`] (request id, log, load, same origin, time, panics) → an API's handler, which takes what it needs
//! through [`extract`] → a subject's function in `core` → [`error`] maps what went wrong to the API's envelope.
//! Business rules live in `core`; handlers authorize, validate, call and map.

pub mod api;
mod app;
mod config;
pub mod error;
pub mod extract;
pub mod frame;
pub mod openapi;
mod pages;
pub mod server;

pub use app::App;
pub use config::{Config, Limits};
pub use frame::router;
pub use server::{TlsConfig, serve};
