//! The one function of the product that may be `unsafe`.

use wasmtime::Engine;
use wasmtime::component::Component;

/// Loads machine code that this appliance compiled before.
///
/// # Contract
///
/// The caller has just verified the HMAC of these very bytes under the appliance's own key: they are what
/// [`Engine::precompile_component`] returned here. They are copied, not mapped from the file: what was verified is
/// what runs, and a file that is cut short while it is mapped would kill the process.
#[allow(
    unsafe_code,
    reason = "wasmtime cannot check machine code; compiling at every start would cost seconds on a Raspberry Pi"
)]
pub(super) fn load_verified(engine: &Engine, bytes: &[u8]) -> wasmtime::Result<Component> {
    // SAFETY: the contract above; wasmtime itself checks that engine version and configuration match.
    unsafe { Component::deserialize(engine, bytes) }
}
