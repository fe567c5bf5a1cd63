//! The sections on their pages.

use crate::exposure::{AlertStatus, Summary};
use crate::ports::SourceKind;
use crate::report::facts;
use crate::report::months::{GRAVE_FIRST, Month};
use crate::report::pdf::canvas::{Area, Style};
use crate::report::pdf::charts::{Part, bars, columns, donut, gauge};
use crate::report::pdf::colour::{self, ACCENT, TEXT, TEXT_FAINT, TEXT_SOFT, of_severity};
use crate::report::pdf::content::{Compliance, Exposure, People};
use crate::report::pdf::flow::{Flow, MARGIN};
use crate::report::pdf::table::{ROOM, numbers, table, words};
use crate::severity::Severity;

const GAP: f32 = 12.0;

fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// Risk, numbers, alerts by severity, sources, and the breaches that affect most.
pub(super) fn exposure(flow: &mut Flow<'_>, content: &Exposure) {
    let summary = &content.summary;
    flow.heading("Exposure", 300.0);
    let row = flow.area(152.0);
    let left = Area { width: 168.0, ..row };
    let inside = flow.card(left, "Company risk");
    gauge(flow, inside, summary.risk);
    let right = Area { x: row.x + left.width + GAP, width: row.width - left.width - GAP, ..row };
    tiles(flow, right, summary);
    flow.y += GAP;
    let [left, right] = flow.area(132.0).columns(GAP);
    let inside = flow.card(left, "Open alerts by severity");
    let parts: Vec<Part> = GRAVE_FIRST
        .iter()
        .map(|severity| Part {
            name: capitalized(severity.as_str()),
            value: summary.open(*severity),
            colour: of_severity(*severity),
        })
        .collect();
    bars(flow, inside, &parts);
    let inside = flow.card(right, "Findings by source");
    let parts: Vec<Part> = content
        .sources
        .iter()
        .zip(colour::PARTS)
        .map(|((source, value), colour)| Part { name: source_title(*source).into(), value: *value, colour })
        .collect();
    donut(flow, inside, &parts);
    flow.heading("Breaches that your people are in", ROOM);
    if content.breaches.is_empty() {
        flow.note("No breach is known that any of your people is in.");
        return;
    }
    let columns = [
        words("Breach", 5.0),
        words("Source", 2.0),
        words("Breach date", 2.0),
        numbers("People affected", 2.2),
    ];
    table(flow, &columns, &content.breaches);
    left_out(flow, content.left_out, "breaches that affect fewer people");
}

/// Six numbers in two rows.
fn tiles(flow: &mut Flow<'_>, area: Area, summary: &Summary) {
    let height = (area.height - GAP) / 2.0;
    let share = facts::percent(summary.exposed, summary.employees);
    let rows = [
        [
            ("Employees", thousands(summary.employees), TEXT),
            ("Exposed", thousands(summary.exposed), TEXT),
            ("Exposed share", share, TEXT),
        ],
        [
            ("Open alerts", thousands(summary.with_status(AlertStatus::Open)), ACCENT),
            ("Critical, open", thousands(summary.open(Severity::Critical)), of_severity(Severity::Critical)),
            ("Resolved alerts", thousands(summary.with_status(AlertStatus::Resolved)), TEXT),
        ],
    ];
    for (at, row) in rows.into_iter().enumerate() {
        let line = Area { y: area.y + at as f32 * (height + GAP), height, ..area };
        for (tile, (name, value, colour)) in line.columns::<3>(GAP).into_iter().zip(row) {
            flow.frame(tile);
            let x = tile.x + 12.0;
            flow.text(x, tile.y + 21.0, Style::regular(8.0, TEXT_SOFT), name);
            flow.text(x, tile.y + 49.0, Style::bold(18.0, colour), &value);
        }
    }
}

/// Everybody who was found in a breach, those at the greatest risk first.
pub(super) fn employees(flow: &mut Flow<'_>, content: &People) {
    flow.heading("Employees at risk", ROOM);
    if content.rows.is_empty() {
        flow.note(&format!("None of {} employees was found in a breach.", thousands(content.employees)));
        return;
    }
    let columns = [
        words("Person", 5.0),
        words("Department", 2.0),
        numbers("Breaches", 1.7),
        words("Exposed data", 3.4),
        words("Detected", 2.0),
        numbers("Risk", 1.1),
    ];
    table(flow, &columns, &content.rows);
    left_out(flow, content.left_out, "exposed employees at lower risk");
}

/// The year, month by month.
pub(super) fn trends(flow: &mut Flow<'_>, months: &[Month]) {
    flow.heading("Trends", 270.0);
    let area = flow.area(230.0);
    let inside = flow.card(area, "New alerts by severity, and breaches first found, by month");
    columns(flow, inside, months);
    flow.y += 4.0;
    let head = [
        words("Month", 2.0),
        numbers("New breaches", 2.0),
        numbers("Critical", 1.4),
        numbers("High", 1.4),
        numbers("Medium", 1.4),
        numbers("Low", 1.4),
        numbers("New alerts", 1.6),
    ];
    let rows: Vec<Vec<String>> = months
        .iter()
        .rev()
        .map(|month| {
            let mut cells = vec![month.name.clone(), month.breaches.to_string()];
            cells.extend(GRAVE_FIRST.iter().map(|severity| month.alerts[*severity as usize].to_string()));
            cells.push(month.all_alerts().to_string());
            cells
        })
        .collect();
    table(flow, &head, &rows);
}

/// The register and what else an auditor asks.
pub(super) fn compliance(flow: &mut Flow<'_>, content: &Compliance) {
    flow.heading("Compliance", 240.0);
    let area = flow.area(132.0);
    let inside = flow.card(area, "Register of incidents (GDPR Art. 33)");
    let names = ["Assessing", "Notified", "Not required", "Overdue"];
    let parts: Vec<Part> = names
        .into_iter()
        .zip(content.register)
        .zip(colour::REGISTER)
        .map(|((name, value), colour)| Part { name: name.into(), value, colour })
        .collect();
    bars(flow, inside, &parts);
    flow.y += 4.0;
    let rows: Vec<Vec<String>> =
        content.metrics.iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]).collect();
    table(flow, &[words("Metric", 3.0), numbers("Value", 1.6)], &rows);
}

fn left_out(flow: &mut Flow<'_>, count: usize, what: &str) {
    if count > 0 {
        let text = format!("{} {what} are left out here; the CSV has all.", thousands(count as u64));
        flow.need(20.0);
        flow.y += 16.0;
        let y = flow.y;
        flow.text(MARGIN, y, Style::regular(8.5, TEXT_FAINT), &text);
    }
}

fn source_title(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Hibp => "Published",
        SourceKind::DarkWeb => "Dark web",
        SourceKind::StealerLog => "Stealer log",
        SourceKind::Manual => "By hand",
    }
}

/// `CRITICAL` as `Critical`.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{capitalized, thousands};

    #[test]
    fn numbers_and_words_for_people() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!((capitalized("CRITICAL").as_str(), capitalized("").as_str()), ("Critical", ""));
    }
}
