//! The colours of a report: those of the console by day.

use crate::severity::Severity;

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
pub(super) const TEXT: Colour = Colour(0x17, 0x18, 0x1c);
pub(super) const TEXT_SOFT: Colour = Colour(0x4b, 0x4d, 0x57);
pub(super) const TEXT_FAINT: Colour = Colour(0x65, 0x68, 0x74);
pub(super) const BORDER: Colour = Colour(0xe6, 0xe6, 0xeb);
pub(super) const SUNKEN: Colour = Colour(0xf4, 0xf4, 0xf7);
pub(super) const ACCENT: Colour = Colour(0x4f, 0x46, 0xe5);
pub(super) const ACCENT_PALE: Colour = Colour(0xc7, 0xd2, 0xfe);
const GOOD: Colour = Colour(0x1f, 0xa0, 0x5d);
const BAD: Colour = Colour(0xcf, 0x22, 0x39);
const WAITING: Colour = Colour(0xd9, 0x9a, 0x0b);

/// The colour of a severity.
pub(super) fn of_severity(severity: Severity) -> Colour {
    match severity {
        Severity::Critical => Colour(0xdc, 0x26, 0x40),
        Severity::High => Colour(0xea, 0x6a, 0x12),
        Severity::Medium => Colour(0xd9, 0x9a, 0x0b),
        Severity::Low => Colour(0x5b, 0x8f, 0xc9),
    }
}

/// The colour of a risk's level: a low one is good.
pub(super) fn of_level(level: Severity) -> Colour {
    if level == Severity::Low { GOOD } else { of_severity(level) }
}

/// Colours of parts that are neither good nor bad, as many as a report has.
pub(super) const PARTS: [Colour; 4] = [ACCENT, Colour(0x06, 0x8d, 0x9d), Colour(0xa8, 0x55, 0xf7), WAITING];

/// The register's states: being assessed, notified, not required, overdue.
pub(super) const REGISTER: [Colour; 4] = [WAITING, ACCENT, GOOD, BAD];
