//! Request bodies: one piece, or many that are sent one after the other.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// How long a piece of a file is.
pub(super) const PIECE: usize = 16 << 10;

/// A body whose length is promised.
#[derive(Debug, Default)]
pub(super) struct Payload {
    /// What is sent next.
    first: Bytes,
    /// What is sent after it, again and again.
    again: Bytes,
    left: usize,
}

impl Payload {
    /// Something small, in one piece.
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self { left: bytes.len(), first: bytes, again: Bytes::new() }
    }

    /// A file of `length` bytes: a head that no other file has, then the same noise in pieces of [`PIECE`].
    pub(super) fn file(head: Bytes, noise: Bytes, length: usize) -> Self {
        Self { left: length.max(head.len()), first: head, again: noise }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let next = if self.first.is_empty() { self.again.clone() } else { std::mem::take(&mut self.first) };
        let piece = next.slice(..next.len().min(self.left));
        self.left -= piece.len();
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use bytes::Bytes;
    use hyper::body::Body as _;

    use super::{PIECE, Payload};

    #[test]
    fn a_file_goes_in_pieces_that_are_as_long_as_was_promised() {
        let length = 100 << 10;
        let head = Bytes::from_static(b"PK\x03\x04an-agent 20250607123456.zip");
        let mut payload = Payload::file(head.clone(), Bytes::from(vec![7; PIECE]), length);
        assert_eq!(payload.size_hint().exact(), Some(length as u64));
        let mut pieces: Vec<Bytes> = Vec::new();
        let mut context = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut payload).poll_frame(&mut context) {
            pieces.push(frame.into_data().unwrap());
            let sent: usize = pieces.iter().map(Bytes::len).sum();
            assert_eq!(payload.size_hint().exact(), Some((length - sent) as u64));
        }
        assert!(payload.is_end_stream());
        assert!(pieces.len() >= 2, "{} pieces", pieces.len());
        assert!(pieces.iter().all(|piece| (1..=PIECE).contains(&piece.len())));
        assert_eq!(pieces.iter().map(Bytes::len).sum::<usize>(), length);
        assert_eq!(pieces[0], head);
    }
}
