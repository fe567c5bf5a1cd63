//! The OpenAPI documents, made from the handlers themselves. They are committed under `docs/openapi/` and compared.

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder};

use crate::api;
use crate::extract::SESSION_COOKIE;

fn start(title: &str, description: &str) -> OpenApi {
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".into());
    let info = InfoBuilder::new()
        .title(title)
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(description))
        .license(Some(license))
        .build();
    let session = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE)));
    let cron = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let components = ComponentsBuilder::new()
        .security_scheme("session", session)
        .security_scheme("cronSecret", cron)
        .build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// The document of the exposure API (breach monitoring).
pub fn exposure() -> OpenApi {
    let mut document =
        start("Gatehouse exposure API", "Breach monitoring: scans, alerts, providers, channels.");
    document.merge(api::exposure::router().into_openapi());
    document
}

/// The document of the console's own API.
pub fn console() -> OpenApi {
    let mut document = start("Gatehouse console API", "Lists, search and jobs, as the console uses them.");
    document.merge(api::console::router().into_openapi());
    document
}

/// Every document with the name of its file, `exposure` and `console`, as pretty JSON with a final newline.
///
/// # Panics
/// Never in practice: the documents are made of plain data.
pub fn documents() -> Vec<(&'static str, String)> {
    let pretty = |document: OpenApi| document.to_pretty_json().expect("plain data") + "\n";
    vec![("exposure", pretty(exposure())), ("console", pretty(console()))]
}
