//! What the journal promises: the tables' file may be as old as the last checkpoint, nothing is missing.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use proptest::prelude::*;

use super::{PLAIN, scope};
use crate::error::Error;
use crate::store::{FailingBackend, Id, OrgRows as _, OrgTable, Rows as _, Span, Store, StoreOptions};

const TEXTS: OrgTable<u64, String> = OrgTable::new("test.text");

fn open(path: &Path) -> crate::Result<Store> {
    Store::open(path, &StoreOptions::default())
}

/// The two files as a power cut at this moment would leave them: the store itself goes on.
fn cut(path: &Path, name: &str) -> PathBuf {
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    std::fs::copy(path.with_extension("journal"), copy.with_extension("journal")).unwrap();
    copy
}

fn numbers(store: &Store) -> Vec<u64> {
    store.read().unwrap().list(&PLAIN, Span::all(), 9999).unwrap().into_iter().map(|(n, _)| n).collect()
}

fn put(store: &Store, n: u64) {
    store.write_blocking(move |writer| writer.insert(&PLAIN, &n, &n)).unwrap();
}

#[test]
fn what_was_acknowledged_is_in_the_files_before_any_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = open(&path).unwrap();
    for n in 0..40 {
        put(&store, n);
        store
            .org(scope(1))
            .write_blocking(move |writer| {
                writer.insert(&TEXTS, &n, &"x".repeat(n as usize * 200))?;
                writer.log("thing", Id([n as u8; 16]))
            })
            .unwrap();
    }
    store.write_blocking(|writer| writer.remove(&PLAIN, &7)).unwrap();
    let after = open(&cut(&path, "cut.redb")).unwrap();
    assert_eq!(numbers(&after), (0..40).filter(|n| *n != 7).collect::<Vec<_>>());
    assert_eq!(*after.watch_changes().borrow(), 40, "the change log goes on where it was");
    let texts = after.org(scope(1)).read().unwrap().list(&TEXTS, Span::all(), 0, 99).unwrap();
    assert!(texts.iter().all(|(n, text)| text.len() as u64 == n * 200) && texts.len() == 40);

    // The copy's journal has begun a new lap: a second cut finds the old frames behind the new ones.
    put(&after, 100);
    let twice = open(&cut(&folder.path().join("cut.redb"), "twice.redb")).unwrap();
    assert_eq!(numbers(&twice).last(), Some(&100));
    assert_eq!(numbers(&twice).len(), 40);
}

#[test]
fn in_a_flood_the_engine_lags_and_whoever_reads_sees_everything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = open(&path).unwrap();
    let (mut n, mut lagged) = (0, 0);
    while lagged < 20 {
        put(&store, n);
        if !rows_has(&store.read_shown().unwrap(), n) {
            lagged += 1;
            if lagged % 5 == 0 {
                assert!(rows_has(&store.read().unwrap(), n), "{n} was acknowledged");
                assert_eq!(numbers(&store).len() as u64, n + 1);
            }
        }
        n += 1;
        assert!(n < 9000, "no flood in {n} writes back to back");
    }
    // What the engine was not told yet is in the journal.
    put(&store, n);
    let after = open(&cut(&path, "cut.redb")).unwrap();
    assert_eq!(numbers(&after).len() as u64, n + 1);
    // A flood ends in a change log that is as long.
    store.org(scope(1)).write_blocking(|writer| writer.log("thing", Id([1; 16]))).unwrap();
    drop(store.read().unwrap());
    assert_eq!(*store.watch_changes().borrow(), 1);
    store.close();
    assert_eq!(numbers(&store).len() as u64, n + 1);
}

fn rows_has(reader: &crate::store::Reader, n: u64) -> bool {
    reader.get(&PLAIN, &n).unwrap().is_some()
}

#[test]
fn a_lap_of_before_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = open(&path).unwrap();
    for n in 0..20 {
        put(&store, n);
    }
    store.close();
    drop(store);
    let store = open(&path).unwrap();
    store
        .write_blocking(|writer| {
            for n in 0..20 {
                writer.remove(&PLAIN, &n)?;
            }
            Ok(())
        })
        .unwrap();
    let after = open(&cut(&path, "cut.redb")).unwrap();
    assert_eq!(numbers(&after), [0u64; 0]);
}

#[test]
fn a_batch_too_large_for_the_journal_is_durable_and_starts_a_lap() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = open(&path).unwrap();
    put(&store, 1);
    store
        .org(scope(1))
        .write_blocking(|writer| {
            for n in 0..100 {
                writer.insert(&TEXTS, &n, &"y".repeat(60_000))?;
            }
            Ok(())
        })
        .unwrap();
    put(&store, 2);
    assert!(std::fs::metadata(path.with_extension("journal")).unwrap().len() < 1 << 20);
    let after = open(&cut(&path, "cut.redb")).unwrap();
    assert_eq!(numbers(&after), [1, 2]);
    assert_eq!(after.org(scope(1)).read().unwrap().list(&TEXTS, Span::all(), 0, 999).unwrap().len(), 100);
}

#[test]
fn a_torn_end_is_left_out_and_a_hole_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = open(&path).unwrap();
    for n in 0..10 {
        put(&store, n);
    }
    let change = |name: &str, frame: usize| {
        let copy = cut(&path, name);
        let journal = copy.with_extension("journal");
        let mut bytes = std::fs::read(&journal).unwrap();
        bytes[frame * 4096 + 70] ^= 1;
        std::fs::write(&journal, bytes).unwrap();
        open(&copy)
    };
    // Each write above was a batch of its own, each frame a block.
    assert_eq!(numbers(&change("torn.redb", 9).unwrap()), (0..9).collect::<Vec<_>>());
    let refusal = change("hole.redb", 4).unwrap_err().to_string();
    assert!(refusal.contains("damaged") && refusal.contains("restore a backup"), "{refusal}");
    // Nothing was changed by refusing; without its journal the store has what the last checkpoint had.
    let hole = path.with_file_name("hole.redb");
    std::fs::remove_file(hole.with_extension("journal")).unwrap();
    assert_eq!(numbers(&open(&hole).unwrap()), [0u64; 0]);
}

#[test]
fn another_stores_journal_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.redb"), folder.path().join("two.redb"));
    let (first, second) = (open(&one).unwrap(), open(&two).unwrap());
    put(&first, 1);
    put(&second, 2);
    let copy = cut(&two, "mixed.redb");
    std::fs::copy(one.with_extension("journal"), copy.with_extension("journal")).unwrap();
    assert_eq!(numbers(&open(&copy).unwrap()), [0u64; 0]);
}

#[test]
fn a_journal_that_cannot_be_written_shuts_the_store_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let backend = FailingBackend::open(&path).unwrap();
    let failing = Arc::clone(&backend.failing_journal);
    let store = Store::open_with(backend, &StoreOptions::default()).unwrap();
    for n in 0..30 {
        put(&store, n);
    }
    failing.store(true, Ordering::SeqCst);
    let refused = store.write_blocking(|writer| writer.insert(&PLAIN, &99, &99)).unwrap_err();
    assert!(matches!(&refused, Error::Unavailable(text) if text.contains("restart")), "{refused}");
    assert_eq!(numbers(&store).last(), Some(&29), "what is not durable is not shown");
    assert!(!store.is_healthy());
    store.close();
    drop(store);
    assert_eq!(numbers(&open(&path).unwrap()), (0..30).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Cut the journal anywhere: what is left is a prefix of the acknowledged batches, whole ones only.
    #[test]
    fn any_cut_leaves_whole_batches(sizes in prop::collection::vec(1..40u64, 1..12), at in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.redb");
        let store = open(&path).unwrap();
        let mut ends = vec![0];
        for size in sizes {
            let first = *ends.last().unwrap();
            store.write_blocking(move |writer| {
                (first..first + size).try_for_each(|n| writer.insert(&PLAIN, &n, &n))
            }).unwrap();
            ends.push(first + size);
        }
        let copy = cut(&path, "cut.redb");
        let journal = copy.with_extension("journal");
        let mut bytes = std::fs::read(&journal).unwrap();
        bytes.truncate(at.index(bytes.len()));
        std::fs::write(&journal, bytes).unwrap();
        let left = numbers(&open(&copy).unwrap());
        prop_assert!(ends.contains(&(left.len() as u64)), "{} of {ends:?}", left.len());
        prop_assert_eq!(left.last().copied(), (left.len() as u64).checked_sub(1));
    }

    /// Bytes of any kind in the journal's file are no reason to panic, and bring in nothing.
    #[test]
    fn garbage_brings_in_nothing(bytes in prop::collection::vec(any::<u8>(), 0..9000)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.redb");
        drop(open(&path).unwrap());
        std::fs::write(path.with_extension("journal"), bytes).unwrap();
        let store = open(&path).unwrap();
        prop_assert_eq!(numbers(&store), [0u64; 0]);
        put(&store, 5);
        prop_assert_eq!(numbers(&open(&cut(&path, "cut.redb")).unwrap()), [5]);
    }
}
