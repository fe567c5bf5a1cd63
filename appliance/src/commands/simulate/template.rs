//! JSON bodies with holes: made once, then only the holes are formatted.

use bytes::{BufMut as _, BytesMut};

/// What changes from body to body. In a template it stands as its name in angle brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hole {
    Uuid,
    Version,
    Hostname,
    Ip,
    Mac,
    User,
    Pid,
    ParentPid,
    Token,
    Size,
    Md5,
    Sha1,
    Sha256,
    Quarantine,
    Action,
    Now,
}

/// Name, hole, and whether it is a number: then the quotes around it fall away.
const HOLES: [(&str, Hole, bool); 16] = [
    ("<uuid>", Hole::Uuid, false),
    ("<version>", Hole::Version, false),
    ("<hostname>", Hole::Hostname, false),
    ("<ip>", Hole::Ip, false),
    ("<mac>", Hole::Mac, false),
    ("<user>", Hole::User, false),
    ("<pid>", Hole::Pid, true),
    ("<parent_pid>", Hole::ParentPid, true),
    ("<token>", Hole::Token, false),
    ("<size>", Hole::Size, true),
    ("<md5>", Hole::Md5, false),
    ("<sha1>", Hole::Sha1, false),
    ("<sha256>", Hole::Sha256, false),
    ("<quarantine>", Hole::Quarantine, false),
    ("<action>", Hole::Action, false),
    ("<now>", Hole::Now, true),
];

#[derive(Debug)]
enum Part {
    Text(Box<[u8]>),
    Hole(Hole),
}

/// A body with holes.
#[derive(Debug)]
pub(super) struct Template(Vec<Part>);

impl Template {
    /// Splits a JSON text at its holes.
    pub(super) fn new(json: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = json;
        while let Some((at, (name, hole, number))) = first_hole(rest) {
            let (before, after) = (&rest[..at], &rest[at + name.len()..]);
            let quotes = usize::from(number);
            parts.push(Part::Text(before.as_bytes()[..before.len() - quotes].into()));
            parts.push(Part::Hole(hole));
            rest = &after[quotes..];
        }
        parts.push(Part::Text(rest.as_bytes().into()));
        Self(parts)
    }

    /// Writes the body; `fill` writes each hole, as it stands inside a JSON string or as a number.
    pub(super) fn render(&self, out: &mut BytesMut, mut fill: impl FnMut(Hole, &mut BytesMut)) {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.put_slice(text),
                Part::Hole(hole) => fill(*hole, out),
            }
        }
    }
}

fn first_hole(text: &str) -> Option<(usize, (&'static str, Hole, bool))> {
    HOLES.into_iter().filter_map(|hole| text.find(hole.0).map(|at| (at, hole))).min_by_key(|(at, _)| *at)
}

/// Writes `bytes` random bytes as hexadecimal digits.
pub(super) fn put_hex(out: &mut BytesMut, random: &mut impl rand::RngCore, bytes: usize) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut left = bytes;
    while left > 0 {
        for byte in random.next_u64().to_le_bytes().into_iter().take(left) {
            out.put_u8(DIGITS[usize::from(byte >> 4)]);
            out.put_u8(DIGITS[usize::from(byte & 15)]);
        }
        left = left.saturating_sub(8);
    }
}

#[cfg(test)]
mod tests {
    use bytes::{BufMut as _, BytesMut};

    use super::{Hole, Template};

    #[test]
    fn holes_are_filled_and_numbers_lose_their_quotes() {
        let template =
            Template::new(r#"{"uuid":"<uuid>","path":"C:\\<user>\\x","pid":"<pid>","now":"<now>"}"#);
        let mut out = BytesMut::new();
        template.render(&mut out, |hole, out| {
            let text: &[u8] = match hole {
                Hole::Uuid => b"u",
                Hole::User => b"anna",
                Hole::Pid => b"17",
                _ => b"0",
            };
            out.put_slice(text);
        });
        assert_eq!(out, &br#"{"uuid":"u","path":"C:\\anna\\x","pid":17,"now":0}"#[..]);
    }
}
