//! The mailer against a real mail server, and against servers that misbehave.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[expect(unreachable_pub, reason = "the black-box tests share it")]
#[path = "../../../tests/src/smtp.rs"]
mod smtp;

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use gatehouse_connector_host::{CertificateDer, HostConfig, Resolver, SmtpMailer};
use gatehouse_core::ports::ConnectorError::{self, BadSettings, Refused, Unauthorized, Unavailable};
use gatehouse_core::ports::{Attachment, Mail, MailSecurity, MailSettings, Mailer as _};
use gatehouse_core::time::Timestamp;
use smtp::SmtpServer;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// `mail.test` lies on loopback.
struct Names;

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let known = BTreeMap::from([("mail.test", "127.0.0.1"), ("metadata.test", "169.254.169.254")]);
        Ok(known.get(name).map(|ip| ip.parse().unwrap()).into_iter().collect())
    }
}

fn mailer(change: impl FnOnce(&mut HostConfig)) -> SmtpMailer {
    let mut config = HostConfig::new("unused");
    config.resolver = Arc::new(Names);
    config.allow_private_targets = true;
    config.limits.wall_ms = 20_000;
    change(&mut config);
    SmtpMailer::new(&config).unwrap()
}

fn plain(port: u16) -> MailSettings {
    MailSettings {
        host: "127.0.0.1".into(),
        port,
        security: MailSecurity::None,
        credentials: None,
        from: "gate@acme.example".into(),
    }
}

fn signed_in(settings: MailSettings, password: &str) -> MailSettings {
    MailSettings { credentials: Some(("gate".into(), password.to_owned().into())), ..settings }
}

fn mail(to: &str) -> Mail {
    Mail {
        id: "0198b2f0-0000-7000-8000-000000000001".into(),
        to: to.into(),
        subject: "HIGH alert: blocked evil.exe".into(),
        text: "Blöcked.\n\n.a line with a dot\nthe end\n".into(),
        date: Timestamp(1_780_000_000_123),
        attachments: Vec::new(),
    }
}

#[track_caller]
fn says(outcome: Result<(), ConnectorError>, kind: fn(String) -> ConnectorError, words: &str) {
    let cause = outcome.expect_err("it fails");
    let text = match &cause {
        BadSettings(text) | Refused(text) | Unauthorized(text) | Unavailable(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(cause, kind(text.clone()), "{words}");
    assert!(text.contains(words), "{words:?} is not in {text:?}");
}

/// The header fields of a mail, unfolded, and its body.
fn parts(content: &str) -> (BTreeMap<String, String>, String) {
    let (head, body) = content.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ");
    let fields = head.lines().map(|line| line.split_once(": ").unwrap());
    (fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), body.to_owned())
}

#[tokio::test]
async fn a_mail_arrives_with_its_headers() {
    let server = SmtpServer::start(&[]);
    mailer(|_| ()).send(&plain(server.port), &mail("ada@acme.example")).await.unwrap();
    let taken = server.next();
    assert_eq!(taken["sender"], "gate@acme.example");
    assert_eq!(taken["recipients"], serde_json::json!(["ada@acme.example"]));
    assert_eq!(
        (&taken["hello"], &taken["tls"], &taken["user"]),
        (&"[127.0.0.1]".into(), &false.into(), &().into())
    );
    let (head, body) = parts(taken["content"].as_str().unwrap());
    let expected = [
        ("Message-ID", "<0198b2f0-0000-7000-8000-000000000001@acme.example>"),
        ("Date", "Thu, 28 May 2026 20:26:40 +0000"),
        ("From", "Gatehouse <gate@acme.example>"),
        ("To", "ada@acme.example"),
        ("Subject", "HIGH alert: blocked evil.exe"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(head, BTreeMap::from(expected));
    assert_eq!(body, "Bl=C3=B6cked.\r\n\r\n.a line with a dot\r\nthe end\r\n");
}

fn file(name: &str, media_type: &str, content: &[u8]) -> Attachment {
    Attachment { name: name.into(), media_type: media_type.into(), content: content.into() }
}

#[tokio::test]
async fn files_come_with_a_mail_byte_for_byte() {
    let server = SmtpServer::start(&[]);
    let all: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let table = b"a,b\r\n.,\xc3\xa9\n.\r\nFrom here,--boundary\r\n".as_slice();
    let sent = Mail {
        attachments: vec![
            file("report.csv", "text/csv; charset=utf-8", table),
            file("gatehouse_a-company-with-a-long-name_employees_2026-06-07.pdf", "application/pdf", &all),
            file("empty.csv", "text/csv", b""),
        ],
        ..mail("ada@acme.example")
    };
    mailer(|_| ()).send(&plain(server.port), &sent).await.unwrap();
    let taken = server.next();
    let (head, body) = parts(taken["content"].as_str().unwrap());
    assert_eq!(
        (head["To"].as_str(), head["Auto-Submitted"].as_str()),
        ("ada@acme.example", "auto-generated")
    );
    let kind = &head["Content-Type"];
    assert!(kind.starts_with("multipart/mixed;"), "{kind}");
    let boundary = kind.split('"').nth(1).unwrap();
    let found: Vec<(String, &str)> = body
        .split(&format!("--{boundary}"))
        // The last boundary ends the mail.
        .filter(|part| !part.starts_with("--"))
        .filter_map(|part| part.split_once("\r\n\r\n"))
        .map(|(head, body)| {
            (head.trim().replace("\r\n ", " ").replace("\r\n", "; "), body.strip_suffix("\r\n").unwrap())
        })
        .collect();
    assert_eq!(found.len(), 4);
    assert!(found[0].0.contains("text/plain") && found[0].1.contains("Bl=C3=B6cked."), "{:?}", found[0]);
    for ((head, body), file) in found[1..].iter().zip(&sent.attachments) {
        assert!(
            head.contains(&format!("Content-Disposition: attachment; filename=\"{}\"", file.name)),
            "{head}"
        );
        assert!(head.contains(&format!("Content-Type: {}", file.media_type)), "{head}");
        assert!(body.lines().all(|line| line.len() <= 76), "lines are short");
        let decoded = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, body.replace("\r\n", ""));
        assert_eq!(decoded.unwrap(), &*file.content, "{}", file.name);
    }
    for name in ["", "a\"b.csv", "a\r\nX: y.csv", "../a.csv", "é.csv"] {
        let wrong = Mail { attachments: vec![file(name, "text/csv", b"x")], ..mail("ada@acme.example") };
        assert!(mailer(|_| ()).send(&plain(server.port), &wrong).await.is_err(), "{name:?}");
    }
    assert_eq!(server.rest(), 0);
}

#[test]
fn an_address_that_cannot_get_mail_is_told_when_it_is_entered() {
    let mailer = mailer(|_| ());
    assert_eq!(mailer.check_address("ada@acme.example"), Ok(()));
    for wrong in
        ["ada", "ada@", "@acme.example", "a b@acme.example", "ada@acme.example\r\nBcc: eve@evil.example"]
    {
        says(mailer.check_address(wrong), BadSettings, "address");
    }
}

#[tokio::test]
async fn a_server_that_wants_a_password_gets_it() {
    let server = SmtpServer::start(&["--auth", "gate:s3cret"]);
    let mailer = mailer(|_| ());
    let settings = plain(server.port);
    mailer.send(&signed_in(settings.clone(), "s3cret"), &mail("ada@acme.example")).await.unwrap();
    assert_eq!(server.next()["user"], "gate");
    let wrong = mailer.send(&signed_in(settings.clone(), "guess"), &mail("ada@acme.example")).await;
    says(wrong, Unauthorized, "refused user name or password: 535");
    let missing = mailer.send(&settings, &mail("ada@acme.example")).await;
    says(missing, BadSettings, "530");
    let open = SmtpServer::start(&[]);
    let unasked = mailer.send(&signed_in(plain(open.port), "s3cret"), &mail("ada@acme.example")).await;
    says(unasked, BadSettings, "takes no password");
    assert_eq!((server.rest(), open.rest()), (0, 0));
}

#[tokio::test]
async fn what_a_server_answers_says_whether_another_try_can_help() {
    let server = SmtpServer::start(&[]);
    let (mailer, settings) = (mailer(|_| ()), plain(server.port));
    says(
        mailer.send(&settings, &mail("gone@acme.example")).await,
        BadSettings,
        "550 5.1.1 no such user here",
    );
    says(mailer.send(&settings, &mail("later@acme.example")).await, Unavailable, "451 4.7.1 greylisted");
    mailer.send(&settings, &mail("later@acme.example")).await.unwrap();
    assert_eq!(server.next()["recipients"][0], "later@acme.example");
    says(mailer.send(&settings, &mail("closes@acme.example")).await, Unavailable, "broke off");
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    says(mailer.send(&plain(port), &mail("ada@acme.example")).await, Unavailable, "cannot be reached");
}

#[tokio::test]
async fn nobody_breaks_out_of_a_header() {
    let server = SmtpServer::start(&[]);
    let (mailer, settings) = (mailer(|_| ()), plain(server.port));
    let good = mail("ada@acme.example");
    for wrong in [
        Mail { subject: "a\r\nBcc: eve@evil.example".into(), ..good.clone() },
        Mail { to: "ada@acme.example\r\nRCPT TO:<eve@evil.example>".into(), ..good.clone() },
        Mail { to: "ada@acme.example>\nBcc: eve".into(), ..good.clone() },
        Mail { id: "1\r\nX: y".into(), ..good.clone() },
    ] {
        says(mailer.send(&settings, &wrong).await, BadSettings, "control characters");
    }
    let sender =
        MailSettings { from: "gate@acme.example\r\nBcc: eve@evil.example".into(), ..settings.clone() };
    says(mailer.send(&sender, &good).await, BadSettings, "control characters");
    let odd = Mail { subject: "=?utf-8?q?x?= \"é\" <a@b>, Bcc: eve".into(), ..good };
    mailer.send(&settings, &odd).await.unwrap();
    let taken = server.next();
    assert_eq!(taken["recipients"], serde_json::json!(["ada@acme.example"]));
    assert!(!parts(taken["content"].as_str().unwrap()).0.contains_key("Bcc"));
    assert_eq!(server.rest(), 0);
}

/// A certificate for `mail.test` as PEM files in a folder, and as a root.
fn certificate() -> (tempfile::TempDir, String, String, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec!["mail.test".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (certificate, key) =
        (write("cert.pem", made.cert.pem()), write("key.pem", made.signing_key.serialize_pem()));
    (folder, certificate, key, made.cert.der().clone())
}

#[tokio::test]
async fn under_tls_only_a_trusted_certificate_of_that_name_will_do() {
    let (_folder, certificate, key, root) = certificate();
    for (word, security) in [("starttls", MailSecurity::Starttls), ("tls", MailSecurity::Tls)] {
        let options =
            ["--security", word, "--certificate", &certificate, "--key", &key, "--auth", "gate:s3cret"];
        let server = SmtpServer::start(&options);
        let settings = MailSettings { host: "mail.test".into(), security, ..plain(server.port) };
        let settings = signed_in(settings, "s3cret");
        let trusting = mailer(|config| config.extra_roots = vec![root.clone()]);
        trusting.send(&settings, &mail("ada@acme.example")).await.unwrap();
        let taken = server.next();
        assert_eq!((&taken["tls"], &taken["user"]), (&true.into(), &"gate".into()), "{word}");
        let stranger = mailer(|_| ()).send(&settings, &mail("ada@acme.example")).await;
        says(stranger, Unavailable, "TLS does not do");
        let other = MailSettings { host: "127.0.0.1".into(), ..settings };
        says(trusting.send(&other, &mail("ada@acme.example")).await, Unavailable, "TLS does not do");
        assert_eq!(server.rest(), 0, "{word}");
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let server = SmtpServer::start(&["--auth", "gate:s3cret"]);
    let settings = MailSettings { security: MailSecurity::Starttls, ..plain(server.port) };
    let outcome = mailer(|_| ()).send(&signed_in(settings, "s3cret"), &mail("ada@acme.example")).await;
    says(outcome, BadSettings, "offers no STARTTLS");
    assert_eq!(server.rest(), 0);
}

/// A server that does what `act` says with each connection.
async fn odd_server<F: Future<Output = ()> + Send + 'static>(act: fn(TcpStream) -> F) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(act(stream));
        }
    });
    port
}

#[tokio::test]
async fn a_server_cannot_talk_us_to_death() {
    let endless =
        odd_server(|mut stream| async move { while stream.write_all(&[b'2'; 4096]).await.is_ok() {} });
    let lines = odd_server(|mut stream| async move {
        while stream.write_all(b"220-and one more line\r\n").await.is_ok() {}
    });
    let mailer = mailer(|_| ());
    for port in [endless.await, lines.await] {
        says(mailer.send(&plain(port), &mail("ada@acme.example")).await, Unavailable, "too");
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_in_time() {
    let silent = odd_server(|mut stream| async move {
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let hasty = mailer(|config| config.limits.wall_ms = 200);
    let (settings, mail) = (plain(silent.await), mail("ada@acme.example"));
    let outcome = hasty.send(&settings, &mail);
    let outcome =
        tokio::time::timeout(Duration::from_secs(10), outcome).await.expect("it gives up by itself");
    says(outcome, Unavailable, "took too long");
}

/// What was sent in plain text behind the answer to STARTTLS (as somebody between could) must not count as having come
/// under TLS.
#[tokio::test]
async fn words_slipped_in_before_tls_spoil_the_handshake() {
    let port = odd_server(|stream| async move {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 mail.test\r\n").await.unwrap();
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        stream.write_all(b"250-mail.test\r\n250 STARTTLS\r\n").await.unwrap();
        line.clear();
        stream.read_line(&mut line).await.unwrap();
        assert_eq!(line, "STARTTLS\r\n");
        stream.write_all(b"220 go\r\n250-mail.test\r\n250 AUTH PLAIN\r\n").await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let settings = MailSettings { security: MailSecurity::Starttls, ..plain(port.await) };
    let outcome = mailer(|_| ()).send(&signed_in(settings, "s3cret"), &mail("ada@acme.example")).await;
    says(outcome, Unavailable, "TLS does not do");
}

#[tokio::test]
async fn a_server_at_an_inner_address_needs_a_grant() {
    let server = SmtpServer::start(&[]);
    let port = server.port;
    let send = async |host: &str, grants: &[String]| {
        let mailer = mailer(|config| {
            config.allow_private_targets = false;
            config.extra_grants = grants.iter().map(|grant| grant.parse().unwrap()).collect();
        });
        mailer.send(&MailSettings { host: host.into(), ..plain(port) }, &mail("ada@acme.example")).await
    };
    let (by_address, by_name) =
        (format!("smtp://127.0.0.1:{port}"), format!("private:smtp://mail.test:{port}"));
    says(send("127.0.0.1", &[]).await, Refused, &format!("grant \"{by_address}\" to allow it"));
    says(send("mail.test", &[]).await, Refused, &format!("grant \"{by_name}\" to allow it"));
    says(send("mail.test", &[format!("https://127.0.0.1:{port}")]).await, Refused, &by_name);
    says(send("127.0.0.1", &[format!("webhook={by_address}")]).await, Refused, &by_address);
    says(send("metadata.test", &[]).await, Refused, "a metadata service");
    assert_eq!(server.rest(), 0);
    for (host, grant) in [
        ("127.0.0.1", by_address.clone()),
        ("mail.test", by_name),
        ("127.0.0.1", format!("mail={by_address}")),
    ] {
        send(host, &[grant]).await.unwrap();
        server.next();
    }
}
