//! What the outside must bring: somebody who speaks OpenID Connect with an identity provider.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::ports::ConnectorError;

/// Who we are at a provider, already unsealed.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderClient {
    /// The provider's issuer identifier, exactly as it names itself.
    pub issuer: String,
    /// Our id there.
    pub client_id: String,
    /// Our secret there; none for a public client.
    pub secret: Option<Zeroizing<String>>,
    /// Scopes to ask for beside `openid`, `email` and `profile`.
    pub scopes: Vec<String>,
}

impl std::fmt::Debug for ProviderClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProviderClient({} at {})", self.client_id, self.issuer)
    }
}

/// What a provider says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderInfo {
    /// Where people are sent to sign in.
    pub authorization_endpoint: String,
    /// Where they are sent to sign out, if it has that.
    pub end_session_endpoint: Option<String>,
}

/// What ties the way there to the way back. Each is made for one attempt.
#[derive(Clone, Serialize, Deserialize)]
pub struct Challenge {
    /// Where the provider sends people back to.
    pub redirect: String,
    /// Comes back in the address (RFC 6749, 10.12).
    pub state: String,
    /// Comes back in the ID token (OpenID Connect Core 1.0, 15.5.2).
    pub nonce: String,
    /// Shown when the code is redeemed; its hash goes there first (RFC 7636).
    pub verifier: String,
}

impl std::fmt::Debug for Challenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Challenge").field("redirect", &self.redirect).finish_non_exhaustive()
    }
}

/// Who signed in at the provider, from an ID token that holds: signature, issuer, audience, nonce and times were checked.
#[derive(Clone, PartialEq)]
pub struct Identity {
    /// The provider's own id of the person, which never changes.
    pub subject: String,
    /// The ID token's claims, and those of the UserInfo endpoint that it lacks.
    pub claims: Map<String, Value>,
    /// The ID token itself: it shows who signs out.
    pub id_token: String,
    /// Where one signs out, if the provider has that.
    pub end_session_endpoint: Option<String>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// Speaks OpenID Connect.
#[async_trait]
pub trait IdentityProvider: Send + Sync + 'static {
    /// Reads what the provider says of itself (OpenID Connect Discovery 1.0).
    async fn discover(&self, client: &ProviderClient) -> Result<ProviderInfo, ConnectorError>;

    /// The address that somebody is sent to; `hint` is the address that they typed, if they did.
    async fn address(
        &self,
        client: &ProviderClient,
        challenge: &Challenge,
        hint: Option<&str>,
    ) -> Result<String, ConnectorError>;

    /// Redeems the code that came back. `wanted` names claims that the UserInfo endpoint is asked for when the ID token lacks
    /// them. [`ConnectorError::Unauthorized`] when the provider does not take the code, or its token does not hold.
    async fn redeem(
        &self,
        client: &ProviderClient,
        challenge: &Challenge,
        code: &str,
        wanted: &[String],
    ) -> Result<Identity, ConnectorError>;
}
