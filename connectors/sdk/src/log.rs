//! Lines in the appliance's log. Never log a secret; a call may write a limited number of lines.

use crate::bindings::gatehouse::connector::log::Level;

/// For whoever hunts a fault.
pub fn debug(message: &str) {
    write(Level::Debug, message);
}

/// Worth knowing.
pub fn info(message: &str) {
    write(Level::Info, message);
}

/// Something an admin should look at.
pub fn warn(message: &str) {
    write(Level::Warn, message);
}

/// Something failed.
pub fn error(message: &str) {
    write(Level::Error, message);
}

fn write(level: Level, message: &str) {
    #[cfg(target_arch = "wasm32")]
    crate::bindings::gatehouse::connector::log::write(level, message);
    #[cfg(not(target_arch = "wasm32"))]
    crate::harness::log(format!("{level:?}: {message}"));
}
