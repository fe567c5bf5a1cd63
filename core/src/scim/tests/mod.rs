//! The room over a store in memory.
#![allow(clippy::unwrap_used)]
