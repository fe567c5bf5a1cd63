//! The console's own API: lists, search, jobs. Also open to other programs.

mod audit;
mod ca;
mod connectors;
pub(crate) mod jobs;
mod search;

use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(audit::routes())
        .merge(ca::routes())
        .merge(connectors::routes())
        .merge(jobs::routes())
        .merge(search::routes())
}
