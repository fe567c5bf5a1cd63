//! Dashboards and presets as they are stored.

use serde::{Deserialize, Serialize};

use crate::dashboard::Board;
use crate::record;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// Who may begin from a preset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PresetScope {
    /// Whoever made it.
    #[default]
    Personal,
    /// Everybody in the company; admins look after it.
    Company,
}

/// A dashboard to begin from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// What people call it.
    pub name: String,
    /// Who may begin from it.
    pub scope: PresetScope,
    /// How it is arranged.
    pub board: Board,
    /// When it was made.
    pub created: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
}

record!(Board, 1);
record!(Preset, 1);

/// Dashboards by member.
pub(super) const BOARDS: OrgTable<Id, Board> = OrgTable::new("dashboard.board");
/// The preset that each member last began from.
pub(super) const ACTIVE: OrgTable<Id, Id> = OrgTable::new("dashboard.active");
/// Presets by whose they are: a member's id, or [`COMPANY`]. So nobody comes to another's.
pub(super) const PRESETS: OrgTable<(Id, Id), Preset> = OrgTable::new("dashboard.preset");
/// Stands for the company in [`PRESETS`].
pub(super) const COMPANY: Id = Id::NIL;
