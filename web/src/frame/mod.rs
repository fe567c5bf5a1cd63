//! What frames every request, whatever API it is for.

mod client;
mod dialect;
mod guard;
mod headers;
mod origin;
mod request_id;

pub use client::{Client, Connection};
pub use dialect::{Dialect, dialect};
pub use request_id::request_id;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use crate::error::ApiError;
use crate::{App, api, pages};

/// Every API and the console's pages, ready to be served.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .merge(api::exposure::router().split_for_parts().0)
        .merge(api::console::router().split_for_parts().0)
        .merge(api::endpoint::router().split_for_parts().0)
        .merge(api::scim::router().split_for_parts().0)
        .merge(api::scim::aliases());
    framed(routes, app)
}

/// The frame around any routes; whatever they do not answer is the console's.
pub fn framed(routes: Router<App>, app: App) -> Router {
    let state = || app.clone();
    routes
        .method_not_allowed_fallback(wrong_method)
        .fallback(pages::serve)
        .layer(DefaultBodyLimit::max(app.config().limits.body))
        // The last one is the outermost.
        .layer(from_fn_with_state(state(), dialect::page_instead))
        .layer(from_fn_with_state(state(), guard::in_time))
        .layer(from_fn(origin::same_origin))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(state(), guard::shed))
        .layer(from_fn(headers::secure))
        .layer(from_fn(request_id::identify))
        .layer(from_fn(dialect::choose))
        .layer(from_fn_with_state(state(), client::find))
        .with_state(app)
}

async fn wrong_method() -> ApiError {
    ApiError::Http(StatusCode::METHOD_NOT_ALLOWED, "this path does not take that method".into())
}
