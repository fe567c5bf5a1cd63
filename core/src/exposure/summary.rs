//! The numbers that the console opens with, and what was found of one person. All are kept, none is counted.

use crate::access::Principal;
use crate::error::Result;
use crate::exposure::index;
use crate::exposure::providers::{self, Provider};
use crate::exposure::risk::{self, CompanyFacts, Risk, RiskWeights};
use crate::exposure::rows::{
    AFFECTED, ALERTS, AlertStatus, BREACHES, Breach, COUNTS, EXPOSED, RECORDS, Record, bucket,
};
use crate::exposure::weights::risk_weights;
use crate::services::Services;
use crate::severity::Severity;
use crate::store::{Id, OrgRows, Span};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// How far back an alert counts as recent.
const RECENT_SECONDS: i64 = 30 * 86_400;
/// More recent alerts than this do not change the score.
const RECENT_CAP: usize = 5;

/// The numbers that the console opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// People.
    pub employees: u64,
    /// People who were found in a breach.
    pub exposed: u64,
    /// The company's risk.
    pub risk: Risk,
    /// What it is made of.
    pub facts: CompanyFacts,
    /// Alerts by status and severity.
    pub counts: Vec<(AlertStatus, Severity, u64)>,
}

impl Summary {
    /// How many open alerts have this severity.
    pub fn open(&self, wanted: Severity) -> u64 {
        self.sum(|status, severity| status == AlertStatus::Open && severity == wanted)
    }

    /// How many alerts have this status.
    pub fn with_status(&self, wanted: AlertStatus) -> u64 {
        self.sum(|status, _| status == wanted)
    }

    fn sum(&self, wanted: impl Fn(AlertStatus, Severity) -> bool) -> u64 {
        self.counts.iter().filter(|(status, severity, _)| wanted(*status, *severity)).map(|(.., n)| n).sum()
    }
}

/// The organization's numbers.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn summary(services: &Services, principal: &Principal) -> Result<Summary> {
    principal.require_member()?;
    let reader = services.org(principal).read()?;
    summary_of(&reader, services.platform.now())
}

/// [`summary`] in a snapshot.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn summary_of(rows: &impl OrgRows, now: Timestamp) -> Result<Summary> {
    let mut counts = Vec::with_capacity(12);
    for status in AlertStatus::ALL {
        for severity in Severity::ALL {
            let count = rows.count(&COUNTS, &bucket(status, severity))?;
            counts.push((status, severity, u64::try_from(count).unwrap_or(0)));
        }
    }
    let (employees, exposed) = (workforce::count(rows, false)?, exposed(rows)?);
    let since = Id::floor(now.plus_seconds(-RECENT_SECONDS));
    let recent = index::open_since(rows, since, RECENT_CAP)?;
    let facts = CompanyFacts { employees, exposed, recent: recent as u64, ..CompanyFacts::default() };
    let mut summary = Summary { employees, exposed, counts, facts, risk: Risk::scored(0) };
    summary.facts.critical = summary.open(Severity::Critical);
    summary.facts.high = summary.open(Severity::High);
    summary.facts.medium = summary.open(Severity::Medium);
    summary.risk = risk::company(&summary.facts);
    Ok(summary)
}

/// How many people were found in a breach.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn exposed(rows: &impl OrgRows) -> Result<u64> {
    Ok(u64::try_from(rows.count(&COUNTS, &EXPOSED)?).unwrap_or(0))
}

/// What was found of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonExposure {
    /// Their risk.
    pub risk: Risk,
    /// In how many breaches they are.
    pub breaches: usize,
    /// How many of their alerts are open.
    pub open_alerts: usize,
    /// When something was last found.
    pub last_detected: Option<Timestamp>,
    /// Normalized data classes, each once, in the order of the alphabet.
    pub data_types: Vec<String>,
}

/// What was found of a person, in a snapshot.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn of_employee(
    rows: &impl OrgRows,
    id: Id,
    employee: &Employee,
    now: Timestamp,
) -> Result<PersonExposure> {
    of_employee_by(rows, &risk_weights(rows)?, id, employee, now)
}

/// [`of_employee`] for many people, by weights that were read once.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn of_employee_by(
    rows: &impl OrgRows,
    weights: &RiskWeights,
    id: Id,
    employee: &Employee,
    now: Timestamp,
) -> Result<PersonExposure> {
    let records: Vec<Record> = rows
        .list(&RECORDS, Span::prefix(&id), 0, usize::MAX)?
        .into_iter()
        .map(|(_, record)| record)
        .collect();
    let mut open_alerts = 0;
    for record in &records {
        let alert = rows.get(&ALERTS, &record.alert)?;
        open_alerts += usize::from(alert.is_some_and(|alert| alert.status == AlertStatus::Open));
    }
    let mut data_types: Vec<&String> = records.iter().flat_map(|record| &record.data_types).collect();
    data_types.sort_unstable();
    data_types.dedup();
    Ok(PersonExposure {
        risk: risk::employee(weights, &employee.email, &records, open_alerts, now),
        breaches: records.len(),
        open_alerts,
        last_detected: records.iter().map(|record| record.detected).max(),
        data_types: data_types.into_iter().cloned().collect(),
    })
}

/// The breaches that people of this organization are in, with how many each affects, by name.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn breaches(services: &Services, principal: &Principal) -> Result<Vec<(Id, Breach, u64)>> {
    principal.require_member()?;
    let reader = services.org(principal).read()?;
    let mut found = Vec::new();
    for (id, breach) in reader.list(&BREACHES, Span::all(), 0, usize::MAX)? {
        let affected = u64::try_from(reader.count(&AFFECTED, &id)?).unwrap_or(0);
        found.push((id, breach, affected));
    }
    found.sort_by(|(_, a, _), (_, b, _)| a.name.cmp(&b.name));
    Ok(found)
}

/// Every breach provider, with whether a scan would ask it.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn providers(services: &Services, principal: &Principal) -> Result<Vec<Provider>> {
    principal.require_member()?;
    providers::providers(services.connectors.as_ref(), &services.org(principal).read()?)
}
