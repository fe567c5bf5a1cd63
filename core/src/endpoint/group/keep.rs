//! Keeping groups in step with their alerts. Within one transaction each group is read once and written once, however
//! many of its alerts come or go.

use std::collections::{BTreeMap, HashMap};

use crate::endpoint::alert::{Alert, Count, Phase};
use crate::endpoint::group::row::{
    ANY_PHASE, BY_GROUP, EVERY, GROUPS, GroupKey, GroupRow, Names, OF_AGENT, OF_HOST, OF_PROCESS, ORDER,
    Reporters, Told, WINDOW, name_key,
};
use crate::error::Result;
use crate::store::{Id, OrgRows, OrgWriter, Span};

/// Alerts of one second that are looked at to find the one that arrived last.
const SAME_SECOND: usize = 64;

/// The groups that one transaction touches, of one organization.
pub(in crate::endpoint) struct Groups {
    open: HashMap<(u8, GroupKey), Entry>,
    /// By less than how many seconds places in the order may lag.
    lag: u32,
    /// How the kept counts of groups change.
    pub(in crate::endpoint) counts: BTreeMap<u8, i64>,
}

impl Default for Groups {
    /// In the usual order.
    fn default() -> Self {
        Self::lagging(WINDOW)
    }
}

struct Entry {
    row: GroupRow,
    process: GroupKey,
    /// Its place in the order before this transaction; `None` when it is new.
    placed: Option<u32>,
    /// The newest alert went away.
    stale: bool,
}

impl Groups {
    /// Whose places may be earlier than they should be, by less than so many seconds.
    pub(in crate::endpoint) fn lagging(lag: u32) -> Self {
        Self { open: HashMap::new(), lag, counts: BTreeMap::new() }
    }

    /// An alert comes into a phase.
    pub(in crate::endpoint) fn add(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        phase: Phase,
        id: Id,
        alert: &Alert,
        names: Names,
    ) -> Result<()> {
        let Names { agent, group: key, process } = names;
        let second = alert.second();
        writer.insert(&BY_GROUP, &(phase.key(), key, second, alert.mark), &id)?;
        let entry = self.entry(writer, phase, (key, process), || GroupRow {
            process_name: alert.process_name.clone(),
            hostname: alert.hostname.clone(),
            count: 0,
            last: second,
            newest: id,
            ordered: second,
            reporters: Reporters::One(agent),
            told: Told::default(),
        })?;
        let row = &mut entry.row;
        if (second, id) > (row.last, row.newest) {
            (row.last, row.newest) = (second, id);
        }
        row.count += 1;
        match row.reporters {
            Reporters::One(one) if one == agent => {
                if row.count == 1 {
                    writer.insert(&OF_AGENT, &(phase.key(), agent, key), &0)?;
                }
            }
            Reporters::One(one) => {
                row.reporters = Reporters::Many;
                writer.insert(&OF_AGENT, &(phase.key(), one, key), &(row.count - 1))?;
                writer.insert(&OF_AGENT, &(phase.key(), agent, key), &1)?;
            }
            Reporters::Many => {
                let share = writer.get(&OF_AGENT, &(phase.key(), agent, key))?.unwrap_or(0);
                writer.insert(&OF_AGENT, &(phase.key(), agent, key), &(share + 1))?;
            }
        }
        Ok(())
    }

    /// An alert leaves a phase.
    pub(in crate::endpoint) fn take(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        phase: Phase,
        id: Id,
        alert: &Alert,
        names: Names,
    ) -> Result<()> {
        let Names { agent, group: key, process } = names;
        writer.remove(&BY_GROUP, &(phase.key(), key, alert.second(), alert.mark))?;
        let Some(entry) = self.known(writer, phase, (key, process))? else { return Ok(()) };
        entry.row.count = entry.row.count.saturating_sub(1);
        entry.stale |= entry.row.newest == id;
        let gone = match entry.row.reporters {
            Reporters::One(_) => entry.row.count == 0,
            Reporters::Many => {
                let share = writer.get(&OF_AGENT, &(phase.key(), agent, key))?.unwrap_or(0).saturating_sub(1);
                writer.insert(&OF_AGENT, &(phase.key(), agent, key), &share)?;
                share == 0
            }
        };
        if gone {
            writer.remove(&OF_AGENT, &(phase.key(), agent, key))?;
        }
        Ok(())
    }

    /// The row of a group that this transaction touched.
    pub(in crate::endpoint) fn told(&mut self, phase: Phase, key: GroupKey) -> Option<&mut Told> {
        self.open.get_mut(&(phase.key(), key)).map(|entry| &mut entry.row.told)
    }

    /// Writes what changed.
    pub(in crate::endpoint) fn flush(&mut self, writer: &mut OrgWriter<'_, '_>) -> Result<()> {
        for ((phase, key), mut entry) in std::mem::take(&mut self.open) {
            let phase = if phase == Phase::Open.key() { Phase::Open } else { Phase::Dismissed };
            if entry.stale && entry.row.count > 0 {
                find_newest(writer, phase, key, &mut entry.row)?;
            }
            self.put(writer, phase, key, entry)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        phase: Phase,
        key: GroupKey,
        entry: Entry,
    ) -> Result<()> {
        let Entry { mut row, process, placed, .. } = entry;
        if row.count == 0 {
            let Some(placed) = placed else { return Ok(()) };
            writer.remove(&GROUPS, &(phase.key(), key))?;
            writer.remove(&OF_HOST, &(phase.key(), name_key(&row.hostname), key))?;
            unplace(writer, phase, process, placed, key)?;
            return self.count(writer, phase, process, key, -1);
        }
        if placed.is_none() {
            writer.insert(&OF_HOST, &(phase.key(), name_key(&row.hostname), key), &())?;
            self.count(writer, phase, process, key, 1)?;
        }
        let stays = placed.is_some_and(|placed| placed <= row.last && row.last - placed < self.lag);
        match placed {
            Some(_) if stays => {}
            Some(_) => place(writer, phase, process, key, &mut row)?,
            None => put_in_place(writer, phase, process, key, &mut row)?,
        }
        writer.insert(&GROUPS, &(phase.key(), key), &row)
    }

    fn count(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        phase: Phase,
        process: GroupKey,
        key: GroupKey,
        by: i64,
    ) -> Result<()> {
        *self.counts.entry(Count::Groups(phase).key()).or_default() += by;
        writer.add(&OF_PROCESS, &(phase.key(), process), by)?;
        if writer.get(&GROUPS, &(phase.other().key(), key))?.is_none() {
            *self.counts.entry(Count::AllGroups.key()).or_default() += by;
            writer.add(&OF_PROCESS, &(ANY_PHASE, process), by)?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        writer: &OrgWriter<'_, '_>,
        phase: Phase,
        (key, process): (GroupKey, GroupKey),
        new: impl FnOnce() -> GroupRow,
    ) -> Result<&mut Entry> {
        use std::collections::hash_map::Entry as Slot;
        Ok(match self.open.entry((phase.key(), key)) {
            Slot::Occupied(slot) => slot.into_mut(),
            Slot::Vacant(slot) => slot.insert(match writer.get(&GROUPS, &(phase.key(), key))? {
                Some(row) => Entry { placed: Some(row.ordered), row, process, stale: false },
                None => Entry { row: new(), process, placed: None, stale: false },
            }),
        })
    }

    fn known(
        &mut self,
        writer: &OrgWriter<'_, '_>,
        phase: Phase,
        (key, process): (GroupKey, GroupKey),
    ) -> Result<Option<&mut Entry>> {
        use std::collections::hash_map::Entry as Slot;
        Ok(match self.open.entry((phase.key(), key)) {
            Slot::Occupied(slot) => Some(slot.into_mut()),
            Slot::Vacant(slot) => writer
                .get(&GROUPS, &(phase.key(), key))?
                .map(|row| slot.insert(Entry { placed: Some(row.ordered), row, process, stale: false })),
        })
    }
}

/// Moves a group to where its newest alert puts it; its row is to be written afterwards.
pub(super) fn place(
    writer: &mut OrgWriter<'_, '_>,
    phase: Phase,
    process: GroupKey,
    key: GroupKey,
    row: &mut GroupRow,
) -> Result<()> {
    unplace(writer, phase, process, row.ordered, key)?;
    put_in_place(writer, phase, process, key, row)
}

fn put_in_place(
    writer: &mut OrgWriter<'_, '_>,
    phase: Phase,
    process: GroupKey,
    key: GroupKey,
    row: &mut GroupRow,
) -> Result<()> {
    row.ordered = row.last;
    for list in [EVERY, process] {
        writer.insert(&ORDER, &(phase.key(), list, row.ordered, key), &())?;
    }
    Ok(())
}

fn unplace(
    writer: &mut OrgWriter<'_, '_>,
    phase: Phase,
    process: GroupKey,
    placed: u32,
    key: GroupKey,
) -> Result<()> {
    for list in [EVERY, process] {
        writer.remove(&ORDER, &(phase.key(), list, placed, key))?;
    }
    Ok(())
}

/// The newest of the alerts that are left.
fn find_newest(rows: &impl OrgRows, phase: Phase, key: GroupKey, row: &mut GroupRow) -> Result<()> {
    let span = Span::prefix(&(phase.key(), key)).reversed();
    let last = rows.list(&BY_GROUP, span, 0, SAME_SECOND)?;
    let Some(((_, _, second, _), _)) = last.first() else { return Ok(()) };
    let same = last.iter().take_while(|((_, _, at, _), _)| at == second).map(|(_, id)| *id);
    row.newest = same.max().unwrap_or(row.newest);
    row.last = *second;
    Ok(())
}
