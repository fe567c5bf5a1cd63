//! A million alerts as documents, worded as the appliance words them, shown to the search room from memory.

use gatehouse_core::search::{Doc, Feed, FeedChange, RawId};
use gatehouse_core::time::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use crate::people::{BREACHES, Person, breach, classes, mix, person};

/// Whose documents they are.
pub(crate) const ORG: RawId = [7; 16];
/// How many people they are about.
const PEOPLE: u64 = 100_000;
/// How many alerts have one time: what one scan opened together.
const AT_ONCE: u64 = 200;

/// Shows the documents `0..count`.
pub(crate) struct Documents {
    count: u64,
    changes: watch::Sender<u64>,
}

impl Documents {
    pub(crate) fn new(count: u64) -> Self {
        Self { count, changes: watch::Sender::new(count) }
    }
}

/// Whom and which breach the `n`th alert is about.
pub(crate) fn about(n: u64) -> (Person, u64) {
    // Breaches differ in size as in life: half of the alerts are of a seventh of the breaches.
    let (bits, share) = (mix(n ^ 0xa1e7), (mix(n) >> 11) as f64 / (1u64 << 53) as f64);
    (person(bits % PEOPLE), (share.powf(2.8) * BREACHES as f64) as u64)
}

/// The words that say what was lost.
pub(crate) fn lost(breach: u64) -> Vec<&'static str> {
    classes(breach)
        .split(';')
        .map(|class| match class {
            "Email addresses" => "email",
            "Passwords" => "password",
            "Password hashes" => "hashed_password",
            "Names" => "name",
            "Phone numbers" => "phone",
            "IP addresses" => "ip_address",
            "Usernames" => "username",
            "Credit cards" => "credit_card",
            "Dates of birth" => "date_of_birth",
            _ => "address",
        })
        .collect()
}

fn document(n: u64) -> Doc {
    let bits = mix(n ^ 0xd0c5);
    let (Person { first, last, email, department }, number) = about(n);
    let (name, breach, lost) = (format!("{first} {last}"), breach(number), lost(number));
    let title = format!("{name} found in {breach} breach.");
    let severity = match lost
        .iter()
        .filter(|class| matches!(**class, "password" | "hashed_password" | "credit_card"))
        .count()
    {
        0 => "MEDIUM",
        1 => "HIGH",
        _ => "CRITICAL",
    };
    let status = ["OPEN", "OPEN", "ACKNOWLEDGED", "RESOLVED"][usize::try_from(bits % 4).unwrap_or(0)];
    let mut text = vec![
        ("message".into(), title.clone()),
        ("employee".into(), name.clone()),
        ("email".into(), email.clone()),
        ("department".into(), department.to_owned()),
        ("breach".into(), breach.clone()),
        ("source".into(), "HIBP".to_owned()),
        ("provider".into(), "LOCAL".to_owned()),
        ("confidence".into(), "HIGH".to_owned()),
    ];
    text.extend(lost.iter().map(|class| ("data".into(), (*class).to_owned())));
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    id[8..].copy_from_slice(&bits.to_be_bytes());
    Doc {
        org: ORG,
        kind: "exposure_alert".into(),
        id,
        time: Timestamp(1_700_000_000_000 + i64::try_from(n / AT_ONCE).unwrap_or(0) * 7_200_000),
        severity: Some(severity.into()),
        status: Some(status.into()),
        host: None,
        title,
        text,
        fields: json!({
            "employee": name,
            "employeeId": format!("{:032x}", mix(bits)),
            "email": email,
            "department": department,
            "breach": breach,
            "dataTypes": lost,
            "source": "HIBP",
            "provider": "LOCAL",
            "confidence": "HIGH",
        }),
    }
}

impl Feed for Documents {
    fn last(&self) -> u64 {
        self.count
    }

    fn oldest(&self) -> u64 {
        self.count + 1
    }

    fn changes_after(&self, _: u64, _: usize) -> gatehouse_core::Result<Vec<FeedChange>> {
        Ok(Vec::new())
    }

    fn document(&self, _: RawId, _: &str, _: RawId) -> gatehouse_core::Result<Option<Doc>> {
        Ok(None)
    }

    fn all(&self, visit: &mut dyn FnMut(Doc) -> gatehouse_core::Result<()>) -> gatehouse_core::Result<u64> {
        (0..self.count).try_for_each(|n| visit(document(n)))?;
        Ok(self.count)
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}
