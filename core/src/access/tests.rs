//! Members and sessions as their users see them.
#![allow(clippy::unwrap_used)]
