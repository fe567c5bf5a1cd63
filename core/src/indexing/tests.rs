//! From a scan to a hit, through the change log and through a rebuild.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::exposure::{
    self, AlertFilter, AlertStatus, SCAN_KIND, ScanHandler, set_status, start_scan, wait_for_scan,
};
use crate::fixture::{Fixture, exposure};
use crate::indexing::{FIELDS, StoreFeed, WORDING};
use crate::search::{Feed as _, Options, Request, Search};
use crate::tenancy::{self, NewOrganization};

fn options() -> Options {
    Options { fields: FIELDS.to_vec(), version: WORDING, ..Options::default() }
}

async fn titles(search: &Search, fixture: &Fixture, query: &str) -> Vec<String> {
    search.wait_for(*fixture.services.platform.store.watch_changes().borrow()).await;
    let request = Request { query: query.into(), limit: 10, ..Request::default() };
    let answer = search.org(fixture.admin.scope()).search(request).await.unwrap();
    answer.hits.into_iter().map(|hit| hit.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_scan_found_is_searchable_and_follows_its_person() {
    let fixture = Fixture::new();
    let platform = fixture.services.platform.clone();
    let (org, now) = (fixture.admin.scope().org(), platform.now());
    platform
        .store
        .write(move |writer| tenancy::create(writer, org, now, NewOrganization::client("Acme")).map(drop))
        .await
        .unwrap();
    fixture.services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(&fixture.services)));
    tokio::spawn(fixture.services.jobs.clone().work());
    fixture.people("email,first_name,last_name,department\nada@acme.example,Ada,Byron,Engines\n").await;
    fixture.provider("free", false).knows("ada@acme.example", vec![exposure("Adobe", &["Passwords"])]);

    let folder = tempfile::tempdir().unwrap();
    let feed = Arc::new(StoreFeed::new(platform.clone()).await.unwrap());
    let search = Search::open(&folder.path().join("index"), feed, options()).unwrap();
    search.start();
    let scan = start_scan(&fixture.services, &fixture.admin).await.unwrap();
    wait_for_scan(&fixture.services, &fixture.admin, scan).await.unwrap();

    let message = "Ada Byron found in Adobe breach.";
    for query in [
        "breach:adobe",
        "data:password byron",
        "department:engines kind:exposure_alert",
        "severity:high",
        "status:open",
    ] {
        assert_eq!(titles(&search, &fixture, query).await, [message], "{query}");
    }
    assert_eq!(titles(&search, &fixture, "kind:employee ada").await, ["Ada Byron"]);
    assert_eq!(titles(&search, &fixture, "action:scan.started").await, ["test: scan.started"]);

    fixture.people("email,last_name\nada@acme.example,Lovelace\n").await;
    let renamed = ["Ada Lovelace found in Adobe breach."];
    assert_eq!(titles(&search, &fixture, "kind:exposure_alert lovelace").await, renamed);
    let page = exposure::alerts(&fixture.services, &fixture.admin, &AlertFilter::default(), 0, 1).unwrap();
    set_status(&fixture.services, &fixture.admin, page.items[0].0, AlertStatus::Resolved).await.unwrap();
    assert_eq!(titles(&search, &fixture, "status:resolved").await, renamed);
    search.shutdown().await;

    // A new index, built from the store alone.
    let feed = Arc::new(StoreFeed::new(platform).await.unwrap());
    let mut shown = 0;
    feed.all(&mut |_| {
        shown += 1;
        Ok(())
    })
    .unwrap();
    let rebuilt = Search::open(&folder.path().join("another"), feed, options()).unwrap();
    rebuilt.start();
    assert_eq!(titles(&rebuilt, &fixture, "status:resolved").await, renamed);
    let everything = rebuilt.org(fixture.admin.scope()).search(Request::default()).await.unwrap();
    assert_eq!((everything.total, everything.complete), (shown, true));
    rebuilt.shutdown().await;
}
