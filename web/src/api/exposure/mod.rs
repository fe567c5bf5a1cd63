//! The exposure API (seed 003, breach monitoring), and what every room shares with it: signing in and operations.

mod auth;
mod csrf;
mod operations;
mod urls;

use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(auth::routes()).merge(operations::routes())
}
