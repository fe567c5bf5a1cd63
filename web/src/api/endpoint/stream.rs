//! A list of any length as one answer: read and sent piece by piece, so that it takes the memory of one piece.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, Stream};
use gatehouse_core::endpoint::AlertWalk;
use gatehouse_core::store::Id;

use super::views::Alert;

/// How many alerts one look into the store takes.
const PIECE: usize = 500;

/// Where a stream of alerts stands.
enum Place {
    Start(AlertWalk),
    Middle(AlertWalk),
    End,
}

/// `{"success":true,"data":[…]}` of every alert that the walk comes by. When reading fails on the way the connection
/// breaks, so that the client does not take half a list for a whole one.
pub(super) fn alerts(walk: AlertWalk, organization: Id) -> Response {
    let mut response = Body::from_stream(pieces(walk, organization)).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn pieces(walk: AlertWalk, organization: Id) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(Place::Start(walk), move |place| async move {
        // A slow reader holds no thread: each piece is asked for when the one before has gone.
        tokio::task::spawn_blocking(move || next(place, organization)).await.map_err(io::Error::other)?
    })
}

fn next(place: Place, organization: Id) -> io::Result<Option<(Bytes, Place)>> {
    let (mut walk, mut out, mut first) = match place {
        Place::Start(walk) => (walk, br#"{"success":true,"data":["#.to_vec(), true),
        Place::Middle(walk) => (walk, Vec::new(), false),
        Place::End => return Ok(None),
    };
    let alerts = walk.next(PIECE).map_err(|cause| {
        tracing::warn!(%cause, "a list of alerts was cut short");
        io::Error::other("the list was cut short")
    })?;
    if alerts.is_empty() {
        out.extend_from_slice(b"]}");
        return Ok(Some((out.into(), Place::End)));
    }
    for (id, row) in alerts {
        if !first {
            out.push(b',');
        }
        first = false;
        serde_json::to_writer(&mut out, &Alert::of(organization, id, row))?;
    }
    Ok(Some((out.into(), Place::Middle(walk))))
}
