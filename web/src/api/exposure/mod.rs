//! The exposure API (seed 003, breach monitoring), and what every room shares with it: signing in and operations.

mod alerts;
mod auth;
mod company;
mod credentials;
mod csrf;
mod directory;
mod operations;
mod scan;
mod urls;
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
        .merge(directory::routes())
        .merge(operations::routes())
        .merge(scan::routes())
        .merge(webhooks::routes())
}
