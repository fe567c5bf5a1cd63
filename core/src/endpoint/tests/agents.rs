//! Agents appear, are set up, confirm their uninstalling and go.

use serde_json::json;

use super::{House, body};
use crate::access::Principal;
use crate::endpoint::agent::MAX_AGENTS;
use crate::endpoint::alert::{COUNTS, Count};
use crate::endpoint::{AgentChange, Poll, agent, agents, remove_agent, update_agent};
use crate::error::Error;
use crate::store::{OrgScope, OrgWriter};
use crate::tenancy::{NotificationPreference, OrganizationChange};

fn poll(uuid: &str, hostname: &str) -> Poll {
    Poll {
        uuid: uuid.into(),
        hostname: hostname.into(),
        os_type: "Windows".into(),
        os_platform: "Windows 10".into(),
        agent_version: "1.2.3".into(),
        ..Poll::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_appears_with_its_first_report_or_poll() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.add(body("a-1", "first", "evil.exe", 1, house.seconds())).await;
    house.fixture.clock.advance(1000);
    let (polled, state) = house.endpoint.poll(admin, poll("a-1", "first")).await.unwrap();
    assert_eq!((polled.name.as_str(), polled.os_platform.as_str()), ("first", "Windows 10"));
    assert_eq!((state.open_alerts, state.last_poll), (1, Some(services.platform.now())));
    house.endpoint.poll(admin, poll("a-2", "second")).await.unwrap();
    let names: Vec<String> =
        agents(services, admin).unwrap().into_iter().map(|(agent, _)| agent.name).collect();
    assert_eq!(names, ["first", "second"]);

    // Its machine's new name is its name, until somebody names it.
    house.endpoint.poll(admin, poll("a-2", "renamed")).await.unwrap();
    assert_eq!(agent(services, admin, "a-2").unwrap().0.name, "renamed");
    let change = AgentChange { name: Some(" Reception ".into()), version: Some(1), ..AgentChange::default() };
    let (changed, _) = update_agent(services, admin, "a-2", change.clone()).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.version), ("Reception", 2));
    house.endpoint.poll(admin, poll("a-2", "third")).await.unwrap();
    let (kept, _) = agent(services, admin, "a-2").unwrap();
    assert_eq!((kept.name.as_str(), kept.hostname.as_str()), ("Reception", "third"));
    let stale = update_agent(services, admin, "a-2", change).await;
    assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_change_is_named_and_changes_nothing() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.endpoint.poll(admin, poll("a-1", "host")).await.unwrap();
    let before = agent(services, admin, "a-1").unwrap();
    let none = AgentChange::default;
    for (change, field) in [
        (AgentChange { name: Some("  ".into()), ..none() }, "name"),
        (AgentChange { polling_interval: Some(1), ..none() }, "polling_interval"),
        (
            AgentChange { alert_notification_message_template: Some("{nonsense}".into()), ..none() },
            "alert_notification_message_template",
        ),
    ] {
        match update_agent(services, admin, "a-1", change).await {
            Err(Error::Invalid { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(agent(services, admin, "a-1").unwrap(), before);
    let stranger = Principal::system(OrgScope::of(services.platform.new_id()), "test");
    for found in [agent(services, &stranger, "a-1").map(drop), remove_agent(services, &stranger, "a-1").await]
    {
        assert!(matches!(found, Err(Error::NotFound("agent"))), "{found:?}");
    }
    remove_agent(services, admin, "a-1").await.unwrap();
    assert!(agent(services, admin, "a-1").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_has_so_many_agents_and_no_more() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.endpoint.poll(admin, poll("a-1", "host")).await.unwrap();
    // As if there were all but one.
    let others = |writer: &mut OrgWriter<'_, '_>| writer.add(&COUNTS, &Count::Agents.key(), MAX_AGENTS - 2);
    services.org(admin).write(others).await.unwrap();
    let report = |agent: &str| house.report(&body(agent, "host", "evil.exe", 1, house.seconds()));
    house.endpoint.add_alert(admin, report("a-2"), None).await.unwrap();
    for refused in [
        house.endpoint.poll(admin, poll("a-3", "host")).await.map(drop),
        house.endpoint.add_alert(admin, report("a-3"), None).await.map(drop),
    ] {
        assert!(matches!(&refused, Err(Error::Conflict(text)) if text.contains("100000")), "{refused:?}");
    }
    assert!(agent(services, admin, "a-3").is_err());
    house.endpoint.poll(admin, poll("a-2", "host")).await.unwrap();
    house.endpoint.add_alert(admin, report("a-1"), None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn uninstalling_asks_for_the_password_five_times_at_most() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.endpoint.poll(admin, poll("a-1", "host")).await.unwrap();
    let try_with = |word: &'static str| house.endpoint.confirm_uninstall(admin, "a-1", word);
    assert!(!try_with("anything").await.unwrap(), "no password was set: nothing is right");
    let change =
        OrganizationChange { uninstall_password: Some("let me out please".into()), ..Default::default() };
    house.access.update_organization(admin, change).await.unwrap();
    assert!(!try_with("wrong").await.unwrap());
    assert!(agent(services, admin, "a-1").unwrap().0.uninstalled.is_none());
    assert!(try_with("let me out please").await.unwrap());
    assert!(agent(services, admin, "a-1").unwrap().0.uninstalled.is_some());
    for _ in 0..2 {
        try_with("wrong").await.unwrap();
    }
    assert!(matches!(try_with("let me out please").await, Err(Error::Limited(_))));
    house.fixture.clock.advance(16 * 60 * 1000);
    assert!(!try_with("wrong").await.unwrap());
    // It was installed again.
    house.endpoint.poll(admin, poll("a-1", "host")).await.unwrap();
    assert!(agent(services, admin, "a-1").unwrap().0.uninstalled.is_none());
    let unknown = house.endpoint.confirm_uninstall(admin, "a-9", "x").await;
    assert!(matches!(unknown, Err(Error::NotFound("agent"))), "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_known_preferences_are_kept() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.add(body("a-1", "host", "evil.exe", 1, house.seconds())).await;
    let change = AgentChange {
        alert_notification_type: Some(Some(NotificationPreference::EmailAndSms)),
        ..AgentChange::default()
    };
    let (changed, _) = update_agent(services, admin, "a-1", change).await.unwrap();
    assert_eq!(json!(changed.alert_notification_type), json!("email_and_sms"));
}
