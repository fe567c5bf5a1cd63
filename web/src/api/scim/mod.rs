//! SCIM 2.0 (RFC 7643, 7644): an identity provider pushes users and groups into its connection.
//!
//! Who calls is known by the connection in the path and the token; cookies count for nothing here. Every answer, errors
//! included, comes as `application/scim+json`; [`crate::frame`] sees to that for whatever no handler answers.

mod bulk;
mod discovery;
mod door;
mod groups;
mod search;
mod shapes;
mod users;

use axum::Router;
use axum::routing::{get, post};
use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Every endpoint of this API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(users::routes())
        .merge(groups::routes())
        .merge(search::routes())
        .merge(bulk::routes())
        .merge(discovery::routes())
}

/// Paths under which the same is found: identity providers add `/scim/v2` to what an admin enters, or expect it.
const ALIASES: [&str; 3] =
    ["/api/scim/{connection}/scim/v2", "/api/scim/{connection}/v2", "/scim/v2/{connection}"];

/// The same endpoints under other paths.
pub fn aliases() -> Router<App> {
    let router = Router::new().route("/api/scim/{connection}/", get(search::root));
    ALIASES.into_iter().fold(router, |router, root| {
        let users = get(users::list).post(users::create);
        let user = get(users::show).put(users::replace).patch(users::change).delete(users::remove);
        let groups = get(groups::list).post(groups::create);
        let group = get(groups::show).put(groups::replace).patch(groups::change).delete(groups::remove);
        let inner = Router::new()
            .route("/", get(search::root))
            .route("/Users", users)
            .route("/Users/.search", post(search::users))
            .route("/Users/{id}", user)
            .route("/Groups", groups)
            .route("/Groups/.search", post(search::groups))
            .route("/Groups/{id}", group)
            .route("/.search", post(search::everything))
            .route("/Bulk", post(bulk::run))
            .route("/Me", axum::routing::any(discovery::me))
            .route("/ServiceProviderConfig", get(discovery::config))
            .route("/ResourceTypes", get(discovery::resource_types))
            .route("/ResourceTypes/{id}", get(discovery::resource_type))
            .route("/Schemas", get(discovery::schemas))
            .route("/Schemas/{id}", get(discovery::schema));
        router.nest(root, inner).route(&format!("{root}/"), get(search::root))
    })
}
