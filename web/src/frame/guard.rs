//! What keeps one request from harming the others: a bound on how many run, a bound on their time, and panics caught.

use std::any::Any;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::Error;

use crate::App;
use crate::config::Limits;
use crate::error::ApiError;

/// Answers 503 at once when too many requests run, rather than slowing all of them down.
pub(super) async fn shed(State(app): State<App>, request: Request, next: Next) -> Response {
    let Ok(_place) = app.places().try_acquire() else {
        return ApiError::Core(Error::Unavailable("too many requests at once; try again in a second".into()))
            .into_response();
    };
    next.run(request).await
}

/// How long a path may take; `None` for as long as it wants.
fn time_for(path: &str, limits: &Limits) -> Option<Duration> {
    match path {
        // It answers when the scan is done.
        "/api/employees/scan" => None,
        "/api/console/employees/import" | "/api/console/corpus/import" | "/files/{token}" => {
            Some(limits.import_time)
        }
        _ => Some(limits.request_time),
    }
}

/// Gives up on a request that takes too long.
pub(super) async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let Some(time) = time_for(path, &app.config().limits) else { return next.run(request).await };
    tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_| {
        let text = format!("the request took longer than {} s", time.as_secs());
        ApiError::Http(StatusCode::SERVICE_UNAVAILABLE, text).into_response()
    })
}

/// A panic is a fault of ours: the caller gets a 500 with the request's id, the log gets the rest.
pub(super) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "of unknown type".into());
    ApiError::Core(Error::Internal(format!("panic: {text}"))).into_response()
}
