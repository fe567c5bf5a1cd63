//! The endpoint API (seed 000, SecuritySnares): agents, process alerts, crash logs, files, organizations, keys.
//!
//! Its paths stand at the root, its names are in snake case, and every answer is `{success, …}`; [`crate::frame`] sees to
//! that for whatever no handler answers. Members come with a token, agents and programs with an API key; cookies count
//! for nothing here.

mod agents;
mod alerts;
mod api_keys;
mod crash_logs;
mod dismiss;
mod envelope;
mod fields;
mod files;
mod filters;
mod groups;
mod organizations;
mod reset;
mod session;
mod stream;
mod uploads;
mod views;

use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(agents::routes())
        .merge(alerts::routes())
        .merge(api_keys::routes())
        .merge(crash_logs::routes())
        .merge(dismiss::routes())
        .merge(files::routes())
        .merge(groups::routes())
        .merge(organizations::routes())
        .merge(reset::routes())
        .merge(session::routes())
        .merge(uploads::routes())
}
