//! What is shown of the store, of bounded size whatever the store holds.

use crate::error::Result;
use crate::exposure::{self, NamedBreach, Summary};
use crate::ports::SourceKind;
use crate::register::{self, EntryStatus};
use crate::report::cover::Cover;
use crate::report::facts::{self, Metric};
use crate::report::months::{self, Month};
use crate::store::OrgStore;
use crate::workforce;

/// How many breaches a report shows.
const BREACHES: usize = 200;
/// How many people a report shows.
const PEOPLE: usize = 500;
/// How many rows one look at the store takes.
const PIECE: usize = 500;

/// The greatest of many, in bounded memory.
struct Greatest<T> {
    kept: Vec<T>,
    most: usize,
    seen: usize,
}

impl<T: Ord> Greatest<T> {
    fn new(most: usize) -> Self {
        Self { kept: Vec::new(), most, seen: 0 }
    }

    fn add(&mut self, item: T) {
        self.seen += 1;
        self.kept.push(item);
        if self.kept.len() >= self.most * 2 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.kept.sort_unstable_by(|a, b| b.cmp(a));
        self.kept.truncate(self.most);
    }

    /// The greatest first, and how many were left out.
    fn finish(mut self) -> (Vec<T>, usize) {
        self.cut();
        let left_out = self.seen - self.kept.len();
        (self.kept, left_out)
    }
}

/// What the section "Exposure" shows.
pub(super) struct Exposure {
    pub(super) summary: Summary,
    /// How many findings each kind of source accounts for.
    pub(super) sources: Vec<(SourceKind, u64)>,
    /// Those that affect most people first, as cells.
    pub(super) breaches: Vec<Vec<String>>,
    pub(super) left_out: usize,
}

/// Reads it. Linear in the number of breaches.
pub(super) fn exposure(store: &OrgStore, cover: &Cover) -> Result<Exposure> {
    let kinds = [SourceKind::Hibp, SourceKind::DarkWeb, SourceKind::StealerLog, SourceKind::Manual];
    let mut sources = kinds.map(|kind| (kind, 0));
    let mut greatest = Greatest::new(BREACHES);
    let mut after: Option<String> = None;
    loop {
        let found = exposure::breaches_by_name(&store.read()?, after.as_deref(), PIECE)?;
        let Some(last) = found.last() else { break };
        after = Some(last.key.clone());
        for NamedBreach { key, breach, affected } in found {
            if let Some(source) = sources.iter_mut().find(|(kind, _)| *kind == breach.source) {
                source.1 += affected;
            }
            let cells = vec![
                one_line(&breach.name),
                exposure::source_name(breach.source).into(),
                facts::breach_day(&breach),
                affected.to_string(),
            ];
            greatest.add((affected, std::cmp::Reverse(key), cells));
        }
    }
    let (kept, left_out) = greatest.finish();
    Ok(Exposure {
        summary: exposure::summary_of(&store.read()?, cover.now)?,
        sources: sources.to_vec(),
        breaches: kept.into_iter().map(|(.., cells)| cells).collect(),
        left_out,
    })
}

/// What the section "Employees" shows.
pub(super) struct People {
    pub(super) employees: u64,
    /// Those at the greatest risk first, as cells.
    pub(super) rows: Vec<Vec<String>>,
    /// How many more were found in a breach.
    pub(super) left_out: usize,
}

/// Reads it. Looks at everybody.
pub(super) fn people(store: &OrgStore, cover: &Cover) -> Result<People> {
    let mut greatest = Greatest::new(PEOPLE);
    let (mut employees, mut after) = (0, None::<String>);
    loop {
        let reader = store.read()?;
        let weights = exposure::risk_weights(&reader)?;
        let found = workforce::named_after(&reader, after.as_deref(), PIECE)?;
        let Some((place, ..)) = found.last() else { break };
        after = Some(place.clone());
        employees += found.len() as u64;
        for (place, id, employee) in found {
            let known = exposure::of_employee_by(&reader, &weights, id, &employee, cover.now)?;
            if known.breaches == 0 {
                continue;
            }
            let name = one_line(&employee.display_name());
            let person = if name == employee.email { name } else { format!("{name}\n{}", employee.email) };
            let cells = vec![
                person,
                one_line(&employee.department),
                known.breaches.to_string(),
                one_line(&facts::joined(&known.data_types).replace('_', " ")),
                known.last_detected.map(|at| cover.day(at)).unwrap_or_default(),
                known.risk.score.to_string(),
            ];
            greatest.add((known.risk.score, known.breaches, std::cmp::Reverse(place), cells));
        }
    }
    let (kept, left_out) = greatest.finish();
    let rows = kept.into_iter().map(|(.., cells)| cells).collect();
    Ok(People { employees, rows, left_out })
}

/// A line break in a cell begins its second line, so none may come from outside.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Reads what the section "Trends" shows.
pub(super) fn months(store: &OrgStore, cover: &Cover) -> Result<Vec<Month>> {
    months::months(&store.read()?, cover)
}

/// What the section "Compliance" shows.
pub(super) struct Compliance {
    pub(super) metrics: Vec<Metric>,
    /// Entries of the register: being assessed, notified, not required, past their 72 hours.
    pub(super) register: [u64; 4],
}

/// Reads it.
pub(super) fn compliance(store: &OrgStore, cover: &Cover) -> Result<Compliance> {
    let reader = store.read()?;
    let mut register = [0; 4];
    for (_, entry) in register::entries_in(&reader)? {
        let place = match entry.status {
            EntryStatus::Assessing if entry.clock(cover.now).overdue => 3,
            EntryStatus::Assessing => 0,
            EntryStatus::Notified => 1,
            EntryStatus::NotRequired => 2,
        };
        register[place] += 1;
    }
    let summary = exposure::summary_of(&reader, cover.now)?;
    Ok(Compliance { metrics: facts::compliance(&reader, cover, &summary)?, register })
}

#[cfg(test)]
mod tests {
    use super::Greatest;

    #[test]
    fn the_greatest_are_kept_and_the_rest_is_counted() {
        let mut greatest = Greatest::new(3);
        for n in [5, 1, 9, 2, 8, 3, 7, 7] {
            greatest.add(n);
        }
        assert_eq!(greatest.finish(), (vec![9, 8, 7], 5));
        assert_eq!(Greatest::<u8>::new(3).finish(), (vec![], 0));
    }
}
