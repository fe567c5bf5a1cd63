//! What a dashboard is made of, and what of it is accepted: a grid of twelve columns (contract "Dashboard").

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::dashboard::widgets::widget_type;
use crate::error::{Error, Result};

/// Columns of the grid.
const COLUMNS: u16 = 12;
/// The lowest row, and the tallest widget.
const ROWS: u16 = 1000;
const MAX_HEIGHT: u16 = 100;
/// Widgets of a dashboard, and places of its layout.
const MAX_WIDGETS: usize = 60;
const MAX_INSTANCE: usize = 64;
const MAX_TITLE: usize = 100;

/// Where a widget lies, in columns and rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The widget's instance.
    pub instance: String,
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns wide.
    pub w: u16,
    /// Rows high.
    pub h: u16,
    /// Columns that it needs at least.
    pub min_w: Option<u16>,
    /// Rows that it needs at least.
    pub min_h: Option<u16>,
}

/// A widget of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widget {
    /// Its id on this dashboard: its type, or its type and more after a sign.
    pub instance: String,
    /// What stands over it.
    pub title: String,
    /// Whether it is shown.
    pub visible: bool,
}

/// A dashboard as it is arranged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Where the widgets lie.
    pub layout: Vec<Place>,
    /// The widgets.
    pub widgets: Vec<Widget>,
}

/// Whether every place is on the grid and names a widget of a known type, each once.
pub(super) fn check_layout(layout: &[Place]) -> Result<()> {
    if layout.len() > MAX_WIDGETS {
        return Err(Error::invalid("layout", format!("at most {MAX_WIDGETS} places")));
    }
    let mut seen = BTreeSet::new();
    for (at, place) in layout.iter().enumerate() {
        let wrong = |name: &str, reason: String| Err(Error::invalid(format!("layout[{at}].{name}"), reason));
        check_instance(&place.instance, &mut seen).or_else(|reason| wrong("i", reason))?;
        if place.x >= COLUMNS {
            return wrong("x", format!("must be 0 to {}", COLUMNS - 1));
        }
        if place.w == 0 || place.w > COLUMNS - place.x {
            return wrong("w", format!("must be 1 to {} from this x on", COLUMNS - place.x));
        }
        if place.y > ROWS {
            return wrong("y", format!("must be 0 to {ROWS}"));
        }
        if !(1..=MAX_HEIGHT).contains(&place.h) {
            return wrong("h", format!("must be 1 to {MAX_HEIGHT}"));
        }
        if place.min_w.is_some_and(|least| least > COLUMNS) {
            return wrong("minW", format!("must be 0 to {COLUMNS}"));
        }
        if place.min_h.is_some_and(|least| least > MAX_HEIGHT) {
            return wrong("minH", format!("must be 0 to {MAX_HEIGHT}"));
        }
    }
    Ok(())
}

/// Whether every widget is of a known type, each instance there once.
pub(super) fn check_widgets(widgets: &[Widget]) -> Result<()> {
    if widgets.len() > MAX_WIDGETS {
        return Err(Error::invalid("widgets", format!("at most {MAX_WIDGETS} widgets")));
    }
    let mut seen = BTreeSet::new();
    for (at, widget) in widgets.iter().enumerate() {
        let wrong = |name: &str, reason: String| Err(Error::invalid(format!("widgets[{at}].{name}"), reason));
        check_instance(&widget.instance, &mut seen).or_else(|reason| wrong("instanceId", reason))?;
        if widget.title.chars().count() > MAX_TITLE || widget.title.contains(char::is_control) {
            return wrong("title", format!("must be at most {MAX_TITLE} characters in one line"));
        }
    }
    Ok(())
}

fn check_instance<'b>(instance: &'b str, seen: &mut BTreeSet<&'b str>) -> std::result::Result<(), String> {
    if instance.len() > MAX_INSTANCE || instance.contains(char::is_control) || widget_type(instance).is_none()
    {
        return Err(format!(
            "must be a type of widget, or one with more after a sign (`risk-gauge-2`), of at most {MAX_INSTANCE} bytes"
        ));
    }
    if seen.insert(instance) { Ok(()) } else { Err("is there twice".into()) }
}

impl Board {
    /// Whether all of it is accepted.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the place, `layout[2].w`.
    pub(super) fn check(&self) -> Result<()> {
        check_layout(&self.layout)?;
        check_widgets(&self.widgets)
    }
}
