//! One file a command.

pub(crate) mod api_key;
pub(crate) mod backup;
pub(crate) mod connector;
pub(crate) mod demo;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod metrics_token;
pub(crate) mod openapi;
pub(crate) mod organization;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod user;
