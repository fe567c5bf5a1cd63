//! From a file's bytes to a connector that can be called: verified, compiled (or taken from the cache), linked, and
//! asked to describe itself.

mod cache;
mod describe;
mod precompiled;

pub(crate) use cache::{CompileCache, sha256_hex, write_whole};
pub(crate) use describe::checked_info;
