//! wip
mod analyzer;
mod feed;
pub mod query;
mod text;
