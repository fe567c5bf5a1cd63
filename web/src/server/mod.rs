//! Connections: TLS, HTTP/1.1 and HTTP/2, and the bounds that hold before a request exists.

mod accept;
mod stream;

pub use accept::{TlsConfig, serve};
