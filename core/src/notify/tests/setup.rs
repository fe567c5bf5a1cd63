//! What an admin can set, what is refused, and what is never shown.
#![allow(clippy::unwrap_used)]

use crate::error::Error;
use crate::fixture::Fixture;
use crate::notify::{
    MailChange, SmsChange, mail_settings, send_test_mail, send_test_sms, set_mail_settings, set_sms_settings,
    sms_settings,
};
use crate::ports::{ConnectorError, MailSecurity};

fn mail() -> MailChange {
    MailChange {
        host: "Mail.Acme.example".into(),
        port: 587,
        security: MailSecurity::Starttls,
        username: "gate".into(),
        password: Some("s3cret".into()),
        from: "Gate@acme.example".into(),
        enabled: true,
    }
}

fn sms() -> SmsChange {
    SmsChange {
        base_url: "https://sms.example/v1/messages".into(),
        method: "POST".into(),
        headers: Some("Authorization: Bearer k1\nX-Sender: gate\n".into()),
        content_type: "application/json".into(),
        body: r#"{"to":"{to}","text":"{text}"}"#.into(),
        enabled: true,
    }
}

async fn set_mail(fixture: &Fixture, change: MailChange) -> Result<(), (String, String)> {
    match set_mail_settings(&fixture.services, &fixture.admin, change).await {
        Ok(_) => Ok(()),
        Err(Error::Invalid { field, reason }) => Err((field, reason)),
        Err(other) => panic!("{other:?}"),
    }
}

async fn set_sms(fixture: &Fixture, change: SmsChange) -> Result<(), (String, String)> {
    match set_sms_settings(&fixture.services, &fixture.admin, change).await {
        Ok(_) => Ok(()),
        Err(Error::Invalid { field, reason }) => Err((field, reason)),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_mail_server_is_kept_with_its_password_sealed() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    assert_eq!(mail_settings(services, admin).unwrap(), None);
    assert!(matches!(send_test_mail(services, admin, "ada@acme.example").await, Err(Error::Unmet(_))));
    set_mail(&fixture, mail()).await.unwrap();
    let setup = mail_settings(services, admin).unwrap().unwrap();
    assert_eq!((setup.host.as_str(), setup.from.as_str()), ("mail.acme.example", "gate@acme.example"));
    assert!(setup.has_password && !format!("{setup:?}").contains("s3cret"));

    assert_eq!(send_test_mail(services, admin, "ada@acme.example").await.unwrap(), None);
    let (settings, sent) = fixture.mailer.sent.lock().unwrap()[0].clone();
    let (user, password) = settings.credentials.clone().unwrap();
    assert_eq!((user.as_str(), password.as_str()), ("gate", "s3cret"));
    assert!(!format!("{settings:?}").contains("s3cret"));
    assert_eq!((sent.to.as_str(), sent.subject.as_str()), ("ada@acme.example", "Gatehouse test"));
    assert!(mail_settings(services, admin).unwrap().unwrap().last_delivered.is_some());

    let failure = ConnectorError::Unauthorized("535 no".into());
    fixture.mailer.failures.lock().unwrap().push_back(failure.clone());
    let said = send_test_mail(services, admin, "ada@acme.example").await.unwrap();
    assert_eq!(said, Some(failure.to_string()));
    assert_eq!(mail_settings(services, admin).unwrap().unwrap().last_error, said);
    assert!(matches!(
        send_test_mail(services, admin, "nobody\r\nBcc: eve@evil.example").await,
        Err(Error::Invalid { field, .. }) if field == "to"
    ));
}

#[tokio::test]
async fn a_kept_password_goes_only_where_it_went() {
    let fixture = Fixture::new();
    set_mail(&fixture, mail()).await.unwrap();
    let kept = MailChange { password: None, ..mail() };
    set_mail(&fixture, MailChange { from: "other@acme.example".into(), enabled: false, ..kept.clone() })
        .await
        .unwrap();
    assert!(mail_settings(&fixture.services, &fixture.admin).unwrap().unwrap().has_password);
    for moved in [
        MailChange { host: "mail.evil.example".into(), ..kept.clone() },
        MailChange { port: 2525, ..kept.clone() },
        MailChange { security: MailSecurity::Tls, ..kept.clone() },
        MailChange { username: "eve".into(), ..kept.clone() },
    ] {
        assert_eq!(set_mail(&fixture, moved).await.unwrap_err().0, "password");
    }
    set_mail(&fixture, MailChange { username: String::new(), ..kept }).await.unwrap();
    assert!(!mail_settings(&fixture.services, &fixture.admin).unwrap().unwrap().has_password);
}

#[tokio::test]
async fn mail_settings_that_make_no_sense_are_refused_by_field() {
    let fixture = Fixture::new();
    for (change, field) in [
        (MailChange { host: "a b".into(), ..mail() }, "host"),
        (MailChange { host: String::new(), ..mail() }, "host"),
        (MailChange { host: "mail.example/x".into(), ..mail() }, "host"),
        (MailChange { port: 0, ..mail() }, "port"),
        (MailChange { from: "nobody".into(), ..mail() }, "from"),
        (MailChange { from: "a@b.example\r\nBcc: c@d.example".into(), ..mail() }, "from"),
        (MailChange { username: "a\0b".into(), ..mail() }, "username"),
        (MailChange { username: String::new(), ..mail() }, "username"),
        (MailChange { password: None, ..mail() }, "password"),
        (MailChange { password: Some(String::new()), ..mail() }, "password"),
        (MailChange { password: Some("a\nb".into()), ..mail() }, "password"),
        (MailChange { security: MailSecurity::None, ..mail() }, "security"),
    ] {
        let shown = format!("{change:?} {:?}", change.security);
        assert_eq!(set_mail(&fixture, change).await.unwrap_err().0, field, "{shown}");
    }
    let near = MailChange { host: "[::1]".into(), security: MailSecurity::None, ..mail() };
    set_mail(&fixture, near).await.unwrap();
    assert_eq!(mail_settings(&fixture.services, &fixture.admin).unwrap().unwrap().host, "::1");
}

#[tokio::test]
async fn a_gateway_is_kept_with_its_headers_sealed() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    let gateway = fixture.notifier("sms");
    assert!(matches!(send_test_sms(services, admin, "+15550100").await, Err(Error::Unmet(_))));
    set_sms(&fixture, sms()).await.unwrap();
    let setup = sms_settings(services, admin).unwrap().unwrap();
    assert_eq!(setup.header_names, ["Authorization", "X-Sender"]);
    assert!(!format!("{setup:?}").contains("k1"));

    assert_eq!(send_test_sms(services, admin, "(123) 456-7890").await.unwrap(), None);
    let (settings, to, _) = gateway.delivered.lock().unwrap()[0].clone();
    assert_eq!(to, "(123) 456-7890");
    assert_eq!(settings["headers"], "Authorization: Bearer k1\nX-Sender: gate\n");
    assert_eq!(
        (settings["base_url"].as_str(), settings["method"].as_str()),
        (sms().base_url.as_str(), "POST")
    );
    for wrong in ["ada@acme.example", "1", "+1555\r\n0100"] {
        assert!(send_test_sms(services, admin, wrong).await.is_err(), "{wrong}");
    }

    let kept = SmsChange { headers: None, ..sms() };
    set_sms(&fixture, SmsChange { base_url: "https://sms.example/v2".into(), ..kept.clone() }).await.unwrap();
    assert_eq!(sms_settings(services, admin).unwrap().unwrap().header_names.len(), 2);
    let moved = SmsChange { base_url: "https://sms.evil.example/v2".into(), ..kept };
    assert_eq!(set_sms(&fixture, moved).await.unwrap_err().0, "headers");
    set_sms(&fixture, SmsChange { headers: Some(String::new()), ..sms() }).await.unwrap();
    assert!(sms_settings(services, admin).unwrap().unwrap().header_names.is_empty());
}

#[tokio::test]
async fn gateway_settings_that_make_no_sense_are_refused_by_field() {
    let fixture = Fixture::new();
    for (change, field) in [
        (SmsChange { base_url: "http://sms.example/".into(), ..sms() }, "baseUrl"),
        (SmsChange { base_url: "https://me:pw@sms.example/".into(), ..sms() }, "baseUrl"),
        (SmsChange { method: "GET".into(), ..sms() }, "method"),
        (SmsChange { content_type: "image/png".into(), ..sms() }, "contentType"),
        (SmsChange { body: r#"{"text":"{text}"}"#.into(), ..sms() }, "body"),
        (SmsChange { body: "{to} {text}".into(), ..sms() }, "body"),
        (SmsChange { headers: Some("Authorization".into()), ..sms() }, "headers"),
        (SmsChange { headers: Some("A B: c".into()), ..sms() }, "headers"),
        (SmsChange { headers: Some("A: é".into()), ..sms() }, "headers"),
        (SmsChange { headers: Some("A: b\n".repeat(17)), ..sms() }, "headers"),
    ] {
        assert_eq!(set_sms(&fixture, change).await.unwrap_err().0, field);
    }
    let near = SmsChange { base_url: "http://127.0.0.1:9/".into(), ..sms() };
    assert!(set_sms(&fixture, near).await.is_ok());
}
