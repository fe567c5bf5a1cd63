//! Pages far down: found by the moments that lie above them, and by walking where those were not counted.

use super::{House, body};
use crate::endpoint::alert::moments;
use crate::endpoint::{AlertFilter, alerts, dismiss, dismissed_before, remove_dismissed};
use crate::store::Id;

/// Every page of three, against the whole list.
fn check(house: &House, expected: &[Id], dismissed: Option<bool>) {
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let filter = AlertFilter { dismissed, ..AlertFilter::default() };
    for skip in 0..=expected.len() + 1 {
        let page = alerts(services, admin, &filter, skip, 3).unwrap();
        let ids: Vec<Id> = page.items.into_iter().map(|(id, _)| id).collect();
        let part: Vec<Id> = expected.iter().skip(skip).take(3).copied().collect();
        assert_eq!(ids, part, "from {skip}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_far_down_is_the_one_that_a_walk_comes_to() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let mut ids: Vec<Id> = Vec::new();
    for n in 0..30 {
        ids.push(house.add(body("a-1", "host", "evil.exe", n, house.seconds())).await.0);
        if n % 4 == 3 {
            house.fixture.clock.advance(100 * i64::from(n));
        }
    }
    let aside: Vec<Id> = ids.iter().step_by(3).copied().collect();
    dismiss(services, admin, aside.clone(), "seen".into()).await.unwrap();
    ids.reverse();
    let open: Vec<Id> = ids.iter().copied().filter(|id| !aside.contains(id)).collect();
    check(&house, &ids, None);
    check(&house, &open, Some(false));

    house.fixture.clock.advance(1000);
    let (org, now) = (services.org(admin), services.platform.now());
    let (due, _) = dismissed_before(&org.read().unwrap(), now, None, 4).unwrap();
    assert_eq!(org.write(move |writer| remove_dismissed(writer, now, &due)).await.unwrap(), 4);
    let left: Vec<Id> = ids.iter().copied().filter(|id| !aside[..4].contains(id)).collect();
    check(&house, &left, None);

    org.write(moments::forget).await.unwrap();
    check(&house, &left, None);
    let newest = house.add(body("a-1", "host", "evil.exe", 99, house.seconds())).await.0;
    check(&house, &[&[newest], left.as_slice()].concat(), None);
}
