//! Common Event Format, version 0 (ArcSight's implementation standard): a header of seven fields between pipes, then
//! `key=value` pairs. Which fields is the contract's, "SIEM".

use crate::severity::Severity;
use crate::siem::Event;
use crate::siem::event::one_line;

/// How grave, from 0 to 10.
fn grade(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "10",
        Severity::High => "8",
        Severity::Medium => "5",
        Severity::Low => "2",
    }
}

/// A field of the header: a pipe would end it, and no line may break in it.
pub(super) fn header(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '|') {
            out.push('\\');
        }
        out.push(one_line(c));
    }
}

/// A value of the extension: an equals sign would begin another, and lines are written as `\n` and `\r`.
pub(super) fn value(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '=' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(one_line(other)),
        }
    }
}

/// One event as one line, without its end.
pub(super) fn line(event: &Event, out: &mut String) {
    out.push_str(concat!("CEF:0|Gatehouse|Gatehouse|", env!("CARGO_PKG_VERSION"), "|breach-exposure|"));
    header(&event.message, out);
    out.push('|');
    out.push_str(grade(event.severity));
    out.push('|');
    let at = event.at.0.to_string();
    let labelled = |label: &'static str, text: &str| if text.is_empty() { "" } else { label };
    let fields = [
        ("externalId", event.id.as_str()),
        ("cat", "breach-exposure"),
        ("suser", event.employee.as_str()),
        ("cs1Label", labelled("breach", &event.breach)),
        ("cs1", event.breach.as_str()),
        ("cs2Label", labelled("status", event.status)),
        ("cs2", event.status),
        ("rt", at.as_str()),
    ];
    let mut first = true;
    for (name, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
        if !std::mem::take(&mut first) {
            out.push(' ');
        }
        out.push_str(name);
        out.push('=');
        value(text, out);
    }
}
