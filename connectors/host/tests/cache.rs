//! Compiled code is kept, trusted only when it verifies, and made anew when it does not.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use common::logs::capture;
use common::{Bench, config, host};
use gatehouse_connector_host::ConnectorHost;

/// The files of the cache with their contents.
fn entries(folder: &Path, ending: &str) -> BTreeMap<String, Vec<u8>> {
    let files =
        std::fs::read_dir(folder.join("cache/connectors")).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|found| found == ending));
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

async fn restart(bench: Bench) -> Bench {
    let folder = bench.folder;
    drop(bench.host);
    let host = ConnectorHost::start(config(folder.path(), &["hostile"])).await.unwrap();
    Bench { folder, host }
}

fn inode(path: &str) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).unwrap().ino()
}

#[tokio::test]
async fn a_second_start_uses_what_the_first_compiled() {
    let bench = host(&["hostile"], |_| ()).await;
    let before = entries(bench.folder.path(), "code");
    let (file, _) = before.first_key_value().unwrap();
    let (file, written) = (file.clone(), inode(file));
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let bench = restart(bench).await;
    assert_eq!(inode(&file), written, "it was compiled again");
    assert_eq!(bench.hostile("behave", "").await, Ok(vec![Ok(vec![])]));
}

#[tokio::test]
async fn a_spoilt_entry_is_thrown_away_and_made_anew() {
    let (log, _guard) = capture();
    let mut bench = host(&["hostile"], |_| ()).await;
    let (file, sound) = entries(bench.folder.path(), "code").pop_first().unwrap();
    let (mark, _) = entries(bench.folder.path(), "hmac").pop_first().unwrap();
    let mut flipped = sound.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for spoil in [
        Box::new(|| std::fs::write(&file, &flipped).unwrap()) as Box<dyn Fn()>,
        Box::new(|| std::fs::write(&file, &sound[..100]).unwrap()),
        Box::new(|| std::fs::write(&file, b"").unwrap()),
        Box::new(|| std::fs::write(&mark, "0000").unwrap()),
        Box::new(|| std::fs::remove_file(&mark).unwrap()),
        Box::new(|| std::fs::write(bench_key(&file), b"another key").unwrap()),
    ] {
        spoil();
        bench = restart(bench).await;
        assert_eq!(bench.hostile("behave", "").await, Ok(vec![Ok(vec![])]));
    }
    assert_eq!(log.text().matches("not sound; compiled it anew").count(), 6, "{}", log.text());
}

/// The key beside an entry.
fn bench_key(entry: &str) -> std::path::PathBuf {
    Path::new(entry).with_file_name("key")
}

#[tokio::test]
async fn what_nobody_uses_any_more_is_deleted() {
    let bench = host(&["hostile"], |_| ()).await;
    let stale = bench.folder.path().join("cache/connectors/0000-1111.code");
    std::fs::write(&stale, b"old").unwrap();
    let bench = restart(bench).await;
    assert!(!stale.exists());
    assert_eq!(entries(bench.folder.path(), "code").len(), 1);
}
