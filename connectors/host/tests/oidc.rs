//! Single sign-on with an identity provider that does everything right, and with one that does each thing wrong.
#![allow(clippy::unwrap_used)]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::provider::{NOW, Script, asker, challenge, provider};
use common::standin;
use gatehouse_core::access::{IdentityProvider as _, ProviderClient};
use gatehouse_core::ports::ConnectorError::{self, BadSettings, Refused, Unauthorized, Unavailable};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn the_way_there_tells_no_more_than_it_must() {
    let provider = provider().await;
    let address =
        provider.asker().address(&provider.client(), &challenge(), Some("sasha@acme.example")).await.unwrap();
    let url = url::Url::parse(&address).unwrap();
    assert_eq!((url.path(), url.port()), ("/authorize", provider.standin.port().parse().ok()));
    let fields: std::collections::BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest("v".repeat(43)));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "gatehouse"),
        ("redirect_uri", "https://gate.example/api/auth/callback/oidc"),
        ("scope", "openid email profile groups"),
        ("state", "the state"),
        ("nonce", "the nonce"),
        ("code_challenge", &hash),
        ("code_challenge_method", "S256"),
        ("login_hint", "sasha@acme.example"),
    ] {
        assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert_eq!(fields.len(), 9, "{fields:?}");
}

#[tokio::test]
async fn a_code_becomes_somebody() {
    let provider = provider().await;
    let identity = provider.redeem(&["email", "groups"]).await.unwrap();
    assert_eq!(identity.subject, "248289761001");
    assert_eq!(
        (&identity.claims["email"], &identity.claims["groups"]),
        (&json!("sasha@acme.example"), &json!(["security"]))
    );
    assert_eq!(identity.id_token.split('.').count(), 3);
    assert!(identity.end_session_endpoint.unwrap().ends_with("/out"));
    let (body, authorization) = provider.exchange();
    for field in [
        "grant_type=authorization_code",
        "code=the+code",
        &format!("code_verifier={}", "v".repeat(43)),
        "redirect_uri=https%3A%2F%2Fgate.example%2Fapi%2Fauth%2Fcallback%2Foidc",
    ] {
        assert!(body.contains(field), "{field} in {body}");
    }
    // Each is form encoded before they are joined (RFC 6749, 2.3.1).
    let expected = STANDARD.encode("gatehouse:the+secret+%2F+of+%2B+ours");
    assert_eq!(authorization, Some(format!("Basic {expected}")));
    assert!(!provider.standin.seen().iter().any(|asked| asked.target == "/userinfo"), "nothing was missing");
}

#[tokio::test]
async fn a_secret_goes_into_the_body_where_the_provider_wants_it_and_a_public_client_has_none() {
    let posting = provider().await;
    let metadata = json!({"token_endpoint_auth_methods_supported": ["client_secret_post"]});
    posting.script.lock().unwrap().metadata = metadata;
    posting.redeem(&["email"]).await.unwrap();
    let (body, authorization) = posting.exchange();
    assert!(body.contains("client_secret=the+secret+%2F+of+%2B+ours") && authorization.is_none(), "{body}");

    let public = provider().await;
    let who = ProviderClient { secret: None, ..public.client() };
    public.redeem_as(&who, &["email"]).await.unwrap();
    let (body, authorization) = public.exchange();
    assert!(body.contains("client_id=gatehouse") && !body.contains("secret"), "{body}");
    assert_eq!(authorization, None);
}

#[tokio::test]
async fn what_the_token_lacks_is_asked_of_the_same_person() {
    let provider = provider().await;
    let identity = provider.redeem(&["email", "department"]).await.unwrap();
    assert_eq!(
        (&identity.claims["department"], &identity.claims["groups"]),
        (&json!("R&D"), &json!(["security"]))
    );
    let asked = provider.standin.seen().into_iter().find(|asked| asked.target == "/userinfo").unwrap();
    assert_eq!(asked.headers["authorization"], "Bearer access");
    provider.script.lock().unwrap().userinfo = json!({"sub": "another", "department": "Board"});
    let refused = provider.redeem(&["department"]).await;
    assert!(matches!(refused, Err(Unauthorized(_))), "{refused:?}");
    provider.script.lock().unwrap().metadata = json!({"userinfo_endpoint": null});
    let identity = provider.redeem(&["department"]).await.unwrap();
    assert!(!identity.claims.contains_key("department"), "there is nobody to ask");
}

#[tokio::test]
async fn a_token_that_does_not_hold_lets_nobody_in() {
    type Change = fn(&mut Script);
    let cases: [(&str, Change, &str); 16] = [
        ("another nonce", |s| s.claims["nonce"] = json!("another"), "nonce"),
        ("no nonce", |s| drop(s.claims.as_object_mut().unwrap().remove("nonce")), "nonce"),
        ("another audience", |s| s.claims["aud"] = json!("another"), "audience"),
        ("an audience beside us", |s| s.claims["aud"] = json!(["gatehouse", "another"]), "audience"),
        ("no audience", |s| drop(s.claims.as_object_mut().unwrap().remove("aud")), "audience"),
        ("another party", |s| s.claims["azp"] = json!("another"), "party"),
        ("another issuer", |s| s.claims["iss"] = json!("https://evil.example"), "issuer"),
        ("expired", |s| s.claims["exp"] = json!(NOW - 61), "Expired"),
        ("unsigned", |s| s.head = json!({"alg": "none"}), "ignature"),
        ("signed with our secret", |s| s.head = json!({"alg": "HS256"}), "ignature"),
        ("an unknown key", |s| s.head["kid"] = json!("2"), "ignature"),
        ("an extension that must be known", |s| s.head["crit"] = json!(["b64"]), "crit"),
        ("another access token", |s| s.claims["at_hash"] = json!("AAAA"), "another access token"),
        ("a spoilt signature", |s| s.spoil = |t| t[..t.len() - 8].to_owned() + "AAAAAAAA", "ignature"),
        ("no signature", |s| s.spoil = |t| t[..=t.rfind('.').unwrap()].to_owned(), "ignature"),
        (
            "other claims under the same signature",
            |s| {
                s.spoil = |token| {
                    let parts: Vec<&str> = token.split('.').collect();
                    let claims = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
                    let mut claims: Value = serde_json::from_slice(&claims).unwrap();
                    claims["email"] = json!("ada@acme.example");
                    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
                }
            },
            "ignature",
        ),
    ];
    for (name, change, expected) in cases {
        let provider = provider().await;
        change(&mut provider.script.lock().unwrap());
        let refused = provider.redeem(&["email"]).await;
        let Err(Unauthorized(why)) = &refused else { panic!("{name}: {refused:?}") };
        assert!(why.contains(expected), "{name}: {why}");
    }
    let provider = provider().await;
    provider.script.lock().unwrap().claims["exp"] = json!(NOW - 59);
    provider.redeem(&["email"]).await.expect("clocks may be a minute apart");
}

#[tokio::test]
async fn what_a_provider_answers_instead_is_told_in_words() {
    let grant = r#"{"error":"invalid_grant","error_description":"the code has expired"}"#.to_owned();
    let media = |kind: &str| vec![("content-type", kind.to_owned())];
    type Expected = fn(&ConnectorError) -> bool;
    let taken: Expected = |why| matches!(why, Unauthorized(text) if text.contains("the code has expired"));
    let settings: Expected = |why| matches!(why, BadSettings(_));
    let away: Expected = |why| matches!(why, Unavailable(_));
    let cases = [
        ("an expired code", (400, media("application/json"), grant), taken),
        ("a page", (200, media("text/html"), "<!doctype html>".into()), settings),
        ("nothing", (200, media("application/json"), String::new()), settings),
        ("a redirect", (302, vec![("location", "https://evil.example/".into())], String::new()), settings),
        (
            "no ID token",
            (200, media("application/json"), r#"{"access_token":"a","token_type":"Bearer"}"#.into()),
            settings,
        ),
        ("too much", (200, media("application/json"), " ".repeat((1 << 20) + 1)), away),
    ];
    for (name, reply, expected) in cases {
        let provider = provider().await;
        provider.script.lock().unwrap().exchange = Some(reply);
        let why = provider.redeem(&["email"]).await.unwrap_err();
        assert!(expected(&why), "{name}: {why:?}");
    }
}

#[tokio::test]
async fn a_provider_that_is_another_or_none_is_found_out_before_anybody_goes_there() {
    let provider = provider().await;
    let info = provider.asker().discover(&provider.client()).await.unwrap();
    assert!(info.authorization_endpoint.ends_with("/authorize"));
    for (part, value) in [
        ("issuer", json!("https://evil.example")),
        ("issuer", json!(format!("{}/", provider.standin.url))),
        ("authorization_endpoint", json!("javascript:alert(1)")),
        ("end_session_endpoint", json!("ftp://evil.example/")),
        ("jwks_uri", json!("ftp://evil.example/")),
        ("authorization_endpoint", Value::Null),
    ] {
        provider.script.lock().unwrap().metadata = json!({part: value});
        let refused = provider.asker().address(&provider.client(), &challenge(), None).await;
        assert!(matches!(refused, Err(BadSettings(_))), "{part}: {value}: {refused:?}");
    }
    for (status, transient) in [(404, false), (503, true)] {
        let other = standin::says(status, "none here").await;
        let who = ProviderClient { issuer: other.url.clone(), ..provider.client() };
        let why = asker(&[&other.url]).discover(&who).await.unwrap_err();
        assert_eq!(why.is_transient(), transient, "{why}");
    }
}

#[tokio::test]
async fn no_door_inside_is_knocked_at_without_a_grant() {
    let provider = provider().await;
    let refused = asker(&[]).discover(&provider.client()).await.unwrap_err();
    let wanted = format!("grant \"{}\" to allow it", provider.standin.url);
    assert!(matches!(&refused, Refused(why) if why.contains(&wanted)), "{refused}");
    assert!(provider.standin.seen().is_empty());
    asker(&[&format!("oidc={}", provider.standin.url)]).discover(&provider.client()).await.unwrap();
    let others = asker(&[&format!("siem={}", provider.standin.url)]).discover(&provider.client()).await;
    assert!(matches!(others, Err(Refused(_))), "{others:?}");

    // A provider does not lead us to a neighbour of its.
    let inside = standin::says(200, "{}").await;
    for part in ["jwks_uri", "token_endpoint"] {
        provider.script.lock().unwrap().metadata = json!({part: format!("{}/x", inside.url)});
        let refused = provider.redeem(&["email"]).await;
        assert!(matches!(refused, Err(Refused(_))), "{part}: {refused:?}");
    }
    assert!(inside.seen().is_empty());
}
