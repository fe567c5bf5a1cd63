//! Pages that leave no alert out.

use super::{found, scan};
use crate::access::Principal;
use crate::siem::{Start, page};
use crate::store::{Id, OrgScope};
use crate::time::Timestamp;

#[tokio::test]
async fn pages_leave_nothing_out_and_repeat_nothing() {
    let fixture = found(25).await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let began = services.platform.now();
    for most in [1, 7, 24, 25, 26] {
        let (mut start, mut ids) = (Start { since: Some(began), after: None }, Vec::new());
        loop {
            let page = page(services, admin, start, most).unwrap();
            let next = page.next();
            assert!(page.events.len() <= most);
            ids.extend(page.events.into_iter().map(|event| event.id));
            let Some(next) = next else { break };
            start.after = Some(next);
        }
        assert_eq!(ids.len(), 25, "{most} a page");
        assert!(ids.is_sorted_by(|a, b| a < b), "oldest first, each once");
    }
    let later = Start { since: Some(began.plus_seconds(60)), after: None };
    assert_eq!(page(services, admin, later, 10).unwrap().events, []);
}

#[tokio::test]
async fn who_reads_on_from_the_last_time_sees_what_came_since() {
    let fixture = found(3).await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let first = page(services, admin, Start::default(), 100).unwrap();
    let last = first.events.last().unwrap().clone();
    // The clock of the appliance is put back by a minute; ids go on all the same.
    fixture.clock.advance(-60_000);
    let emails: Vec<String> = (0..3).map(|n| format!("p{n}@acme.example")).collect();
    scan(&fixture, &emails, "LinkedIn").await;
    let since = Start { since: Timestamp::parse(&last.timestamp), after: None };
    let seen: Vec<String> =
        page(services, admin, since, 100).unwrap().events.into_iter().map(|event| event.breach).collect();
    assert_eq!(seen.iter().filter(|breach| *breach == "LinkedIn").count(), 3, "{seen:?}");
    let after = Start { since: None, after: Some(last.id.parse().unwrap()) };
    assert_eq!(page(services, admin, after, 100).unwrap().events.len(), 3);
}

#[tokio::test]
async fn another_organization_has_pages_of_its_own() {
    let fixture = found(2).await;
    let other = Principal::system(OrgScope::of(Id::floor(Timestamp(7))), "test");
    assert_eq!(page(&fixture.services, &other, Start::default(), 10).unwrap().events, []);
}
