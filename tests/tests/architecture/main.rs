//! The house's rules, read from cargo's metadata and from the sources: who may know whom, where a library may be
//! named, how long a file may be. Each failure says what to do.
//!
//! A rule may have exceptions; each is in a table beside its rule, with the reason.

mod crates;
mod files;
mod paths;
mod rooms;
mod routes;
mod sizes;
mod texts;
