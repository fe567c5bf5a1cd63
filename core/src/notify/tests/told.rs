//! Endpoint alerts, from an audience to what is delivered.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::fixture::Fixture;
use crate::notify::{
    Audience, ChannelKind, MailChange, Messenger, NewChannel, ProcessEvent, SmsChange, add_channel,
    announce_process, audience, put_mail, set_mail_settings, set_sms_settings,
};
use crate::ports::{ConnectorError, MailSecurity};
use crate::severity::Severity;
use crate::tenancy::{self, NewOrganization, NotificationPreference, Organization};

fn alert(fixture: &Fixture, suppressed: u64) -> ProcessEvent {
    ProcessEvent {
        alert: fixture.services.platform.new_id(),
        agent: "agent-17".into(),
        hostname: "ws-17".into(),
        process_name: "evil.exe".into(),
        process_path: "C:\\Temp\\evil.exe".into(),
        action_taken: "blocked".into(),
        severity: Severity::Medium,
        text: "blocked: evil.exe on ws-17".into(),
        suppressed,
        time: fixture.services.platform.now(),
    }
}

async fn tell(fixture: &Fixture, audience: Audience, event: ProcessEvent) {
    let outbox = fixture.services.outbox.clone();
    let write = move |writer: &mut crate::store::OrgWriter<'_, '_>| {
        announce_process(writer, &outbox, &audience, &event)
    };
    fixture.services.org(&fixture.admin).write(write).await.unwrap();
}

async fn set_up(fixture: &Fixture) {
    let (services, admin) = (&fixture.services, &fixture.admin);
    let mail = MailChange {
        host: "mail.acme.example".into(),
        port: 587,
        security: MailSecurity::Starttls,
        username: String::new(),
        password: None,
        from: "gate@acme.example".into(),
        enabled: true,
    };
    set_mail_settings(services, admin, mail).await.unwrap();
    let sms = SmsChange {
        base_url: "https://sms.example/".into(),
        method: "POST".into(),
        headers: None,
        content_type: "text/plain".into(),
        body: "{to} {text}".into(),
        enabled: true,
    };
    set_sms_settings(services, admin, sms).await.unwrap();
    for (kind, min_severity) in
        [(ChannelKind::Webhook, Severity::Medium), (ChannelKind::Slack, Severity::High)]
    {
        let channel = NewChannel {
            label: "Ops".into(),
            kind,
            url: "https://hooks.example/in".into(),
            min_severity,
            settings: BTreeMap::new(),
        };
        add_channel(services, admin, channel).await.unwrap();
    }
}

/// An organization with a contact.
async fn organization(fixture: &Fixture) -> Organization {
    let (id, now) = (fixture.services.platform.new_id(), fixture.services.platform.now());
    let make = move |writer: &mut crate::store::Writer<'_>| {
        tenancy::create(writer, id, now, NewOrganization::client("Acme"))
    };
    let mut organization = fixture.services.platform.store.write(make).await.unwrap();
    organization.contact_email = "soc@acme.example".into();
    organization.contact_phone = "+1 555 0100".into();
    organization
}

#[tokio::test]
async fn the_preference_decides_who_is_told() {
    let fixture = Fixture::new();
    let organization = organization(&fixture).await;
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    let (mail, sms) = (Some("soc@acme.example".to_owned()), Some("+1 555 0100".to_owned()));
    for (preference, mail_to, sms_to) in [
        (NotificationPreference::None, None, None),
        (NotificationPreference::Email, mail.clone(), None),
        (NotificationPreference::Sms, None, sms.clone()),
        (NotificationPreference::EmailAndSms, mail, sms),
    ] {
        let found = audience(&reader, preference, &organization).unwrap();
        assert_eq!((&found.mail_to, &found.sms_to), (&mail_to, &sms_to), "{preference:?}");
        assert_eq!(found.hears(Severity::Low), preference != NotificationPreference::None);
    }
    let nobody = Organization { contact_email: String::new(), ..organization };
    assert!(!audience(&reader, NotificationPreference::Email, &nobody).unwrap().hears(Severity::Critical));
}

#[tokio::test]
async fn an_endpoint_alert_reaches_channel_mailbox_and_phone() {
    let fixture = Fixture::new();
    let [webhook, slack, sms] = ["webhook", "slack", "sms"].map(|id| fixture.notifier(id));
    set_up(&fixture).await;
    let organization = organization(&fixture).await;
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    let everybody = audience(&reader, NotificationPreference::EmailAndSms, &organization).unwrap();
    let event = alert(&fixture, 12);
    tell(&fixture, everybody, event.clone()).await;
    tokio::spawn(fixture.services.outbox.clone().work(Arc::new(Messenger::new(&fixture.services))));
    fixture.services.outbox.drained().await.unwrap();

    let told = "blocked: evil.exe on ws-17, and 12 more like it";
    let (_, _, posted) = webhook.delivered.lock().unwrap()[0].clone();
    assert_eq!((posted.text.as_str(), posted.severity.as_str()), (told, "MEDIUM"));
    assert_eq!(
        posted.data,
        json!({"kind": "process_alert", "alertId": event.alert, "agentId": "agent-17", "hostname": "ws-17",
            "processName": "evil.exe", "processPath": "C:\\Temp\\evil.exe", "actionTaken": "blocked",
            "severity": "MEDIUM", "suppressed": 12, "alertTime": event.time.rfc3339()})
    );
    assert!(slack.delivered.lock().unwrap().is_empty(), "it listens from HIGH on");
    let (_, to, text) = sms.delivered.lock().unwrap()[0].clone();
    assert_eq!((to.as_str(), text.text), ("+1 555 0100", format!("MEDIUM: {told}")));
    let (settings, mail) = fixture.mailer.sent.lock().unwrap()[0].clone();
    assert_eq!((settings.host.as_str(), mail.to.as_str()), ("mail.acme.example", "soc@acme.example"));
    assert_eq!(mail.subject, "MEDIUM alert: blocked: evil.exe on ws-17");
    assert!(mail.text.starts_with(told) && mail.text.contains("Path: C:\\Temp\\evil.exe\n"), "{}", mail.text);
    assert_eq!(fixture.services.outbox.list(fixture.admin.scope(), 9).unwrap(), (vec![], vec![]));
}

#[tokio::test]
async fn nobody_listening_means_no_message() {
    let fixture = Fixture::new();
    tell(&fixture, Audience::default(), alert(&fixture, 0)).await;
    assert!(fixture.services.outbox.list(fixture.admin.scope(), 9).unwrap().0.is_empty());
}

#[tokio::test]
async fn a_mail_waits_for_its_server_and_is_given_up_without_one() {
    let fixture = Fixture::new();
    let put = |to: &'static str| {
        let outbox = fixture.services.outbox.clone();
        let store = fixture.services.org(&fixture.admin);
        async move {
            let text = "https://gate.example/reset?token=abc123";
            store.write(move |writer| put_mail(writer, &outbox, to, "Reset", text)).await.unwrap();
        }
    };
    put("early@acme.example").await;
    let scope = fixture.admin.scope();
    let waiting = &fixture.services.outbox.list(scope, 9).unwrap().0;
    assert!(!format!("{waiting:?}").contains("abc123"), "a link is a secret while it waits");
    tokio::spawn(fixture.services.outbox.clone().work(Arc::new(Messenger::new(&fixture.services))));
    fixture.services.outbox.drained().await.unwrap();
    let (_, given_up) = fixture.services.outbox.list(scope, 9).unwrap();
    assert!(given_up[0].1.error.as_ref().unwrap().contains("mail is not set up"));

    set_up_mail_only(&fixture).await;
    let later = ConnectorError::Unavailable("451 greylisted".into());
    fixture.mailer.failures.lock().unwrap().push_back(later);
    put("late@acme.example").await;
    fixture.services.outbox.wake();
    fixture.services.outbox.drained().await.unwrap();
    assert!(fixture.mailer.sent.lock().unwrap().is_empty(), "the server put it off");
    fixture.clock.advance(60_000);
    fixture.services.outbox.wake();
    fixture.services.outbox.drained().await.unwrap();
    let sent = fixture.mailer.sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].1.to.as_str(), sent[0].1.subject.as_str()), ("late@acme.example", "Reset"));
    assert!(sent[0].1.text.contains("token=abc123"));
}

pub(super) async fn set_up_mail_only(fixture: &Fixture) {
    let mail = MailChange {
        host: "mail.acme.example".into(),
        port: 465,
        security: MailSecurity::Tls,
        username: String::new(),
        password: None,
        from: "gate@acme.example".into(),
        enabled: true,
    };
    set_mail_settings(&fixture.services, &fixture.admin, mail).await.unwrap();
}
