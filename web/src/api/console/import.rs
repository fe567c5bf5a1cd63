//! Files that people import: employees and the breach corpus.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::{Error, exposure, intake, workforce};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Upload};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(employees)).routes(routes!(corpus))
}

/// A row that was left out.
#[derive(Debug, Serialize, ToSchema)]
struct RejectedLine {
    /// Its line in the file, from 1, header included.
    line: u64,
    reason: String,
}

/// What an import came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ImportReport {
    /// Rows that were new.
    added: u64,
    /// Rows that changed something.
    changed: u64,
    /// Rows that were known.
    unchanged: u64,
    /// Rows that were left out: the first thousand.
    rejected: Vec<RejectedLine>,
    /// How many rows were left out.
    rejected_total: u64,
}

impl From<intake::ImportReport> for ImportReport {
    fn from(report: intake::ImportReport) -> Self {
        let line = |row: intake::Rejected| RejectedLine { line: row.line, reason: row.reason };
        Self {
            added: report.added,
            changed: report.changed,
            unchanged: report.unchanged,
            rejected: report.rejected.into_iter().map(line).collect(),
            rejected_total: report.rejected_total,
        }
    }
}

/// Imports employees from CSV, `email,first_name,last_name,department,location` in any order with more columns kept as
/// attributes, or from LDIF (RFC 2849). Good rows are kept, bad ones named by their line.
#[utoipa::path(post, path = "/api/console/employees/import", tag = "employees", operation_id = "importEmployees",
    request_body(content((String = "text/csv"), (String = "text/ldif"))), security(("session" = [])),
    responses((status = 200, body = ImportReport), (status = 400, body = Envelope),
        (status = 413, body = Envelope), (status = 415, body = Envelope), AdminOnly))]
async fn employees(
    State(app): State<App>,
    principal: Principal,
    upload: Upload,
) -> Answer<Json<ImportReport>> {
    principal.require_admin()?;
    let (file, kind) = {
        let received = upload.receive(&["text/csv", "text/ldif", "text/x-ldif"]).await?;
        (received.file, received.media_type)
    };
    let platform = app.services().platform.clone();
    let import = move || match kind.as_str() {
        "text/csv" => workforce::import_csv(&platform, &principal, file, &mut |_| ()),
        _ => workforce::import_ldif(&platform, &principal, file, &mut |_| ()),
    };
    let report = tokio::task::spawn_blocking(import).await.map_err(Error::internal)??;
    Ok(Json(report.into()))
}

/// Imports rows of the breach corpus from CSV or lines of JSON: `email,breach,breach_date,source,data_classes,artifacts`.
/// An address may be given as its SHA-256. Good rows are kept, bad ones named by their line.
#[utoipa::path(post, path = "/api/console/corpus/import", tag = "corpus", operation_id = "importCorpus",
    request_body(content((String = "text/csv"), (String = "application/x-ndjson"))), security(("session" = [])),
    responses((status = 200, body = ImportReport), (status = 400, body = Envelope),
        (status = 413, body = Envelope), (status = 415, body = Envelope), AdminOnly))]
async fn corpus(State(app): State<App>, principal: Principal, upload: Upload) -> Answer<Json<ImportReport>> {
    principal.require_admin()?;
    let accepted = ["text/csv", "application/x-ndjson", "application/ndjson", "application/jsonl"];
    let file = upload.receive(&accepted).await?.file;
    let platform = app.services().platform.clone();
    let import = move || exposure::import_corpus(&platform, &principal, file, &mut |_| ());
    let report = tokio::task::spawn_blocking(import).await.map_err(Error::internal)??;
    Ok(Json(report.into()))
}
