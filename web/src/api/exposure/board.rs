//! A dashboard's arrangement, as bodies and answers show it.

use gatehouse_core::dashboard;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a widget lies on a grid of twelve columns.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LayoutItem {
    /// The widget's `instanceId`.
    i: String,
    /// Columns from the left, 0 to 11.
    x: u16,
    /// Rows from the top.
    y: u16,
    /// Columns wide, 1 to 12.
    w: u16,
    /// Rows high, at least 1.
    h: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_w: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_h: Option<u16>,
}

/// A widget of a dashboard.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WidgetInstance {
    /// The widget's type, or the type and more after a sign: `risk-gauge`, `risk-gauge-2`.
    instance_id: String,
    /// What stands over it, at most 100 characters.
    title: String,
    visible: bool,
}

/// A dashboard: at most 60 widgets.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Board {
    pub(super) layout: Vec<LayoutItem>,
    pub(super) widgets: Vec<WidgetInstance>,
}

pub(super) fn layout(items: Vec<LayoutItem>) -> Vec<dashboard::Place> {
    let place = |item: LayoutItem| {
        let LayoutItem { i: instance, x, y, w, h, min_w, min_h } = item;
        dashboard::Place { instance, x, y, w, h, min_w, min_h }
    };
    items.into_iter().map(place).collect()
}

pub(super) fn widgets(items: Vec<WidgetInstance>) -> Vec<dashboard::Widget> {
    let widget = |item: WidgetInstance| {
        let WidgetInstance { instance_id: instance, title, visible } = item;
        dashboard::Widget { instance, title, visible }
    };
    items.into_iter().map(widget).collect()
}

impl From<Board> for dashboard::Board {
    fn from(board: Board) -> Self {
        Self { layout: layout(board.layout), widgets: widgets(board.widgets) }
    }
}

impl From<dashboard::Board> for Board {
    fn from(board: dashboard::Board) -> Self {
        let item = |place: dashboard::Place| {
            let dashboard::Place { instance: i, x, y, w, h, min_w, min_h } = place;
            LayoutItem { i, x, y, w, h, min_w, min_h }
        };
        let widget = |widget: dashboard::Widget| {
            let dashboard::Widget { instance: instance_id, title, visible } = widget;
            WidgetInstance { instance_id, title, visible }
        };
        Self {
            layout: board.layout.into_iter().map(item).collect(),
            widgets: board.widgets.into_iter().map(widget).collect(),
        }
    }
}
