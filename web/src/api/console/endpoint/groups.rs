//! Process alerts in the console, one row for each process and machine.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{self, GroupFilter};
use gatehouse_core::services::Services;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::ProcessAlert;
use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Alerts of one process on one machine.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ProcessGroup {
    process_name: String,
    hostname: String,
    count: u64,
    #[schema(format = DateTime)]
    first_alert_time: String,
    #[schema(format = DateTime)]
    last_alert_time: String,
    /// The ten newest.
    alert_ids: Vec<String>,
    newest: ProcessAlert,
}

impl ProcessGroup {
    fn of(services: &Services, principal: &Principal, group: endpoint::Group) -> Result<Self, Error> {
        Ok(Self {
            process_name: group.newest.process_name.clone(),
            hostname: group.newest.hostname.clone(),
            count: group.count,
            first_alert_time: group.first.rfc3339(),
            last_alert_time: group.last.rfc3339(),
            alert_ids: group.alert_ids.iter().map(ToString::to_string).collect(),
            newest: ProcessAlert::with_file(services, principal, group.id, group.newest)?,
        })
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only dismissed ones, or only others.
    dismissed: Option<bool>,
    /// Only this process.
    process: Option<String>,
    /// Only this machine.
    host: Option<String>,
    /// Only alerts of this agent.
    agent: Option<String>,
}

/// Groups of process alerts; the one that was reported last comes first.
#[utoipa::path(get, path = "/api/console/process-groups", tag = "process alerts",
    operation_id = "listProcessGroups", params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<ProcessGroup>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ProcessGroup>>> {
    principal.require_member()?;
    let (skip, limit) = paging.checked()?;
    let filter = GroupFilter {
        agent: filter.agent,
        dismissed: filter.dismissed,
        process_name: filter.process,
        hostname: filter.host,
    };
    let services = app.services().clone();
    let listing = tokio::task::spawn_blocking(move || {
        let page = endpoint::groups(&services, &principal, &filter, skip, limit)?;
        let views = page.items.into_iter().map(|group| ProcessGroup::of(&services, &principal, group));
        Ok::<_, Error>((views.collect::<Result<Vec<_>, Error>>()?, page.total))
    });
    let (views, total) = listing.await.map_err(Error::internal)??;
    Ok(Json(Page::new(views, usize::try_from(total).unwrap_or(usize::MAX), (skip, limit))))
}
