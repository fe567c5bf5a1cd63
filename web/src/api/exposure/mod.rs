//! The exposure API (seed 003, breach monitoring), and what every room shares with it: signing in and operations.

mod alerts;
mod auth;
mod board;
mod company;
mod credentials;
mod csrf;
mod dashboard;
mod directory;
mod directory_token;
mod oidc;
mod operations;
mod register;
mod report_schedules;
mod reports;
mod scan;
mod siem;
mod webhooks;

use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(alerts::routes())
        .merge(auth::routes())
        .merge(company::routes())
        .merge(credentials::routes())
        .merge(dashboard::routes())
        .merge(directory::routes())
        .merge(directory_token::routes())
        .merge(oidc::routes())
        .merge(operations::routes())
        .merge(register::routes())
        .merge(report_schedules::routes())
        .merge(reports::routes())
        .merge(scan::routes())
        .merge(siem::routes())
        .merge(webhooks::routes())
}
