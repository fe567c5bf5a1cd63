//! What a SIEM reads: nothing that an attacker wrote ends a field or a line.

use proptest::prelude::*;

use crate::severity::Severity;
use crate::siem::{Event, Format, cef, syslog};
use crate::time::Timestamp;

fn event(message: &str, breach: &str) -> Event {
    Event {
        id: "0198b2f0-0000-7000-8000-000000000000".into(),
        severity: Severity::Critical,
        status: "OPEN",
        message: message.into(),
        employee: "ada@acme.example".into(),
        breach: breach.into(),
        timestamp: "2026-06-07T21:30:00.000Z".into(),
        confidence: "HIGH",
        at: Timestamp(1_780_867_800_000),
    }
}

fn line(format: Format, event: Event) -> String {
    let text = format.write(&[event]).unwrap();
    text.strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn cef_reads_as_the_standard_says() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        line(Format::Cef, event("Ada Byron found in Adobe breach.", "Adobe")),
        format!(
            "CEF:0|Gatehouse|Gatehouse|{version}|breach-exposure|Ada Byron found in Adobe breach.|10|\
             externalId=0198b2f0-0000-7000-8000-000000000000 cat=breach-exposure suser=ada@acme.example \
             cs1Label=breach cs1=Adobe cs2Label=status cs2=OPEN rt=1780867800000"
        )
    );
    let none = Event { employee: String::new(), ..event("x", "") };
    let text = line(Format::Cef, none);
    assert!(text.ends_with("cat=breach-exposure cs2Label=status cs2=OPEN rt=1780867800000"), "{text}");
    for (severity, cef, priority) in [
        (Severity::Critical, "|10|", "<82>1 "),
        (Severity::High, "|8|", "<83>1 "),
        (Severity::Medium, "|5|", "<84>1 "),
        (Severity::Low, "|2|", "<85>1 "),
    ] {
        let event = Event { severity, ..event("x", "y") };
        assert!(line(Format::Cef, event.clone()).contains(cef), "{severity}");
        assert!(line(Format::Syslog, event).starts_with(priority), "{severity}");
    }
}

#[test]
fn syslog_reads_as_rfc_5424_says() {
    assert_eq!(
        line(Format::Syslog, event("Ada Byron found in Adobe breach.", "Adobe")),
        "<82>1 2026-06-07T21:30:00.000Z - gatehouse - breach-exposure [gatehouse@0 \
         id=\"0198b2f0-0000-7000-8000-000000000000\" severity=\"CRITICAL\" status=\"OPEN\" \
         employee=\"ada@acme.example\" breach=\"Adobe\" confidence=\"HIGH\"] Ada Byron found in Adobe breach."
    );
}

#[test]
fn what_an_attacker_writes_stays_in_its_field() {
    let bad = "a|b\\c=d\r\ne]\"\u{1b}[2J\u{2028}f";
    let cef = line(Format::Cef, event(bad, bad));
    assert!(cef.contains("|breach-exposure|a\\|b\\\\c=d  e]\" [2J f|10|"), "{cef}");
    assert!(cef.contains(" cs1=a|b\\\\c\\=d\\r\\ne]\" [2J f cs2Label=status"), "{cef}");
    let syslog = line(Format::Syslog, event(bad, bad));
    assert!(syslog.contains(" breach=\"a|b\\\\c=d  e\\]\\\" [2J f\" confidence="), "{syslog}");
    assert!(syslog.ends_with("] a|b\\c=d  e]\" [2J f"), "{syslog}");
    let json = Format::Json.write(&[event(bad, bad)]).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()[0]["breach"], bad);
}

/// The fields of a CEF header, escapes resolved, and the extension as it stands.
fn cef_header(line: &str) -> (Vec<String>, &str) {
    let (mut fields, mut field, mut escaped) = (Vec::new(), String::new(), false);
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => {
                field.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '|' => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
        if fields.len() == 7 {
            return (fields, &line[at + 1..]);
        }
    }
    panic!("no header: {line}")
}

/// What a reader makes of a value in which a backslash escapes.
fn unescaped(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    out
}

/// The parts of `text` between signs that no backslash escapes.
fn split_plain(text: &str, sign: char) -> usize {
    let mut escaped = false;
    let mut found = 0;
    for c in text.chars() {
        found += usize::from(c == sign && !escaped);
        escaped = c == '\\' && !escaped;
    }
    found
}

proptest! {
    #[test]
    fn any_text_comes_out_whole_and_in_one_line(text in "[a|=\\\\\\]\"\r\n\u{7}é ]{0,24}") {
        let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let written = line(Format::Cef, event(&text, "x"));
        prop_assert!(!written.contains(['\r', '\n']));
        let (header, _) = cef_header(&written);
        prop_assert_eq!(&header[5], &flat);

        let mut value = String::new();
        cef::value(&text, &mut value);
        prop_assert_eq!(split_plain(&value, '='), 0);
        prop_assert_eq!(unescaped(&value), text.replace('\u{7}', " "));

        let mut value = String::new();
        syslog::value(&text, &mut value);
        prop_assert_eq!((split_plain(&value, '"'), split_plain(&value, ']')), (0, 0));
        prop_assert_eq!(unescaped(&value), flat);
        prop_assert!(!line(Format::Syslog, event(&text, &text)).contains(['\r', '\n']));
    }
}
