//! Text to tree, by recursive descent over characters.

use super::ast::{Bound, Clause, Expr, Position, Value};
use super::error::QueryError;

/// Characters of a query.
pub const MAX_LENGTH: usize = 1_000;
/// Clauses of a query.
pub const MAX_CLAUSES: usize = 64;
/// How deep parentheses and `NOT` may nest.
pub const MAX_DEPTH: usize = 16;

/// Whether somebody is still typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typing {
    /// The query is done: what is unfinished is an error.
    #[default]
    Done,
    /// The last bare word may go on, and what is open at the end (quotes, parentheses, an operator) is taken as closed.
    Going,
}

/// Reads a query; `None` when there is nothing but white space.
///
/// # Errors
/// Says where the query stops making sense and what was expected there, or which bound it breaks.
pub fn parse(text: &str, typing: Typing) -> Result<Option<Expr>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > MAX_LENGTH {
        return Err(QueryError::new(
            MAX_LENGTH,
            format!("expected at most {MAX_LENGTH} characters, found {}", chars.len()),
        ));
    }
    let mut parser = Parser { chars, at: 0, depth: 0, clauses: 0, typing: typing == Typing::Going };
    let expr = parser.any_of(None)?;
    if parser.peek().is_some() {
        return Err(parser.error("found `)` that closes nothing; quote it to search for it"));
    }
    Ok(expr)
}

/// Characters that a backslash makes ordinary in a word.
pub(super) fn is_escapable(c: char) -> bool {
    matches!(c, '"' | '(' | ')' | '*' | ':' | '\\' | '/' | '-' | '[' | ']' | '{' | '}' | '<' | '>')
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    clauses: usize,
    typing: bool,
}

type Parsed<T> = Result<T, QueryError>;

impl Parser {
    /// `a OR b OR …` up to the end or a `)`.
    fn any_of(&mut self, field: Option<&str>) -> Parsed<Option<Expr>> {
        let mut list = Vec::new();
        loop {
            match self.all_of(field)? {
                Some(expr) => list.push(expr),
                None if list.is_empty() && !self.at_keyword("OR") => break,
                None if self.may_stop() => break,
                None => {
                    return Err(self.error("expected a word, a \"phrase\", `field:value` or `(` beside OR"));
                }
            }
            if !self.take_keyword("OR") {
                break;
            }
        }
        Ok(Expr::any(list))
    }

    /// `a AND b c …` up to the end, a `)` or an `OR`.
    fn all_of(&mut self, field: Option<&str>) -> Parsed<Option<Expr>> {
        let mut list = Vec::new();
        loop {
            if self.take_keyword("AND") {
                if list.is_empty() || (self.at_operand_end() && !self.may_stop()) {
                    return Err(self
                        .error("expected a word, a \"phrase\", `field:value` or `(` on both sides of AND"));
                }
                continue;
            }
            if self.at_operand_end() {
                return Ok(Expr::all(list));
            }
            list.extend(self.unary(field)?);
        }
    }

    /// An operand with its `NOT`s.
    fn unary(&mut self, field: Option<&str>) -> Parsed<Option<Expr>> {
        let negated = self.take_keyword("NOT") || self.take_minus();
        if !negated {
            return self.primary(field);
        }
        self.skip_space();
        if self.at_operand_end() {
            return if self.may_stop() {
                Ok(None)
            } else {
                Err(self.error("expected what to leave out after NOT"))
            };
        }
        self.descend()?;
        let inner = self.unary(field)?;
        self.depth -= 1;
        Ok(inner.map(|inner| Expr::Not(Box::new(inner))))
    }

    fn primary(&mut self, field: Option<&str>) -> Parsed<Option<Expr>> {
        let start = self.at;
        match self.peek() {
            Some('(') => self.group(field),
            Some('"') => {
                let text = self.quoted()?;
                self.clause(field.map(str::to_owned), Value::Phrase(text), start).map(Some)
            }
            _ => self.word_or_field(field, start),
        }
    }

    fn group(&mut self, field: Option<&str>) -> Parsed<Option<Expr>> {
        self.at += 1;
        self.descend()?;
        let inner = self.any_of(field)?;
        self.depth -= 1;
        self.skip_space();
        match self.peek() {
            Some(_) if inner.is_none() => {
                Err(self.error("expected a word, a \"phrase\" or `field:value` in `()`"))
            }
            Some(_) => {
                self.at += 1;
                Ok(inner)
            }
            None if self.typing => Ok(inner),
            None => Err(self.error("expected `)`")),
        }
    }

    fn word_or_field(&mut self, outer: Option<&str>, start: usize) -> Parsed<Option<Expr>> {
        let Some(field) = self.take_field_name() else {
            let value = self.word()?;
            return self.clause(outer.map(str::to_owned), value, start).map(Some);
        };
        if let Some(outer) = outer {
            return Err(QueryError::new(
                start,
                format!("expected a value of `{outer}`, found another field"),
            ));
        }
        match self.peek() {
            None if self.typing => self.clause(Some(field), Value::Any, start).map(Some),
            Some('(') => self.group(Some(&field)),
            Some('"') => {
                let text = self.quoted()?;
                self.clause(Some(field), Value::Phrase(text), start).map(Some)
            }
            Some('[' | '{') => {
                let value = self.range()?;
                self.clause(Some(field), value, start).map(Some)
            }
            Some('<' | '>') => {
                let value = self.comparison()?;
                self.clause(Some(field), value, start).map(Some)
            }
            Some(c) if !ends_word(c) => {
                let value = self.word()?;
                self.clause(Some(field), value, start).map(Some)
            }
            _ => Err(self.error(&format!("expected a value after `{field}:`"))),
        }
    }

    fn clause(&mut self, field: Option<String>, value: Value, start: usize) -> Parsed<Expr> {
        self.clauses += 1;
        if self.clauses > MAX_CLAUSES {
            return Err(QueryError::new(start, format!("expected at most {MAX_CLAUSES} clauses")));
        }
        Ok(Expr::Clause(Clause { field, value, position: Position(start) }))
    }

    /// `name:` of at least two letters (one is a drive, `C:\`), unless it begins a URL (`https://`) or an address
    /// (`fe80::1`, `aa:bb:cc`).
    fn take_field_name(&mut self) -> Option<String> {
        let rest = &self.chars[self.at..];
        let length =
            rest.iter().position(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')))?;
        let (name, after) = (&rest[..length], &rest[length + 1..]);
        if rest[length] != ':' || !name.first()?.is_ascii_alphabetic() {
            return None;
        }
        let url = after.starts_with(&['/', '/']);
        let value = after.iter().take_while(|c| !ends_word(**c));
        let hex = name.iter().chain(value.clone()).all(|c| c.is_ascii_hexdigit() || *c == ':');
        let address = after.first() == Some(&':') || (length <= 4 && hex && value.clone().any(|c| *c == ':'));
        if length < 2 || url || address {
            return None;
        }
        self.at += length + 1;
        Some(name.iter().collect())
    }

    /// A word with its escapes resolved; `*` at its end makes it a prefix.
    fn word(&mut self) -> Parsed<Value> {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| !ends_word(*c)) {
            let next = self.chars.get(self.at + 1).copied();
            match c {
                '\\' if next.is_some_and(is_escapable) => {
                    word.extend(next);
                    self.at += 1;
                }
                '*' if next.is_none_or(ends_word) => {
                    self.at += 1;
                    return Ok(if word.is_empty() { Value::Any } else { Value::Prefix(word) });
                }
                '*' => {
                    return Err(
                        self.error("expected `*` only at the end of a word; `\\*` is the character itself")
                    );
                }
                _ => word.push(c),
            }
            self.at += 1;
        }
        if self.typing && self.at == self.chars.len() {
            return Ok(Value::Prefix(word));
        }
        Ok(Value::Word(word))
    }

    /// What stands in quotes. A `\"` closes when no other quote follows, for paths that end in a backslash.
    fn quoted(&mut self) -> Parsed<String> {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let next = self.chars.get(self.at + 1).copied();
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(text);
                }
                '\\' if next == Some('\\') => {
                    text.push('\\');
                    self.at += 1;
                }
                '\\' if next == Some('"') && self.chars[self.at + 2..].contains(&'"') => {
                    text.push('"');
                    self.at += 1;
                }
                _ => text.push(c),
            }
            self.at += 1;
        }
        if self.typing {
            return Ok(text);
        }
        Err(self.error(&format!("expected `\"` to close the one at character {}", open + 1)))
    }

    /// `[a TO b]`, `{a TO b}` or mixed.
    fn range(&mut self) -> Parsed<Value> {
        let lower_in = self.peek() == Some('[');
        self.at += 1;
        let lower = self.range_bound(lower_in)?;
        if !self.take_keyword("TO") {
            return Err(self.error("expected TO in a range, as in `[2026-01-01 TO 2026-02-01]`"));
        }
        let upper = self.range_bound(true)?;
        self.skip_space();
        let closing = self.peek();
        match closing {
            Some(']' | '}') => self.at += 1,
            None if self.typing => {}
            _ => return Err(self.error("expected `]` or `}` at the end of a range")),
        }
        Ok(match upper {
            Bound::Inclusive(value) if closing == Some('}') => Value::Range(lower, Bound::Exclusive(value)),
            upper => Value::Range(lower, upper),
        })
    }

    fn range_bound(&mut self, inclusive: bool) -> Parsed<Bound> {
        self.skip_space();
        let value = match self.peek() {
            Some('"') => self.quoted()?,
            _ => {
                let raw = self.raw(|c| c.is_whitespace() || matches!(c, ']' | '}' | '"'));
                if raw == "*" {
                    return Ok(Bound::Open);
                }
                raw
            }
        };
        if value.is_empty() {
            return Err(self.error("expected a value or `*` in a range"));
        }
        Ok(if inclusive { Bound::Inclusive(value) } else { Bound::Exclusive(value) })
    }

    /// `>a`, `>=a`, `<a`, `<=a`.
    fn comparison(&mut self) -> Parsed<Value> {
        let lower = self.peek() == Some('>');
        self.at += 1;
        let inclusive = self.peek() == Some('=');
        self.at += usize::from(inclusive);
        let value = match self.peek() {
            Some('"') => self.quoted()?,
            _ => self.raw(ends_word),
        };
        if value.is_empty() {
            return Err(self.error("expected a value after `<`, `<=`, `>` or `>=`"));
        }
        let bound = if inclusive { Bound::Inclusive(value) } else { Bound::Exclusive(value) };
        Ok(if lower { Value::Range(bound, Bound::Open) } else { Value::Range(Bound::Open, bound) })
    }

    fn raw(&mut self, ends: fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !ends(c)) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn take_minus(&mut self) -> bool {
        let negates = self.peek() == Some('-')
            && self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace() && *c != ')');
        self.at += usize::from(negates);
        negates
    }

    fn take_keyword(&mut self, keyword: &str) -> bool {
        let there = self.at_keyword(keyword);
        if there {
            self.at += keyword.len();
        }
        there
    }

    /// Whether `keyword` stands here as a word of its own.
    fn at_keyword(&mut self, keyword: &str) -> bool {
        self.skip_space();
        let rest = &self.chars[self.at..];
        keyword.chars().enumerate().all(|(index, c)| rest.get(index) == Some(&c))
            && rest.get(keyword.len()).is_none_or(|c| ends_word(*c))
    }

    fn at_operand_end(&mut self) -> bool {
        self.skip_space();
        matches!(self.peek(), None | Some(')')) || self.at_keyword("OR") || self.at_keyword("AND")
    }

    /// Whether nothing follows and somebody is still typing.
    fn may_stop(&mut self) -> bool {
        self.skip_space();
        self.typing && self.at == self.chars.len()
    }

    fn descend(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(&format!("expected at most {MAX_DEPTH} levels of parentheses and NOT")));
        }
        Ok(())
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn error(&self, message: &str) -> QueryError {
        QueryError::new(self.at, message)
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}
