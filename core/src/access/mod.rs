//! Who may do what: members, passwords, sessions, and the principal that every handler asks first.
//!
//! [`Access`] is the one handle: it signs people in and out, by password or at their identity provider, turns a session's
//! token into a [`Principal`], invites, and keeps the members. Organizations live in `tenancy`; what people did is told to `audit`. Programs come with API keys.

mod breached;
mod exporting;
mod factor;
mod first_steps;
mod handle;
mod invite;
mod keys;
mod limit;
mod member;
mod members;
mod oidc;
mod organizations;
mod own;
mod password;
mod principal;
mod provisioning;
mod reset;
mod session;
mod signin;
mod token;
mod watching;

pub use breached::{PASSWORD_FILE, PasswordFile, PasswordRange, PasswordRow, import_passwords};
pub(crate) use exporting::{ExportToken, export_token_hint, put_export_token};
pub use factor::{Enrolment, MfaState};
pub use first_steps::FirstSteps;
pub use handle::{Access, AccessSettings};
pub use invite::{Acceptance, InvitationLink, InvitationOffer, InvitationView, NewInvitation};
pub use keys::{KeyChange, KeyPermission, KeyView, NewKey};
pub use member::{MemberView, NewMember};
pub use members::{MemberChange, MemberStanding};
pub use oidc::{
    Challenge, Identity, IdentityProvider, OidcAnswer, OidcBegun, OidcChange, OidcOutcome, OidcRefusal,
    OidcRequest, OidcSettings, OidcView, ProviderClient, ProviderInfo, ProviderSession,
};
pub use password::HashCost;
pub use principal::{Actor, Principal, Role};
pub use provisioning::{ProvisioningView, REQUESTS_PER_MINUTE};
pub(crate) use provisioning::{issue_token, may_provision, revoke_tokens, set_pace, token_view};
pub use reset::Reset;
pub use session::SessionView;
pub use signin::{SignIn, SignedIn};
pub use token::{TokenSignIn, TokenUser};

#[cfg(test)]
mod tests;
