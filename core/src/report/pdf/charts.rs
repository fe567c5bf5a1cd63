//! Charts as vectors: bars, columns month by month, a ring of parts, a gauge.

use crate::exposure::Risk;
use crate::report::months::{GRAVE_FIRST, Month};
use crate::report::pdf::canvas::{Area, Mark, Style, ring, rounded};
use crate::report::pdf::colour::{
    ACCENT_PALE, BORDER, Colour, SUNKEN, TEXT, TEXT_FAINT, TEXT_SOFT, of_level, of_severity,
};
use crate::report::pdf::flow::Flow;
use crate::report::pdf::fonts::Weight;

/// A number with its name and colour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) value: u64,
    pub(super) colour: Colour,
}

/// `part` of `whole` as 0 to 1; nothing of nothing is nothing.
fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

/// The company's risk as three quarters of a ring, with the score in its middle.
pub(super) fn gauge(flow: &mut Flow<'_>, area: Area, risk: Risk) {
    const FROM: f32 = -0.375;
    const TO: f32 = 0.375;
    let outer = (area.width / 2.0).min(area.height * 0.56);
    let centre = (area.x + area.width / 2.0, area.y + outer + 2.0);
    let radii = (outer * 0.76, outer);
    flow.put(ring(centre, radii, (FROM, TO), BORDER));
    let to = FROM + (TO - FROM) * share(u64::from(risk.score), 100);
    if risk.score > 0 {
        flow.put(ring(centre, radii, (FROM, to), of_level(risk.level)));
    }
    flow.text_about(centre.0, centre.1 + 7.0, Style::bold(26.0, TEXT), &risk.score.to_string());
    flow.text_about(centre.0, centre.1 + 20.0, Style::regular(7.5, TEXT_FAINT), "of 100");
    let level = Style::bold(9.0, of_level(risk.level));
    flow.text_about(centre.0, centre.1 + outer * 0.8, level, risk.level.as_str());
}

/// A bar for each part, the longest across the area.
pub(super) fn bars(flow: &mut Flow<'_>, area: Area, parts: &[Part]) {
    const NAME: f32 = 78.0;
    const VALUE: f32 = 34.0;
    let most = parts.iter().map(|part| part.value).max().unwrap_or(0);
    let height = area.height / parts.len().max(1) as f32;
    let room = area.width - NAME - VALUE;
    for (at, part) in parts.iter().enumerate() {
        let middle = area.y + (at as f32 + 0.5) * height;
        let thick = (height * 0.5).min(13.0);
        let track = Area { x: area.x + NAME, y: middle - thick / 2.0, width: room, height: thick };
        let name = flow.fonts.fit(&part.name, 8.5, Weight::Regular, NAME - 6.0);
        flow.text(area.x, middle + 3.0, Style::regular(8.5, TEXT_SOFT), &name);
        flow.put(rounded(track, 3.0, SUNKEN));
        if part.value > 0 {
            let width = (room * share(part.value, most)).max(3.0);
            flow.put(rounded(Area { width, ..track }, 3.0, part.colour));
        }
        let value = Style::bold(8.5, TEXT);
        flow.text_to(area.x + area.width, middle + 3.0, value, &part.value.to_string());
    }
}

/// A ring of parts with the sum in its middle, and what each is beside it.
pub(super) fn donut(flow: &mut Flow<'_>, area: Area, parts: &[Part]) {
    let total: u64 = parts.iter().map(|part| part.value).sum();
    let outer = (area.height / 2.0).min(area.width * 0.19);
    let centre = (area.x + outer, area.y + area.height / 2.0);
    let radii = (outer * 0.62, outer);
    if total == 0 {
        flow.put(ring(centre, radii, (0.0, 1.0), BORDER));
    }
    let mut from = 0.0;
    for part in parts.iter().filter(|part| part.value > 0) {
        let to = from + share(part.value, total);
        // A hair of paper between parts, unless one is all.
        let gap = if part.value == total { 0.0 } else { 0.004 };
        flow.put(ring(centre, radii, (from + gap, (to - gap).max(from + gap)), part.colour));
        from = to;
    }
    flow.text_about(centre.0, centre.1 + 5.0, Style::bold(15.0, TEXT), &total.to_string());
    let x = area.x + 2.0 * outer + 18.0;
    let first = centre.1 - (parts.len() as f32 - 1.0) * 9.0;
    for (at, part) in parts.iter().enumerate() {
        let y = first + at as f32 * 18.0;
        flow.put(rounded(Area { x, y: y - 4.0, width: 8.0, height: 8.0 }, 2.0, part.colour));
        flow.text(x + 14.0, y + 3.0, Style::regular(8.5, TEXT_SOFT), &part.name);
        flow.text_to(area.x + area.width, y + 3.0, Style::bold(8.5, TEXT), &part.value.to_string());
    }
}

/// The next round number at or above `most`, of which a quarter is whole: where an axis ends.
fn axis_end(most: u64) -> u64 {
    let mut unit = 4;
    loop {
        for factor in [1, 2, 5] {
            let end: u64 = unit * factor;
            if end >= most || end > u64::MAX / 100 {
                return end;
            }
        }
        unit *= 10;
    }
}

/// Alerts month by month, by severity on top of each other, and breaches beside them.
pub(super) fn columns(flow: &mut Flow<'_>, area: Area, months: &[Month]) {
    const LEFT: f32 = 34.0;
    const BELOW: f32 = 34.0;
    let most = months.iter().map(|month| month.all_alerts().max(month.breaches)).max().unwrap_or(0);
    let end = axis_end(most);
    let plot = Area { x: area.x + LEFT, width: area.width - LEFT, height: area.height - BELOW, ..area };
    let floor = plot.y + plot.height;
    for line in 0..=4u64 {
        let y = floor - plot.height * line as f32 / 4.0;
        let (from, to) = ((plot.x, y), (plot.x + plot.width, y));
        flow.put(Mark::Line { from, to, width: 0.5, colour: BORDER });
        let value = (end / 4 * line).to_string();
        flow.text_to(plot.x - 6.0, y + 3.0, Style::regular(7.5, TEXT_FAINT), &value);
    }
    let slot = plot.width / months.len().max(1) as f32;
    for (at, month) in months.iter().enumerate() {
        let left = plot.x + at as f32 * slot;
        let (wide, narrow) = (slot * 0.42, slot * 0.16);
        let mut y = floor;
        for severity in GRAVE_FIRST.iter().rev() {
            let height = plot.height * share(month.alerts[*severity as usize], end);
            if height > 0.0 {
                y -= height;
                let area = Area { x: left + slot * 0.16, y, width: wide, height };
                flow.put(rounded(area, 0.0, of_severity(*severity)));
            }
        }
        let height = plot.height * share(month.breaches, end);
        if height > 0.0 {
            let x = left + slot * 0.16 + wide + slot * 0.05;
            flow.put(rounded(Area { x, y: floor - height, width: narrow, height }, 0.0, ACCENT_PALE));
        }
        let name = month.name.get(2..).unwrap_or_default().replace('-', "/");
        flow.text_about(left + slot * 0.46, floor + 11.0, Style::regular(7.5, TEXT_FAINT), &name);
    }
    let mut x = plot.x;
    let names = GRAVE_FIRST.iter().map(|severity| (severity.as_str(), of_severity(*severity)));
    for (name, colour) in names.chain([("breaches first found", ACCENT_PALE)]) {
        let y = floor + 27.0;
        flow.put(rounded(Area { x, y: y - 6.5, width: 8.0, height: 8.0 }, 2.0, colour));
        x += 12.0 + flow.text(x + 12.0, y, Style::regular(7.5, TEXT_SOFT), name) + 16.0;
    }
}

#[cfg(test)]
mod tests {
    use super::{axis_end, share};

    #[test]
    fn an_axis_ends_at_a_round_number_above_all() {
        for (most, end) in
            [(0, 4), (1, 4), (4, 4), (5, 8), (9, 20), (21, 40), (41, 80), (81, 200), (1_000_001, 2_000_000)]
        {
            assert_eq!(axis_end(most), end, "{most}");
        }
        assert!(axis_end(u64::MAX) > 0);
    }

    #[test]
    fn shares_of_nothing_are_nothing() {
        assert!(share(0, 0) == 0.0 && share(1, 2) == 0.5);
    }
}
