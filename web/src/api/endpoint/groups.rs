//! Alerts of one process on one machine as one row.

use axum::extract::State;
use gatehouse_core::endpoint;
use gatehouse_core::store::Id;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::alerts::off_thread;
use super::envelope::Paged;
use super::filters::{GroupQuery, PageQuery};
use super::views::Alert;
use crate::App;
use crate::api::ReadersOnly;
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Json, StrictQuery};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(paginated))
}

/// Alerts of one process on one machine: the newest one's fields, and how many there are.
#[derive(Debug, Serialize, ToSchema)]
struct CollapsedAlert {
    #[serde(flatten)]
    newest: Alert,
    count: u64,
    #[schema(format = DateTime)]
    first_alert_time: String,
    #[schema(format = DateTime)]
    last_alert_time: String,
    /// The ten newest.
    #[schema(value_type = Vec<String>)]
    alert_ids: Vec<Id>,
}

impl CollapsedAlert {
    fn of(organization: Id, group: endpoint::Group) -> Self {
        Self {
            newest: Alert::of(organization, group.id, group.newest),
            count: group.count,
            first_alert_time: group.first.rfc3339(),
            last_alert_time: group.last.rfc3339(),
            alert_ids: group.alert_ids,
        }
    }
}

/// A page of alerts, one row for each process and machine; the one whose last alert happened last comes first.
#[utoipa::path(get, path = "/collapsed-alerts/paginated", tag = "alerts", operation_id = "pageOfCollapsedAlerts",
    params(GroupQuery, PageQuery), security(("bearer" = []), ("apiKey" = [])),
    responses((status = 200, body = Paged<CollapsedAlert>), (status = 400, body = Refusal), ReadersOnly))]
async fn paginated(
    State(app): State<App>,
    Caller(principal): Caller,
    StrictQuery(filter): StrictQuery<GroupQuery>,
    StrictQuery(page): StrictQuery<PageQuery>,
) -> Answer<Json<Paged<CollapsedAlert>>> {
    principal.require_reader()?;
    let (filter, place) = (filter.checked()?, page.checked()?);
    let (skip, limit) = place.range();
    let organization = principal.scope().org();
    let services = app.services().clone();
    let page = off_thread(move || endpoint::groups(&services, &principal, &filter, skip, limit)).await?;
    let views = page.items.into_iter().map(|group| CollapsedAlert::of(organization, group));
    Ok(Json(Paged::of(views.collect(), place, page.total)))
}
