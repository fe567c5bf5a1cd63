//! Breaches: made once by name, and how many people each affects.

use std::collections::HashMap;

use crate::error::Result;
use crate::exposure::findings::{Source, clean};
use crate::exposure::rows::{AFFECTED, BREACH_BY_NAME, BREACHES, Breach};
use crate::figures::Keeper;
use crate::ports::Exposure;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

/// The longest name of a breach, in characters.
const MAX_NAME: usize = 200;

/// The breaches that one batch of findings names.
#[derive(Default)]
pub(super) struct BreachBatch {
    by_name: HashMap<String, Id>,
    rows: HashMap<Id, Named>,
}

struct Named {
    /// As it was stored before the batch; `None` for one that is new.
    before: Option<Breach>,
    now: Breach,
    /// How many people the batch finds in it who were not known to be.
    more: i64,
}

impl BreachBatch {
    /// The breach that an exposure names, made when it is new; an unknown date is filled in. `None` for one without a
    /// name.
    pub(super) fn find(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        source: &Source,
        exposure: &Exposure,
    ) -> Result<Option<(Id, Breach)>> {
        let name = clean(&exposure.breach, MAX_NAME);
        if name.is_empty() {
            return Ok(None);
        }
        let key = name.to_lowercase();
        if let Some((id, named)) = self.by_name.get(&key).and_then(|id| Some((*id, self.rows.get(id)?))) {
            return Ok(Some((id, named.now.clone())));
        }
        let (id, before, now) = if let Some(id) = writer.get(&BREACH_BY_NAME, &key)? {
            let before = writer
                .get(&BREACHES, &id)?
                .ok_or_else(|| crate::Error::internal("a breach's name without its breach"))?;
            let mut breach = before.clone();
            if let (Timestamp(0), Some(date)) = (breach.date, exposure.breach_date) {
                breach.date = date;
                writer.insert(&BREACHES, &id, &breach)?;
            }
            (id, Some(before), breach)
        } else {
            let id = source.ids.next();
            let date = exposure.breach_date.unwrap_or_default();
            let breach = Breach { name, date, source: exposure.source, created: source.now };
            writer.insert(&BREACH_BY_NAME, &key, &id)?;
            writer.insert(&BREACHES, &id, &breach)?;
            (id, None, breach)
        };
        self.by_name.insert(key, id);
        self.rows.insert(id, Named { before, now: now.clone(), more: 0 });
        Ok(Some((id, now)))
    }

    /// One more person was found in it.
    pub(super) fn affects_one_more(&mut self, breach: Id) {
        if let Some(named) = self.rows.get_mut(&breach) {
            named.more += 1;
        }
    }

    /// Stores how many people each affects, and what the figures make of that.
    pub(super) fn store(self, writer: &mut OrgWriter<'_, '_>, keeper: Keeper) -> Result<()> {
        for (id, Named { before, now, more }) in self.rows {
            if more == 0 && before.as_ref() == Some(&now) {
                continue;
            }
            let affected = affected(writer, id)?;
            if more != 0 {
                writer.add(&AFFECTED, &id, more)?;
            }
            let after = affected.saturating_add(more.unsigned_abs());
            keeper.breach(writer, id, before.as_ref().map(|before| (before, affected)), (&now, after))?;
        }
        Ok(())
    }
}

/// One breach.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn find_breach(rows: &impl OrgRows, id: Id) -> Result<Option<Breach>> {
    rows.get(&BREACHES, &id)
}

/// How many people a breach affects.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn affected(rows: &impl OrgRows, id: Id) -> Result<u64> {
    Ok(u64::try_from(rows.count(&AFFECTED, &id)?).unwrap_or(0))
}

/// Up to `limit` breaches after `after` in the order of their making.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn breaches_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, Breach)>> {
    rows.list(&BREACHES, Span::all().after(&after), 0, limit)
}
