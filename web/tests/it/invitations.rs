//! Inviting people over HTTP: the mail, its link, and what there is without a mail server.

use axum::http::StatusCode;
use gatehouse_web::Config;
use serde_json::json;

use crate::support::{ADMIN, PASSWORD, house, house_with_mail};

const INVITATIONS: &str = "/api/console/invitations";
const IVO: &str = "ivo@acme.example";

#[tokio::test]
async fn a_mail_s_link_makes_a_member() {
    let config = Config { own_url: "https://gate.acme.example:8443".into(), ..Config::default() };
    let (house, mut mails) = house_with_mail(config).await;
    let mut admin = house.signed_in(ADMIN).await;
    let made = admin.post(INVITATIONS, &json!({"email": IVO, "role": "ADMIN"})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made = made.json();
    assert_eq!(
        (&made["mailed"], &made["expired"], &made["link"]),
        (&json!(true), &json!(false), &json!(null))
    );
    let mail = mails.recv().await.unwrap();
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), (IVO, "You are invited to Acme on Gatehouse"));
    let link = mail.text.lines().find(|line| line.starts_with("https://")).unwrap();
    let token = link.strip_prefix("https://gate.acme.example:8443/invitation?token=").unwrap();

    let mut ivo = house.client();
    assert_eq!(ivo.page("/invitation?token=x").await.status, StatusCode::OK, "the page is there for anybody");
    let offer = ivo.post("/api/console/invitation/look", &json!({"token": token})).await.json();
    assert_eq!(
        (&offer["email"], &offer["organizationName"], &offer["role"], &offer["invitedBy"]),
        (&json!(IVO), &json!("Acme"), &json!("ADMIN"), &json!(ADMIN))
    );
    assert_eq!((&offer["passwords"], &offer["singleSignOn"]), (&json!(true), &json!(null)));
    let accept = |password: &str| json!({"token": token, "name": "Ivo", "password": password});
    let short = ivo.post("/api/console/invitation/accept", &accept("short")).await;
    assert_eq!((short.status, &short.json()["field"]), (StatusCode::BAD_REQUEST, &json!("password")));
    let accepted = ivo.post("/api/console/invitation/accept", &accept(PASSWORD)).await;
    assert_eq!(accepted.status, StatusCode::NO_CONTENT, "{}", accepted.text);
    let again = ivo.post("/api/console/invitation/accept", &accept(PASSWORD)).await;
    assert_eq!((again.status, &again.json()["field"]), (StatusCode::BAD_REQUEST, &json!("token")));
    assert_eq!(ivo.sign_in(IVO, PASSWORD).await.status, StatusCode::OK);
    assert_eq!(ivo.get("/api/console/members").await.json().as_array().unwrap().len(), 3);
    let log = admin.get("/api/console/audit?limit=50").await.text;
    assert!(log.contains("invitation.made") && log.contains("invited by ada@acme.example"), "{log}");
    assert!(!log.contains(token));
}

#[tokio::test]
async fn without_a_mail_server_an_admin_passes_the_link_on() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let unsent = admin.post(INVITATIONS, &json!({"email": IVO, "role": "VIEWER"})).await;
    assert_eq!(unsent.status, StatusCode::SERVICE_UNAVAILABLE);
    let why = unsent.json()["error"].as_str().unwrap().to_owned();
    assert!(why.contains("mail server under Settings") && why.contains("delivery: link"), "{why}");
    assert_eq!(admin.get(INVITATIONS).await.json(), json!([]));

    let made = admin.post(INVITATIONS, &json!({"email": IVO, "role": "VIEWER", "delivery": "link"})).await;
    let made = made.json();
    let token = |link: &str| link.split_once("/invitation?token=").unwrap().1.to_owned();
    let first = token(made["link"].as_str().unwrap());
    assert!(!admin.get(INVITATIONS).await.text.contains(&first), "it is shown once");
    let resend = format!("{INVITATIONS}/{}/resend", made["id"].as_str().unwrap());
    assert_eq!(admin.post(&resend, &json!({})).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let again = admin.post(&resend, &json!({"delivery": "link"})).await.json();
    let second = token(again["link"].as_str().unwrap());
    let mut anybody = house.client();
    let look = json!({"token": first});
    assert_eq!(anybody.post("/api/console/invitation/look", &look).await.status, StatusCode::BAD_REQUEST);
    let look = json!({"token": second});
    assert_eq!(anybody.post("/api/console/invitation/look", &look).await.status, StatusCode::OK);
    let revoke = format!("{INVITATIONS}/{}", made["id"].as_str().unwrap());
    assert_eq!(admin.delete(&revoke).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.delete(&revoke).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&resend, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anybody.post("/api/console/invitation/look", &look).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_told_by_its_field() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    for (body, field) in [
        (json!({"role": "VIEWER"}), "email"),
        (json!({"email": null, "role": "VIEWER"}), "email"),
        (json!({"email": IVO}), "role"),
        (json!({"email": IVO, "role": "OWNER"}), "role"),
        (json!({"email": IVO, "role": "VIEWER", "delivery": "pigeon"}), "delivery"),
        (json!({"email": "a@b.example\r\nBcc: c@d.example", "role": "VIEWER", "delivery": "link"}), "email"),
        (json!({"email": "x".repeat(255) + "@b.example", "role": "VIEWER", "delivery": "link"}), "email"),
    ] {
        let got = admin.post(INVITATIONS, &body).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{body}");
    }
    let member = json!({"email": "Vera@acme.example", "role": "VIEWER", "delivery": "link"});
    assert_eq!(admin.post(INVITATIONS, &member).await.status, StatusCode::CONFLICT);
}
