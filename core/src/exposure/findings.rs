//! Turning what providers report into breaches, records and alerts: each once, however often it is reported.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Result;
use crate::exposure::index::move_bucket;
use crate::exposure::rows::{
    AFFECTED, ALERTS, Alert, AlertStatus, BREACH_BY_NAME, BREACHES, BUCKETS, Breach, COUNTS, EXPOSED, KIND,
    RECORDS, Record, bucket,
};
use crate::exposure::{classes, rules};
use crate::jobs::Outbox;
use crate::notify::{self, Event, Listener};
use crate::ports::{Artifact, Confidence, Exposure};
use crate::siem;
use crate::store::{Id, Ids, OrgRows as _, OrgWriter, Span};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// The longest name of a breach, in characters.
const MAX_NAME: usize = 200;
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
        listeners: notify::listeners(writer)?,
        breaches: HashMap::new(),
        counts: HashMap::new(),
        affected: HashMap::new(),
        added: Added::default(),
    };
    for finding in findings {
        batch.person(writer, finding)?;
    }
    for (bucket, delta) in batch.counts {
        writer.add(&COUNTS, &bucket, delta)?;
    }
    for (breach, delta) in batch.affected {
        writer.add(&AFFECTED, &breach, delta)?;
    }
    if batch.added.alerts > 0 {
        siem::request_push(writer, source.ids.next(), source.now)?;
    }
    Ok(batch.added)
}

struct Batch<'s> {
    source: &'s Source,
    listeners: Vec<Listener>,
    breaches: HashMap<String, (Id, Breach)>,
    counts: HashMap<u8, i64>,
    affected: HashMap<Id, i64>,
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
        for exposure in finding.exposures.into_iter().take(MAX_EXPOSURES) {
            let name = clean(&exposure.breach, MAX_NAME);
            if name.is_empty() {
                continue;
            }
            let (breach, row) = self.breach(writer, name, &exposure)?;
            let record = match known.remove(&breach) {
                Some(record) => widen(writer, (id, breach), &row, record, exposure)?,
                None => self.open(writer, (id, &employee), (breach, &row), exposure)?,
            };
            known.insert(breach, record);
        }
        if !was_exposed && !known.is_empty() {
            *self.counts.entry(EXPOSED).or_default() += 1;
        }
        Ok(())
    }

    /// The breach of that name, made when it is new; an unknown date is filled in.
    fn breach(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        name: String,
        exposure: &Exposure,
    ) -> Result<(Id, Breach)> {
        let key = name.to_lowercase();
        if let Some(found) = self.breaches.get(&key) {
            return Ok(found.clone());
        }
        let found = if let Some(id) = writer.get(&BREACH_BY_NAME, &key)? {
            let mut breach = writer
                .get(&BREACHES, &id)?
                .ok_or_else(|| crate::Error::internal("a breach's name without its breach"))?;
            if let (Timestamp(0), Some(date)) = (breach.date, exposure.breach_date) {
                breach.date = date;
                writer.insert(&BREACHES, &id, &breach)?;
            }
            (id, breach)
        } else {
            let id = self.source.ids.next();
            let date = exposure.breach_date.unwrap_or_default();
            let breach = Breach { name, date, source: exposure.source, created: self.source.now };
            writer.insert(&BREACH_BY_NAME, &key, &id)?;
            writer.insert(&BREACHES, &id, &breach)?;
            (id, breach)
        };
        self.breaches.insert(key, found.clone());
        Ok(found)
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
        let bucket = bucket(opened.status, opened.severity);
        writer.insert(&RECORDS, &(employee, breach), &record)?;
        writer.insert(&ALERTS, &alert, &opened)?;
        writer.insert(&BUCKETS, &(bucket, alert), &())?;
        writer.log(KIND, alert)?;
        *self.counts.entry(bucket).or_default() += 1;
        *self.affected.entry(breach).or_default() += 1;
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
        let (from, to) = (bucket(shown.status, shown.severity), bucket(alert.status, alert.severity));
        move_bucket(writer, record.alert, from, to)?;
        writer.insert(&ALERTS, &record.alert, &alert)?;
        writer.log(KIND, record.alert)?;
    }
    Ok(record)
}

/// Brings the copies that alerts show up to date with a person. Called in the transaction that changed them.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn follow_employee(writer: &mut OrgWriter<'_, '_>, id: Id, employee: &Employee) -> Result<()> {
    let name = employee.display_name();
    for (_, record) in writer.list(&RECORDS, Span::prefix(&id), 0, usize::MAX)? {
        let Some(mut alert) = writer.get(&ALERTS, &record.alert)? else { continue };
        let shown = (&alert.employee_name, &alert.email, &alert.department);
        if shown != (&name, &employee.email, &employee.department) {
            alert.employee_name.clone_from(&name);
            alert.email.clone_from(&employee.email);
            alert.department.clone_from(&employee.department);
            writer.insert(&ALERTS, &record.alert, &alert)?;
            writer.log(KIND, record.alert)?;
        }
    }
    Ok(())
}

fn once_each(mut artifacts: Vec<Artifact>) -> Vec<Artifact> {
    artifacts.sort_unstable();
    artifacts.dedup();
    artifacts
}

/// One line of text from outside: trimmed, without control characters, of bounded length.
fn clean(text: &str, most: usize) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}
