//! Turning what providers report into breaches, records and alerts: each once, however often it is reported.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Result;
use crate::exposure::breach::BreachBatch;
use crate::exposure::index::put_alert;
use crate::exposure::rows::{ALERTS, Alert, AlertStatus, Breach, COUNTS, EXPOSED, RECORDS, Record};
use crate::exposure::{PersonFacts, classes, rules};
use crate::figures::Keeper;
use crate::jobs::Outbox;
use crate::notify::{self, Event, Listener};
use crate::ports::{Artifact, Confidence, Exposure};
use crate::siem;
use crate::store::{Id, Ids, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// How many exposures of one person one answer may hold; what is beyond is left out.
const MAX_EXPOSURES: usize = 500;

/// What a provider said of one person.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// Whom.
    pub(super) employee: Id,
    /// In which breaches.
    pub(super) exposures: Vec<Exposure>,
}

/// Who says so, and what is needed to write it down.
#[derive(Clone)]
pub(super) struct Source {
    /// As APIs name it: `HIBP`, `LOCAL`.
    pub(super) provider: String,
    /// The provider's tier.
    pub(super) confidence: Confidence,
    /// When.
    pub(super) now: Timestamp,
    /// Makes ids.
    pub(super) ids: Arc<Ids>,
    /// Where notifications go.
    pub(super) outbox: Outbox,
}

/// What a batch added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Added {
    /// Pairs of person and breach that were not known.
    pub(super) records: u64,
    /// Alerts that were opened.
    pub(super) alerts: u64,
}

/// Stores a batch of findings in the caller's transaction, with alerts, indexes, counts, change log and outbox.
pub(super) fn store(
    writer: &mut OrgWriter<'_, '_>,
    source: &Source,
    findings: Vec<Finding>,
) -> Result<Added> {
    let mut batch = Batch {
        source,
        keeper: Keeper::open(writer)?,
        listeners: notify::listeners(writer)?,
        breaches: BreachBatch::default(),
        added: Added::default(),
    };
    for finding in findings {
        batch.person(writer, finding)?;
    }
    batch.breaches.store(writer, batch.keeper)?;
    if batch.added.alerts > 0 {
        siem::request_push(writer, source.ids.next(), source.now)?;
    }
    Ok(batch.added)
}

struct Batch<'s> {
    source: &'s Source,
    keeper: Keeper,
    listeners: Vec<Listener>,
    breaches: BreachBatch,
    added: Added,
}

impl Batch<'_> {
    fn person(&mut self, writer: &mut OrgWriter<'_, '_>, finding: Finding) -> Result<()> {
        let id = finding.employee;
        // Whoever was removed since they were looked up is left out.
        let Some(employee) = workforce::find(writer, id)? else { return Ok(()) };
        let known = writer.list(&RECORDS, Span::prefix(&id), 0, usize::MAX)?;
        let mut known: HashMap<Id, Record> =
            known.into_iter().map(|((_, breach), record)| (breach, record)).collect();
        let was_exposed = !known.is_empty();
        let opened_before = self.added.alerts;
        for exposure in finding.exposures.into_iter().take(MAX_EXPOSURES) {
            let Some((breach, row)) = self.breaches.find(writer, self.source, &exposure)? else { continue };
            let record = match known.remove(&breach) {
                Some(record) => widen(writer, self.keeper, (id, breach), &row, record, exposure)?,
                None => self.open(writer, (id, &employee), (breach, &row), exposure)?,
            };
            known.insert(breach, record);
        }
        if !was_exposed && !known.is_empty() {
            writer.add_later(&COUNTS, &EXPOSED, 1);
        }
        let opened = u32::try_from(self.added.alerts - opened_before).unwrap_or(u32::MAX);
        let open = self.keeper.open_alerts(writer, id)?.saturating_add(opened);
        let facts = PersonFacts::of(&employee.email, known.values(), open);
        self.keeper.person(writer, id, &employee.department, facts, self.source.now)
    }

    /// A record that is new, with its alert.
    fn open(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        (employee, person): (Id, &Employee),
        (breach, row): (Id, &Breach),
        exposure: Exposure,
    ) -> Result<Record> {
        let source = self.source;
        let alert = source.ids.next();
        let data_types = classes::normalize_all(exposure.data_classes.iter().map(String::as_str));
        let artifacts = once_each(exposure.artifacts);
        let record = Record {
            alert,
            data_types: data_types.clone(),
            artifacts: artifacts.clone(),
            domain: exposure.domain.map(|domain| clean(&domain.to_lowercase(), 253)),
            source: exposure.source,
            provider: source.provider.clone(),
            confidence: source.confidence,
            detected: source.now,
        };
        let opened = Alert {
            employee,
            employee_name: person.display_name(),
            email: person.email.clone(),
            department: person.department.clone(),
            breach,
            breach_name: row.name.clone(),
            breach_date: row.date,
            severity: rules::severity(&artifacts, &data_types),
            data_types,
            artifacts,
            source: exposure.source,
            provider: source.provider.clone(),
            confidence: source.confidence,
            status: AlertStatus::Open,
            status_changed: None,
            status_changed_by: None,
            detected: source.now,
        };
        writer.insert(&RECORDS, &(employee, breach), &record)?;
        put_alert(writer, self.keeper, alert, None, &opened)?;
        self.breaches.affects_one_more(breach);
        self.added.records += 1;
        self.added.alerts += 1;
        let event = Event {
            alert: Some(alert),
            employee_name: opened.employee_name,
            breach_name: opened.breach_name,
            data_types: opened.data_types,
            severity: opened.severity,
        };
        notify::announce(writer, &source.outbox, &self.listeners, &event)?;
        Ok(record)
    }
}

/// Adds what a repeated report knows beyond the record. The alert shows it and may become graver; it is not opened
/// again.
fn widen(
    writer: &mut OrgWriter<'_, '_>,
    keeper: Keeper,
    key: (Id, Id),
    breach: &Breach,
    mut record: Record,
    exposure: Exposure,
) -> Result<Record> {
    let before = record.clone();
    let told = exposure.data_classes.iter().map(String::as_str);
    record.data_types = classes::normalize_all(before.data_types.iter().map(String::as_str).chain(told));
    record.artifacts = once_each([before.artifacts.clone(), exposure.artifacts].concat());
    record.domain = record.domain.or(exposure.domain.map(|domain| clean(&domain.to_lowercase(), 253)));
    if record != before {
        writer.insert(&RECORDS, &key, &record)?;
    }
    let Some(shown) = writer.get(&ALERTS, &record.alert)? else { return Ok(record) };
    let mut alert = shown.clone();
    alert.data_types.clone_from(&record.data_types);
    alert.artifacts.clone_from(&record.artifacts);
    alert.breach_date = breach.date;
    if alert != shown {
        alert.severity = alert.severity.max(rules::severity(&alert.artifacts, &alert.data_types));
        put_alert(writer, keeper, record.alert, Some(&shown), &alert)?;
    }
    Ok(record)
}

/// Brings the copies that alerts show, and the figures, up to date with a person. Called in the transaction that changed
/// them.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn follow_employee(writer: &mut OrgWriter<'_, '_>, id: Id, employee: &Employee) -> Result<()> {
    let records = records_of(writer, id)?;
    if records.is_empty() {
        return Ok(());
    }
    let (name, keeper) = (employee.display_name(), Keeper::open(writer)?);
    for record in &records {
        let Some(before) = writer.get(&ALERTS, &record.alert)? else { continue };
        let shown = (&before.employee_name, &before.email, &before.department);
        if shown != (&name, &employee.email, &employee.department) {
            let alert = Alert {
                employee_name: name.clone(),
                email: employee.email.clone(),
                department: employee.department.clone(),
                ..before.clone()
            };
            put_alert(writer, keeper, record.alert, Some(&before), &alert)?;
        }
    }
    let facts = PersonFacts::of(&employee.email, &records, keeper.open_alerts(writer, id)?);
    keeper.person(writer, id, &employee.department, facts, employee.updated)
}

/// What was found of a person.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn records_of(rows: &impl OrgRows, id: Id) -> Result<Vec<Record>> {
    let records = rows.list(&RECORDS, Span::prefix(&id), 0, usize::MAX)?;
    Ok(records.into_iter().map(|(_, record)| record).collect())
}

fn once_each(mut artifacts: Vec<Artifact>) -> Vec<Artifact> {
    artifacts.sort_unstable();
    artifacts.dedup();
    artifacts
}

/// One line of text from outside: trimmed, without control characters, of bounded length.
pub(super) fn clean(text: &str, most: usize) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}
