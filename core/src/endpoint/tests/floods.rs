//! Groups while a flood of alerts comes in, and after it.
#![allow(clippy::unwrap_used)]

use super::{House, body};
use crate::endpoint::alert::Phase;
use crate::endpoint::group::{WIDE, WINDOW, lag, places};
use crate::endpoint::{GroupFilter, groups};

/// The groups' process names as the list has them, newest first.
fn listed(house: &House) -> Vec<String> {
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let page = groups(services, admin, &GroupFilter::default(), 0, 1000).unwrap();
    page.items.into_iter().map(|group| group.newest.process_name).collect()
}

/// How far open groups may lag, and how far the furthest does.
fn lags(house: &House) -> (u32, u32) {
    let reader = house.fixture.services.org(&house.fixture.admin).read().unwrap();
    let furthest = places(&reader, Phase::Open).unwrap().into_iter().map(|(at, last)| last - at).max();
    (lag(&reader, Phase::Open).unwrap(), furthest.unwrap_or(0))
}

#[tokio::test]
async fn groups_lag_in_a_flood_are_listed_right_all_the_same_and_settle_after_it() {
    let house = House::new().await;
    let start = house.seconds();
    let ingest = house.endpoint.ingest();
    ingest.flood_from(0);
    // More groups than a step takes. Each comes, and comes again twenty seconds later, the other way round.
    let count = 300;
    for n in 0..count {
        house.add(body("a", "host", &format!("p{n:03}"), 1, start - 40 + i64::from(n) / 30)).await;
    }
    for n in (0..count).rev() {
        house.add(body("a", "host", &format!("p{n:03}"), 2, start - 20 + i64::from(count - n) / 30)).await;
    }
    let right: Vec<String> = (0..count).map(|n| format!("p{n:03}")).collect();
    assert_eq!(listed(&house), right);
    let (allowed, furthest) = lags(&house);
    assert!(allowed == WIDE && (WINDOW..WIDE).contains(&furthest), "{allowed} {furthest}");

    ingest.settle().await.unwrap();
    assert_eq!(listed(&house), right);
    let (allowed, furthest) = lags(&house);
    assert!(allowed == WINDOW && furthest < WINDOW, "{allowed} {furthest}");

    ingest.flood_from(usize::MAX);
    house.add(body("a", "host", "p299", 3, start)).await;
    assert_eq!(listed(&house).first().map(String::as_str), Some("p299"));
    assert_eq!(lags(&house).0, WINDOW);
}
