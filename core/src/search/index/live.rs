//! An index that is open for searching.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::snapshot::Snapshot;
use crate::search::analyzer;
use crate::search::feed::RawId;
use crate::search::schema::Fields;

/// Blocks of kept documents that are held unpacked, for each segment.
const CACHED_BLOCKS: usize = 16;

/// Written with each commit: what the index was made of, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Of [`crate::search::schema::VERSION`].
    pub(crate) version: u32,
    /// The caller's own version of its documents.
    pub(crate) content: u32,
    /// The feed's identity.
    pub(crate) identity: RawId,
    /// The last change that is in.
    pub(crate) seq: u64,
    /// False while it is being built.
    pub(crate) complete: bool,
}

/// An open index.
pub(crate) struct Live {
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    /// Its folder; `None` in memory.
    pub(crate) path: Option<PathBuf>,
    reader: IndexReader,
    snapshot: ArcSwap<Snapshot>,
}

impl Live {
    /// Makes an empty index in a new folder.
    pub(crate) fn create(path: &Path) -> tantivy::Result<Self> {
        std::fs::create_dir_all(path)?;
        let (schema, fields) = Fields::schema();
        let builder =
            Index::builder().schema(schema).settings(Fields::settings()).tokenizers(analyzer::tokenizers());
        Self::read(builder.create_in_dir(path)?, fields, Some(path.to_owned()))
    }

    /// An empty index in memory: what is searched when not even a folder can be made.
    pub(crate) fn in_memory() -> tantivy::Result<Self> {
        let (schema, fields) = Fields::schema();
        let builder =
            Index::builder().schema(schema).settings(Fields::settings()).tokenizers(analyzer::tokenizers());
        Self::read(builder.create_in_ram()?, fields, None)
    }

    /// Opens a folder; `None` when it holds an index of another make.
    pub(crate) fn open(path: &Path) -> tantivy::Result<Option<(Self, Mark)>> {
        let (schema, fields) = Fields::schema();
        let mut index = Index::open_in_dir(path)?;
        let metas = index.load_metas()?;
        let mark = metas.payload.as_deref().and_then(|payload| serde_json::from_str(payload).ok());
        let Some(mark) =
            mark.filter(|_| index.schema() == schema && metas.index_settings == Fields::settings())
        else {
            return Ok(None);
        };
        index.set_tokenizers(analyzer::tokenizers());
        Ok(Some((Self::read(index, fields, Some(path.to_owned()))?, mark)))
    }

    fn read(index: Index, fields: Fields, path: Option<PathBuf>) -> tantivy::Result<Self> {
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .try_into()?;
        let snapshot = ArcSwap::from_pointee(Snapshot::new(reader.searcher())?);
        Ok(Self { index, fields, path, reader, snapshot })
    }

    /// The state to search.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Takes up what was committed.
    pub(crate) fn reload(&self) -> tantivy::Result<()> {
        self.reader.reload()?;
        self.snapshot.store(Arc::new(Snapshot::new(self.reader.searcher())?));
        Ok(())
    }

    /// Takes up segments that were merged since the last look.
    pub(crate) fn refresh(&self) -> tantivy::Result<()> {
        let mut now = self.index.searchable_segment_ids()?;
        let mut seen: Vec<_> =
            self.snapshot().searcher.segment_readers().iter().map(|one| one.segment_id()).collect();
        now.sort_unstable();
        seen.sort_unstable();
        if now != seen {
            self.reload()?;
        }
        Ok(())
    }
}
