//! What of a dashboard is accepted.
#![allow(clippy::unwrap_used)]

use crate::dashboard::{Board, Place, Widget, set_config};
use crate::error::Error;
use crate::fixture::Fixture;

fn place(instance: &str) -> Place {
    Place { instance: instance.into(), x: 0, y: 0, w: 6, h: 4, min_w: Some(2), min_h: None }
}

fn widget(instance: &str) -> Widget {
    Widget { instance: instance.into(), title: "Risk".into(), visible: true }
}

fn refused(board: &Board) -> String {
    match board.check() {
        Err(Error::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_board_lies_on_its_grid() {
    let good = place("risk-gauge");
    assert!(Board { layout: vec![good.clone(), place("risk-gauge-2")], widgets: vec![] }.check().is_ok());
    for (field, bad) in [
        ("x", Place { x: 12, ..good.clone() }),
        ("w", Place { w: 0, ..good.clone() }),
        ("w", Place { x: 7, w: 6, ..good.clone() }),
        ("y", Place { y: 1001, ..good.clone() }),
        ("h", Place { h: 0, ..good.clone() }),
        ("h", Place { h: u16::MAX, ..good.clone() }),
        ("minW", Place { min_w: Some(13), ..good.clone() }),
        ("minH", Place { min_h: Some(101), ..good.clone() }),
        ("i", place("clock")),
        ("i", place("stats-row")),
        ("i", place(&format!("risk-gauge-{}", "9".repeat(64)))),
    ] {
        let layout = vec![place("stats-row"), bad];
        assert_eq!(refused(&Board { layout, widgets: vec![] }), format!("layout[1].{field}"));
    }
    let layout = (0..61).map(|n| place(&format!("risk-gauge-{n}"))).collect();
    assert_eq!(refused(&Board { layout, widgets: vec![] }), "layout");
}

#[test]
fn widgets_are_of_a_known_type() {
    let long = Widget { title: "x".repeat(101), ..widget("risk-gauge") };
    for (field, bad) in
        [("instanceId", widget("clock")), ("instanceId", widget("stats-row")), ("title", long)]
    {
        let widgets = vec![widget("stats-row"), bad];
        assert_eq!(refused(&Board { layout: vec![], widgets }), format!("widgets[1].{field}"));
    }
    let widgets = (0..61).map(|n| widget(&format!("risk-gauge-{n}"))).collect();
    assert_eq!(refused(&Board { layout: vec![], widgets }), "widgets");
}

#[tokio::test]
async fn the_appliance_itself_has_no_dashboard() {
    let fixture = Fixture::new();
    let answer = set_config(&fixture.services, &fixture.admin, Board::default()).await;
    assert!(matches!(answer, Err(Error::Forbidden(_))));
}
