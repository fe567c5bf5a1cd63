//! A file cut into records: physical lines, joined while a quote is open, never longer than a bound.
//!
//! Quotes are balanced here and not by the CSV parser, so that a quote that nobody closes costs its own line: the
//! record is given up and reading goes on with the line after it.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// The longest record, in bytes.
pub const MAX_RECORD_BYTES: usize = 64 << 10;
/// Over how many lines a quoted field may run.
const MAX_JOINED: usize = 50;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// One record as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Its first line, from 1.
    pub line: u64,
    /// Its bytes without the line end, or why it cannot be one.
    pub bytes: Result<Vec<u8>, &'static str>,
}

/// Reads records until the file ends.
#[derive(Debug)]
pub struct Records<R> {
    reader: R,
    /// Lines that were read ahead of a record that was given up.
    ahead: VecDeque<Raw>,
    line: u64,
    /// Whether quotes join lines (CSV) or not (one JSON value a line).
    quotes: bool,
}

impl<R: BufRead> Records<R> {
    /// Records of CSV.
    pub fn csv(reader: R) -> Self {
        Self { reader, ahead: VecDeque::new(), line: 0, quotes: true }
    }

    /// One record a line, whatever it holds.
    pub fn lines(reader: R) -> Self {
        Self { quotes: false, ..Self::csv(reader) }
    }

    /// The first byte that is neither BOM nor white space, within the first buffer; nothing is taken.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        let start = self.reader.fill_buf()?;
        let start = start.strip_prefix(BOM).unwrap_or(start);
        Ok(start.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
    }

    /// Goes on as [`Self::lines`].
    #[must_use]
    pub fn as_lines(self) -> Self {
        Self { quotes: false, ..self }
    }

    /// The next record that is not blank; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_record(&mut self) -> io::Result<Option<Raw>> {
        loop {
            let Some(first) = self.next_line()? else { return Ok(None) };
            let Ok(bytes) = &first.bytes else { return Ok(Some(first)) };
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if !self.quotes || is_balanced(bytes) {
                return Ok(Some(first));
            }
            return self.join(first).map(Some);
        }
    }

    /// Joins lines until the quotes are closed; gives the first line up when they are not.
    fn join(&mut self, first: Raw) -> io::Result<Raw> {
        let line = first.line;
        let mut joined = first.bytes.unwrap_or_default();
        let mut taken = VecDeque::new();
        while taken.len() < MAX_JOINED {
            let Some(next) = self.next_line()? else { break };
            let usable = next.bytes.as_ref().is_ok_and(|bytes| joined.len() + bytes.len() < MAX_RECORD_BYTES);
            if let (true, Ok(bytes)) = (usable, &next.bytes) {
                joined.push(b'\n');
                joined.extend_from_slice(bytes);
            }
            taken.push_back(next);
            if !usable {
                break;
            }
            if is_balanced(&joined) {
                return Ok(Raw { line, bytes: Ok(joined) });
            }
        }
        taken.append(&mut self.ahead);
        self.ahead = taken;
        Ok(Raw { line, bytes: Err("a quote is opened and never closed") })
    }

    /// The next physical line, blank ones as well.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Raw>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        self.line += 1;
        let mut bytes = Vec::new();
        let mut too_long = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                if bytes.is_empty() && !too_long {
                    return Ok(None);
                }
                break;
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if too_long || bytes.len() + part.len() > MAX_RECORD_BYTES {
                (too_long, bytes) = (true, Vec::new());
            } else {
                bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        if self.line == 1 && bytes.starts_with(BOM) {
            bytes.drain(..BOM.len());
        }
        let bytes = if too_long { Err("the row is longer than 64 KiB") } else { Ok(bytes) };
        Ok(Some(Raw { line: self.line, bytes }))
    }
}

/// In well-formed CSV quotes come in pairs, escaped ones included.
fn is_balanced(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 0
}
