//! The OpenAPI documents, made from the handlers themselves. They are committed under `docs/openapi/` and compared.

mod shared;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, ComponentsBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder};

use crate::api;
use crate::extract::SESSION_COOKIE;
use crate::frame::Dialect;

/// How callers show who they are.
fn session_schemes() -> Components {
    let session = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE)));
    let cron = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let export = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let metrics = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    ComponentsBuilder::new()
        .security_scheme("session", session)
        .security_scheme("cronSecret", cron)
        .security_scheme("exportToken", export)
        .security_scheme("metricsToken", metrics)
        .build()
}

fn token_schemes() -> Components {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let key = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key")));
    ComponentsBuilder::new()
        .security_scheme("bearer", SecurityScheme::Http(bearer))
        .security_scheme("apiKey", key)
        .build()
}

fn start(title: &str, description: &str, schemes: Components) -> OpenApi {
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".into());
    let info = InfoBuilder::new()
        .title(title)
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(description))
        .license(Some(license))
        .build();
    OpenApiBuilder::new().info(info).components(Some(schemes)).build()
}

/// The document of the exposure API (breach monitoring).
pub fn exposure() -> OpenApi {
    let mut document = start(
        "Gatehouse exposure API",
        "Breach monitoring: scans, alerts, providers, channels, the exposure register, dashboards, SIEM export.",
        session_schemes(),
    );
    document.merge(api::exposure::router().into_openapi());
    shared::complete(&mut document, Dialect::Console);
    document
}

/// The document of the console's own API.
pub fn console() -> OpenApi {
    let description = "Lists, search and jobs, as the console uses them.";
    let mut document = start("Gatehouse console API", description, session_schemes());
    document.merge(api::console::router().into_openapi());
    shared::complete(&mut document, Dialect::Console);
    document
}

/// The document of the endpoint API (SecuritySnares).
pub fn endpoint() -> OpenApi {
    let description = "Agents, process alerts, crash logs, files, organizations and keys. A member comes with the token of \
        /login as Bearer and acts in the first of their organizations, unless the header X-Organization-Id or the query's \
        organization_id names another of theirs. An API key comes in X-API-Key, or as Bearer too.";
    let mut document = start("Gatehouse endpoint API", description, token_schemes());
    document.merge(api::endpoint::router().into_openapi());
    shared::complete(&mut document, Dialect::Endpoint);
    // The router's word for a parameter that may hold slashes; OpenAPI has none.
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths.into_iter().map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    document
}

/// The document of SCIM 2.0.
pub fn scim() -> OpenApi {
    let description = "SCIM 2.0 (RFC 7643, 7644) for one connection: an identity provider pushes users and groups. The token \
        comes as Bearer; it is made with the connection and shown once.";
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let schemes =
        ComponentsBuilder::new().security_scheme("connectionToken", SecurityScheme::Http(bearer)).build();
    let mut document = start("Gatehouse SCIM API", description, schemes);
    document.merge(api::scim::router().into_openapi());
    shared::complete(&mut document, Dialect::Scim);
    document
}

/// Every document with the name of its file, as pretty JSON with a final newline.
///
/// # Panics
/// Never in practice: the documents are made of plain data.
pub fn documents() -> Vec<(&'static str, String)> {
    let pretty = |document: OpenApi| document.to_pretty_json().expect("plain data") + "\n";
    vec![
        ("exposure", pretty(exposure())),
        ("console", pretty(console())),
        ("endpoint", pretty(endpoint())),
        ("scim", pretty(scim())),
    ]
}
