//! Where agents may put a file.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::Upload;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::Link;
use super::fields::{present, whole};
use crate::App;
use crate::api::AgentsOnly;
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Home, Json, PathText, object};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(link)).routes(routes!(link_with_key))
}

/// A file that is to come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Announced {
    file_name: String,
    /// The `Content-Type` that it will be sent with.
    content_type: String,
    #[serde(default, deserialize_with = "object")]
    metadata: Metadata,
}

/// What is known of a file that is to come. More may be told and is not kept.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Metadata {
    /// The agent that it comes from; crash logs need it.
    #[serde(default, deserialize_with = "present")]
    agent_id: Option<String>,
    /// Its size in bytes, as a number or its digits; the upload must then have exactly so many.
    #[serde(default, deserialize_with = "whole")]
    file_size: Option<u64>,
}

fn answer(
    app: &App,
    principal: &Principal,
    (prefix, key): (String, Option<String>),
    announced: Announced,
) -> Result<String, Error> {
    let upload = Upload {
        prefix: prefix.parse()?,
        key,
        file_name: announced.file_name,
        content_type: announced.content_type,
        file_size: announced.metadata.file_size,
        agent: announced.metadata.agent_id,
    };
    app.endpoint().upload_link(principal, upload)
}

/// A signed address to PUT a file to: good for 15 minutes, once, and for the announced `Content-Type`. Prefixes:
/// `crash_logs` (makes a crash log of `metadata.agent_id`) and `suspicious_processes` (belongs to the alert whose
/// `quarantine_file_name` is the file's name).
#[utoipa::path(post, path = "/file-upload-url/{prefix}", tag = "files", operation_id = "fileUploadUrl",
    params(("prefix" = String, Path)), request_body(content = Announced,
        example = json!({"fileName": "dump.zip", "contentType": "application/zip", "metadata": {"agent_id": "laptop-7"}})), security(("apiKey" = [])),
    responses((status = 200, body = Link), (status = 400, body = Refusal), AgentsOnly))]
async fn link(
    State(app): State<App>,
    Caller(principal): Caller,
    home: Home,
    PathText(prefix): PathText<String>,
    Json(announced): Json<Announced>,
) -> Answer<Json<Link>> {
    principal.require_agent()?;
    let path = answer(&app, &principal, (prefix, None), announced)?;
    Ok(Json(Link::of(home.at(&path))))
}

/// The same with a name for the file under the prefix; it may have several parts.
#[utoipa::path(post, path = "/file-upload-url/{prefix}/{*s3_key}", tag = "files",
    operation_id = "fileUploadUrlWithKey", params(("prefix" = String, Path), ("s3_key" = String, Path)),
    request_body = Announced, security(("apiKey" = [])),
    responses((status = 200, body = Link), (status = 400, body = Refusal), AgentsOnly))]
async fn link_with_key(
    State(app): State<App>,
    Caller(principal): Caller,
    home: Home,
    PathText((prefix, key)): PathText<(String, String)>,
    Json(announced): Json<Announced>,
) -> Answer<Json<Link>> {
    principal.require_agent()?;
    let path = answer(&app, &principal, (prefix, Some(key)), announced)?;
    Ok(Json(Link::of(home.at(&path))))
}
