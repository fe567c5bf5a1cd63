//! Tables that go on over pages, each with the head again.

use crate::report::pdf::canvas::{Area, Mark, Style, rounded};
use crate::report::pdf::colour::{BORDER, SUNKEN, TEXT, TEXT_FAINT, TEXT_SOFT};
use crate::report::pdf::flow::{Flow, MARGIN};
use crate::report::pdf::fonts::Weight;

const ROW: f32 = 17.0;
const HEAD: f32 = 20.0;
const SIZE: f32 = 8.0;
/// A row one of whose cells has a second line.
const TALL_ROW: f32 = 28.0;
const SMALL: f32 = 7.5;
const PAD: f32 = 6.0;
/// A table begins where its head and its first rows fit.
pub(super) const ROOM: f32 = HEAD + 3.0 * TALL_ROW;

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

/// Draws the rows below what is there. Lines that are too long are cut; a line break in a cell begins a second, fainter one.
pub(super) fn table(flow: &mut Flow<'_>, columns: &[Column], rows: &[Vec<String>]) {
    flow.need(ROOM);
    flow.y += 6.0;
    head(flow, columns);
    for row in rows {
        let tall = row.iter().any(|cell| cell.contains('\n'));
        let height = if tall { TALL_ROW } else { ROW };
        if flow.need(height) {
            head(flow, columns);
        }
        let y = flow.y;
        let lines = lines(flow, columns, row, tall);
        cells(flow, columns, lines.iter().map(|lines| lines[0]), y + 11.5, Style::regular(SIZE, TEXT));
        cells(flow, columns, lines.iter().map(|lines| lines[1]), y + 22.5, Style::regular(SIZE, TEXT));
        cells(flow, columns, lines.iter().map(|lines| lines[2]), y + 22.5, Style::regular(SMALL, TEXT_FAINT));
        flow.y += height;
        let (from, to) = ((MARGIN, flow.y), (MARGIN + flow.width(), flow.y));
        flow.put(Mark::Line { from, to, width: 0.5, colour: BORDER });
    }
}

/// The lines of each cell: the first, and in a tall row what goes on from it, or a fainter second one.
fn lines<'c>(flow: &Flow<'_>, columns: &[Column], row: &'c [String], tall: bool) -> Vec<[&'c str; 3]> {
    let whole = shares(columns);
    let cells = columns.iter().zip(row).map(|(column, cell)| match cell.split_once('\n') {
        Some((first, second)) => [first, "", second],
        None if tall => {
            let room = flow.width() * column.share / whole - 2.0 * PAD;
            let (first, rest) = flow.fonts.wrap(cell, SIZE, Weight::Regular, room);
            [first, rest, ""]
        }
        None => [cell.as_str(), "", ""],
    });
    cells.collect()
}

fn shares(columns: &[Column]) -> f32 {
    columns.iter().map(|column| column.share).sum()
}

fn head(flow: &mut Flow<'_>, columns: &[Column]) {
    let area = Area { x: MARGIN, y: flow.y, width: flow.width(), height: HEAD };
    flow.put(rounded(area, 3.0, SUNKEN));
    let names = columns.iter().map(|column| column.name);
    cells(flow, columns, names, area.y + 13.0, Style::bold(SMALL, TEXT_SOFT));
    flow.y += HEAD;
}

fn cells<'c>(
    flow: &mut Flow<'_>,
    columns: &[Column],
    texts: impl Iterator<Item = &'c str>,
    y: f32,
    style: Style,
) {
    let whole = shares(columns);
    let mut x = MARGIN;
    for (column, text) in columns.iter().zip(texts) {
        let width = flow.width() * column.share / whole;
        if text.is_empty() {
            x += width;
            continue;
        }
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
