//! Plain counting over all rows, held against what is shown.

use std::collections::BTreeSet;

use super::{DAY, House};
use crate::exposure::{self, Alert, AlertStatus, Breach, category};
use crate::figures::Figures;
use crate::severity::Severity;
use crate::store::{Id, OrgReader};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// What is shown equals what plain counting over all rows finds.
pub(super) fn compare(house: &House) {
    let all = All {
        figures: Figures::open(&house.0.services, &house.0.admin).unwrap(),
        reader: house.reader(),
        now: house.now(),
        alerts: house.alerts().into_iter().map(|(_, alert)| alert).collect(),
        people: workforce::all_after(&house.reader(), Id::NIL, 1000).unwrap(),
    };
    assert!(all.figures.is_complete().unwrap());
    all.periods();
    all.departments();
    all.kinds_of_data();
    all.breaches();
    all.people();
}

struct All {
    figures: Figures,
    reader: OrgReader,
    now: Timestamp,
    alerts: Vec<Alert>,
    people: Vec<(Id, Employee)>,
}

impl All {
    fn count(&self, holds: impl Fn(&Alert) -> bool) -> u64 {
        self.alerts.iter().filter(|alert| holds(alert)).count() as u64
    }

    fn periods(&self) {
        for day in self.figures.days(365).unwrap() {
            let within = |at: Timestamp| (day.begins.0..day.begins.0 + DAY).contains(&at.0);
            for severity in Severity::ALL {
                assert_eq!(
                    day.opened.of(severity),
                    self.count(|a| a.severity == severity && within(a.detected))
                );
            }
            let resolved = |a: &Alert| a.status == AlertStatus::Resolved && within(a.status_changed.unwrap());
            assert_eq!(day.resolved, self.count(resolved));
            let seconds: i64 = self
                .alerts
                .iter()
                .filter(|a| resolved(a))
                .map(|a| (a.status_changed.unwrap().0 - a.detected.0) / 1000)
                .sum();
            assert_eq!(day.seconds_to_resolve, seconds.unsigned_abs());
        }
        let months = self.figures.months(60).unwrap();
        assert_eq!(months.len(), 60);
        assert_eq!(months.iter().map(|m| m.opened.total()).sum::<u64>(), self.alerts.len() as u64);
    }

    fn departments(&self) {
        let names: BTreeSet<&str> = self
            .people
            .iter()
            .map(|(_, e)| e.department.as_str())
            .chain(self.alerts.iter().map(|a| a.department.as_str()))
            .collect();
        let departments = self.figures.departments().unwrap();
        assert!(departments.complete);
        assert_eq!(departments.items.iter().map(|d| d.name.as_str()).collect::<BTreeSet<_>>(), names);
        for department in &departments.items {
            let of = |e: &&(Id, Employee)| e.1.department == department.name;
            assert_eq!(department.people(), self.people.iter().filter(of).count() as u64);
            let active = || self.people.iter().filter(of).filter(|(_, e)| e.active);
            assert_eq!(department.active(), active().count() as u64);
            assert_eq!(department.with_mfa(), active().filter(|(_, e)| e.mfa == Some(true)).count() as u64);
            assert_eq!(
                department.without_mfa(),
                active().filter(|(_, e)| e.mfa == Some(false)).count() as u64
            );
            for status in AlertStatus::ALL {
                for severity in Severity::ALL {
                    let counted = self.count(|a| {
                        a.department == department.name && a.status == status && a.severity == severity
                    });
                    assert_eq!(department.alerts(status, severity), counted);
                }
            }
        }
    }

    fn kinds_of_data(&self) {
        for class in &self.figures.data_types().unwrap().items {
            for status in AlertStatus::ALL {
                let counted = self.count(|a| a.status == status && a.data_types.contains(&class.name));
                assert_eq!(class.alerts.with(status), counted, "{}", class.name);
            }
        }
        for (id, _, of) in self.figures.categories().unwrap() {
            let counted = self.count(|a| a.data_types.iter().any(|class| category(class).0 == id));
            assert_eq!(of.total(), counted, "{id}");
        }
    }

    fn breaches(&self) {
        let breaches: Vec<(Id, Breach)> = exposure::breaches_after(&self.reader, Id::NIL, 1000).unwrap();
        for of in self.figures.sources().unwrap() {
            assert_eq!(of.alerts.total(), self.count(|a| a.source == of.source));
            assert_eq!(of.breaches, breaches.iter().filter(|(_, b)| b.source == of.source).count() as u64);
        }
        let mut affected: Vec<u64> =
            breaches.iter().map(|(id, _)| exposure::affected(&self.reader, *id).unwrap()).collect();
        affected.sort_unstable_by(|a, b| b.cmp(a));
        for limit in [1, 3, 1000] {
            let top: Vec<u64> =
                self.figures.top_breaches(limit).unwrap().iter().map(|b| b.affected).collect();
            assert_eq!(top, affected.iter().copied().take(limit).collect::<Vec<_>>());
        }
        let mut dates: Vec<Timestamp> = breaches.iter().map(|(_, b)| b.date).filter(|d| d.0 > 0).collect();
        dates.sort_unstable_by(|a, b| b.cmp(a));
        let newest: Vec<Timestamp> =
            self.figures.newest_breaches(1000).unwrap().iter().map(|b| b.breach.date).collect();
        assert_eq!(newest, dates);
        let years = self.figures.years().unwrap();
        assert_eq!(years.iter().map(|year| year.breaches).sum::<u64>(), breaches.len() as u64);
        assert_eq!(years.iter().map(|year| year.affected).sum::<u64>(), affected.iter().sum::<u64>());
    }

    fn people(&self) {
        let found: Vec<(Id, exposure::PersonExposure)> = self
            .people
            .iter()
            .map(|(id, e)| (*id, exposure::of_employee(&self.reader, *id, e, self.now).unwrap()))
            .filter(|(_, found)| found.breaches > 0)
            .collect();
        let mut scores: Vec<u8> = found.iter().map(|(_, found)| found.risk.score).collect();
        scores.sort_unstable_by(|a, b| b.cmp(a));
        let risky = self.figures.riskiest(1000).unwrap();
        assert_eq!(risky.iter().map(|person| person.risk.score).collect::<Vec<_>>(), scores);
        for person in &risky {
            let known = &found.iter().find(|(id, _)| *id == person.id).unwrap().1;
            assert_eq!(person.facts.open_alerts as usize, known.open_alerts);
            assert_eq!(person.facts.breaches as usize, known.breaches);
        }
        for department in self.figures.departments().unwrap().items {
            let works_there = |id: &Id| {
                self.people.iter().any(|(person, e)| person == id && e.department == department.name)
            };
            let scores: Vec<u8> =
                found.iter().filter(|(id, _)| works_there(id)).map(|(_, found)| found.risk.score).collect();
            assert_eq!(department.exposed(), scores.len() as u64);
            let sum: f64 = scores.iter().map(|score| f64::from(*score)).sum();
            assert!((department.mean_risk() * department.people().max(1) as f64 - sum).abs() < 1e-6);
        }
        let everybody = self.figures.people().unwrap();
        assert_eq!((everybody.employees, everybody.exposed), (self.people.len() as u64, found.len() as u64));
        assert_eq!(everybody.by_breaches.iter().sum::<u64>(), everybody.exposed);
        for level in Severity::ALL {
            let counted = found.iter().filter(|(_, found)| found.risk.level == level).count() as u64;
            assert_eq!(everybody.by_level[level as usize], counted);
        }
    }
}
