//! Invents who was found where: rows of a breach corpus over true breaches.

use std::collections::BTreeSet;

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::breaches::BREACHES;
use super::csv_of;
use super::employees::Employee;
use super::names::{SITES, local_part};
use super::random::Random;

/// How many rows the corpus has.
const COUNT: usize = 5_000;
/// How many of the company's people are in it.
const FOUND: usize = 100;
/// How many of those are in a stealer log.
const IN_STEALER_LOGS: usize = 11;
/// How many strangers are in a stealer log.
const STRANGERS_IN_STEALER_LOGS: usize = 34;

/// One row.
pub(super) struct Row {
    pub(super) email: String,
    /// Whether the file shows the address as its SHA-256.
    pub(super) hashed: bool,
    pub(super) breach: String,
    date: String,
    source: &'static str,
    data_classes: String,
    artifacts: &'static str,
}

/// Sites whose sessions the invented malware logs hold, with what was taken there.
const LOGGED_SITES: [(&str, &str); 6] = [
    ("sso.lumenfeld-optics.example", "PASSWORD;COOKIE"),
    ("mail.lumenfeld-optics.example", "PASSWORD;COOKIE;AUTOFILL"),
    ("crm.brightledger.example", "PASSWORD"),
    ("git.cedarforge.example", "PASSWORD;TOKEN"),
    ("shop.tinyharbor.example", "PASSWORD;AUTOFILL"),
    ("travel.milestone.example", "COOKIE"),
];

/// The first of them are the company's own, where no stranger signs in.
const COMPANY_SITES: usize = 2;

/// Where the strangers have their mail.
const STRANGER_DOMAINS: [&str; 9] = [
    "example.com",
    "example.net",
    "example.org",
    "kestrel-mail.example",
    "brightledger.example",
    "cedarforge.example",
    "tinyharbor.example",
    "milestone.example",
    "oldmill-college.example",
];

/// The same rows each time, in no order, nobody twice in one breach.
pub(super) fn invent(employees: &[Employee]) -> Vec<Row> {
    let mut random = Random::new(0xB4EAC4);
    let mut taken = BTreeSet::new();
    let mut rows = Vec::with_capacity(COUNT);

    let mut found: Vec<&str> = employees.iter().map(|it| it.email.as_str()).collect();
    random.shuffle(&mut found);
    found.truncate(FOUND);
    for (at, email) in found[..IN_STEALER_LOGS].iter().enumerate() {
        let site = LOGGED_SITES[at % LOGGED_SITES.len()];
        rows.push(stealer_row(&mut random, email, site));
    }
    for (at, email) in found.iter().enumerate() {
        // Who is in a stealer log need not be in a breach as well.
        let least = usize::from(at >= IN_STEALER_LOGS);
        for _ in 0..least + further_breaches(&mut random) {
            rows.extend(breach_row(&mut random, email, &mut taken));
        }
    }

    let strangers = invent_strangers(&mut random);
    for email in &strangers[..STRANGERS_IN_STEALER_LOGS] {
        let site = random.pick(&LOGGED_SITES[COMPANY_SITES..]);
        rows.push(stealer_row(&mut random, email, site));
    }
    while rows.len() < COUNT {
        let email = &strangers[random.below(strangers.len())];
        rows.extend(breach_row(&mut random, email, &mut taken));
    }
    random.shuffle(&mut rows);
    rows
}

/// Most people are in few breaches, a few in many.
fn further_breaches(random: &mut Random) -> usize {
    let mut further = 0;
    while further < 6 && random.chance(55) {
        further += 1;
    }
    further
}

fn breach_row(random: &mut Random, email: &str, taken: &mut BTreeSet<(String, &'static str)>) -> Option<Row> {
    let breach = random.pick_weighted(&BREACHES, |breach| breach.weight);
    let hashed = random.chance(30);
    taken.insert((email.to_owned(), breach.name)).then(|| Row {
        email: email.to_owned(),
        hashed,
        breach: breach.name.to_owned(),
        date: breach.date.to_owned(),
        source: breach.source,
        data_classes: breach.data_classes.join(";"),
        artifacts: "",
    })
}

fn stealer_row(random: &mut Random, email: &str, (site, artifacts): (&str, &'static str)) -> Row {
    let month = random.below(12);
    let (year, month) = if month < 6 { (2025, month + 7) } else { (2026, month - 5) };
    Row {
        email: email.to_owned(),
        hashed: random.chance(30),
        breach: format!("Stealer log: {site}"),
        date: format!("{year}-{month:02}-{:02}", 1 + random.below(28)),
        source: "STEALER_LOG",
        data_classes: "Email addresses;Passwords".to_owned(),
        artifacts,
    }
}

fn invent_strangers(random: &mut Random) -> Vec<String> {
    let mut strangers = BTreeSet::new();
    while strangers.len() < 3_600 {
        let site = &SITES[random.below(SITES.len())];
        let local = local_part(random.pick(site.first), random.pick(site.last));
        let number = if random.chance(60) { format!("{}", 10 + random.below(90)) } else { String::new() };
        strangers.insert(format!("{local}{number}@{}", random.pick(&STRANGER_DOMAINS)));
    }
    let mut strangers: Vec<String> = strangers.into_iter().collect();
    random.shuffle(&mut strangers);
    strangers
}

/// In the form that `gatehouse import corpus` reads.
///
/// # Errors
/// Never in practice: the table is written to memory.
pub(super) fn to_csv(rows: &[Row]) -> Result<String> {
    csv_of(
        ["email", "breach", "breach_date", "source", "data_classes", "artifacts"],
        rows.iter().map(|row| {
            [&shown_email(row), &row.breach, &row.date, row.source, &row.data_classes, row.artifacts]
                .map(str::to_owned)
        }),
    )
}

fn shown_email(row: &Row) -> String {
    if row.hashed { hex::encode(Sha256::digest(row.email.to_lowercase())) } else { row.email.clone() }
}
