//! Many alerts at once: all of them stored, few of them told.

use std::collections::BTreeMap;

use serde_json::json;

use super::{House, body};
use crate::endpoint::{AgentChange, AlertFilter, GroupFilter, alert_count, groups, update_agent};
use crate::jobs::Outgoing;
use crate::notify::{ChannelKind, NewChannel, add_channel};
use crate::severity::Severity;
use crate::tenancy::{NotificationPreference, OrganizationChange};

impl House {
    fn waiting(&self) -> Vec<Outgoing> {
        let scope = self.fixture.admin.scope();
        self.fixture
            .services
            .outbox
            .list(scope, 1000)
            .unwrap()
            .0
            .into_iter()
            .map(|(_, message)| message)
            .collect()
    }

    async fn tell_by_phone(&self) {
        let change = OrganizationChange {
            contact_phone: Some("+49 30 1234567".into()),
            notification_preferences: Some(NotificationPreference::Sms),
            ..OrganizationChange::default()
        };
        self.access.update_organization(&self.fixture.admin, change).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_of_many_connections_are_stored_once_each() {
    let house = House::new().await;
    let at = house.seconds();
    let tasks: Vec<_> = (0..400u32)
        .map(|n| {
            // Each report is sent twice, at the same time.
            let report = house.report(&body(&format!("a-{}", n / 2 % 7), "host", "evil.exe", n / 2, at));
            let (endpoint, admin) = (house.endpoint.clone(), house.fixture.admin.clone());
            tokio::spawn(async move { endpoint.add_alert(&admin, report, None).await.unwrap().0 })
        })
        .collect();
    let mut ids = std::collections::BTreeSet::new();
    for task in tasks {
        ids.insert(task.await.unwrap());
    }
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    assert_eq!(ids.len(), 200);
    assert_eq!(alert_count(services, admin, &AlertFilter::default()).unwrap(), ids.len() as u64);
    let groups = groups(services, admin, &GroupFilter::default(), 0, 10).unwrap();
    assert_eq!((groups.total, groups.items[0].count), (1, ids.len() as u64));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_alerts_is_no_storm_of_messages() {
    let house = House::new().await;
    house.tell_by_phone().await;
    for pid in 0..20 {
        house.add(body("a-1", "host", "evil.exe", pid, house.seconds())).await;
    }
    assert_eq!(house.waiting().len(), 5, "of one group five in five minutes");
    house.add(body("a-1", "host", "other.exe", 1, house.seconds())).await;
    assert_eq!(house.waiting().len(), 6, "another group is told of");
    house.fixture.clock.advance(5 * 60 * 1000);
    house.add(body("a-1", "host", "evil.exe", 99, house.seconds())).await;
    let last = house.waiting().pop().unwrap().body;
    assert!(last.contains("15 more"), "what was held back is said: {last}");
    for n in 0..100 {
        house.add(body("a-1", "host", &format!("random-{n}.exe"), 1, house.seconds())).await;
    }
    assert_eq!(house.waiting().len(), 7 + 59, "of one organization sixty in a minute");
}

#[tokio::test(flavor = "multi_thread")]
async fn lesser_alerts_do_not_drown_grave_ones() {
    let house = House::new().await;
    let channel = NewChannel {
        label: "Ops".into(),
        kind: ChannelKind::Webhook,
        url: "https://hooks.example/secret-path".into(),
        min_severity: Severity::High,
        settings: BTreeMap::new(),
    };
    house.fixture.notifier("webhook");
    add_channel(&house.fixture.services, &house.fixture.admin, channel).await.unwrap();
    let grave = |process: &str, pid| {
        let mut report = body("a-1", "host", process, pid, house.seconds());
        report["action_taken"] = "allowed".into();
        report
    };
    // Nobody hears these: they take nothing from the others.
    for pid in 0..70 {
        house.add(body("a-1", "host", "evil.exe", pid, house.seconds())).await;
    }
    assert_eq!(house.waiting().len(), 0);
    house.add(grave("evil.exe", 100)).await;
    assert_eq!(house.waiting().len(), 1);

    // The phone hears all of them, and what is grave all the same.
    house.tell_by_phone().await;
    for pid in 200..220 {
        house.add(body("a-1", "host", "other.exe", pid, house.seconds())).await;
    }
    assert_eq!(house.waiting().len(), 1 + 5);
    house.add(grave("other.exe", 300)).await;
    assert_eq!(house.waiting().len(), 6 + 2, "by phone and to the channel");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agents_own_preference_and_words_win() {
    let house = House::new().await;
    house.tell_by_phone().await;
    house.add(body("quiet", "host-q", "evil.exe", 1, house.seconds())).await;
    let before = house.waiting().len();
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let change = AgentChange {
        alert_notification_type: Some(Some(NotificationPreference::None)),
        ..AgentChange::default()
    };
    update_agent(services, admin, "quiet", change).await.unwrap();
    house.add(body("quiet", "host-q", "evil.exe", 2, house.seconds())).await;
    assert_eq!(house.waiting().len(), before);

    let change = AgentChange {
        alert_notification_type: Some(None),
        alert_notification_message_template: Some("LOOK AT {hostname}: {process_name}".into()),
        ..AgentChange::default()
    };
    update_agent(services, admin, "quiet", change).await.unwrap();
    let mut report = body("quiet", "host-q", "evil.exe", 3, house.seconds());
    report["process_name"] = json!("a\r\nBcc: all");
    house.add(report).await;
    let told = house.waiting().pop().unwrap().body;
    assert!(told.contains("LOOK AT host-q: a"), "{told}");
    assert!(!told.contains("\\r") && !told.contains("\\nBcc"), "{told}");
}
