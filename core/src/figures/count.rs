//! What a row counts for: each function adds it (`sign` 1) or takes it away (-1). They depend on nothing but the row.

use std::collections::BTreeSet;

use crate::exposure::{Alert, AlertStatus, Breach, Risk, category};
use crate::figures::period::{day_of, month_of, year_of};
use crate::figures::rows::{
    CATEGORIES, DATA_TYPES, DAYS, DEPARTMENTS, MONTHS, PEOPLE, Person, SOURCE_BREACHES, SOURCES, YEARS,
    department, people, period,
};
use crate::store::OrgWriter;
use crate::workforce::Employee;

pub(super) fn alert(writer: &mut OrgWriter<'_, '_>, alert: &Alert, sign: i64) {
    let (status, severity) = (alert.status as usize, alert.severity as usize);
    let opened = period::OPENED + severity;
    writer.sum_later(&DAYS, &day_of(alert.detected), opened, sign);
    writer.sum_later(&MONTHS, &month_of(alert.detected), opened, sign);
    if alert.status == AlertStatus::Resolved {
        let at = alert.status_changed.unwrap_or(alert.detected);
        let seconds = at.0.saturating_sub(alert.detected.0).max(0) / 1000;
        for (part, delta) in [(period::RESOLVED, sign), (period::SECONDS, sign * seconds)] {
            writer.sum_later(&DAYS, &day_of(at), part, delta);
            writer.sum_later(&MONTHS, &month_of(at), part, delta);
        }
    }
    writer.sum_later(&DEPARTMENTS, &alert.department, department::ALERTS + status * 4 + severity, sign);
    writer.sum_later(&SOURCES, &(alert.source as u8), status, sign);
    let mut categories = BTreeSet::new();
    for class in &alert.data_types {
        writer.sum_later(&DATA_TYPES, class, status, sign);
        categories.insert(category(class).0);
    }
    for id in categories {
        writer.sum_later(&CATEGORIES, &id.to_owned(), status, sign);
    }
}

pub(super) fn breach(writer: &mut OrgWriter<'_, '_>, breach: &Breach, affected: u64, sign: i64) {
    let year = year_of(breach.date);
    writer.sum_later(&YEARS, &year, 0, sign);
    writer.sum_later(&YEARS, &year, 1, sign * i64::try_from(affected).unwrap_or(i64::MAX));
    writer.sum_later(&SOURCES, &(breach.source as u8), SOURCE_BREACHES, sign);
}

pub(super) fn employee(writer: &mut OrgWriter<'_, '_>, employee: &Employee, sign: i64) {
    let name = &employee.department;
    writer.sum_later(&DEPARTMENTS, name, department::PEOPLE, sign);
    if !employee.active {
        return;
    }
    writer.sum_later(&DEPARTMENTS, name, department::ACTIVE, sign);
    let (of_all, of_department) = match employee.mfa {
        Some(true) => (people::MFA, department::MFA),
        Some(false) => (people::NO_MFA, department::NO_MFA),
        None => return,
    };
    writer.sum_later(&PEOPLE, &(), of_all, sign);
    writer.sum_later(&DEPARTMENTS, name, of_department, sign);
}

pub(super) fn person(writer: &mut OrgWriter<'_, '_>, person: &Person, sign: i64) {
    let level = Risk::scored(person.score).level as usize;
    let band = match person.facts.breaches {
        0..=1 => 0,
        2..=3 => 1,
        4..=5 => 2,
        _ => 3,
    };
    writer.sum_later(&PEOPLE, &(), people::LEVELS + level, sign);
    writer.sum_later(&PEOPLE, &(), people::BREACHES + band, sign);
    writer.sum_later(&DEPARTMENTS, &person.department, department::EXPOSED, sign);
    writer.sum_later(&DEPARTMENTS, &person.department, department::RISK, sign * i64::from(person.score));
}
