//! Lists, counts and groups against a plain vector that is filtered and sorted anew each time.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{House, body};
use crate::endpoint::{
    Alert, AlertFilter, AlertWalk, GroupFilter, alert_count, alerts, dismiss, groups, restore,
};
use crate::store::Id;

#[derive(Debug, Clone)]
enum Step {
    /// Agent, host, process, seconds ago.
    Add(u8, u8, u8, u8),
    Dismiss(Vec<prop::sample::Index>),
    Restore(Vec<prop::sample::Index>),
    /// Alerts are a flood from now on, or not.
    Flood(bool),
    /// Groups that a flood left behind go to their places.
    Settle,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let some = || prop::collection::vec(any::<prop::sample::Index>(), 1..6);
    let step = prop_oneof![
        8 => (0u8..4, 0u8..3, 0u8..4, 0u8..40).prop_map(|(a, h, p, s)| Step::Add(a, h, p, s)),
        2 => some().prop_map(Step::Dismiss),
        1 => some().prop_map(Step::Restore),
        1 => any::<bool>().prop_map(Step::Flood),
        1 => Just(Step::Settle),
    ];
    prop::collection::vec(step, 1..70)
}

/// Spelled in two ways: names are compared without regard to case.
const HOSTS: [&str; 3] = ["alpha", "ALPHA", "beta"];
const PROCESSES: [&str; 4] = ["evil.exe", "Evil.EXE", "tool.exe", "x"];

struct Model {
    house: House,
    rows: Vec<(Id, Alert)>,
}

impl Model {
    async fn apply(&mut self, n: usize, step: Step) {
        let (services, admin) = (&self.house.fixture.services, &self.house.fixture.admin);
        match step {
            Step::Add(agent, host, process, ago) => {
                let at = self.house.seconds() - i64::from(ago);
                let pid = u32::try_from(n).unwrap();
                let body = body(
                    &format!("agent-{agent}"),
                    HOSTS[host as usize],
                    PROCESSES[process as usize],
                    pid,
                    at,
                );
                self.rows.push(self.house.add(body).await);
            }
            Step::Dismiss(which) if !self.rows.is_empty() => {
                let ids: Vec<Id> = which.iter().map(|index| index.get(&self.rows).0).collect();
                for (id, alert) in dismiss(services, admin, ids, format!("step {n}")).await.unwrap() {
                    self.rows.iter_mut().find(|row| row.0 == id).unwrap().1 = alert;
                }
            }
            Step::Restore(which) if !self.rows.is_empty() => {
                let ids: Vec<Id> = which.iter().map(|index| index.get(&self.rows).0).collect();
                for (id, alert) in restore(services, admin, ids).await.unwrap() {
                    assert!(alert.dismissal.is_none());
                    self.rows.iter_mut().find(|row| row.0 == id).unwrap().1 = alert;
                }
            }
            Step::Flood(flood) => self.house.endpoint.ingest().flood_from(if flood { 0 } else { usize::MAX }),
            Step::Settle => self.house.endpoint.ingest().settle().await.unwrap(),
            _ => {}
        }
        if n.is_multiple_of(7) {
            self.house.fixture.clock.advance(1000);
        }
    }

    fn filtered(&self, agent: Option<&str>, dismissed: Option<bool>) -> Vec<(Id, Alert)> {
        let fits = |(_, alert): &&(Id, Alert)| {
            agent.is_none_or(|agent| alert.agent == agent)
                && dismissed.is_none_or(|dismissed| alert.dismissal.is_some() == dismissed)
        };
        self.rows.iter().rev().filter(fits).cloned().collect()
    }

    fn check_lists(&self) {
        let (services, admin) = (&self.house.fixture.services, &self.house.fixture.admin);
        for agent in [None, Some("agent-0"), Some("agent-1"), Some("agent-9")] {
            for dismissed in [None, Some(true), Some(false)] {
                let expected = self.filtered(agent, dismissed);
                let filter = AlertFilter { agent: agent.map(Into::into), dismissed };
                assert_eq!(
                    alert_count(services, admin, &filter).unwrap(),
                    expected.len() as u64,
                    "{filter:?}"
                );
                for skip in [0, 2, 9, 30] {
                    let page = alerts(services, admin, &filter, skip, 5).unwrap();
                    let part: Vec<_> = expected.iter().skip(skip).take(5).cloned().collect();
                    assert_eq!((page.items, page.total), (part, expected.len() as u64), "{filter:?} {skip}");
                }
                let mut walk = AlertWalk::new(services, admin, filter).unwrap();
                let mut walked = Vec::new();
                loop {
                    let piece = walk.next(3).unwrap();
                    if piece.is_empty() {
                        break;
                    }
                    walked.extend(piece);
                }
                assert_eq!(walked, expected);
            }
        }
    }

    fn check_groups(&self) {
        let (services, admin) = (&self.house.fixture.services, &self.house.fixture.admin);
        for agent in [None, Some("agent-0"), Some("agent-9")] {
            for dismissed in [None, Some(true), Some(false)] {
                for process in [None, Some("EVIL.exe"), Some("nothing")] {
                    for host in [None, Some("Alpha")] {
                        let filter = GroupFilter {
                            agent: agent.map(Into::into),
                            dismissed,
                            process_name: process.map(Into::into),
                            hostname: host.map(Into::into),
                        };
                        let expected = self.grouped(&filter);
                        let got = groups(services, admin, &filter, 0, 50).unwrap();
                        let brief: Vec<_> = got
                            .items
                            .iter()
                            .map(|g| (g.id, g.count, g.first.0, g.last.0, g.alert_ids.clone()))
                            .collect();
                        let mut ordered = brief.clone();
                        // With an agent given, a group stands where all of its alerts put it.
                        if agent.is_some() {
                            ordered.sort_by_key(|group| std::cmp::Reverse((group.3, group.0)));
                        }
                        assert_eq!(ordered, expected, "{filter:?}");
                        assert_eq!(got.total, expected.len() as u64, "{filter:?}");
                        let second = groups(services, admin, &filter, 1, 1).unwrap().items;
                        assert_eq!(second.first(), got.items.get(1), "{filter:?}");
                    }
                }
            }
        }
    }

    fn grouped(&self, filter: &GroupFilter) -> Vec<(Id, u64, i64, i64, Vec<Id>)> {
        let mut groups: BTreeMap<(String, String), Vec<(i64, Id)>> = BTreeMap::new();
        for (id, alert) in self.filtered(filter.agent.as_deref(), filter.dismissed) {
            let key = (alert.process_name.to_lowercase(), alert.hostname.to_lowercase());
            let same = |wanted: &Option<String>, name: &String| {
                wanted.as_ref().is_none_or(|wanted| wanted.to_lowercase() == *name)
            };
            if same(&filter.process_name, &key.0) && same(&filter.hostname, &key.1) {
                groups.entry(key).or_default().push((alert.alert_time.0, id));
            }
        }
        let mut rows: Vec<_> = groups
            .into_values()
            .map(|mut alerts| {
                alerts.sort_by(|a, b| b.cmp(a));
                let ids: Vec<Id> = alerts.iter().map(|(_, id)| *id).collect();
                let (newest, oldest) = (alerts[0], alerts[alerts.len() - 1]);
                (newest.1, ids.len() as u64, oldest.0, newest.0, ids.into_iter().take(10).collect::<Vec<_>>())
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.3, row.0)));
        rows
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_list_says_what_happened(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
        runtime.block_on(async {
            let mut model = Model { house: House::new().await, rows: Vec::new() };
            for (n, step) in steps.into_iter().enumerate() {
                model.apply(n, step).await;
            }
            model.check_lists();
            model.check_groups();
        });
    }
}
