//! The list of employees, with what was found of each.

use std::collections::BTreeMap;

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::store::Id;
use gatehouse_core::time::Timestamp;
use gatehouse_core::{exposure, workforce};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A person who works for the organization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Employee {
    id: String,
    /// Empty for somebody whose address nobody knows.
    email: String,
    first_name: String,
    last_name: String,
    department: String,
    location: String,
    /// Whether they still work here: only then are they looked up.
    active: bool,
    /// Whether a second factor is registered, where a directory tells.
    mfa: Option<bool>,
    /// The directory connection that lists them.
    directory_id: Option<String>,
    /// What else their source says of them.
    attributes: BTreeMap<String, String>,
    /// Risk score, 0 to 100.
    risk: u8,
    /// In how many breaches they are.
    breaches: usize,
    /// How many of their alerts are open.
    open_alerts: usize,
    /// When something was last found.
    #[schema(format = DateTime)]
    last_detected_at: Option<String>,
}

impl Employee {
    fn of(id: Id, row: workforce::Employee, found: &exposure::PersonExposure) -> Self {
        Self {
            id: id.to_string(),
            email: row.email,
            first_name: row.first_name,
            last_name: row.last_name,
            department: row.department,
            location: row.location,
            active: row.active,
            mfa: row.mfa,
            directory_id: row.link.map(|link| link.connection.to_string()),
            attributes: row.attributes,
            risk: found.risk.score,
            breaches: found.breaches,
            open_alerts: found.open_alerts,
            last_detected_at: found.last_detected.map(Timestamp::rfc3339),
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Part of a name, address, department or location.
    #[param(max_length = 200)]
    q: Option<String>,
}

/// Employees by family name.
#[utoipa::path(get, path = "/api/console/employees", tag = "employees", operation_id = "listEmployees",
    params(Search, Paging), security(("session" = [])),
    responses((status = 200, body = Page<Employee>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(search): Query<Search>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Employee>>> {
    principal.require_member()?;
    let (skip, limit) = paging.checked()?;
    if search.q.as_ref().is_some_and(|q| q.len() > 200) {
        return Err(Error::invalid("q", "at most 200 bytes").into());
    }
    let services = app.services();
    let (store, now) = (services.org(&principal), services.platform.now());
    // A search looks at everybody: not on a thread that others wait for.
    let listed = tokio::task::spawn_blocking(move || {
        let reader = store.read()?;
        let page = workforce::list(&reader, search.q.as_deref(), skip, limit)?;
        let mut items = Vec::with_capacity(page.items.len());
        for (id, row) in page.items {
            let found = exposure::of_employee(&reader, id, &row, now)?;
            items.push(Employee::of(id, row, &found));
        }
        Ok::<_, Error>((items, usize::try_from(page.total).unwrap_or(usize::MAX)))
    });
    let (items, total) = listed.await.map_err(Error::internal)??;
    Ok(Json(Page::new(items, total, (skip, limit))))
}
