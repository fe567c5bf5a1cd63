//! What keeps one request from harming the others: a bound on how many run, a bound on their time, and panics caught.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use futures::FutureExt as _;
use gatehouse_core::Error;

use crate::App;
use crate::config::Limits;
use crate::error::ApiError;

/// Answers 503 at once when too many requests run, rather than slowing all of them down.
pub(super) async fn shed(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let Ok(_place) = app.places().try_acquire() else {
        return ApiError::Core(Error::Unavailable("too many requests at once; try again in a second".into()))
            .into_response();
    };
    next(request).await
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
pub(super) async fn in_time(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let Some(time) = time_for(path, &app.config().limits) else { return next(request).await };
    tokio::time::timeout(time, next(request)).await.unwrap_or_else(|_| {
        let text = format!("the request took longer than {} s", time.as_secs());
        ApiError::Http(StatusCode::SERVICE_UNAVAILABLE, text).into_response()
    })
}

/// A panic is a fault of ours: the caller gets a 500 with the request's id, the log gets the rest.
pub(super) async fn unharmed(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    // What a panic leaves half done belongs to the request, which ends here.
    AssertUnwindSafe(next(request)).catch_unwind().await.unwrap_or_else(panicked)
}

fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "of unknown type".into());
    ApiError::Core(Error::Internal(format!("panic: {text}"))).into_response()
}

#[cfg(test)]
mod tests {
    use super::time_for;
    use crate::config::Limits;

    #[test]
    fn what_is_sent_in_many_pieces_has_its_own_time() {
        let limits = Limits::default();
        assert!(limits.import_time > limits.request_time);
        for (path, time) in [
            ("/files/{token}", Some(limits.import_time)),
            ("/api/console/corpus/import", Some(limits.import_time)),
            ("/alerts", Some(limits.request_time)),
            ("", Some(limits.request_time)),
            ("/api/employees/scan", None),
        ] {
            assert_eq!(time_for(path, &limits), time, "{path}");
        }
    }
}
