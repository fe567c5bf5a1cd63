//! The audit log as its readers see it.
#![allow(clippy::unwrap_used)]

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::platform::Platform;
use crate::store::OrgScope;

#[tokio::test]
async fn a_deed_that_fails_leaves_no_entry_and_one_that_succeeds_is_searchable() {
    let platform = Platform::in_memory().unwrap();
    let principal = Principal::system(OrgScope::of(platform.new_id()), "test");
    let store = platform.store.org(principal.scope());

    let entry = Entry::by(&platform, &principal, "thing.done").target("7").detail("x".repeat(9000));
    let failing = entry.clone();
    let undone = store
        .write(move |writer| {
            audit::record(writer, &failing)?;
            Err::<(), _>(Error::Conflict("on second thought".into()))
        })
        .await;
    assert!(undone.is_err());
    assert_eq!(audit::list(&platform, &principal, 0, 10).unwrap(), (vec![], 0));

    let (first, second) = (entry.clone(), Entry::by(&platform, &principal, "thing.undone"));
    let last = second.clone();
    store
        .write(move |writer| {
            audit::record(writer, &first)?;
            audit::record(writer, &last)
        })
        .await
        .unwrap();
    let (page, total) = audit::list(&platform, &principal, 0, 1).unwrap();
    assert_eq!((page, total), (vec![second.clone()], 2), "newest first");
    assert_eq!(entry.detail.len(), 500, "text from outside is bounded");
    let changes = platform.store.changes_since(0);
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|(_, change)| change.kind == audit::KIND));
    assert_eq!(audit::find(&store.read().unwrap(), second.id).unwrap(), Some(second));

    let of_target = |target| audit::list_of_target(&platform, &principal, target, 0, 10).unwrap();
    assert_eq!(of_target("7"), (vec![entry], 1));
    assert_eq!(of_target("77"), (vec![], 0));

    let stranger = Principal::system(OrgScope::of(platform.new_id()), "test");
    assert_eq!(audit::list(&platform, &stranger, 0, 10).unwrap(), (vec![], 0));
}
