//! Speaks OpenID Connect with an organization's identity provider, within the same rules as connectors' requests.
//!
//! The protocol is the crate openidconnect's business: discovery, keys, the code's exchange, and every check of an ID token
//! (Core 1.0, 3.1.3.7). Nothing is kept from one sign-in to the next, so that a key that the provider changed is never missed.

mod http;
mod words;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::access::{Challenge, Identity, IdentityProvider, ProviderClient, ProviderInfo};
use gatehouse_core::ports::{Clock, ConnectorError};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreGenderClaim, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LoginHint, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl, Scope, SubjectIdentifier,
    TokenResponse as _, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::http::Http;
use self::words::{discovery_failed, exchange_failed, token_refused, userinfo_failed, wrong};
use crate::config::HostConfig;
use crate::error::Result as HostResult;
use crate::net::grant::Grant;
use crate::net::outbound::Outbound;
use crate::net::tls;

/// The id for which an admin can give grants of single sign-on's own, `oidc=https://…`.
const GRANTEE: &str = "oidc";
/// How far the provider's clock may be behind ours or ahead of it, in seconds.
const CLOCKS_APART: i64 = 60;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Claims that the library does not know by name.
#[derive(Debug, Deserialize, Serialize)]
struct OtherClaims(Map<String, Value>);

impl AdditionalClaims for OtherClaims {}

/// Signs people in at identity providers.
pub struct OidcProvider {
    standing: Arc<[Grant]>,
    private_targets: bool,
    outbound: Outbound,
    timeout: Duration,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for OidcProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OidcProvider")
    }
}

/// What there is to know for one sign-in.
struct Known {
    metadata: ProviderMetadataWithLogout,
    client: Client,
}

impl OidcProvider {
    /// With the grants, roots, resolver, limits and clock of the connectors' configuration.
    ///
    /// # Errors
    /// When an extra root certificate cannot be used.
    pub fn new(config: &HostConfig) -> HostResult<Self> {
        let standing = config.extra_grants.iter().filter(|grant| grant.is_for(GRANTEE)).cloned().collect();
        Ok(Self {
            standing,
            private_targets: config.allow_private_targets,
            outbound: Outbound::new(Arc::clone(&config.resolver), tls::client_config(&config.extra_roots)?),
            timeout: config.limits.request(),
            clock: Arc::clone(&config.clock),
        })
    }

    fn http(&self, client: &ProviderClient) -> Http<'_> {
        Http {
            outbound: &self.outbound,
            standing: &self.standing,
            private_targets: self.private_targets,
            plain: client.issuer.starts_with("http:"),
            timeout: self.timeout,
        }
    }

    async fn known(&self, who: &ProviderClient, http: &Http<'_>) -> Result<Known, ConnectorError> {
        let issuer = IssuerUrl::new(who.issuer.clone()).map_err(|_| wrong("the issuer is no address"))?;
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, http).await;
        let metadata = metadata.map_err(|why| discovery_failed(&why))?;
        let logout = metadata.additional_metadata().end_session_endpoint.as_ref();
        let shown = [Some(metadata.authorization_endpoint().url()), logout.map(|endpoint| endpoint.url())];
        if shown.into_iter().flatten().any(|url| !http.suits(url)) {
            return Err(wrong("the provider names an endpoint that is no https:// address"));
        }
        let secret = who.secret.as_ref().map(|secret| ClientSecret::new(secret.to_string()));
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(who.client_id.clone()),
            secret,
        );
        // A provider that does not say takes the secret in the header (Discovery 1.0, 3).
        let body_only = metadata.token_endpoint_auth_methods_supported().is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let client =
            client.set_auth_type(if body_only { AuthType::RequestBody } else { AuthType::BasicAuth });
        Ok(Known { metadata, client })
    }

    /// A verifier that takes what the provider signs with keys of its own: never an unsigned token, and never one that is
    /// signed with the secret that we share.
    fn verifier<'c>(&self, known: &'c Known) -> CoreIdTokenVerifier<'c> {
        let offered = known.metadata.id_token_signing_alg_values_supported().iter();
        let shared = [
            CoreJwsSigningAlgorithm::None,
            CoreJwsSigningAlgorithm::HmacSha256,
            CoreJwsSigningAlgorithm::HmacSha384,
            CoreJwsSigningAlgorithm::HmacSha512,
        ];
        let allowed: Vec<_> = offered.filter(|algorithm| !shared.contains(algorithm)).cloned().collect();
        let now = self.clock.now().0;
        known.client.id_token_verifier().set_allowed_algs(allowed).set_time_fn(move || {
            let then = now - CLOCKS_APART * 1000;
            chrono::DateTime::from_timestamp_millis(then).unwrap_or_default()
        })
    }

    /// What the UserInfo endpoint tells of the same person; nothing where there is none.
    async fn more(
        &self,
        known: &Known,
        answer: &CoreTokenResponse,
        subject: &SubjectIdentifier,
        http: &Http<'_>,
    ) -> Result<Map<String, Value>, ConnectorError> {
        if known.metadata.userinfo_endpoint().is_none() {
            return Ok(Map::new());
        }
        let asking = known.client.user_info(answer.access_token().clone(), Some(subject.clone()));
        let asking = asking.map_err(|why| wrong(&why.to_string()))?;
        let told: UserInfoClaims<OtherClaims, CoreGenderClaim> =
            asking.request_async(http).await.map_err(|why| userinfo_failed(&why))?;
        match serde_json::to_value(&told) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Err(wrong("what the provider tells of the person cannot be read")),
        }
    }
}

/// The claims of a token that was verified, as they stand in it.
fn claims_of(token: &str) -> Option<Map<String, Value>> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

/// Whether a claim is there, by its name or as the beginning of the path `a.b`.
fn has(claims: &Map<String, Value>, name: &str) -> bool {
    let first = name.split_once('.').map_or(name, |(first, _)| first);
    claims.contains_key(name) || claims.contains_key(first)
}

#[async_trait]
impl IdentityProvider for OidcProvider {
    async fn discover(&self, client: &ProviderClient) -> Result<ProviderInfo, ConnectorError> {
        let known = self.known(client, &self.http(client)).await?;
        let logout = known.metadata.additional_metadata().end_session_endpoint.as_ref();
        Ok(ProviderInfo {
            authorization_endpoint: known.metadata.authorization_endpoint().to_string(),
            end_session_endpoint: logout.map(ToString::to_string),
        })
    }

    async fn address(
        &self,
        who: &ProviderClient,
        challenge: &Challenge,
        hint: Option<&str>,
    ) -> Result<String, ConnectorError> {
        let scopes = ["email", "profile"].into_iter().chain(who.scopes.iter().map(String::as_str));
        let scopes: Vec<_> = scopes.map(|scope| Scope::new(scope.to_owned())).collect();
        let Known { client, .. } = self.known(who, &self.http(who)).await?;
        let redirect = RedirectUrl::new(challenge.redirect.clone());
        let client = client.set_redirect_uri(redirect.map_err(|_| wrong("our own address cannot be read"))?);
        let (state, nonce) = (challenge.state.clone(), challenge.nonce.clone());
        let verifier = PkceCodeVerifier::new(challenge.verifier.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(hint) = hint {
            request = request.set_login_hint(LoginHint::new(hint.to_owned()));
        }
        Ok(request.url().0.into())
    }

    async fn redeem(
        &self,
        who: &ProviderClient,
        challenge: &Challenge,
        code: &str,
        wanted: &[String],
    ) -> Result<Identity, ConnectorError> {
        let http = self.http(who);
        let Known { metadata, client } = self.known(who, &http).await?;
        let redirect = RedirectUrl::new(challenge.redirect.clone());
        let client = client.set_redirect_uri(redirect.map_err(|_| wrong("our own address cannot be read"))?);
        let known = Known { metadata, client };
        let exchange = known.client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let exchange = exchange.map_err(|_| wrong("the provider names no token endpoint"))?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(challenge.verifier.clone()));
        let answer: CoreTokenResponse =
            exchange.request_async(&http).await.map_err(|why| exchange_failed(&why))?;
        let token = answer.id_token().ok_or_else(|| wrong("the provider sent no ID token"))?;
        let verifier = self.verifier(&known);
        let verified = token.claims(&verifier, &Nonce::new(challenge.nonce.clone()));
        let verified = verified.map_err(|why| token_refused(&why.to_string()))?;
        // The library leaves this one to us (Core 1.0, 3.1.3.7, step 5).
        if verified.authorized_party().is_some_and(|party| party.as_str() != who.client_id) {
            return Err(token_refused("it was issued to another party"));
        }
        if let Some(expected) = verified.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|why| token_refused(&why.to_string()))?;
            let key = token.signing_key(&verifier).map_err(|why| token_refused(&why.to_string()))?;
            let found = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
            if found.map_err(|why| token_refused(&why.to_string()))? != *expected {
                return Err(token_refused("it belongs to another access token"));
            }
        }
        let id_token = token.to_string();
        let mut claims = claims_of(&id_token).ok_or_else(|| token_refused("its claims cannot be read"))?;
        if wanted.iter().any(|name| !has(&claims, name)) {
            for (name, value) in self.more(&known, &answer, verified.subject(), &http).await? {
                claims.entry(name).or_insert(value);
            }
        }
        let logout = known.metadata.additional_metadata().end_session_endpoint.as_ref();
        Ok(Identity {
            subject: verified.subject().to_string(),
            claims,
            id_token,
            end_session_endpoint: logout.map(ToString::to_string),
        })
    }
}
