//! Tables that go on over pages, each with the head again.

use crate::report::pdf::canvas::{Area, Mark, Style, rounded};
use crate::report::pdf::colour::{BORDER, SUNKEN, TEXT, TEXT_SOFT};
use crate::report::pdf::flow::{Flow, MARGIN};
use crate::report::pdf::fonts::Weight;

const ROW: f32 = 17.0;
const HEAD: f32 = 20.0;
const SIZE: f32 = 8.0;
const PAD: f32 = 6.0;

/// A column: its name, its share of the width, and whether it holds numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) share: f32,
    pub(super) is_number: bool,
}

/// A column of words.
pub(super) const fn words(name: &'static str, share: f32) -> Column {
    Column { name, share, is_number: false }
}

/// A column of numbers.
pub(super) const fn numbers(name: &'static str, share: f32) -> Column {
    Column { name, share, is_number: true }
}

/// Draws the rows below what is there. Cells that are too long are cut.
pub(super) fn table(flow: &mut Flow<'_>, columns: &[Column], rows: &[Vec<String>]) {
    flow.need(HEAD + 3.0 * ROW);
    flow.y += 6.0;
    head(flow, columns);
    for row in rows {
        if flow.need(ROW) {
            head(flow, columns);
        }
        let y = flow.y;
        cells(flow, columns, row.iter().map(String::as_str), y + 11.5, Style::regular(SIZE, TEXT));
        flow.y += ROW;
        let (from, to) = ((MARGIN, flow.y), (MARGIN + flow.width(), flow.y));
        flow.put(Mark::Line { from, to, width: 0.5, colour: BORDER });
    }
}

fn head(flow: &mut Flow<'_>, columns: &[Column]) {
    let area = Area { x: MARGIN, y: flow.y, width: flow.width(), height: HEAD };
    flow.put(rounded(area, 3.0, SUNKEN));
    let names = columns.iter().map(|column| column.name);
    cells(flow, columns, names, area.y + 13.0, Style::bold(SIZE, TEXT_SOFT));
    flow.y += HEAD;
}

fn cells<'c>(
    flow: &mut Flow<'_>,
    columns: &[Column],
    texts: impl Iterator<Item = &'c str>,
    y: f32,
    style: Style,
) {
    let whole: f32 = columns.iter().map(|column| column.share).sum();
    let mut x = MARGIN;
    for (column, text) in columns.iter().zip(texts) {
        let width = flow.width() * column.share / whole;
        let weight: Weight = style.weight;
        let text = flow.fonts.fit(text, style.size, weight, width - 2.0 * PAD);
        if column.is_number {
            flow.text_to(x + width - PAD, y, style, &text);
        } else {
            flow.text(x + PAD, y, style, &text);
        }
        x += width;
    }
}
