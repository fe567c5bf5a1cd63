//! The room as its users see it, over a feed in memory.
#![allow(clippy::unwrap_used)]

mod facets;
mod feed;
mod finding;
mod following;
mod organizations;
mod random;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use self::feed::MemoryFeed;
use super::*;
use crate::store::{Id, OrgScope};
use crate::time::Timestamp;

const ACME: RawId = [1; 16];
/// Nothing found.
const NONE: [u64; 0] = [];
const GLOBEX: RawId = [2; 16];

fn scope(org: RawId) -> OrgScope {
    OrgScope::of(Id(org))
}

fn options() -> Options {
    Options {
        fields: vec!["email", "breach", "department", "message", "path", "process", "sha256", "city"],
        gather: Duration::ZERO,
        retry: Duration::from_millis(1),
        time_limit: Duration::from_secs(60),
        ..Options::default()
    }
}

fn id(number: u64) -> RawId {
    u128::from(number).to_be_bytes()
}

/// An alert of ACME; its number is its id and its time.
fn alert(number: u64, title: &str, text: &[(&'static str, &str)]) -> Doc {
    Doc {
        org: ACME,
        kind: "exposure_alert".into(),
        id: id(number),
        time: Timestamp(i64::try_from(number).unwrap()),
        severity: Some("HIGH".into()),
        status: Some("OPEN".into()),
        host: None,
        title: title.into(),
        text: text.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        fields: json!({ "number": number }),
    }
}

/// A room over its feed.
struct World {
    feed: Arc<MemoryFeed>,
    search: Search,
    dir: Arc<TempDir>,
}

impl World {
    async fn with(docs: Vec<Doc>) -> Self {
        let feed = Arc::new(MemoryFeed::default());
        docs.into_iter().for_each(|doc| feed.put(doc));
        let dir = Arc::new(TempDir::new().unwrap());
        let world = Self::over(feed, dir);
        world.settled().await;
        world
    }

    fn over(feed: Arc<MemoryFeed>, dir: Arc<TempDir>) -> Self {
        let search = Search::open(dir.path(), feed.clone(), options()).unwrap();
        search.start();
        Self { feed, search, dir }
    }

    /// Stops the room and opens it again.
    async fn again(self) -> Self {
        self.search.shutdown().await;
        Self::over(self.feed.clone(), self.dir.clone())
    }

    async fn settled(&self) {
        let settled = self.search.wait_for(self.feed.last());
        tokio::time::timeout(Duration::from_secs(60), settled).await.expect("the index catches up");
    }

    async fn put(&self, doc: Doc) {
        self.feed.put(doc);
        self.settled().await;
    }

    fn ask(&self, request: &Request) -> Answer {
        self.search.org(scope(ACME)).search_blocking(request).unwrap()
    }

    /// The numbers of what a query finds, newest first. Checks the count on the way.
    fn find(&self, query: &str) -> Vec<u64> {
        numbers(&self.ask(&request(query)))
    }

    fn refused(&self, query: &str) -> QueryError {
        match self.search.org(scope(ACME)).search_blocking(&request(query)) {
            Err(SearchError::Query(error)) => error,
            other => panic!("{query} should be refused, not {other:?}"),
        }
    }

    fn folder(&self) -> std::path::PathBuf {
        folders(self.dir.path()).pop().unwrap()
    }
}

fn request(query: &str) -> Request {
    Request { query: query.into(), limit: 100, ..Request::default() }
}

fn numbers(answer: &Answer) -> Vec<u64> {
    let found: Vec<u64> = answer.hits.iter().map(|hit| hit.fields["number"].as_u64().unwrap()).collect();
    if found.len() < 100 {
        assert_eq!(found.len() as u64, answer.total);
    }
    found
}

fn folders(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut list: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    list.sort();
    list
}
