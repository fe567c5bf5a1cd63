//! What frames every request, whatever API it is for.

mod client;
mod dialect;
mod figures;
mod guard;
mod headers;
mod origin;
mod request_id;

pub use client::{Client, Connection};
pub use dialect::{Dialect, dialect};
pub use request_id::request_id;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

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
    routes
        .method_not_allowed_fallback(wrong_method)
        .fallback(pages::serve)
        .layer(DefaultBodyLimit::max(app.config().limits.body))
        .layer(from_fn_with_state(app.clone(), frame))
        .with_state(app)
}

/// What happens around each request, from the outside in. One layer for all of it: each layer of axum's is boxed and cloned
/// for every request.
async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    client::note(&app, &mut request);
    let handled = async |request| next.run(request).await;
    let paged = async |request| dialect::page_instead(&app, request, handled).await;
    let timed = async |request| guard::in_time(&app, request, paged).await;
    let own = async |request| origin::same_origin(request, timed).await;
    let unharmed = async |request| guard::unharmed(request, own).await;
    let bounded = async |request| guard::shed(&app, request, unharmed).await;
    let secured = async |request| headers::secure(request, bounded).await;
    let identified = async |request| request_id::identify(&app, request, secured).await;
    dialect::choose(request, identified).await
}

async fn wrong_method() -> ApiError {
    ApiError::Http(StatusCode::METHOD_NOT_ALLOWED, "this path does not take that method".into())
}
