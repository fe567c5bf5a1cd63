//! Where a path may be mounted.
//!
//! The walk of every endpoint with a stranger's credentials (`tests/tests/tenants.rs`) reads the OpenAPI documents. What
//! `routes!` mounts is in them; what is mounted past it would be in no walk.

use crate::files::{files, report};

/// Places that mount what no document has, and why.
const OTHERS: [(&str, &str); 2] = [
    ("web/src/api/scim/mod.rs", "the same handlers under paths that identity providers add by themselves"),
    ("web/src/api/scim/discovery.rs", "other methods of /Me, which all answer that there is none"),
];

/// How axum mounts a path.
const MOUNTS: [&str; 6] =
    [".route(", ".route_service(", ".nest(", ".nest_service(", ".fallback_service(", ".merge(Router::new"];

#[test]
fn what_is_mounted_is_documented() {
    let mut findings = Vec::new();
    for file in files("web/src", &[".rs"]) {
        if OTHERS.iter().any(|(place, _)| file.is_under(place)) {
            continue;
        }
        for (at, line) in file.text.lines().enumerate() {
            if let Some(mount) = MOUNTS.iter().find(|mount| line.contains(**mount)) {
                findings.push(format!("{}:{}: {mount}…)", file.path, at + 1));
            }
        }
    }
    report(
        "A path is mounted past its OpenAPI document.",
        "describe the handler with #[utoipa::path] and mount it by routes!, so that the tenants' walk finds it",
        &findings,
    );
}
