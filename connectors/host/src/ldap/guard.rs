//! What a server sends, checked message by message before the LDAP library reads it.
//!
//! The library takes a message of any length into memory, follows its nesting by recursion, and treats some malformed
//! ones as impossible. A server that an admin of one organization names must not be able to use that against everybody
//! else, so a message passes only when its length is bounded, its nesting shallow, and its frame that of RFC 4511, 4.1.1.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// The largest message, in bytes: an entry with a photograph or two.
const MOST_MESSAGE: usize = 4 << 20;
/// The deepest nesting; a search result entry has five levels.
const DEEPEST: usize = 12;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const CONSTRUCTED: u8 = 0x20;
/// Tag numbers of more than one byte: LDAP has none.
const LONG_TAG: u8 = 0x1f;

/// How many bytes a server may still send.
#[derive(Debug)]
pub(super) struct Budget(AtomicUsize);

impl Budget {
    /// One request's answer may have so many bytes.
    pub(super) const ANSWER: usize = 64 << 20;

    pub(super) fn new() -> Self {
        Self(AtomicUsize::new(Self::ANSWER))
    }

    /// A new request begins.
    pub(super) fn renew(&self) {
        self.0.store(Self::ANSWER, Ordering::Relaxed);
    }

    fn spend(&self, bytes: usize) -> bool {
        let spend = |left: usize| left.checked_sub(bytes);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_ok()
    }
}

/// Passes messages on from the server until it ends or sends one that does not do.
pub(super) async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    budget: &Budget,
) -> io::Result<()> {
    let mut message = Vec::new();
    while next(&mut from, &mut message).await? {
        if !budget.spend(message.len()) {
            return Err(bad("it answers with too much"));
        }
        to.write_all(&message).await?;
    }
    Ok(())
}

/// Reads one message whole; `false` at the end between two.
async fn next(from: &mut (impl AsyncRead + Unpin), message: &mut Vec<u8>) -> io::Result<bool> {
    message.clear();
    message.resize(2, 0);
    if from.read(&mut message[..1]).await? == 0 {
        return Ok(false);
    }
    from.read_exact(&mut message[1..2]).await?;
    if message[0] == SEQUENCE && message[1] > 0x80 {
        let more = usize::from(message[1] & 0x7f).min(5);
        message.resize(2 + more, 0);
        from.read_exact(&mut message[2..]).await?;
    }
    let length = match element(message) {
        Some((SEQUENCE, header, length)) if header == message.len() => length,
        _ => return Err(bad("it does not speak LDAP")),
    };
    if length > MOST_MESSAGE {
        return Err(bad("a message of it is too large"));
    }
    let header = message.len();
    // As it comes, so that a length alone takes no memory.
    from.take(length as u64).read_to_end(message).await?;
    if message.len() < header + length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if is_envelope(&message[header..]) { Ok(true) } else { Err(bad("it does not speak LDAP")) }
}

/// Tag, length of the header, and length of the content of the element that begins here.
fn element(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (tag, length) = (*bytes.first()?, *bytes.get(1)?);
    if tag & LONG_TAG == LONG_TAG {
        return None;
    }
    match length {
        0..=0x7f => Some((tag, 2, usize::from(length))),
        // RFC 4511, 5.1 allows the definite form only; four bytes are more than any length here needs.
        0x81..=0x84 => {
            let count = usize::from(length & 0x7f);
            let digits = bytes.get(2..2 + count)?;
            Some((tag, 2 + count, digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit))))
        }
        _ => None,
    }
}

/// Whether this is a message id, an operation and perhaps controls, well formed all the way down.
fn is_envelope(content: &[u8]) -> bool {
    let Some((INTEGER, header, 1..=4)) = element(content) else { return false };
    let id = header + usize::from(content[1]);
    if content.len() <= id || content[id] & 0xc0 != 0x40 {
        return false;
    }
    is_shallow(content)
}

/// Whether these are elements, well formed all the way down and not nested deeply: also asked of what lies packed in a
/// value, before the library unpacks it.
pub(super) fn is_shallow(content: &[u8]) -> bool {
    // Ends of the constructed elements that we are in.
    let mut open = vec![content.len()];
    let mut at = 0;
    while let Some(end) = open.last().copied() {
        if at == end {
            open.pop();
            continue;
        }
        let Some((tag, header, length)) = element(&content[at..end]) else { return false };
        at += header;
        if length > end - at {
            return false;
        }
        if tag & CONSTRUCTED == 0 {
            at += length;
        } else if open.len() < DEEPEST {
            open.push(at + length);
        } else {
            return false;
        }
    }
    true
}

fn bad(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    /// What comes through of `bytes`.
    fn through(bytes: &[u8]) -> (Vec<u8>, Result<(), String>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut passed = Vec::new();
        let outcome = runtime.block_on(pass(bytes, &mut passed, &Budget::new()));
        (passed, outcome.map_err(|why| why.to_string()))
    }

    fn wrapped(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x84], length.as_slice(), content].concat()
    }

    fn message(operation: &[u8]) -> Vec<u8> {
        wrapped(SEQUENCE, &[&[INTEGER, 1, 7], operation].concat())
    }

    #[test]
    fn answers_pass_as_they_are() {
        // A bind response, and a search result entry with one attribute.
        let bind = [0x30, 0x0c, 2, 1, 1, 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0];
        let value = wrapped(0x31, &wrapped(4, b"Ada"));
        let attribute = wrapped(SEQUENCE, &[wrapped(4, b"cn"), value].concat());
        let entry = [wrapped(4, b"cn=Ada"), wrapped(SEQUENCE, &attribute)].concat();
        let both = [bind.as_slice(), &message(&wrapped(0x64, &entry))].concat();
        assert_eq!(through(&both), (both.clone(), Ok(())));
    }

    #[test]
    fn what_could_harm_the_library_does_not_pass() {
        let deep = (0..10_000).fold(Vec::new(), |inner, _| wrapped(SEQUENCE, &inner));
        let indefinite = [0x30, 0x80, 2, 1, 1, 0x61, 0, 0, 0];
        for (bytes, why) in [
            (message(&wrapped(0x64, &deep)), "it does not speak LDAP"),
            (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), "it does not speak LDAP"),
            (vec![0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], "a message of it is too large"),
            (vec![0x30, 0x85, 1, 0, 0, 0, 0], "it does not speak LDAP"),
            (indefinite.to_vec(), "it does not speak LDAP"),
            (wrapped(SEQUENCE, &[]), "it does not speak LDAP"),
            (wrapped(SEQUENCE, &[INTEGER, 1, 7]), "it does not speak LDAP"),
            (message(&[0x64, 0x7f, 1]), "it does not speak LDAP"),
        ] {
            let (passed, outcome) = through(&bytes);
            assert_eq!((passed.len(), outcome), (0, Err(why.to_owned())));
        }
        let half = message(&wrapped(0x64, b"abc"));
        assert!(through(&half[..half.len() - 1]).1.is_err());
    }

    proptest! {
        #[test]
        fn garbage_never_panics_and_what_passes_is_well_formed(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let (passed, _) = through(&bytes);
            prop_assert!(bytes.starts_with(&passed));
        }
    }
}
