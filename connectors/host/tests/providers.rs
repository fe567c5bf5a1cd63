//! The first-party connectors in the real host, against stand-ins for the services that they call.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{Bench, host, settings, standin};
use gatehouse_connector_host::HostConfig;
use gatehouse_core::ports::{
    Artifact, ConnectorError, ConnectorKind, Connectors, Corpus, Exposure, Notification, Settings, SourceKind,
};
use gatehouse_core::time::Timestamp;

/// Knows one address.
struct OneAddress;

fn stealer_log() -> Exposure {
    Exposure {
        breach: "Stealer log: shop.example".into(),
        breach_date: Some(Timestamp::parse("2024-02-03").unwrap()),
        source: SourceKind::StealerLog,
        data_classes: vec!["password".into()],
        artifacts: vec![Artifact::Cookie, Artifact::Token],
        domain: Some("shop.example".into()),
    }
}

impl Corpus for OneAddress {
    fn lookup(&self, emails: &[String]) -> gatehouse_core::Result<Vec<Vec<Exposure>>> {
        if emails.iter().any(|email| email.starts_with("broken")) {
            return Err(gatehouse_core::Error::Unavailable("the corpus is being rebuilt".into()));
        }
        Ok(emails
            .iter()
            .map(|email| if email == "ada@acme.example" { vec![stealer_log()] } else { vec![] })
            .collect())
    }
}

#[tokio::test]
async fn local_reads_the_corpus_of_the_appliance() {
    let bench = host(&["local"], |config| config.corpus = Some(Arc::new(OneAddress))).await;
    let provider = bench.provider("local");
    assert_eq!(provider.info().batch_size, 500);
    let mut emails: Vec<String> = (0..499).map(|number| format!("p{number}@acme.example")).collect();
    emails.push("ada@acme.example".into());
    let found = provider.lookup(&Settings::new(), &emails).await.unwrap();
    assert_eq!(found.len(), 500);
    assert_eq!(found[499], Ok(vec![stealer_log()]));
    assert!(found[..499].iter().all(|one| one == &Ok(vec![])));
    let broken = provider.lookup(&Settings::new(), &["broken@acme.example".into()]).await;
    assert_eq!(broken, Err(ConnectorError::Unavailable("the corpus is being rebuilt".into())));
}

/// What HIBP's connector makes of this answer.
async fn hibp(reply: standin::Reply) -> (Result<Vec<Exposure>, ConnectorError>, standin::StandIn) {
    let server = standin::serve(move |_| reply.clone()).await;
    let bench = host(&["hibp"], |config| config.extra_grants = vec![server.url.parse().unwrap()]).await;
    let settings = settings(&[("api_key", "k-123"), ("base_url", &server.url)]);
    let answer = bench.provider("hibp").lookup(&settings, &["ada@acme.example".into()]).await;
    (answer.and_then(|mut list| list.remove(0)), server)
}

#[tokio::test]
async fn hibp_finds_breaches() {
    let body = r#"[{"Name":"Adobe","Title":"Adobe","BreachDate":"2013-10-04","DataClasses":["Email addresses","Passwords"]}]"#;
    let (found, server) = hibp((200, vec![], body.into())).await;
    let found = found.unwrap().remove(0);
    assert_eq!(found.breach, "Adobe");
    assert_eq!(found.breach_date, Timestamp::parse("2013-10-04"));
    assert_eq!(found.source, SourceKind::Hibp);
    let asked = server.seen().remove(0);
    assert_eq!(asked.target, "/api/v3/breachedaccount/ada%40acme.example?truncateResponse=false");
    assert_eq!(asked.headers["hibp-api-key"], "k-123");
    assert!(asked.headers["user-agent"].starts_with("Gatehouse/"));
}

#[tokio::test]
async fn hibp_says_what_failed() {
    use ConnectorError::{Other, RateLimited, Unauthorized, Unavailable};
    assert_eq!(hibp((404, vec![], String::new())).await.0, Ok(vec![]));
    assert!(matches!(hibp((401, vec![], String::new())).await.0, Err(Unauthorized(_))));
    assert!(matches!(hibp((403, vec![], String::new())).await.0, Err(Unauthorized(_))));
    let limited = hibp((429, vec![("retry-after", "7".into())], String::new())).await.0;
    assert_eq!(limited, Err(RateLimited(Duration::from_secs(7))));
    assert!(matches!(hibp((503, vec![], String::new())).await.0, Err(Unavailable(_))));
    assert!(matches!(hibp((200, vec![], "<html>".into())).await.0, Err(Other(_))));
}

#[tokio::test]
async fn a_base_url_inside_needs_the_admins_grant() {
    let server = standin::says(404, "").await;
    let settings = settings(&[("api_key", "k"), ("base_url", &server.url)]);
    let ask = async |adjust: fn(&mut HostConfig)| {
        let bench = host(&["hibp"], adjust).await;
        bench
            .provider("hibp")
            .lookup(&settings, &["ada@acme.example".into()])
            .await
            .and_then(|mut list| list.remove(0))
    };
    let refused = ask(|_| ()).await.unwrap_err();
    assert!(
        matches!(&refused, ConnectorError::Refused(why) if why.contains(&format!("grant \"{}\"", server.url)))
    );
    assert_eq!(ask(|config| config.allow_private_targets = true).await, Ok(vec![]));
}

fn event() -> Notification {
    Notification {
        id: "evt-7".into(),
        text: "HIGH exposure: Ada Byron found in Adobe".into(),
        severity: "HIGH".into(),
        data: serde_json::json!({"employeeName": "Ada Byron", "breachName": "Adobe", "dataTypes": ["email", "password"]}),
    }
}

async fn deliver(
    id: &'static str,
    settings: &Settings,
    reply: standin::Reply,
) -> (Result<(), ConnectorError>, standin::StandIn) {
    let server = standin::serve(move |_| reply.clone()).await;
    let bench: Bench = host(&[id], |config| config.allow_private_targets = true).await;
    let notifier = bench.host.notifier(id).unwrap();
    (notifier.deliver(settings, &format!("{}/in", server.url), &event()).await, server)
}

#[tokio::test]
async fn webhook_posts_signed_json() {
    use hmac::{Hmac, Mac as _};
    let (sent, server) =
        deliver("webhook", &settings(&[("secret", "s3cret")]), (204, vec![], String::new())).await;
    assert_eq!(sent, Ok(()));
    let asked = server.seen().remove(0);
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/in"));
    assert_eq!(asked.headers["content-type"], "application/json");
    assert_eq!(asked.headers["gatehouse-delivery"], "evt-7");
    let body: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
    let expected = serde_json::json!({
        "text": "HIGH exposure: Ada Byron found in Adobe", "employeeName": "Ada Byron", "breachName": "Adobe",
        "dataTypes": ["email", "password"], "severity": "HIGH",
    });
    assert_eq!(body, expected);
    let (time, signature) = asked.headers["x-signature"].split_once(",v1=").unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"s3cret").unwrap();
    mac.update(time.strip_prefix("t=").unwrap().as_bytes());
    mac.update(b".");
    mac.update(&asked.body);
    assert_eq!(signature, hex::encode(mac.finalize().into_bytes()));
}

#[tokio::test]
async fn notifiers_say_what_failed() {
    use ConnectorError::{BadSettings, RateLimited, Unauthorized, Unavailable};
    let none = Settings::new();
    for id in ["webhook", "slack"] {
        assert_eq!(deliver(id, &none, (200, vec![], "ok".into())).await.0, Ok(()));
        assert!(matches!(deliver(id, &none, (500, vec![], String::new())).await.0, Err(Unavailable(_))));
        assert!(matches!(deliver(id, &none, (403, vec![], String::new())).await.0, Err(Unauthorized(_))));
        assert!(matches!(deliver(id, &none, (410, vec![], String::new())).await.0, Err(BadSettings(_))));
        let limited = deliver(id, &none, (429, vec![("retry-after", "2".into())], String::new())).await.0;
        assert_eq!(limited, Err(RateLimited(Duration::from_secs(2))));
    }
}

#[tokio::test]
async fn slack_sends_blocks() {
    let (sent, server) = deliver("slack", &Settings::new(), (200, vec![], "ok".into())).await;
    assert_eq!(sent, Ok(()));
    let body: serde_json::Value = serde_json::from_slice(&server.seen()[0].body).unwrap();
    assert_eq!(body["blocks"][0]["type"], "header");
    assert!(body["text"].as_str().unwrap().contains("Ada Byron"));
}

#[tokio::test]
async fn teams_sends_a_card_to_a_workflow() {
    use ConnectorError::{BadSettings, RateLimited, Unauthorized, Unavailable};
    let none = Settings::new();
    let (sent, server) = deliver("teams", &none, (202, vec![], String::new())).await;
    assert_eq!(sent, Ok(()));
    let body: serde_json::Value = serde_json::from_slice(&server.seen()[0].body).unwrap();
    let card = &body["attachments"][0];
    assert_eq!(card["contentType"], "application/vnd.microsoft.card.adaptive");
    assert!(card["content"]["body"].to_string().contains("Ada Byron"));
    assert!(matches!(deliver("teams", &none, (500, vec![], String::new())).await.0, Err(Unavailable(_))));
    assert!(matches!(deliver("teams", &none, (403, vec![], String::new())).await.0, Err(Unauthorized(_))));
    assert!(matches!(deliver("teams", &none, (404, vec![], String::new())).await.0, Err(BadSettings(_))));
    let limited = deliver("teams", &none, (429, vec![("retry-after", "2".into())], String::new())).await.0;
    assert_eq!(limited, Err(RateLimited(Duration::from_secs(2))));
}

#[tokio::test]
async fn sms_posts_to_the_gateway_of_its_settings_only() {
    let server = standin::serve(|_| (202, vec![], String::new())).await;
    let gateway = settings(&[
        ("base_url", format!("{}/v1", server.url).as_str()),
        ("headers", "Authorization: Bearer k1"),
        ("body", r#"{"to":"{to}","text":"{text}"}"#),
    ]);
    let bench = host(&["sms"], |config| config.allow_private_targets = true).await;
    let notifier = bench.host.notifier("sms").unwrap();
    assert_eq!(notifier.deliver(&gateway, "+1 (123) 456-7890", &event()).await, Ok(()));
    let asked = server.seen().remove(0);
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/v1"));
    assert_eq!(asked.headers["authorization"], "Bearer k1");
    assert_eq!(asked.headers["idempotency-key"], "evt-7");
    let body: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
    assert_eq!(body, serde_json::json!({"to": "+11234567890", "text": event().text}));

    let framing = settings(&[
        ("base_url", server.url.as_str()),
        ("headers", "Host: evil.example"),
        ("body", "{to}{text}"),
    ]);
    assert!(notifier.deliver(&framing, "123456", &event()).await.is_err(), "how a request is framed is ours");
    assert_eq!(server.seen().len(), 1);
    let inner = host(&["sms"], |_| ()).await;
    let refused = inner.host.notifier("sms").unwrap().deliver(&gateway, "123456", &event()).await;
    assert!(matches!(refused, Err(ConnectorError::Refused(why)) if why.contains(&server.url)));
}

#[tokio::test]
async fn a_target_that_nobody_listens_at_is_unavailable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let bench = host(&["webhook"], |config| config.allow_private_targets = true).await;
    let sent = bench.host.notifier("webhook").unwrap().deliver(&Settings::new(), &target, &event()).await;
    assert!(matches!(sent, Err(ConnectorError::Unavailable(_))));
}

#[tokio::test]
async fn the_port_lists_what_is_loaded() {
    let bench = host(&["local", "hibp", "webhook", "slack", "sms"], |_| ()).await;
    let kinds: Vec<_> = bench.host.list().into_iter().map(|info| (info.id, info.kind)).collect();
    let expected = [
        ("hibp", ConnectorKind::BreachProvider),
        ("local", ConnectorKind::BreachProvider),
        ("slack", ConnectorKind::Notifier),
        ("sms", ConnectorKind::Notifier),
        ("webhook", ConnectorKind::Notifier),
    ];
    assert_eq!(kinds, expected.map(|(id, kind)| (id.to_owned(), kind)));
    assert!(bench.host.provider("webhook").is_none(), "a notifier is not a provider");
    assert!(bench.host.directory("nobody").is_none());
    let shown = serde_json::to_value(bench.host.list_status()).unwrap();
    assert_eq!(shown[0]["displayName"], "Have I Been Pwned");
    assert_eq!(shown[0]["grantedHosts"][0], "https://haveibeenpwned.com");
    assert_eq!(shown[0]["origin"], "built-in");
    assert_eq!(shown[0]["settingsSchema"]["properties"]["api_key"]["writeOnly"], true);
}
