//! A scripted identity provider, and the way there and back, for the tests of single sign-on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::House;
use crate::access::{
    Challenge, Identity, IdentityProvider, OidcAnswer, OidcBegun, OidcChange, OidcOutcome, OidcRequest,
    ProviderClient, ProviderInfo,
};
use crate::error::Result;
use crate::ports::ConnectorError;

/// Answers what was put in, one after the other, and keeps what it was asked.
#[derive(Default)]
pub(super) struct Scripted {
    answers: Mutex<VecDeque<std::result::Result<Identity, ConnectorError>>>,
    pub(super) redeemed: Mutex<Vec<(ProviderClient, String)>>,
}

impl Scripted {
    /// The next code leads to this person.
    pub(super) fn tells(&self, subject: &str, claims: Value) {
        let identity = Identity {
            subject: subject.into(),
            claims: claims.as_object().unwrap().clone(),
            id_token: format!("token-of-{subject}"),
            end_session_endpoint: Some("https://login.example/out".into()),
        };
        self.answers.lock().unwrap().push_back(Ok(identity));
    }

    /// The next code is not taken.
    pub(super) fn refuses(&self, why: &str) {
        self.answers.lock().unwrap().push_back(Err(ConnectorError::Unauthorized(why.into())));
    }
}

#[async_trait]
impl IdentityProvider for Scripted {
    async fn discover(&self, _: &ProviderClient) -> std::result::Result<ProviderInfo, ConnectorError> {
        let authorization_endpoint = "https://login.example/go".into();
        Ok(ProviderInfo { authorization_endpoint, end_session_endpoint: None })
    }

    async fn address(
        &self,
        client: &ProviderClient,
        challenge: &Challenge,
        hint: Option<&str>,
    ) -> std::result::Result<String, ConnectorError> {
        if client.client_id == "unreachable" {
            return Err(ConnectorError::Unavailable("the provider does not answer".into()));
        }
        Ok(format!("https://login.example/go?state={}&hint={}", challenge.state, hint.unwrap_or_default()))
    }

    async fn redeem(
        &self,
        client: &ProviderClient,
        _: &Challenge,
        code: &str,
        _: &[String],
    ) -> std::result::Result<Identity, ConnectorError> {
        self.redeemed.lock().unwrap().push((client.clone(), code.to_owned()));
        self.answers.lock().unwrap().pop_front().expect("an answer was put in")
    }
}

/// Settings that do.
pub(super) fn settings() -> OidcChange {
    OidcChange {
        issuer: "https://login.example".into(),
        client_id: "gatehouse".into(),
        client_secret: Some("0123456789abcdef".to_owned().into()),
        label: String::new(),
        scopes: Vec::new(),
        role_claim: "groups".into(),
        admin_values: vec!["security".into()],
        join: true,
        passwords: true,
        enabled: true,
        email_domains: Some(vec!["acme.example".into()]),
    }
}

/// Claims of somebody of the security team, or not.
pub(super) fn claims(email: &str, group: &str) -> Value {
    json!({"email": email, "email_verified": true, "name": "Sasha Okafor", "groups": [group]})
}

/// What the browser brings back.
pub(super) fn answer(begun: &OidcBegun) -> OidcAnswer {
    let state = begun.url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    OidcAnswer { code: Some("a code".into()), state: Some(state.into()), ..OidcAnswer::default() }
}

impl House {
    /// One whose organization has a provider.
    pub(super) async fn with_provider(change: OidcChange) -> (Self, Arc<Scripted>) {
        let house = Self::with_tries(50).await;
        let provider = Arc::new(Scripted::default());
        drop(house.access.clone().with_identity_provider(Arc::<Scripted>::clone(&provider)));
        house.access.set_oidc(&house.admin, change).await.unwrap();
        (house, provider)
    }

    pub(super) async fn go(&self, email: &str) -> Result<OidcBegun> {
        let asked = OidcRequest {
            email: Some(email.into()),
            organization: None,
            redirect: "https://gate.example/api/auth/callback/oidc".into(),
            next: "/alerts".into(),
        };
        self.access.begin_oidc(asked, None).await
    }

    pub(super) async fn back(&self, begun: &OidcBegun, answer: OidcAnswer) -> OidcOutcome {
        self.access.finish_oidc(Some(&begun.cookie), answer, None).await.unwrap()
    }

    /// There and back; the session's token, or none when nobody comes in.
    pub(super) async fn single_sign_on(&self, email: &str) -> Option<String> {
        let begun = self.go(email).await.unwrap();
        match self.back(&begun, answer(&begun)).await {
            OidcOutcome::In { signed_in, next } => {
                assert_eq!(next, "/alerts");
                Some(signed_in.token)
            }
            OidcOutcome::Refused(_) => None,
        }
    }
}
