//! Signing in with an identity provider by OpenID Connect (Core 1.0, the code flow with PKCE): an organization's settings,
//! the way there and back, and who comes in as whom.
//!
//! The protocol is the business of whoever implements [`IdentityProvider`]; what a claim means is decided here.

mod admit;
mod attempt;
mod domains;
mod finish;
mod leave;
mod link;
mod person;
mod provider;
mod settings;
mod view;

pub use attempt::{OidcBegun, OidcRequest};
pub use finish::{OidcAnswer, OidcOutcome, OidcRefusal};
pub use leave::ProviderSession;
pub use provider::{Challenge, Identity, IdentityProvider, ProviderClient, ProviderInfo};
pub use settings::OidcChange;
pub use view::{OidcSettings, OidcView};

pub(super) use leave::forget as forget_session;
pub(super) use link::{is_linked, remove as unlink};
pub(super) use settings::{label_of, passwords_do};
