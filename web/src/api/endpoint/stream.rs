//! A list of any length as one answer: read and sent piece by piece, so that it takes the memory of one piece.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, Stream};
use gatehouse_core::Result;
use gatehouse_core::endpoint::{Alert as Row, AlertWalk};
use gatehouse_core::store::Id;

use super::views::Alert;

/// How many alerts one look into the store takes.
const PIECE: usize = 500;

/// Answers the next alerts, so many at most; none at the end.
trait Source: FnMut(usize) -> Result<Vec<(Id, Row)>> + Send + 'static {}

impl<S: FnMut(usize) -> Result<Vec<(Id, Row)>> + Send + 'static> Source for S {}

/// Where a stream of alerts stands.
enum Place<S> {
    Start(S),
    Middle(S),
    End,
}

/// `{"success":true,"data":[…]}` of every alert that the walk comes by. When reading fails on the way the connection
/// breaks, so that the client does not take half a list for a whole one.
pub(super) fn alerts(mut walk: AlertWalk, organization: Id) -> Response {
    let source = move |limit| walk.next(limit);
    let mut response = Body::from_stream(pieces(source, organization)).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn pieces(source: impl Source, organization: Id) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(Place::Start(source), move |place| async move {
        // A slow reader holds no thread: each piece is asked for when the one before has gone.
        tokio::task::spawn_blocking(move || next(place, organization)).await.map_err(io::Error::other)?
    })
}

fn next<S: Source>(place: Place<S>, organization: Id) -> io::Result<Option<(Bytes, Place<S>)>> {
    let (mut source, mut out, mut first) = match place {
        Place::Start(source) => (source, br#"{"success":true,"data":["#.to_vec(), true),
        Place::Middle(source) => (source, Vec::new(), false),
        Place::End => return Ok(None),
    };
    let alerts = source(PIECE).map_err(|cause| {
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
    Ok(Some((out.into(), Place::Middle(source))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use futures::StreamExt as _;
    use gatehouse_core::Error;
    use gatehouse_core::store::Id;

    use super::pieces;

    #[tokio::test]
    async fn a_list_that_cannot_be_read_to_its_end_does_not_end_well() {
        let source = |_| Err(Error::Unavailable("the disk is gone".into()));
        let sent: Vec<_> = pieces(source, Id::NIL).collect().await;
        assert!(sent.len() == 1 && sent[0].is_err(), "{sent:?}");
    }

    #[tokio::test]
    async fn a_list_of_none_is_whole() {
        let sent: Vec<_> = pieces(|_| Ok(Vec::new()), Id::NIL).collect().await;
        assert_eq!(sent[0].as_ref().unwrap(), br#"{"success":true,"data":[]}"#.as_slice());
    }
}
