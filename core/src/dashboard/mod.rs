//! Dashboards: how each member has arranged theirs, and presets to begin from.
//!
//! Only the arrangement lives here. What a widget shows comes from the subjects.

mod board;
mod config;
mod owner;
mod presets;
mod stored;
mod widgets;

pub use board::{Board, Place, Widget};
pub use config::{config, set_config};
pub use presets::{
    NewPreset, PresetChange, Presets, activate, add_preset, change_preset, presets, remove_preset,
};
pub use stored::{Preset, PresetScope};
pub use widgets::WIDGETS;

#[cfg(test)]
mod tests;
