//! The server as its clients see it, in process and over real sockets.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

mod account;
mod api_keys;
mod authorization;
mod callers;
mod company;
mod dashboard;
mod directory;
mod endpoint_agents;
mod endpoint_alerts;
mod endpoint_authorization;
mod endpoint_bad_input;
mod endpoint_files;
mod endpoint_frame;
mod endpoint_organizations;
mod endpoint_session;
mod endpoint_stream;
mod frame;
mod main_job;
mod organization;
mod register;
mod scim_authorization;
mod scim_bad_input;
mod scim_client;
mod scim_dialects;
mod scim_lists;
mod scim_patch;
mod scim_token;
mod scim_users;
mod search;
mod siem;
mod sign_in;
mod sockets;
mod support;
mod tenant_rows;
mod tenants;
