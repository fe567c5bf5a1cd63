//! Looking addresses up in the corpus.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::error::Result;
use crate::exposure::corpus::rows::{BREACHES, COUNT, CorpusBreach, CorpusRow, ROWS};
use crate::intake::address_hash;
use crate::platform::Platform;
use crate::ports::{Corpus, Exposure};
use crate::store::{Reader, Rows, Span};

/// How many exposures of one address are answered.
const MAX_EXPOSURES: usize = 500;

/// The corpus of this appliance. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LocalCorpus(Platform);

/// How many rows the corpus holds.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn corpus_rows(rows: &impl Rows) -> Result<u64> {
    Ok(u64::try_from(rows.get(&COUNT, &())?.unwrap_or(0)).unwrap_or(0))
}

impl LocalCorpus {
    /// The corpus in this platform's store.
    pub fn new(platform: Platform) -> Self {
        Self(platform)
    }
}

impl Corpus for LocalCorpus {
    fn lookup(&self, emails: &[String]) -> Result<Vec<Vec<Exposure>>> {
        let reader = self.0.store.read()?;
        let mut asked: Vec<_> = emails.iter().map(|email| address_hash(email)).enumerate().collect();
        // In the table's order, so that pages are read once.
        asked.sort_unstable_by_key(|(_, hash)| *hash);
        let mut breaches: HashMap<u32, Option<CorpusBreach>> = HashMap::new();
        let mut answer = vec![Vec::new(); emails.len()];
        for (at, hash) in asked {
            let found: &mut Vec<Exposure> = &mut answer[at];
            reader.walk(&ROWS, Span::prefix(&hash), |(_, number), row| {
                if let Some(breach) = cached(&mut breaches, &reader, number)? {
                    found.push(exposure(breach, row));
                }
                let more = found.len() < MAX_EXPOSURES;
                Ok(if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
            })?;
        }
        Ok(answer)
    }
}

fn cached<'c>(
    cache: &'c mut HashMap<u32, Option<CorpusBreach>>,
    reader: &Reader,
    number: u32,
) -> Result<Option<&'c CorpusBreach>> {
    use std::collections::hash_map::Entry;
    Ok(match cache.entry(number) {
        Entry::Occupied(known) => known.into_mut().as_ref(),
        Entry::Vacant(free) => free.insert(reader.get(&BREACHES, &number)?).as_ref(),
    })
}

fn exposure(breach: &CorpusBreach, row: CorpusRow) -> Exposure {
    Exposure {
        breach: breach.name.clone(),
        breach_date: breach.date,
        source: breach.source,
        data_classes: row.classes.unwrap_or_else(|| breach.classes.clone()),
        artifacts: row.artifacts,
        domain: row.domain,
    }
}
