//! Channels from their making to the delivered message.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::error::Error;
use crate::fixture::Fixture;
use crate::jobs::{Courier as _, SendError};
use crate::notify::{
    ChannelKind, Created, Event, Messenger, NewChannel, add_channel, announce, change_channel, channel,
    channels, listeners, remove_channel, send_test,
};
use crate::ports::ConnectorError;
use crate::severity::Severity;

fn webhook(url: &str) -> NewChannel {
    NewChannel {
        label: "Ops".into(),
        kind: ChannelKind::Webhook,
        url: url.into(),
        min_severity: Severity::Medium,
        settings: BTreeMap::new(),
    }
}

async fn made(fixture: &Fixture) -> Created {
    add_channel(&fixture.services, &fixture.admin, webhook("https://hooks.example/secret-path"))
        .await
        .unwrap()
}

fn event(severity: Severity) -> Event {
    Event { severity, employee_name: "Ada Byron".into(), breach_name: "Adobe".into(), ..Event::test() }
}

async fn tell(fixture: &Fixture, severity: Severity) {
    let outbox = fixture.services.outbox.clone();
    fixture
        .services
        .org(&fixture.admin)
        .write(move |writer| announce(writer, &outbox, &listeners(writer)?, &event(severity)))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_alert_is_told_to_who_wants_to_hear_it() {
    let fixture = Fixture::new();
    let receiver = fixture.notifier("webhook");
    let Created { id, secret, channel } = made(&fixture).await;
    assert_eq!(channel.url_hint, "https://hooks.example/…path");
    tell(&fixture, Severity::Low).await;
    tell(&fixture, Severity::High).await;
    let courier = Messenger::new(&fixture.services);
    tokio::spawn(fixture.services.outbox.clone().work(Arc::new(courier)));
    fixture.services.outbox.drained().await.unwrap();

    let delivered = receiver.delivered.lock().unwrap().clone();
    assert_eq!(delivered.len(), 1, "LOW lies below the channel's threshold");
    let (settings, target, told) = &delivered[0];
    assert_eq!(target, "https://hooks.example/secret-path");
    assert_eq!(settings.get("secret"), secret.as_ref());
    assert_eq!(told.text, "HIGH exposure: Ada Byron found in Adobe");
    assert_eq!(told.data["dataTypes"], json!(["email"]));
    let row = crate::notify::channel(&fixture.services, &fixture.admin, id).unwrap();
    assert_eq!((row.last_delivered.is_some(), row.last_error), (true, None));
}

#[tokio::test]
async fn each_failure_is_tried_again_only_when_that_can_help() {
    let fixture = Fixture::new();
    let receiver = fixture.notifier("webhook");
    let id = made(&fixture).await.id;
    tell(&fixture, Severity::High).await;
    let scope = fixture.admin.scope();
    let (waiting, _) = fixture.services.outbox.list(scope, 1).unwrap();
    let (message, row) = &waiting[0];
    let courier = Messenger::new(&fixture.services);
    let pause = Duration::from_secs(7);
    for (failure, again) in [
        (ConnectorError::RateLimited(pause), Some(Some(pause))),
        (ConnectorError::Unavailable("503".into()), Some(None)),
        (ConnectorError::Unauthorized("403".into()), None),
        (ConnectorError::Refused("grant https://hooks.example".into()), None),
    ] {
        receiver.failures.lock().unwrap().push_back(failure.clone());
        match (courier.deliver(scope, *message, row).await, again) {
            (Err(SendError::Later(_, asked)), Some(wanted)) => assert_eq!(asked, wanted),
            (Err(SendError::Never(_)), None) => {}
            (outcome, _) => panic!("{failure} came to {outcome:?}"),
        }
        let shown = channel(&fixture.services, &fixture.admin, id).unwrap().last_error;
        assert_eq!(shown, Some(failure.to_string()), "an admin sees why");
    }
    assert!(courier.deliver(scope, *message, row).await.is_ok());
    assert_eq!(channel(&fixture.services, &fixture.admin, id).unwrap().last_error, None);

    change_channel(&fixture.services, &fixture.admin, id, Some(false), None).await.unwrap();
    assert!(matches!(courier.deliver(scope, *message, row).await, Err(SendError::Never(_))));
    tell(&fixture, Severity::Critical).await;
    assert_eq!(
        fixture.services.outbox.list(scope, 9).unwrap().0.len(),
        1,
        "a channel that is off hears nothing"
    );
    remove_channel(&fixture.services, &fixture.admin, id).await.unwrap();
    assert!(matches!(courier.deliver(scope, *message, row).await, Err(SendError::Never(_))));
}

#[tokio::test]
async fn a_test_says_whether_it_arrived() {
    let fixture = Fixture::new();
    let receiver = fixture.notifier("webhook");
    let id = made(&fixture).await.id;
    assert!(send_test(&fixture.services, &fixture.admin, id).await.unwrap());
    let (_, _, told) = receiver.delivered.lock().unwrap()[0].clone();
    assert_eq!(told.text, "LOW exposure: Test User found in Test Breach");
    receiver.failures.lock().unwrap().push_back(ConnectorError::Unavailable("refused".into()));
    assert!(!send_test(&fixture.services, &fixture.admin, id).await.unwrap());
}

#[tokio::test]
async fn a_channel_by_mail_goes_to_the_organizations_mail_server() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    let mailbox = NewChannel {
        kind: ChannelKind::Email,
        min_severity: Severity::High,
        ..webhook(" SOC@Acme.example ")
    };
    let made = add_channel(services, admin, mailbox).await.unwrap();
    assert_eq!((made.channel.url_hint.as_str(), made.secret), ("s…@acme.example", None));
    assert!(!send_test(services, admin, made.id).await.unwrap(), "there is no mail server yet");
    let error = channel(services, admin, made.id).unwrap().last_error.unwrap();
    assert!(error.contains("mail is not set up"), "{error}");

    super::told::set_up_mail_only(&fixture).await;
    let later = ConnectorError::Unavailable("451 greylisted".into());
    fixture.mailer.failures.lock().unwrap().push_back(later);
    tell(&fixture, Severity::Medium).await;
    tell(&fixture, Severity::High).await;
    tokio::spawn(services.outbox.clone().work(Arc::new(Messenger::new(services))));
    services.outbox.drained().await.unwrap();
    assert!(fixture.mailer.sent.lock().unwrap().is_empty(), "the server put it off");
    fixture.clock.advance(60_000);
    services.outbox.wake();
    services.outbox.drained().await.unwrap();
    let sent = fixture.mailer.sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 1, "MEDIUM lies below the channel's threshold");
    let mail = &sent[0].1;
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        ("soc@acme.example", "HIGH exposure: Ada Byron found in Adobe")
    );
    assert!(mail.text.contains("Employee: Ada Byron\nBreach: Adobe\nData: email\n"), "{}", mail.text);
    let row = channel(services, admin, made.id).unwrap();
    assert_eq!((row.last_delivered.is_some(), row.last_error), (true, None));
    let wrong = NewChannel { kind: ChannelKind::Email, ..webhook("https://hooks.example/in") };
    assert!(
        matches!(add_channel(services, admin, wrong).await, Err(Error::Invalid { field, .. }) if field == "url")
    );
}

#[tokio::test]
async fn a_channel_is_refused_with_a_reason() {
    let fixture = Fixture::new();
    let refusal = async |new| match add_channel(&fixture.services, &fixture.admin, new).await {
        Err(Error::Invalid { field, reason }) => (field, reason),
        other => panic!("{other:?}"),
    };
    let missing = refusal(webhook("https://hooks.example/in")).await;
    assert_eq!(missing, ("channel".into(), "WEBHOOK is not available in this release".into()));
    fixture.notifier("webhook");
    let teams = NewChannel { kind: ChannelKind::Teams, ..webhook("https://hooks.example/in") };
    assert_eq!(refusal(teams).await.1, "TEAMS is not available in this release");
    assert_eq!(refusal(webhook("http://hooks.example/in")).await.0, "url");
    assert_eq!(
        refusal(NewChannel { label: " ".into(), ..webhook("https://hooks.example/in") }).await.0,
        "label"
    );
    assert!(channels(&fixture.services, &fixture.admin).unwrap().is_empty());
}
