//! The console's own API: lists, search, jobs. Also open to other programs.

mod account;
mod address;
mod alerts;
mod api_keys;
mod audit;
mod backup;
mod ca;
mod connectors;
mod dashboard;
mod employees;
mod endpoint;
mod import;
mod invitations;
mod invited;
pub(crate) mod jobs;
mod mail;
mod members;
mod metrics;
mod mfa;
mod oidc;
mod organization;
mod reset;
mod retention;
mod search;
mod sms;
mod summary;

use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(account::routes())
        .merge(address::routes())
        .merge(alerts::routes())
        .merge(api_keys::routes())
        .merge(audit::routes())
        .merge(backup::routes())
        .merge(ca::routes())
        .merge(connectors::routes())
        .merge(dashboard::routes())
        .merge(employees::routes())
        .merge(endpoint::routes())
        .merge(import::routes())
        .merge(invitations::routes())
        .merge(invited::routes())
        .merge(jobs::routes())
        .merge(mail::routes())
        .merge(members::routes())
        .merge(metrics::routes())
        .merge(mfa::routes())
        .merge(oidc::routes())
        .merge(organization::routes())
        .merge(reset::routes())
        .merge(retention::routes())
        .merge(summary::routes())
        .merge(search::routes())
        .merge(sms::routes())
}
