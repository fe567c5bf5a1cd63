//! Text to tree, by recursive descent over bytes.

use std::fmt;

use serde_json::Value;

use super::ast::{Filter, Op, Path};

/// Bytes of a filter or a path.
pub const MAX_LENGTH: usize = 8 << 10;
/// Comparisons in one filter.
pub const MAX_CLAUSES: usize = 128;
/// How deep parentheses, `not` and brackets may nest.
pub const MAX_DEPTH: usize = 16;

/// Where a filter stops making sense, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Bytes before the place.
    pub position: usize,
    /// What was expected, lowercase, without a full stop.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at position {}: {}", self.position, self.message)
    }
}

type Parsed<T> = Result<T, ParseError>;

/// Reads a filter.
///
/// # Errors
/// Says where it stops making sense, or which bound it breaks.
pub fn parse(text: &str) -> Parsed<Filter> {
    let mut parser = Parser::new(text)?;
    let filter = parser.any_of()?;
    parser.end()?;
    Ok(filter)
}

/// Reads the path of a PATCH operation.
///
/// # Errors
/// As [`parse`].
pub fn parse_path(text: &str) -> Parsed<Path> {
    let mut parser = Parser::new(text)?;
    parser.blanks();
    let path = parser.path()?;
    parser.end()?;
    Ok(path)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    clauses: usize,
    in_brackets: bool,
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$')
}

/// What a name with its schema is made of. A dot is among them: schemas have versions.
fn is_path(byte: u8) -> bool {
    is_name(byte) || matches!(byte, b':' | b'.' | b'/' | b'%' | b'+' | b'~')
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parsed<Self> {
        let parser = Self { text, at: 0, depth: 0, clauses: 0, in_brackets: false };
        if text.len() > MAX_LENGTH {
            return Err(parser.error(format!("longer than {MAX_LENGTH} bytes")));
        }
        Ok(parser)
    }

    fn error(&self, message: impl Into<String>) -> ParseError {
        ParseError { position: self.at, message: message.into() }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte == b' ' || byte == b'\t') {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn end(&mut self) -> Parsed<()> {
        self.blanks();
        if self.at == self.text.len() { Ok(()) } else { Err(self.error("expected the end")) }
    }

    /// The word at this place, if it is `word` in any case; goes past it then.
    fn word(&mut self, word: &str) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let is = rest.len() >= word.len()
            && rest[..word.len()].eq_ignore_ascii_case(word.as_bytes())
            && !rest.get(word.len()).is_some_and(|byte| is_path(*byte));
        self.at += if is { word.len() } else { 0 };
        is
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(format!("nested deeper than {MAX_DEPTH}")));
        }
        let outcome = inner(self)?;
        self.depth -= 1;
        Ok(outcome)
    }

    fn joined(&mut self, word: &str, part: fn(&mut Self) -> Parsed<Filter>) -> Parsed<Vec<Filter>> {
        let mut parts = vec![part(self)?];
        loop {
            self.blanks();
            if !self.word(word) {
                return Ok(parts);
            }
            parts.push(part(self)?);
        }
    }

    fn any_of(&mut self) -> Parsed<Filter> {
        self.joined("or", Self::all_of).map(Filter::any_of)
    }

    fn all_of(&mut self) -> Parsed<Filter> {
        self.joined("and", Self::one).map(Filter::all_of)
    }

    fn one(&mut self) -> Parsed<Filter> {
        self.blanks();
        if self.take(b'(') {
            return self.grouped();
        }
        let start = self.at;
        if self.word("not") {
            self.blanks();
            if self.take(b'(') {
                return Ok(Filter::Not(Box::new(self.grouped()?)));
            }
            self.at = start;
        }
        self.clause()
    }

    /// What stands in parentheses, of which the first is read.
    fn grouped(&mut self) -> Parsed<Filter> {
        let inner = self.deeper(Self::any_of)?;
        self.blanks();
        if self.take(b')') { Ok(inner) } else { Err(self.error("expected `)`")) }
    }

    fn clause(&mut self) -> Parsed<Filter> {
        self.clauses += 1;
        if self.clauses > MAX_CLAUSES {
            return Err(self.error(format!("more than {MAX_CLAUSES} comparisons")));
        }
        let path = self.path()?;
        let bracket_end = self.at;
        self.blanks();
        if self.word("pr") {
            return Ok(Filter::Present(path));
        }
        let Some(op) = Op::WORDS.iter().find(|(word, _)| self.word(word)).map(|(_, op)| *op) else {
            if path.filter.is_some() && path.sub.is_none() {
                self.at = bracket_end;
                return Ok(Filter::Element(path));
            }
            return Err(self.error("expected an operator: eq, ne, co, sw, ew, gt, lt, ge, le or pr"));
        };
        self.blanks();
        let value = self.value()?;
        if (op.is_order() && !(value.is_string() || value.is_number()))
            || (op.is_text() && !value.is_string())
        {
            return Err(self.error(format!("`{op}` does not go with such a value")));
        }
        Ok(Filter::Compare { path, op, value })
    }

    fn run(&mut self, of: fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(of) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    fn path(&mut self) -> Parsed<Path> {
        let start = self.at;
        let token = self.run(is_path);
        let (urn, rest) = match token.rsplit_once(':') {
            Some((urn, rest)) => (Some(urn.to_owned()), rest),
            None => (None, token),
        };
        let (name, mut sub) = match rest.split_once('.') {
            Some((name, sub)) => (name, Some(sub.to_owned())),
            None => (rest, None),
        };
        let well_formed = |name: &str| {
            name.bytes().all(is_name) && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        };
        if !well_formed(name) || !sub.as_deref().is_none_or(well_formed) || urn.as_deref() == Some("") {
            self.at = start;
            return Err(self.error("expected the name of an attribute"));
        }
        let mut filter = None;
        if self.peek() == Some(b'[') {
            if self.in_brackets || sub.is_some() {
                return Err(self.error("brackets stand after an attribute, and not inside each other"));
            }
            self.at += 1;
            self.in_brackets = true;
            let inner = self.deeper(Self::any_of)?;
            self.in_brackets = false;
            self.blanks();
            if !self.take(b']') {
                return Err(self.error("expected `]`"));
            }
            filter = Some(Box::new(inner));
            if self.take(b'.') {
                let part = self.run(is_name);
                if !well_formed(part) {
                    return Err(self.error("expected the name of a part"));
                }
                sub = Some(part.to_owned());
            }
        }
        Ok(Path { urn, name: name.to_owned(), filter, sub })
    }

    fn value(&mut self) -> Parsed<Value> {
        for (word, value) in
            [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
        {
            if self.word(word) {
                return Ok(value);
            }
        }
        let read = match self.peek() {
            Some(b'"') => {
                let mut stream =
                    serde_json::Deserializer::from_str(&self.text[self.at..]).into_iter::<Value>();
                stream.next().and_then(Result::ok).map(|text| (text, stream.byte_offset()))
            }
            // A stream of values wants a blank after a number; here a bracket or parenthesis will do.
            Some(b'-' | b'0'..=b'9') => {
                let start = self.at;
                let number = self
                    .run(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'));
                self.at = start;
                serde_json::from_str(number).ok().map(|value| (value, number.len()))
            }
            _ => None,
        };
        let (value, length) =
            read.ok_or_else(|| self.error("expected a text in quotes, a number, true, false or null"))?;
        self.at += length;
        Ok(value)
    }
}
