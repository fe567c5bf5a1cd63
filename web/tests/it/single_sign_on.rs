//! Signing in at an identity provider, as a browser with and without script does. The provider is scripted; the protocol is
//! tested where it is spoken.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::access::{Challenge, Identity, IdentityProvider, ProviderClient, ProviderInfo};
use gatehouse_core::ports::ConnectorError;
use gatehouse_web::Config;
use serde_json::{Value, json};

use crate::support::{ADMIN, Client, Got, House, house_with};

const SASHA: &str = "sasha@acme.example";
const SETTINGS: &str = "/api/console/oidc";

/// Takes the code `good` for Sasha, and no other.
struct Login;

#[async_trait]
impl IdentityProvider for Login {
    async fn discover(&self, client: &ProviderClient) -> Result<ProviderInfo, ConnectorError> {
        if client.client_id == "away" {
            return Err(ConnectorError::Unavailable("the provider does not answer".into()));
        }
        let authorization_endpoint = "https://login.example/go".into();
        Ok(ProviderInfo { authorization_endpoint, end_session_endpoint: None })
    }

    async fn address(
        &self,
        client: &ProviderClient,
        challenge: &Challenge,
        _: Option<&str>,
    ) -> Result<String, ConnectorError> {
        self.discover(client).await?;
        Ok(format!("https://login.example/go?state={}&redirect_uri={}", challenge.state, challenge.redirect))
    }

    async fn redeem(
        &self,
        _: &ProviderClient,
        _: &Challenge,
        code: &str,
        _: &[String],
    ) -> Result<Identity, ConnectorError> {
        let email = match code {
            "good" => SASHA,
            "stranger" => "mallory@elsewhere.example",
            _ => return Err(ConnectorError::Unauthorized("the provider did not take the code".into())),
        };
        Ok(Identity {
            subject: email.into(),
            claims: json!({"email": email, "name": "Sasha"}).as_object().unwrap().clone(),
            id_token: "a.b.c".into(),
            end_session_endpoint: Some("https://login.example/out".into()),
        })
    }
}

async fn house(config: Config) -> (House, Client) {
    let house = house_with(config).await;
    drop(house.app.access().clone().with_identity_provider(Arc::new(Login)));
    let mut admin = house.signed_in(ADMIN).await;
    let settings = json!({"issuer": "https://login.example", "clientId": "gatehouse",
        "clientSecret": "0123456789abcdef", "join": true, "emailDomains": ["acme.example"]});
    let set = admin.put(SETTINGS, &settings).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    (house, admin)
}

impl Client {
    async fn go(&mut self, more: Value) -> Got {
        let mut body = json!({"csrfToken": self.csrf().await});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.post("/api/auth/signin/oidc", &body).await
    }

    /// Goes there; answers the state.
    async fn gone(&mut self) -> String {
        let got = self.go(json!({"email": SASHA, "callbackUrl": "/alerts?q=a%26b"})).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        let url = got.json()["url"].as_str().unwrap().to_owned();
        url.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned()
    }

    async fn back(&mut self, query: &str) -> String {
        let got = self.page(&format!("/api/auth/callback/oidc?{query}")).await;
        assert_eq!(got.status, StatusCode::FOUND, "{}", got.text);
        got.header("location").to_owned()
    }
}

#[tokio::test]
async fn a_member_goes_to_their_provider_and_comes_back_signed_in() {
    let (house, _) = house(Config::default()).await;
    let mut browser = house.client();
    let providers = browser.get("/api/auth/providers").await.json();
    assert_eq!(
        providers["oidc"],
        json!({"id": "oidc", "name": "Single sign-on", "type": "oidc",
            "signinUrl": "http://gate.example/api/auth/signin/oidc",
            "callbackUrl": "http://gate.example/api/auth/callback/oidc"})
    );
    let state = browser.gone().await;
    let attempt = browser.cookies["gatehouse.oidc"].clone();
    assert!(!attempt.contains(&state), "what the browser keeps is sealed");
    let query = format!("code=good&state={state}&session_state=x");
    assert_eq!(browser.back(&query).await, "http://gate.example/alerts?q=a%26b");
    assert!(!browser.cookies.contains_key("gatehouse.oidc"), "it is used up");
    let session = browser.get("/api/auth/session").await.json();
    assert_eq!((&session["user"]["email"], &session["user"]["role"]), (&json!(SASHA), &json!("VIEWER")));
    let account = browser.get("/api/console/account").await.json();
    assert_eq!(account["hasPassword"], false);

    let mut thief = house.client();
    thief.cookies.insert("gatehouse.oidc".into(), attempt);
    assert_eq!(thief.back(&query).await, "http://gate.example/login?error=OAuthCallback", "again");

    let csrf = browser.csrf().await;
    let left = browser.post("/api/auth/signout", &json!({"csrfToken": csrf})).await.json();
    let home =
        "client_id=gatehouse&post_logout_redirect_uri=http%3A%2F%2Fgate.example%2Flogin&id_token_hint=a.b.c";
    assert_eq!(left["url"], format!("https://login.example/out?{home}"));
    assert_eq!(browser.get("/api/auth/session").await.json(), Value::Null);
}

#[tokio::test]
async fn what_does_not_hold_leads_back_to_the_sign_in_page() {
    let (house, mut admin) = house(Config::default()).await;
    let failed = "http://gate.example/login?error=OAuthCallback";
    let denied = "http://gate.example/login?error=AccessDenied";
    let mut browser = house.client();
    for (query, expected) in [
        ("code=good&state=guessed", failed),
        ("code=good", failed),
        ("", failed),
        ("code=expired&state={state}", failed),
        ("code=good&state={state}&iss=https%3A%2F%2Fevil.example", failed),
        ("error=server_error&error_description=oops&state={state}", failed),
        ("error=access_denied&state={state}", denied),
        ("code=stranger&state={state}", denied),
    ] {
        let state = browser.gone().await;
        assert_eq!(browser.back(&query.replace("{state}", &state)).await, expected, "{query}");
        assert_eq!(browser.get("/api/auth/session").await.json(), Value::Null, "{query}");
    }
    // Another browser's answer is nobody's: somebody else could have begun it.
    let state = house.client().gone().await;
    assert_eq!(browser.back(&format!("code=good&state={state}")).await, failed);
    let mut victim = house.client();
    victim.gone().await;
    assert_eq!(victim.back(&format!("code=good&state={state}")).await, failed);

    let mut told = String::new();
    while !told.contains("nobody invited this address") {
        told = admin.get("/api/console/audit?limit=100").await.text;
        tokio::task::yield_now().await;
    }
    assert!(told.contains("the state is another one") && told.contains("did not take the code"), "{told}");
}

#[tokio::test]
async fn going_there_needs_our_form_and_a_provider() {
    let (house, mut admin) = house(Config::default()).await;
    let mut browser = house.client();
    browser.csrf().await;
    let body = json!({"csrfToken": "guessed", "email": SASHA});
    let got = browser.post("/api/auth/signin/oidc", &body).await;
    assert_eq!((got.status, &got.json()["error"]), (StatusCode::FORBIDDEN, &json!("MissingCSRF")));
    // The only organization is meant, whatever the address.
    assert_eq!(browser.go(json!({"email": "x@elsewhere.example"})).await.status, StatusCode::OK);
    assert_eq!(browser.go(json!({})).await.status, StatusCode::OK);
    for organization in ["made up", "0198b2f0-0000-7000-8000-000000000000"] {
        let got = browser.go(json!({"organization": organization})).await;
        let error = got.json()["error"].clone();
        assert_eq!((got.status, error), (StatusCode::NOT_FOUND, json!("OrganizationNotFound")));
    }
    let form = format!("csrfToken={}&email=sasha%40acme.example", browser.csrf().await);
    let request = Request::post("/api/auth/signin/oidc")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    let got = browser.send(request).await;
    assert_eq!(got.status, StatusCode::FOUND);
    assert!(got.header("location").starts_with("https://login.example/go?state="));

    let away = json!({"issuer": "https://login.example", "clientId": "away", "clientSecret": ""});
    assert_eq!(admin.put(SETTINGS, &away).await.status, StatusCode::OK);
    let tested = admin.post("/api/console/oidc/test", &json!({})).await.json();
    assert_eq!(
        (&tested["ok"], tested["error"].as_str().unwrap().contains("does not answer")),
        (&json!(false), true)
    );
    let got = browser.go(json!({"email": SASHA})).await;
    assert_eq!((got.status, &got.json()["error"]), (StatusCode::BAD_GATEWAY, &json!("OAuthSignin")));
    assert_eq!(admin.delete(SETTINGS).await.status, StatusCode::NO_CONTENT);
    assert_eq!(browser.go(json!({"email": SASHA})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/api/auth/providers").await.json()["oidc"], Value::Null);
    assert_eq!(
        admin.post("/api/console/oidc/test", &json!({})).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn settings_show_what_to_enter_at_the_provider_and_no_secret() {
    let public = Config { public_url: Some("https://gate.acme.example/".into()), ..Config::default() };
    let (house, mut admin) = house(public).await;
    let shown = admin.get(SETTINGS).await;
    assert!(!shown.text.contains("0123456789"), "{}", shown.text);
    let shown = shown.json();
    assert_eq!(shown["clientSecretHint"], "…cdef");
    assert_eq!(shown["redirectUri"], "https://gate.acme.example/api/auth/callback/oidc");
    assert_eq!(shown["postLogoutRedirectUri"], "https://gate.acme.example/login");
    assert_eq!((&shown["emailDomains"], &shown["maySetDomains"]), (&json!(["acme.example"]), &json!(true)));
    let got = house.client().go(json!({"email": SASHA})).await;
    let url = got.json()["url"].as_str().unwrap().to_owned();
    assert!(url.ends_with("redirect_uri=https://gate.acme.example/api/auth/callback/oidc"), "{url}");
    for (change, field) in [
        (json!({"issuer": "http://login.example", "clientId": "g"}), "issuer"),
        (json!({"issuer": "https://login.example", "clientId": ""}), "clientId"),
        (json!({"issuer": "https://login.example", "clientId": 1}), "clientId"),
        (json!({"clientId": "g"}), "issuer"),
        (json!({"issuer": "https://other.example", "clientId": "gatehouse"}), "clientSecret"),
        (
            json!({"issuer": "https://login.example", "clientId": "gatehouse", "emailDomains": ["x"]}),
            "emailDomains",
        ),
    ] {
        let got = admin.put(SETTINGS, &change).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{change}");
    }
}
