//! Folders of the index, `index-1`, `index-2`, …: each rebuild takes a new one, the others are removed.

use std::path::{Path, PathBuf};

use super::live::{Live, Mark};
use crate::search::schema::VERSION;
use crate::search::{Feed, Options};

const PREFIX: &str = "index-";

/// The mark that an index of this feed carries.
pub(crate) fn mark(feed: &dyn Feed, options: &Options, seq: u64, complete: bool) -> Mark {
    Mark { version: VERSION, content: options.version, identity: feed.identity(), seq, complete }
}

/// The newest index that is whole and made of this feed; `None` when one must be built.
pub(crate) fn open(dir: &Path, feed: &dyn Feed, options: &Options) -> Option<(Live, u64)> {
    for (_, path) in list(dir).into_iter().rev() {
        match Live::open(&path) {
            Ok(Some((live, found))) if found == mark(feed, options, found.seq, true) => {
                return Some((live, found.seq));
            }
            Ok(_) => tracing::info!(path = %path.display(), "search index is unfinished or of another make"),
            Err(error) => tracing::warn!(path = %path.display(), %error, "search index cannot be opened"),
        }
    }
    None
}

/// Removes all folders and names a new one.
pub(crate) fn start_over(dir: &Path) -> std::io::Result<PathBuf> {
    let mut next = 1;
    for (number, path) in list(dir) {
        next = number.saturating_add(1);
        std::fs::remove_dir_all(path)?;
    }
    Ok(dir.join(format!("{PREFIX}{next}")))
}

/// Removes all folders but this one.
pub(crate) fn keep_only(dir: &Path, keep: Option<&Path>) {
    for (_, path) in list(dir) {
        if Some(&*path) != keep
            && let Err(error) = std::fs::remove_dir_all(&path)
        {
            tracing::warn!(path = %path.display(), %error, "old search index cannot be removed");
        }
    }
}

fn list(dir: &Path) -> Vec<(u64, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut found: Vec<(u64, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.strip_prefix(PREFIX)?.parse().ok()?, entry.path()))
        })
        .collect();
    found.sort_unstable();
    found
}
