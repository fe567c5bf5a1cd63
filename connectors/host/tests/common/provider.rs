//! An identity provider in this process, whose tokens say what a test wants.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_connector_host::{HostConfig, OidcProvider};
use gatehouse_core::access::{Challenge, Identity, IdentityProvider as _, ProviderClient};
use gatehouse_core::ports::{Clock, ConnectorError};
use gatehouse_core::time::Timestamp;
use hmac::{Hmac, Mac as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::{Digest as _, Sha256};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, PrivateKey};
use serde_json::{Value, json};

use super::standin::{Reply, Seen, StandIn, serve};

/// One key, made for tests.
const KEY: &str = include_str!("../../../google/src/test_key.pem");
/// Seconds since 1970: now, as far as these tests go.
pub const NOW: i64 = 1_780_000_000;
pub const SECRET: &str = "the secret / of + ours";

/// It is always the same time.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(NOW * 1000)
    }
}

/// What the provider does next.
#[derive(Clone)]
pub struct Script {
    /// The ID token's head and claims.
    pub head: Value,
    pub claims: Value,
    /// Changed once it is signed.
    pub spoil: fn(String) -> String,
    /// What UserInfo tells.
    pub userinfo: Value,
    /// In place of the token.
    pub exchange: Option<Reply>,
    /// In place of parts of what the provider says of itself.
    pub metadata: Value,
}

pub struct Provider {
    pub standin: StandIn,
    pub script: Arc<Mutex<Script>>,
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Signed as the head says.
fn token(script: &Script) -> String {
    let text = format!("{}.{}", encoded(&script.head), encoded(&script.claims));
    let signature = match script.head["alg"].as_str() {
        Some("RS256") => {
            let key = PrivateKey::from_pkcs8_pem(KEY).unwrap();
            key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&text)).unwrap()
        }
        Some("HS256") => {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        }
        _ => Vec::new(),
    };
    (script.spoil)(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn reply(script: &Script, asked: &Seen) -> Reply {
    let own = format!("http://{}", asked.headers["host"]);
    let json = |value: Value| (200, vec![("content-type", "application/json".into())], value.to_string());
    match asked.target.as_str() {
        "/.well-known/openid-configuration" => {
            let mut says = json!({
                "issuer": own,
                "authorization_endpoint": format!("{own}/authorize"),
                "token_endpoint": format!("{own}/token"),
                "userinfo_endpoint": format!("{own}/userinfo"),
                "jwks_uri": format!("{own}/jwks"),
                "end_session_endpoint": format!("{own}/out"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
            });
            says.as_object_mut().unwrap().extend(script.metadata.as_object().unwrap().clone());
            json(says)
        }
        "/jwks" => {
            let key = PrivateKey::from_pkcs8_pem(KEY).unwrap().to_public_key();
            let [n, e] = [key.n_bytes(), key.e_bytes()].map(|part| URL_SAFE_NO_PAD.encode(part));
            json(json!({"keys": [{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": n, "e": e}]}))
        }
        "/token" => script.exchange.clone().unwrap_or_else(|| {
            json(json!({"access_token": "access", "token_type": "Bearer", "id_token": token(script)}))
        }),
        "/userinfo" => json(script.userinfo.clone()),
        _ => (404, Vec::new(), String::new()),
    }
}

/// One that does everything right, until its script is changed.
pub async fn provider() -> Provider {
    let script = Script {
        head: json!({"alg": "RS256", "kid": "1", "typ": "JWT"}),
        claims: json!({"sub": "248289761001", "aud": "gatehouse", "nonce": "the nonce", "iat": NOW - 1,
            "exp": NOW + 300, "email": "sasha@acme.example", "email_verified": true,
            "groups": ["security"]}),
        spoil: |token| token,
        userinfo: json!({"sub": "248289761001", "email": "sasha@acme.example", "department": "R&D"}),
        exchange: None,
        metadata: json!({}),
    };
    let script = Arc::new(Mutex::new(script));
    let read = Arc::clone(&script);
    let standin = serve(move |asked| reply(&read.lock().unwrap(), asked)).await;
    script.lock().unwrap().claims["iss"] = standin.url.clone().into();
    Provider { standin, script }
}

impl Provider {
    /// As we are known to it.
    pub fn client(&self) -> ProviderClient {
        ProviderClient {
            issuer: self.standin.url.clone(),
            client_id: "gatehouse".into(),
            secret: Some(SECRET.to_owned().into()),
            scopes: vec!["groups".into()],
        }
    }

    /// Somebody who may ask it.
    pub fn asker(&self) -> OidcProvider {
        asker(&[self.standin.url.as_str()])
    }

    /// Redeems a code; `wanted` beside the address.
    pub async fn redeem(&self, wanted: &[&str]) -> Result<Identity, ConnectorError> {
        self.redeem_as(&self.client(), wanted).await
    }

    pub async fn redeem_as(&self, who: &ProviderClient, wanted: &[&str]) -> Result<Identity, ConnectorError> {
        let wanted: Vec<String> = wanted.iter().map(|&name| name.to_owned()).collect();
        self.asker().redeem(who, &challenge(), "the code", &wanted).await
    }

    /// The body of the one request to the token endpoint, and its `Authorization`.
    pub fn exchange(&self) -> (String, Option<String>) {
        let seen = self.standin.seen();
        let mut all = seen.iter().filter(|asked| asked.target == "/token");
        let (one, none) = (all.next().unwrap(), all.next());
        assert!(none.is_none() && one.method == "POST");
        (String::from_utf8(one.body.clone()).unwrap(), one.headers.get("authorization").cloned())
    }
}

/// Somebody with these grants.
pub fn asker(grants: &[&str]) -> OidcProvider {
    let mut config = HostConfig::new("unused");
    config.extra_grants = grants.iter().map(|grant| grant.parse().unwrap()).collect();
    config.clock = Arc::new(Still);
    OidcProvider::new(&config).unwrap()
}

pub fn challenge() -> Challenge {
    Challenge {
        redirect: "https://gate.example/api/auth/callback/oidc".into(),
        state: "the state".into(),
        nonce: "the nonce".into(),
        verifier: "v".repeat(43),
    }
}
