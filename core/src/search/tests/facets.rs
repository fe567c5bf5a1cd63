//! Counts beside the hits, each as if its own filter were not set.

use super::*;

fn counts(list: &[(String, u64)]) -> Vec<(&str, u64)> {
    list.iter().map(|(name, count)| (name.as_str(), *count)).collect()
}

async fn world() -> World {
    let mut docs = Vec::new();
    for number in 0..24_u64 {
        docs.push(Doc {
            kind: if number < 18 { "exposure_alert".into() } else { "employee".into() },
            severity: (number < 18).then(|| ["LOW", "HIGH", "CRITICAL"][number as usize % 3].into()),
            status: (number < 18).then(|| if number < 12 { "OPEN".into() } else { "RESOLVED".into() }),
            host: Some(format!("host{:02}", number / 2)),
            ..alert(number, if number % 2 == 0 { "even" } else { "odd" }, &[])
        });
    }
    World::with(docs).await
}

#[tokio::test]
async fn facets_count_all_matches() {
    let world = world().await;
    let answer = world.ask(&Request { facets: true, limit: 3, ..request("even") });
    let facets = answer.facets.unwrap();
    assert_eq!((answer.total, answer.hits.len()), (12, 3));
    assert_eq!(counts(&facets.kind), [("exposure_alert", 9), ("employee", 3)]);
    assert_eq!(counts(&facets.severity), [("CRITICAL", 3), ("HIGH", 3), ("LOW", 3)]);
    assert_eq!(counts(&facets.status), [("OPEN", 6), ("RESOLVED", 3)]);
    assert_eq!(facets.host.len(), 10);
    assert_eq!(facets.host[0], ("host00".into(), 1));
    assert_eq!(world.ask(&request("even")).facets, None);
}

#[tokio::test]
async fn a_facet_does_not_count_its_own_filter_but_those_of_the_others() {
    let world = world().await;
    for sort in [Sort::Newest, Sort::Score] {
        let chosen = Request {
            sort,
            facets: true,
            severities: vec!["high".into(), "CRITICAL".into()],
            statuses: vec!["open".into()],
            ..request("")
        };
        let answer = world.ask(&chosen);
        let facets = answer.facets.clone().unwrap();
        assert_eq!(answer.total, 8);
        assert_eq!(answer.hits.len(), 8);
        assert_eq!(counts(&facets.kind), [("exposure_alert", 8)]);
        assert_eq!(counts(&facets.severity), [("CRITICAL", 4), ("HIGH", 4), ("LOW", 4)]);
        assert_eq!(counts(&facets.status), [("OPEN", 8), ("RESOLVED", 4)]);
        let plain = world.ask(&Request { facets: false, ..chosen });
        assert_eq!(numbers(&plain), numbers(&answer));
    }
    let nothing = world.ask(&Request { facets: true, kinds: vec!["device".into()], ..request("") });
    assert_eq!(nothing.total, 0);
    assert_eq!(counts(&nothing.facets.unwrap().kind), [("exposure_alert", 18), ("employee", 6)]);
    assert_eq!(world.find("kind:employee").len(), 6);
    let employees = Request { kinds: vec!["Employee".into()], ..request("") };
    assert_eq!(world.ask(&employees).total, 6);
}

#[tokio::test]
async fn counts_add_up_over_segments_and_leave_out_what_was_deleted() {
    let world = world().await;
    for number in 0..6 {
        let again = Doc {
            status: Some("RESOLVED".into()),
            host: Some("host99".into()),
            ..alert(number, "again", &[])
        };
        world.put(again).await;
    }
    world.feed.remove(ACME, "employee", id(20));
    world.settled().await;
    let answer = world.ask(&Request { facets: true, ..request("") });
    let facets = answer.facets.unwrap();
    assert_eq!(answer.total, 23);
    assert_eq!(counts(&facets.status), [("RESOLVED", 12), ("OPEN", 6)]);
    assert_eq!(counts(&facets.kind), [("exposure_alert", 18), ("employee", 5)]);
    assert_eq!(facets.host[0], ("host99".into(), 6));
}
