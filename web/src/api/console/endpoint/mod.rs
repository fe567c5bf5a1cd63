//! Agents, their process alerts, crash logs and files, as the console shows them.

mod agents;
mod alerts;
mod crash_logs;
mod groups;
mod views;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(agents::routes())
        .merge(alerts::routes())
        .merge(crash_logs::routes())
        .merge(groups::routes())
}

/// A signed address, good for five minutes, for whoever holds it.
#[derive(Debug, Serialize, ToSchema)]
struct FileLink {
    url: String,
}

/// The part of a list that is in memory that `(skip, limit)` asks for.
fn part<T>(rows: Vec<T>, (skip, limit): (usize, usize)) -> impl Iterator<Item = T> {
    rows.into_iter().skip(skip).take(limit)
}
