//! What a company has set for itself, whichever subject it belongs to: read together, changed together or not at all.

mod settings;

pub use settings::{CompanyChange, CompanySettings, change, settings};

#[cfg(test)]
mod tests;
