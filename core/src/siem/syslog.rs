//! Syslog messages as RFC 5424 has them.

use crate::error::{Error, Result};
use crate::severity::Severity;
use crate::siem::event::one_line;
use crate::siem::{Event, Format, cef};

/// security/authorization messages (RFC 5424, 6.2.1).
const FACILITY: u8 = 10;

/// Critical, error, warning, notice (RFC 5424, 6.2.1).
fn grade(severity: Severity) -> u8 {
    match severity {
        Severity::Critical => 2,
        Severity::High => 3,
        Severity::Medium => 4,
        Severity::Low => 5,
    }
}

/// The value of a parameter: what RFC 5424, 6.3.3 escapes, in one line.
pub(super) fn value(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '"' | '\\' | ']') {
            out.push('\\');
        }
        out.push(one_line(c));
    }
}

/// The header: `<PRI>1 TIME HOST APP PROCID MSGID `. Whoever reads it knows which appliance it came from, so the host is left
/// out.
fn header(event: &Event) -> String {
    let priority = FACILITY * 8 + grade(event.severity);
    format!("<{priority}>1 {} - gatehouse - breach-exposure ", event.timestamp)
}

/// One event as one message in which another format may stand: then it has no structured data of its own.
pub(super) fn message(event: &Event, format: Format) -> Result<String> {
    let mut text = String::new();
    match format {
        Format::Syslog => line(event, &mut text),
        Format::Cef => {
            text = header(event) + "- ";
            cef::line(event, &mut text);
        }
        Format::Json => {
            text = header(event) + "- " + &serde_json::to_string(event).map_err(Error::internal)?
        }
    }
    Ok(text)
}

/// One event as one message, without an end: the header, `[DATA]`, and a sentence for people.
pub(super) fn line(event: &Event, out: &mut String) {
    out.push_str(&header(event));
    out.push_str("[gatehouse@0");
    let parameters = [
        ("id", event.id.as_str()),
        ("severity", event.severity.as_str()),
        ("status", event.status),
        ("employee", event.employee.as_str()),
        ("breach", event.breach.as_str()),
        ("confidence", event.confidence),
    ];
    for (name, text) in parameters.into_iter().filter(|(_, text)| !text.is_empty()) {
        out.extend([" ", name, "=\""]);
        value(text, out);
        out.push('"');
    }
    out.push_str("] ");
    out.extend(event.message.chars().map(one_line));
}
