//! Letting go of what was put aside and of files: nothing else goes with it, and everything that counted it knows.

use super::files::crash_log;
use super::{House, body};
use crate::endpoint::{
    AlertFilter, GroupFilter, StoredFile, agent, alert_count, crash_logs, dismiss, dismissed_before,
    files_before, groups, remove_dismissed, remove_files, unlink_removed,
};
use crate::store::Id;
use crate::time::Timestamp;

const DAY: i64 = 86_400_000;

impl House {
    fn dismissed(&self, dismissed: bool) -> u64 {
        let filter = AlertFilter { dismissed: Some(dismissed), ..AlertFilter::default() };
        alert_count(&self.fixture.services, &self.fixture.admin, &filter).unwrap()
    }

    fn groups(&self, dismissed: Option<bool>) -> Vec<(String, u64)> {
        let filter = GroupFilter { dismissed, ..GroupFilter::default() };
        let page = groups(&self.fixture.services, &self.fixture.admin, &filter, 0, 50).unwrap();
        let mut found: Vec<_> =
            page.items.into_iter().map(|group| (group.newest.process_name, group.count)).collect();
        found.sort();
        found
    }

    fn now(&self) -> Timestamp {
        self.fixture.services.platform.now()
    }

    /// Lets go of everything that was put aside before then, two looks at a time.
    async fn let_go(&self, before: Timestamp) -> u64 {
        let org = self.fixture.services.org(&self.fixture.admin);
        let (mut after, mut removed) = (None, 0);
        loop {
            let (ids, next) = dismissed_before(&org.read().unwrap(), before, after, 2).unwrap();
            removed += org.write(move |writer| remove_dismissed(writer, before, &ids)).await.unwrap();
            let Some(next) = next else { return removed };
            after = Some(next);
        }
    }

    async fn let_files_go(&self, before: Timestamp) -> u64 {
        let services = &self.fixture.services;
        let org = services.org(&self.fixture.admin);
        let (mut place, mut removed): (Option<StoredFile>, u64) = (None, 0);
        loop {
            let (due, next) = files_before(&org.read().unwrap(), before, place.as_ref(), 2).unwrap();
            removed += org.write(move |writer| remove_files(writer, before, &due)).await.unwrap();
            let Some(next) = next else { break };
            place = Some(next);
        }
        while unlink_removed(&services.platform, &services.blobs, org.scope()).await.unwrap().is_some() {}
        removed
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_aside_long_ago_goes_and_every_count_follows() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let mut ids: Vec<Id> = Vec::new();
    for n in 0..6 {
        let process = if n < 4 { "evil.exe" } else { "odd.exe" };
        ids.push(house.add(body("a-1", "host", process, n, house.seconds() + i64::from(n))).await.0);
    }
    dismiss(services, admin, ids[..3].to_vec(), "seen".into()).await.unwrap();
    dismiss(services, admin, vec![ids[4]], "seen".into()).await.unwrap();
    house.fixture.clock.advance(10 * DAY);
    let later = house.now();
    dismiss(services, admin, vec![ids[3]], "seen late".into()).await.unwrap();
    assert_eq!(house.let_go(Timestamp(later.0 - 11 * DAY)).await, 0, "nothing is that old");
    assert_eq!((house.dismissed(true), house.dismissed(false)), (5, 1));

    house.fixture.clock.advance(DAY);
    assert_eq!(house.let_go(later).await, 4);
    assert_eq!((house.dismissed(true), house.dismissed(false)), (1, 1));
    assert_eq!(house.groups(Some(true)), [("evil.exe".to_owned(), 1)]);
    assert_eq!(house.groups(Some(false)), [("odd.exe".to_owned(), 1)]);
    assert_eq!(house.groups(None).len(), 2);
    let state = agent(services, admin, "a-1").unwrap().1;
    assert_eq!((state.open_alerts, state.dismissed_alerts), (1, 1));
    let told = services.platform.store.changes_since(0);
    let last = &told.last().unwrap().1;
    assert!(ids.contains(&last.ids[0]), "search learns of it");
    assert_eq!(house.let_go(Timestamp(i64::MAX / 2)).await, 1, "the open one stays for ever");
    assert_eq!((house.dismissed(true), house.dismissed(false)), (0, 1));
    assert_eq!(house.groups(Some(true)), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_files_content_goes_when_nobody_names_it_any_more() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.add(body("a-1", "host", "evil.exe", 1, house.seconds())).await;
    house.put(&house.token(crash_log("a-1")), b"boom").await.unwrap();
    house.put(&house.token(crash_log("a-1")), b"bang").await.unwrap();
    house.put(&house.token(super::files::suspicious("evil.exe.q")), b"evil").await.unwrap();
    house.fixture.clock.advance(10 * DAY);
    house.put(&house.token(crash_log("a-2")), b"boom").await.unwrap();
    assert_eq!((house.stored().len(), crash_logs(services, admin, None).unwrap().len()), (3, 3));
    assert_eq!(agent(services, admin, "a-1").unwrap().1.unseen_crash_logs, 2);

    assert_eq!(house.let_files_go(house.now()).await, 3);
    assert_eq!(crash_logs(services, admin, None).unwrap().len(), 1);
    assert_eq!(house.stored(), [b"boom".to_vec()], "the other agent's log has the same content");
    assert_eq!(agent(services, admin, "a-1").unwrap().1.unseen_crash_logs, 0);
    let (id, _) = crash_logs(services, admin, None).unwrap()[0];
    let path = house.endpoint.crash_log_link(admin, id).await.unwrap();
    assert_eq!(house.fetch(&path).unwrap().2, b"boom");

    house.fixture.clock.advance(1);
    assert_eq!(house.let_files_go(house.now()).await, 1);
    assert_eq!(house.stored(), [] as [Vec<u8>; 0]);
    assert_eq!(house.let_files_go(house.now()).await, 0);
}
