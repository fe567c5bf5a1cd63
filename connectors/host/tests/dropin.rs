//! Connectors that an admin drops into the data folder: taken in, approved, swapped, and survived.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;
use std::time::Duration;

use common::{Bench, component, config, host};
use gatehouse_connector_host::{ConnectorHost, ConnectorStatus, HostError, Origin, Standing};
use gatehouse_core::ports::Connectors;

/// The hostile connector with other words in it: of equal length, so that the file stays valid.
fn variant(words: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = component("hostile").to_vec();
    for (from, to) in words {
        let to = format!("{to:width$}", width = from.len());
        assert_eq!(from.len(), to.len(), "{to} is too long");
        let at = bytes.windows(from.len()).position(|window| window == from.as_bytes());
        let at = at.unwrap_or_else(|| panic!("{from} is not in the file"));
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

const ASKS_FOR_ONE: &str = "https://first.example                       ";

fn version_two() -> Vec<u8> {
    variant(&[("1.0.0-aaaa", "2.0.0-bbbb")])
}

fn asks_for_more() -> Vec<u8> {
    variant(&[("1.0.0-aaaa", "3.0.0-cccc"), (ASKS_FOR_ONE, "https://first.example https://more.example")])
}

/// Puts a file into the folder whole, as a careful admin does.
fn drop_in(folder: &Path, name: &str, bytes: &[u8]) {
    let part = folder.join("connectors").join(format!("{name}.part"));
    std::fs::write(&part, bytes).unwrap();
    std::fs::rename(part, folder.join("connectors").join(name)).unwrap();
}

impl Bench {
    async fn drop_in(&self, name: &str, bytes: &[u8]) -> ConnectorStatus {
        drop_in(self.folder.path(), name, bytes);
        self.host.rescan().await.unwrap();
        self.status_of(name)
    }

    fn status_of(&self, file: &str) -> ConnectorStatus {
        let all = self.host.list_status();
        all.into_iter().find(|status| status.file.as_deref() == Some(file)).unwrap()
    }

    fn version(&self) -> Option<String> {
        self.host.provider("hostile").map(|provider| provider.info().version)
    }
}

#[tokio::test]
async fn a_dropped_in_connector_waits_for_approval_and_then_works() {
    let bench = host(&[], |_| ()).await;
    let status = bench.drop_in("hostile.wasm", component("hostile")).await;
    assert_eq!((status.status, status.origin), (Standing::Pending, Origin::DroppedIn));
    assert_eq!(status.pending_hosts, ["https://first.example"]);
    assert!(bench.host.provider("hostile").is_none(), "it answers before it was approved");
    assert!(bench.host.list().is_empty());

    let status = bench.host.approve("hostile").unwrap();
    assert_eq!(status.status, Standing::Active);
    assert_eq!(status.granted_hosts, ["https://first.example"]);
    assert_eq!(bench.hostile("behave", "").await, Ok(vec![Ok(vec![])]));
    assert!(matches!(bench.host.approve("hostile"), Err(HostError::NothingWaiting(_))));
}

#[tokio::test]
async fn a_new_version_that_asks_for_no_more_is_swapped_in_at_once() {
    let bench = host(&[], |_| ()).await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let held = bench.provider("hostile");
    let status = bench.drop_in("hostile.wasm", &version_two()).await;
    assert_eq!((status.status, status.version.as_deref()), (Standing::Active, Some("2.0.0-bbbb")));
    assert_eq!(held.info().version, "2.0.0-bbbb", "who held the old one calls the new one");
}

#[tokio::test]
async fn a_running_call_ends_on_the_version_that_it_began_with() {
    let (_listener, url) = common::standin::silent().await;
    let bench = host(&[], |config| {
        config.limits.request_ms = 2_000;
        config.extra_grants = vec![url.parse().unwrap()];
    });
    let bench = bench.await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let swap = async {
        let status = bench.drop_in("hostile.wasm", &version_two()).await;
        assert_eq!(status.version.as_deref(), Some("2.0.0-bbbb"));
        bench.hostile("behave", "").await
    };
    let (running, new) = tokio::join!(bench.hostile("slow-http", &url), swap);
    assert_eq!(new, Ok(vec![Ok(vec![])]));
    assert!(matches!(running, Err(gatehouse_core::ports::ConnectorError::Unavailable(_))), "{running:?}");
}

#[tokio::test]
async fn a_new_version_that_asks_for_more_waits_while_the_old_one_works() {
    let bench = host(&[], |_| ()).await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let status = bench.drop_in("hostile.wasm", &asks_for_more()).await;
    assert_eq!(status.status, Standing::Pending);
    assert_eq!(status.pending_hosts, ["https://more.example"]);
    assert_eq!(status.pending_version.as_deref(), Some("3.0.0-cccc"));
    assert_eq!(bench.version().as_deref(), Some("1.0.0-aaaa"));
    assert!(status.in_use);
    bench.host.approve("hostile").unwrap();
    assert_eq!(bench.version().as_deref(), Some("3.0.0-cccc"));
}

#[tokio::test]
async fn a_bad_file_keeps_the_old_version_and_says_why() {
    let bench = host(&[], |_| ()).await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let cut_short = &component("hostile")[..20_000];
    for bytes in [cut_short, b"not wasm at all", b"\0asm\x01\0\0\0", b""] {
        let status = bench.drop_in("hostile.wasm", bytes).await;
        assert!(status.last_error.is_some());
        assert_eq!(bench.version().as_deref(), Some("1.0.0-aaaa"));
    }
    let status = bench.drop_in("hostile.wasm", &version_two()).await;
    assert_eq!((status.last_error, status.version.as_deref()), (None, Some("2.0.0-bbbb")));
}

#[tokio::test]
async fn approvals_and_the_last_good_version_outlive_a_restart() {
    let bench = host(&[], |_| ()).await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let folder = bench.folder;
    drop(bench.host);
    let again = ConnectorHost::start(config(folder.path(), &[])).await.unwrap();
    assert!(again.provider("hostile").is_some(), "it was approved before the restart");
    drop(again);

    drop_in(folder.path(), "hostile.wasm", b"broken while it was down");
    let again = ConnectorHost::start(config(folder.path(), &[])).await.unwrap();
    assert_eq!(again.provider("hostile").unwrap().info().version, "1.0.0-aaaa");
    assert!(again.list_status()[0].last_error.is_some());
}

#[tokio::test]
async fn a_file_taken_away_is_gone() {
    let bench = host(&[], |_| ()).await;
    bench.drop_in("hostile.wasm", component("hostile")).await;
    bench.host.approve("hostile").unwrap();
    let held = bench.provider("hostile");
    std::fs::remove_file(bench.folder.path().join("connectors/hostile.wasm")).unwrap();
    bench.host.rescan().await.unwrap();
    assert!(bench.host.provider("hostile").is_none());
    assert!(bench.host.list_status().is_empty());
    let error = held.lookup(&Default::default(), &[]).await.unwrap_err();
    assert_eq!(error.to_string(), "unavailable: the connector hostile is not loaded any more");
}

#[tokio::test]
async fn what_may_not_be_dropped_in() {
    let bench = host(&["hostile"], |_| ()).await;
    let status = bench.drop_in("greedy.wasm", component("local")).await;
    assert_eq!(status.status, Standing::Failed, "only the built-in `local` may read the corpus");
    assert!(status.last_error.unwrap().contains("corpus"));

    bench.drop_in("one.wasm", component("webhook")).await;
    let status = bench.drop_in("two.wasm", component("webhook")).await;
    assert_eq!(status.last_error.as_deref(), Some("one.wasm already brings the connector webhook"));

    let status =
        bench.drop_in("bad-host.wasm", &variant(&[("https://first.example", "everything/everyone/")])).await;
    assert!(status.last_error.unwrap().contains("it asks for a host"));
}

#[tokio::test]
async fn an_approved_file_takes_the_place_of_a_built_in_connector() {
    let bench = host(&["hostile"], |_| ()).await;
    bench.drop_in("hostile.wasm", &version_two()).await;
    assert_eq!(bench.version().as_deref(), Some("1.0.0-aaaa"));
    bench.host.approve("hostile").unwrap();
    assert_eq!(bench.version().as_deref(), Some("2.0.0-bbbb"));
    std::fs::remove_file(bench.folder.path().join("connectors/hostile.wasm")).unwrap();
    bench.host.rescan().await.unwrap();
    assert_eq!(bench.version().as_deref(), Some("1.0.0-aaaa"));
}

#[tokio::test]
async fn the_folder_is_watched() {
    let bench = host(&[], |config| config.poll = Some(Duration::from_millis(10))).await;
    let mut changes = bench.host.changes();
    drop_in(bench.folder.path(), "hostile.wasm", component("hostile"));
    changes.changed().await.unwrap();
    assert_eq!(bench.status_of("hostile.wasm").status, Standing::Pending);
}

#[tokio::test]
async fn approvals_that_cannot_be_read_stop_the_start() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("connector-approvals.json"), "{").unwrap();
    let error = ConnectorHost::start(config(folder.path(), &[])).await.err().unwrap();
    assert!(error.to_string().contains("connector-approvals.json"));
}
