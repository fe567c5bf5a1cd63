//! Mail and text messages as an admin sets them up: a real mail server, a gateway, and what is shown of both.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{ADMIN, Folder, PASSWORD, Receiver, Server, SmtpServer};
use reqwest::Method;
use serde_json::{Value, json};

const TO: &str = "ada@lumenfeld-optics.example";

fn mail_server(port: u16) -> Value {
    json!({"host": "127.0.0.1", "port": port, "security": "none", "from": "gate@lumenfeld-optics.example"})
}

fn with(mut settings: Value, more: Value) -> Value {
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    settings
}

#[tokio::test]
async fn a_test_mail_arrives() {
    let mail = SmtpServer::start(&["--auth", "gate:s3cret"]);
    let folder = Folder::initialized();
    let grant = format!("smtp://127.0.0.1:{}", mail.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let unset = admin.get("/api/console/mail").await.expect(200);
    assert_eq!((&unset["configured"], &unset["port"]), (&json!(false), &json!(587)));
    admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(503);

    let settings = with(mail_server(mail.port), json!({"username": "gate", "password": "s3cret"}));
    let set = admin.put("/api/console/mail", settings.clone()).await.expect(200);
    assert_eq!((&set["hasPassword"], &set["enabled"]), (&json!(true), &json!(true)));
    let tested = admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(200);
    assert_eq!(tested, json!({"delivered": true, "error": null}));
    let taken = mail.next();
    assert_eq!((&taken["sender"], &taken["user"]), (&json!("gate@lumenfeld-optics.example"), &json!("gate")));
    assert_eq!(taken["recipients"], json!([TO]));
    let content = taken["content"].as_str().unwrap();
    let (head, body) = content.split_once("\r\n\r\n").unwrap();
    let mut names: Vec<_> = head.lines().map(|line| line.split_once(": ").unwrap().0).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To"
        ]
    );
    for line in [
        "From: Gatehouse <gate@lumenfeld-optics.example>",
        "To: ada@lumenfeld-optics.example",
        "Subject: Gatehouse test",
        "Content-Type: text/plain; charset=utf-8",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(head.lines().any(|field| field == line), "{line:?} is not in {head}");
    }
    assert_eq!(body, "This is a test: mail from Gatehouse reaches you.\r\n");

    let wrong = with(settings, json!({"password": "guess"}));
    admin.put("/api/console/mail", wrong).await.expect(200);
    let refused = admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(200);
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("refused user name or password: 535"), "{error}");
    let shown = admin.get("/api/console/mail").await.expect(200);
    assert_eq!(shown["lastError"], refused["error"]);
    assert!(!shown.to_string().contains("guess") && !server.log().contains("guess"));
    let gone = admin.post("/api/console/mail/test", json!({"to": "gone"})).await.expect(400);
    assert_eq!(gone["field"], "to");
    assert_eq!(mail.rest(), 0);
    server.stop();
}

#[tokio::test]
async fn mail_goes_by_starttls_to_a_server_whose_root_was_given() {
    let folder = Folder::initialized();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let certificate = folder.file("mail.pem", made.cert.pem());
    let key = folder.file("mail.key", made.signing_key.serialize_pem());
    let (certificate, key) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let mail = SmtpServer::start(&["--security", "starttls", "--certificate", certificate, "--key", key]);
    let settings = with(mail_server(mail.port), json!({"host": "localhost", "security": "starttls"}));
    let grant = format!("private:smtp://localhost:{}", mail.port);

    let stranger = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = stranger.admin().await;
    admin.put("/api/console/mail", settings).await.expect(200);
    let refused = admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(200);
    assert!(refused["error"].as_str().unwrap().contains("TLS does not do"), "{refused}");
    stranger.stop();

    let options = ["--tls", "off", "--connector-grants", &grant, "--extra-roots", certificate];
    let server = Server::start_with(&folder, &options);
    let admin = server.admin().await;
    let tested = admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(200);
    assert_eq!(tested, json!({"delivered": true, "error": null}));
    assert_eq!(mail.next()["tls"], true);
    server.stop();
}

#[tokio::test]
async fn a_text_message_reaches_the_gateway() {
    let gateway = Receiver::new();
    let folder = Folder::initialized();
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &gateway.origin()]);
    let admin = server.admin().await;
    let settings = json!({"baseUrl": format!("{}/messages", gateway.origin()),
        "headers": "Authorization: Bearer k3y\nX-Sender: gate", "body": r#"{"to":"{to}","message":"{text}"}"#});
    let set = admin.put("/api/console/sms", settings).await.expect(200);
    assert_eq!(set["headerNames"], json!(["Authorization", "X-Sender"]));
    let tested = admin.post("/api/console/sms/test", json!({"to": "+1 (123) 456-7890"})).await.expect(200);
    assert_eq!(tested, json!({"delivered": true, "error": null}));
    let message = gateway.next();
    assert_eq!(message.header("authorization"), Some("Bearer k3y"));
    assert_eq!(message.header("content-type"), Some("application/json"));
    let body: Value = serde_json::from_str(&message.body).unwrap();
    let text = "This is a test: text messages from Gatehouse reach you.";
    assert_eq!(body, json!({"to": "+11234567890", "message": text}));

    gateway.answer_next("401 Unauthorized");
    let refused = admin.post("/api/console/sms/test", json!({"to": "+15550100"})).await.expect(200);
    assert!(refused["error"].as_str().unwrap().contains("the gateway answered 401"), "{refused}");
    let shown = admin.get("/api/console/sms").await.expect(200);
    assert_eq!(shown["lastError"], refused["error"]);
    assert!(!shown.to_string().contains("k3y"));
    server.stop();
}

#[tokio::test]
async fn nothing_inside_is_reached_without_a_grant() {
    let (mail, gateway) = (SmtpServer::start(&[]), Receiver::new());
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    admin.put("/api/console/mail", mail_server(mail.port)).await.expect(200);
    let refused = admin.post("/api/console/mail/test", json!({"to": TO})).await.expect(200);
    let wanted = format!("grant \"smtp://127.0.0.1:{}\" to allow it", mail.port);
    assert!(refused["error"].as_str().unwrap().contains(&wanted), "{refused}");
    let settings = json!({"baseUrl": gateway.origin(), "contentType": "text/plain", "body": "{to} {text}"});
    admin.put("/api/console/sms", settings).await.expect(200);
    let refused = admin.post("/api/console/sms/test", json!({"to": "+15550100"})).await.expect(200);
    assert!(refused["error"].as_str().unwrap().contains(&gateway.origin()), "{refused}");
    assert!(mail.rest() == 0 && gateway.rest().is_empty());
    server.stop();
}

/// The text of a mail that came as quoted-printable (RFC 2045 §6.7): ASCII, with lines longer than mail may have.
fn unquoted(content: &str) -> String {
    let (head, body) = content.split_once("\r\n\r\n").unwrap();
    assert!(head.lines().any(|line| line == "Content-Transfer-Encoding: quoted-printable"), "{head}");
    body.replace("=\r\n", "").replace("=3D", "=")
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_mail() {
    let mail = SmtpServer::start(&[]);
    let folder = Folder::initialized();
    let grant = format!("smtp://127.0.0.1:{}", mail.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    server.admin().await.put("/api/console/mail", mail_server(mail.port)).await.expect(200);
    let client = server.anonymous();
    let login =
        async |password: &str| client.post("/login", json!({"email": ADMIN, "password": password})).await;
    let token = login(PASSWORD).await.expect(200)["user"]["access_token"].as_str().unwrap().to_owned();
    let agents = async || client.send(client.request(Method::GET, "/agents").bearer_auth(&token)).await;
    agents().await.expect(200);

    let sent = json!({"success": true, "message": "Password reset email has been sent"});
    for email in ["nobody@lumenfeld-optics.example", ADMIN] {
        assert_eq!(
            client.post("/reset_password", json!({ "email": email })).await.expect(200),
            sent,
            "{email}"
        );
    }
    let taken = mail.next();
    assert_eq!(taken["recipients"], json!([ADMIN]), "nothing for nobody");
    let text = unquoted(taken["content"].as_str().unwrap());
    let link = format!("{}/reset?token=", server.url);
    let reset = text.lines().find_map(|line| line.strip_prefix(&link)).unwrap();

    let body = json!({"token": reset, "password": "another horse battery"});
    client.post("/api/console/reset", body.clone()).await.expect(204);
    let again = client.post("/api/console/reset", body).await.expect(400);
    assert_eq!(again["field"], "token");
    agents().await.expect(401);
    login(PASSWORD).await.expect(400);
    login("another horse battery").await.expect(200);
    assert!(!server.log().contains(reset), "the link's token is logged");
    server.stop();
    assert_eq!(mail.rest(), 0);
}
