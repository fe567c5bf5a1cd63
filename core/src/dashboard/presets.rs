//! Presets: personal ones of each member, and the company's, which admins look after.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::dashboard::board::{check_layout, check_widgets};
use crate::dashboard::owner::owner;
use crate::dashboard::stored::{ACTIVE, BOARDS, COMPANY, PRESETS};
use crate::dashboard::{Board, Place, Preset, PresetScope, Widget};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows, Span};

/// Presets of one member, and of the company.
const MAX_PRESETS: usize = 50;
const MAX_NAME: usize = 100;

/// A preset to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPreset {
    /// What people call it, 1 to 100 characters.
    pub name: String,
    /// Who may begin from it.
    pub scope: PresetScope,
    /// Where the widgets lie; as on the member's dashboard when `None`.
    pub layout: Option<Vec<Place>>,
    /// The widgets; those of the member's dashboard when `None`.
    pub widgets: Option<Vec<Widget>>,
}

/// What changes of a preset; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PresetChange {
    /// What people call it, 1 to 100 characters.
    pub name: Option<String>,
    /// Must be what it is: a preset stays whose it is.
    pub scope: Option<PresetScope>,
    /// Where the widgets lie.
    pub layout: Option<Vec<Place>>,
    /// The widgets.
    pub widgets: Option<Vec<Widget>>,
}

/// What a member may begin from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presets {
    /// The company's, then their own; each oldest first.
    pub presets: Vec<(Id, Preset)>,
    /// The one that they last began from, if it is still there.
    pub active: Option<Id>,
}

fn of(rows: &impl OrgRows, whose: Id) -> Result<Vec<(Id, Preset)>> {
    let rows = rows.list(&PRESETS, Span::prefix(&whose), 0, MAX_PRESETS)?;
    Ok(rows.into_iter().map(|((_, id), preset)| (id, preset)).collect())
}

/// The preset with that id that the member may begin from, and whose it is.
fn find(rows: &impl OrgRows, member: Id, id: Id) -> Result<(Id, Preset)> {
    for whose in [COMPANY, member] {
        if let Some(preset) = rows.get(&PRESETS, &(whose, id))? {
            return Ok((whose, preset));
        }
    }
    Err(Error::NotFound("preset"))
}

/// [`find`], for who wants to change it.
fn find_to_change(
    rows: &impl OrgRows,
    principal: &Principal,
    member: Id,
    id: Id,
) -> Result<((Id, Id), Preset)> {
    let (whose, preset) = find(rows, member, id)?;
    if preset.scope == PresetScope::Company {
        principal.require_admin()?;
    }
    Ok(((whose, id), preset))
}

fn checked_name(text: &str) -> Result<String> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        return Err(Error::invalid("name", format!("must be 1 to {MAX_NAME} characters in one line")));
    }
    Ok(name.to_owned())
}

/// The company's presets and the member's own.
///
/// # Errors
/// [`Error::Forbidden`] for everybody who is no member.
pub fn presets(services: &Services, principal: &Principal) -> Result<Presets> {
    let member = owner(principal)?;
    let reader = services.org(principal).read()?;
    let presets = [of(&reader, COMPANY)?, of(&reader, member)?].concat();
    let active = reader.get(&ACTIVE, &member)?.filter(|active| presets.iter().any(|(id, _)| id == active));
    Ok(Presets { presets, active })
}

/// Makes a preset; what is not given is taken from the member's dashboard.
///
/// # Errors
/// [`Error::Forbidden`] for a company's preset by anybody but an admin, [`Error::Invalid`] naming the place,
/// [`Error::Conflict`] when there are too many.
pub async fn add_preset(services: &Services, principal: &Principal, new: NewPreset) -> Result<(Id, Preset)> {
    let member = owner(principal)?;
    let whose = match new.scope {
        PresetScope::Personal => member,
        PresetScope::Company => {
            principal.require_admin()?;
            COMPANY
        }
    };
    let name = checked_name(&new.name)?;
    check_layout(new.layout.as_deref().unwrap_or_default())?;
    check_widgets(new.widgets.as_deref().unwrap_or_default())?;
    let platform = &services.platform;
    let (id, now) = (platform.new_id(), platform.now());
    let entry = Entry::by(platform, principal, "dashboard_preset.created").target(id).detail(&name);
    services
        .org(principal)
        .write(move |writer| {
            if writer.keys(&PRESETS, Span::prefix(&whose), 0, MAX_PRESETS)?.len() == MAX_PRESETS {
                return Err(Error::Conflict(format!("there are {MAX_PRESETS} presets already; remove one")));
            }
            let live = writer.get(&BOARDS, &member)?.unwrap_or_default();
            let board = Board {
                layout: new.layout.unwrap_or(live.layout),
                widgets: new.widgets.unwrap_or(live.widgets),
            };
            let preset = Preset { name, scope: new.scope, board, created: now, updated: now };
            writer.insert(&PRESETS, &(whose, id), &preset)?;
            if whose == COMPANY {
                audit::record(writer, &entry)?;
            }
            Ok((id, preset))
        })
        .await
}

/// Changes a preset.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others, [`Error::Forbidden`] for a company's preset by anybody but an
/// admin, [`Error::Invalid`] naming the place, or nothing when nothing is to change.
pub async fn change_preset(
    services: &Services,
    principal: &Principal,
    id: Id,
    change: PresetChange,
) -> Result<Preset> {
    let member = owner(principal)?;
    if change == PresetChange::default() {
        return Err(Error::invalid("", "Nothing to update"));
    }
    let name = change.name.as_deref().map(checked_name).transpose()?;
    check_layout(change.layout.as_deref().unwrap_or_default())?;
    check_widgets(change.widgets.as_deref().unwrap_or_default())?;
    let now = services.platform.now();
    let entry = Entry::by(&services.platform, principal, "dashboard_preset.changed").target(id);
    let actor = principal.clone();
    services
        .org(principal)
        .write(move |writer| {
            let (key, before) = find_to_change(writer, &actor, member, id)?;
            if change.scope.is_some_and(|scope| scope != before.scope) {
                return Err(Error::invalid("scope", "cannot change; make another preset"));
            }
            let mut preset = before.clone();
            preset.name = name.unwrap_or(preset.name);
            preset.board.layout = change.layout.unwrap_or(preset.board.layout);
            preset.board.widgets = change.widgets.unwrap_or(preset.board.widgets);
            if preset != before {
                preset.updated = now;
                writer.insert(&PRESETS, &key, &preset)?;
                if preset.scope == PresetScope::Company {
                    audit::record(writer, &entry.detail(&preset.name))?;
                }
            }
            Ok(preset)
        })
        .await
}

/// Removes a preset. Dashboards that began from it stay as they are.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others, [`Error::Forbidden`] for a company's preset by anybody but an
/// admin.
pub async fn remove_preset(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    let member = owner(principal)?;
    let entry = Entry::by(&services.platform, principal, "dashboard_preset.removed").target(id);
    let actor = principal.clone();
    services
        .org(principal)
        .write(move |writer| {
            let (key, preset) = find_to_change(writer, &actor, member, id)?;
            writer.remove(&PRESETS, &key)?;
            if preset.scope == PresetScope::Company {
                audit::record(writer, &entry.detail(preset.name))?;
            }
            Ok(())
        })
        .await
}

/// Puts a preset in place of the member's dashboard.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub async fn activate(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    let member = owner(principal)?;
    services
        .org(principal)
        .write(move |writer| {
            let (_, preset) = find(writer, member, id)?;
            writer.insert(&BOARDS, &member, &preset.board)?;
            writer.insert(&ACTIVE, &member, &id)
        })
        .await
}
