//! The store against a model, and its promises one by one.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use proptest::prelude::*;

use crate::error::Error;
use crate::ports::{Clock, SystemRandom};
use crate::store::{
    Desc, FailingBackend, GlobalTable, Id, Ids, Key, OrgRows as _, OrgScope, OrgTable, Rows as _, Span,
    Store, StoreOptions, Sums,
};
use crate::time::Timestamp;

mod journal;

const ROWS: OrgTable<(String, i64), String> = OrgTable::new("test.row");
const COUNT: OrgTable<String, i64> = OrgTable::new("test.count");
const PLAIN: GlobalTable<u64, u64> = GlobalTable::new("test.plain");

fn scope(n: u8) -> OrgScope {
    OrgScope::of(Id([n; 16]))
}

#[derive(Debug, Clone)]
enum Op {
    Put(u8, String, i64, String),
    Take(u8, String, i64),
    Count(u8, String, i64),
}

fn op() -> impl Strategy<Value = Op> {
    let name =
        prop_oneof![Just(String::new()), Just("a".into()), Just("a\0".into()), Just("ab".into()), ".{0,3}"];
    prop_oneof![
        (0..3u8, name.clone(), -2..3i64, ".{0,8}").prop_map(|(o, n, i, v)| Op::Put(o, n, i, v)),
        (0..3u8, name.clone(), -2..3i64).prop_map(|(o, n, i)| Op::Take(o, n, i)),
        (0..3u8, name, -5..6i64).prop_map(|(o, n, d)| Op::Count(o, n, d)),
    ]
}

type Model = (BTreeMap<(u8, String, i64), String>, BTreeMap<(u8, String), i64>);

fn apply_to_model(model: &mut Model, op: &Op) {
    match op.clone() {
        Op::Put(org, name, n, value) => drop(model.0.insert((org, name, n), value)),
        Op::Take(org, name, n) => drop(model.0.remove(&(org, name, n))),
        Op::Count(org, name, delta) => *model.1.entry((org, name)).or_default() += delta,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Any run of transactions, some of which fail half-way, leaves what a plain map would hold, in the same order,
    /// each organization for itself, also after the file was closed and opened again.
    #[test]
    fn behaves_like_a_map(batches in prop::collection::vec((prop::collection::vec(op(), 1..8), any::<bool>()), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.redb");
        let mut store = Store::open(&path, &StoreOptions::default()).unwrap();
        let mut model = Model::default();
        for (i, (ops, fails)) in batches.into_iter().enumerate() {
            let applied = ops.clone();
            let outcome = store.write_blocking(move |writer| {
                for op in &ops {
                    match op.clone() {
                        Op::Put(o, name, n, value) => writer.org(scope(o)).insert(&ROWS, &(name, n), &value)?,
                        Op::Take(o, name, n) => drop(writer.org(scope(o)).remove(&ROWS, &(name, n))?),
                        Op::Count(o, name, delta) => drop(writer.org(scope(o)).add(&COUNT, &name, delta)?),
                    }
                }
                if fails { Err(Error::Conflict("on purpose".into())) } else { Ok(()) }
            });
            prop_assert_eq!(outcome.is_err(), fails);
            if !fails {
                applied.iter().for_each(|op| apply_to_model(&mut model, op));
            }
            if i % 5 == 4 {
                store.close();
                drop(store);
                store = Store::open(&path, &StoreOptions::default()).unwrap();
            }
        }
        for org in 0..3u8 {
            let reader = store.org(scope(org)).read().unwrap();
            let expected: Vec<_> = model.0.iter().filter(|((o, _, _), _)| *o == org)
                .map(|((_, name, n), value)| ((name.clone(), *n), value.clone())).collect();
            let mut found = reader.list(&ROWS, Span::all(), 0, usize::MAX).unwrap();
            prop_assert_eq!(&found, &expected);
            found.reverse();
            prop_assert_eq!(&found, &reader.list(&ROWS, Span::all().reversed(), 0, usize::MAX).unwrap());
            let some = reader.list(&ROWS, Span::prefix(&"a".to_owned()), 0, usize::MAX).unwrap();
            prop_assert!(some.iter().all(|((name, _), _)| name == "a"));
            prop_assert_eq!(some.len(), expected.iter().filter(|((name, _), _)| name == "a").count());
            for ((o, name), count) in model.1.iter().filter(|((o, _), _)| *o == org) {
                prop_assert_eq!(reader.count(&COUNT, name).unwrap(), *count, "{} {}", o, name);
            }
        }
    }

    /// Comparing encodings compares keys, and each reads back.
    #[test]
    fn keys_are_ordered_bytes(a in (".{0,4}", any::<i64>(), any::<u64>()), b in (".{0,4}", any::<i64>(), any::<u64>())) {
        let bytes = |key: &(String, i64, u64)| { let mut out = Vec::new(); key.write(&mut out); out };
        prop_assert_eq!(bytes(&a).cmp(&bytes(&b)), a.cmp(&b));
        prop_assert_eq!(<(String, i64, u64)>::read(&mut bytes(&a).as_slice()), Some(a.clone()));
        let down = |n: i64| { let mut out = Vec::new(); Desc(n).write(&mut out); out };
        prop_assert_eq!(down(a.1).cmp(&down(b.1)), b.1.cmp(&a.1));
        prop_assert_eq!(Desc::<i64>::read(&mut down(a.1).as_slice()), Some(Desc(a.1)));
    }

    /// Any bytes at all are a key or none, without a panic.
    #[test]
    fn garbage_is_no_key(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let _ = <(String, i64, Id)>::read(&mut bytes.as_slice());
        let _ = Desc::<(Id, String)>::read(&mut bytes.as_slice());
    }
}

#[test]
fn neighbours_of_a_failing_request_commit() {
    let store = Store::in_memory().unwrap();
    std::thread::scope(|threads| {
        for n in 0..32u64 {
            let store = store.clone();
            threads.spawn(move || {
                let outcome = store.write_blocking(move |writer| {
                    writer.insert(&PLAIN, &n, &n)?;
                    match n % 4 {
                        1 => Err(Error::Conflict("on purpose".into())),
                        2 => panic!("on purpose"),
                        _ => Ok(()),
                    }
                });
                assert_eq!(outcome.is_err(), n % 4 == 1 || n % 4 == 2);
            });
        }
    });
    let kept: Vec<u64> =
        store.read().unwrap().list(&PLAIN, Span::all(), 99).unwrap().into_iter().map(|row| row.0).collect();
    assert_eq!(kept, (0..32).filter(|n| n % 4 == 0 || n % 4 == 3).collect::<Vec<_>>());
}

#[test]
fn what_a_request_adds_is_written_once_at_its_end_and_not_when_it_fails() {
    const SUMS: OrgTable<String, Sums> = OrgTable::new("test.sums");
    let (store, a, b) = (Store::in_memory().unwrap(), "a".to_owned(), "b".to_owned());
    let org = store.org(scope(1));
    let add = |deltas: Vec<(String, usize, i64)>, fails: bool| {
        org.write_blocking(move |writer| {
            for (key, part, delta) in deltas {
                writer.sum_later(&SUMS, &key, part, delta);
                writer.add_later(&COUNT, &key, delta);
            }
            if fails { Err(Error::Conflict("no".into())) } else { writer.count(&COUNT, &"a".to_owned()) }
        })
    };
    assert_eq!(add(vec![(a.clone(), 0, 2), (b.clone(), 3, 1), (a.clone(), 2, 5)], false).unwrap(), 0);
    assert!(add(vec![(a.clone(), 0, 100)], true).is_err());
    assert_eq!(add(vec![(a.clone(), 0, 1), (a.clone(), 2, -5), (b.clone(), 3, -1)], false).unwrap(), 7);
    let reader = org.read().unwrap();
    let sums = reader.get(&SUMS, &a).unwrap().unwrap();
    assert_eq!((sums.part(0), sums.part(2), sums.part(9)), (3, 0, 0));
    assert_eq!(
        reader.keys(&SUMS, Span::all(), 0, 9).unwrap(),
        std::slice::from_ref(&a),
        "what is nothing has no row"
    );
    assert_eq!((reader.count(&COUNT, &a).unwrap(), reader.count(&COUNT, &b).unwrap()), (3, 0));
    assert!(store.org(scope(2)).read().unwrap().get(&SUMS, &a).unwrap().is_none());
}

#[test]
fn changes_are_numbered_without_gaps_and_survive_trimming() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = Store::open(&path, &StoreOptions::default()).unwrap();
    let org = store.org(scope(1));
    for n in 0..10u8 {
        let fails = n == 3;
        let _ = org.write_blocking(move |writer| {
            writer.log("thing", Id([n; 16]))?;
            if fails { Err(Error::Conflict("on purpose".into())) } else { Ok(()) }
        });
    }
    let seen = store.changes_since(0);
    assert_eq!(seen.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert!(seen.iter().all(|(_, change)| change.ids != [Id([3; 16])] && change.org == Id([1; 16])));
    assert_eq!(*store.watch_changes().borrow(), 9);

    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(store.trim_changes(9)).unwrap();
    assert_eq!(store.oldest_change().unwrap(), 10);
    store.close();
    drop((store, org));
    let store = Store::open(&path, &StoreOptions::default()).unwrap();
    assert_eq!(*store.watch_changes().borrow(), 9, "numbers are never used again");
}

#[test]
fn a_failing_disk_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let backend = FailingBackend::open(&path).unwrap();
    let failing = Arc::clone(&backend.failing);
    let store = Store::open_with(backend, &StoreOptions::default()).unwrap();
    let put = |n: u64| store.write_blocking(move |writer| writer.insert(&PLAIN, &n, &n));
    (0..50).for_each(|n| put(n).unwrap());
    failing.store(true, Ordering::SeqCst);
    put(50).expect("the journal takes it");
    // Too much for the journal, so the tables' file itself is asked.
    let refused = store
        .org(scope(1))
        .write_blocking(|writer| {
            (0..90).try_for_each(|n| writer.insert(&ROWS, &(String::new(), n), &"z".repeat(60_000)))
        })
        .unwrap_err();
    assert!(matches!(&refused, Error::Unavailable(text) if text.contains("restart")), "{refused}");
    assert!(!store.is_healthy());
    failing.store(false, Ordering::SeqCst);
    assert!(put(98).is_err(), "it stays shut until reopened");
    store.close();
    drop(store);

    let store = Store::open(&path, &StoreOptions::default()).unwrap();
    let rows = store.read().unwrap().list(&PLAIN, Span::all(), 999).unwrap();
    assert_eq!(rows.iter().map(|(n, _)| *n).collect::<Vec<_>>(), (0..=50).collect::<Vec<_>>());
    store.write_blocking(|writer| writer.insert(&PLAIN, &100, &100)).unwrap();
}

#[test]
fn a_walk_may_stop_and_read_other_rows() {
    let store = Store::in_memory().unwrap();
    let org = store.org(scope(1));
    org.write_blocking(|writer| {
        for n in 0..10 {
            writer.insert(&ROWS, &("k".into(), n), &n.to_string())?;
        }
        Ok(())
    })
    .unwrap();
    let reader = org.read().unwrap();
    let mut seen = Vec::new();
    reader
        .walk(&ROWS, Span::prefix(&"k".to_owned()).reversed(), |key, value| {
            assert_eq!(reader.get(&ROWS, &key)?.as_ref(), Some(&value));
            seen.push(value);
            Ok(if seen.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
        .unwrap();
    assert_eq!(seen, ["9", "8", "7"]);
}

#[test]
fn a_second_gatehouse_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let _first = Store::open(&path, &StoreOptions::default()).unwrap();
    let refusal = Store::open(&path, &StoreOptions::default()).unwrap_err().to_string();
    assert!(refusal.contains("in use by another gatehouse"), "{refusal}");
}

#[test]
fn garbage_is_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    std::fs::write(&path, b"this is not a store, it only looks busy".repeat(300)).unwrap();
    let refusal = Store::open(&path, &StoreOptions::default()).unwrap_err().to_string();
    assert!(refusal.contains("restore a backup"), "{refusal}");
}

#[test]
fn a_file_of_a_newer_release_is_refused() {
    const META: GlobalTable<String, u64> = GlobalTable::new("store.meta");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = Store::open(&path, &StoreOptions::default()).unwrap();
    store.write_blocking(|writer| writer.insert(&META, &"format".to_owned(), &7)).unwrap();
    store.close();
    drop(store);
    let refusal = Store::open(&path, &StoreOptions::default()).unwrap_err().to_string();
    assert!(refusal.contains("newer release"), "{refusal}");
}

#[test]
fn ids_increase_when_the_clock_jumps_back() {
    struct Jumping(std::sync::atomic::AtomicI64);
    impl Clock for Jumping {
        fn now(&self) -> Timestamp {
            Timestamp(1_750_000_000_000 - 1000 * self.0.fetch_add(1, Ordering::Relaxed))
        }
    }
    let ids = Ids::new(Arc::new(Jumping(0.into())), Arc::new(SystemRandom));
    let made: Vec<Id> = (0..1000).map(|_| ids.next()).collect();
    assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    let id = made[0];
    assert_eq!(id.to_string().parse::<Id>().unwrap(), id);
    assert_eq!(id.to_string().as_bytes()[14], b'7', "{id}");
    assert!(id.made_at().0 > 1_740_000_000_000);
    assert!("0197".parse::<Id>().is_err());
}
