//! Syslog messages as RFC 5424 has them.

use crate::severity::Severity;
use crate::siem::Event;
use crate::siem::event::one_line;

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

/// One event as one message, without an end: `<PRI>1 TIME HOST APP PROCID MSGID [DATA] MESSAGE`. Whoever reads it knows
/// which appliance they asked, so the host is left out.
pub(super) fn line(event: &Event, out: &mut String) {
    let priority = FACILITY * 8 + grade(event.severity);
    out.push_str(&format!("<{priority}>1 {} - gatehouse - breach-exposure [gatehouse@0", event.timestamp));
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
