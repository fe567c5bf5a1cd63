//! What a record of Intelligence X means: in which leak, or in which kind of place, an address stood.
//!
//! Buckets of the open web (company pages, whois, documents) are left out: to be named there is no exposure.

use gatehouse_connector_sdk::{Exposure, SourceKind, fields, findings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most places of one address that are kept.
const MOST_HITS: usize = 100;
/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// A place where the address stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hit {
    pub(crate) name: String,
    pub(crate) date: Option<String>,
    pub(crate) stealer: bool,
}

/// The place that a record names; `None` for the open web.
pub(crate) fn hit(record: &Value) -> Option<Hit> {
    let bucket = fields::text(record, "bucket");
    let kind = |name: &str, stealer: bool| Some(Hit { name: name.into(), date: None, stealer });
    match bucket.split('.').next()? {
        "leaks" if bucket.starts_with("leaks.logs") => kind("Intelligence X: stealer logs", true),
        "leaks" => {
            let name = leak(&fields::text(record, "name"));
            if name.is_empty() {
                return kind("Intelligence X: leaks", false);
            }
            Some(Hit { name, date: date(&fields::text(record, "date")), stealer: false })
        }
        "pastes" => kind("Intelligence X: pastes", false),
        "darknet" => kind("Intelligence X: dark web", false),
        "dumpster" => kind("Intelligence X: dumpster", false),
        _ => None,
    }
}

/// Each place once, and not too many of them.
pub(crate) fn unite(hits: &mut Vec<Hit>) {
    let mut seen: Vec<Hit> = Vec::new();
    for hit in hits.drain(..) {
        if let Some(one) = seen.iter_mut().find(|one| one.name == hit.name) {
            one.date = one.date.take().or(hit.date);
        } else if seen.len() < MOST_HITS {
            seen.push(hit);
        }
    }
    *hits = seen;
}

/// The places as exposures. What else was lost is not told.
pub(crate) fn exposures(hits: Vec<Hit>) -> Vec<Exposure> {
    let one = |hit: Hit| Exposure {
        breach_date: hit.date,
        data_classes: vec!["email".into()],
        ..Exposure::new(hit.name, if hit.stealer { SourceKind::StealerLog } else { SourceKind::DarkWeb })
    };
    hits.into_iter().map(one).collect()
}

/// `Collection/folder/file.txt [Part 3 of 9]` is a file of the leak `Collection`.
fn leak(name: &str) -> String {
    let whole = name.split_once(" [Part ").map_or(name, |(whole, _)| whole);
    let first = whole.split(['/', '\\']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    first.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// A record's date; the year 1 stands for none.
fn date(text: &str) -> Option<String> {
    findings::first_day(text).filter(|day| day.as_str() >= "1980")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_leak_is_named_by_its_first_part() {
        for (name, kept) in [
            ("Site.example 2016.rar/users.txt [Part 33 of 120]", "Site.example 2016.rar"),
            ("dump.sql [Part 1 of 2]", "dump.sql"),
            ("/a\\b", "a"),
            ("", ""),
        ] {
            assert_eq!(leak(name), kept);
        }
    }

    #[test]
    fn the_open_web_is_no_exposure() {
        for (bucket, name) in [
            ("leaks.public.general", Some("x.txt")),
            ("leaks.logs", Some("Intelligence X: stealer logs")),
            ("pastes", Some("Intelligence X: pastes")),
            ("darknet.tor", Some("Intelligence X: dark web")),
            ("web.public.de", None),
            ("whois", None),
            ("", None),
        ] {
            let record = json!({"bucket": bucket, "name": "x.txt", "date": "0001-01-01T00:00:00Z"});
            assert_eq!(hit(&record).map(|hit| hit.name).as_deref(), name, "{bucket}");
        }
    }
}
