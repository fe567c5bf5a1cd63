//! A parsed query as the index runs it: which field a clause means, which words it needs, what to highlight.

use std::ops::Not as _;

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::analyzer::{MARK, is_keyword};
use super::period;
use super::prefix::PrefixQuery;
use super::query::{Bound, Clause, Expr, QueryError, Value};
use super::schema::{BUILT_IN, Fields};
use super::span::SpanQuery;
use super::text::{self, MAX_TAIL};

/// Severities from least to most, for ranges.
const SEVERITIES: [&str; 5] = ["info", "low", "medium", "high", "critical"];

/// A query ready to run.
pub(crate) struct Compiled {
    pub(crate) query: Box<dyn Query>,
    /// What made it match, for highlights; nothing of what was left out.
    pub(crate) patterns: Vec<Pattern>,
}

/// A sequence of parts to highlight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// In this field only.
    pub(crate) field: Option<String>,
    /// Folded parts, one after the other.
    pub(crate) parts: Vec<String>,
    /// Whether the last part may go on.
    pub(crate) prefix: bool,
}

/// Gives a parsed query its meaning; `None` (nothing was typed) finds everything.
///
/// # Errors
/// Names an unknown field with those that exist, and values that are no time or severity where one must stand.
pub(crate) fn compile(
    expr: Option<&Expr>,
    fields: &Fields,
    names: &[&'static str],
) -> Result<Compiled, QueryError> {
    let mut compiler = Compiler { fields, names, patterns: Vec::new(), negated: false };
    let query = match expr {
        None => Box::new(AllQuery),
        // Nothing but punctuation was asked for; nothing is found.
        Some(expr) => compiler.expr(expr)?.unwrap_or_else(|| Box::new(EmptyQuery)),
    };
    Ok(Compiled { query, patterns: compiler.patterns })
}

struct Compiler<'a> {
    fields: &'a Fields,
    names: &'a [&'static str],
    patterns: Vec<Pattern>,
    negated: bool,
}

/// `None` for what asks for nothing, such as a lone `&`; it is left out.
type Part = Result<Option<Box<dyn Query>>, QueryError>;

impl Compiler<'_> {
    fn expr(&mut self, expr: &Expr) -> Part {
        match expr {
            Expr::Clause(clause) => self.clause(clause),
            Expr::And(list) => self.all(list),
            Expr::Or(list) => {
                let mut any = Vec::new();
                for expr in list {
                    any.extend(self.expr(expr)?);
                }
                Ok(any_of(any))
            }
            Expr::Not(_) => self.all(std::slice::from_ref(expr)),
        }
    }

    fn all(&mut self, list: &[Expr]) -> Part {
        let mut clauses = Vec::new();
        for expr in list {
            match expr {
                Expr::Not(inner) => {
                    self.negated = !self.negated;
                    let inner = self.expr(inner);
                    self.negated = !self.negated;
                    clauses.extend(inner?.map(|query| (Occur::MustNot, query)));
                }
                _ => clauses.extend(self.expr(expr)?.map(|query| (Occur::Must, query))),
            }
        }
        if clauses.len() > 1 || clauses.first().is_some_and(|(occur, _)| *occur == Occur::MustNot) {
            if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                clauses.push((Occur::Must, Box::new(AllQuery)));
            }
            return Ok(Some(Box::new(BooleanQuery::new(clauses))));
        }
        Ok(clauses.pop().map(|(_, query)| query))
    }

    fn clause(&mut self, clause: &Clause) -> Part {
        let at = clause.position.0;
        let Some(name) = &clause.field else {
            return match &clause.value {
                Value::Any => Ok(Some(Box::new(AllQuery))),
                Value::Range(..) => {
                    Err(QueryError::new(at, "expected a field before a range, as in `time:>=2026-01-01`"))
                }
                Value::Word(text) | Value::Phrase(text) => Ok(self.words(self.fields.text, None, text)),
                Value::Prefix(text) => Ok(self.prefix(self.fields.text, None, text)),
            };
        };
        let name = name.to_ascii_lowercase();
        if !BUILT_IN.contains(&&*name) && !self.names.contains(&&*name) {
            return Err(self.unknown(at, &name));
        }
        if name == "time" {
            return self.time(at, &clause.value);
        }
        let field = self.fields.fields;
        Ok(match &clause.value {
            Value::Any => Some(exactly(field, &format!("{name}{MARK}"))),
            Value::Range(lower, upper) if name == "severity" => self.severities(at, lower, upper)?,
            Value::Range(..) => {
                return Err(QueryError::new(
                    at,
                    format!("expected a value of `{name}`; only time and severity have ranges"),
                ));
            }
            Value::Word(text) | Value::Phrase(text) if is_keyword(&name) => {
                Some(exactly(field, &format!("{name}{MARK}{}", text::fold(text))))
            }
            Value::Prefix(text) if is_keyword(&name) => {
                let prefix = format!("{name}{MARK}{}", text::fold(text));
                Some(Box::new(PrefixQuery::of_keyword(field, prefix)))
            }
            Value::Word(text) | Value::Phrase(text) => self.words(field, Some(&name), text),
            Value::Prefix(text) => self.prefix(field, Some(&name), text),
        })
    }

    fn unknown(&self, at: usize, name: &str) -> QueryError {
        let mut known: Vec<&str> = BUILT_IN.iter().chain(self.names).copied().collect();
        known.sort_unstable();
        known.dedup();
        let known = known.join(", ");
        QueryError::new(
            at,
            format!("found no field `{name}`; expected one of {known}, or quotes around the text"),
        )
    }

    /// An address as a whole, one part as a word, more as a phrase.
    fn words(&mut self, field: Field, name: Option<&str>, value: &str) -> Option<Box<dyn Query>> {
        let parts = text::parts(value);
        let (first, last) = (parts.first()?, parts.last()?);
        let mark = name.map(|name| format!("{name}{MARK}")).unwrap_or_default();
        let folded: Vec<String> = parts
            .iter()
            .map(|part| {
                let mut word = String::new();
                text::fold_part(value, part, &mut word);
                word
            })
            .collect();
        self.highlight(name, folded.clone(), false);
        if parts.len() == 1 {
            return Some(exactly(field, &format!("{mark}{}", folded[0])));
        }
        if first.address_to == Some(last.to) {
            return Some(exactly(field, &format!("{mark}{}", text::fold(&value[first.from..last.to]))));
        }
        let terms =
            folded.iter().map(|word| Term::from_field_text(field, &format!("{mark}{word}"))).collect();
        Some(Box::new(PhraseQuery::new(terms)))
    }

    /// A word that goes on: what stands before its last chunk must be there, its last chunk begins a word or a tail.
    fn prefix(&mut self, field: Field, name: Option<&str>, value: &str) -> Option<Box<dyn Query>> {
        let parts = text::parts(value);
        let last = parts.last()?;
        if value[last.from..].starts_with(text::is_ideograph) {
            return self.words(field, name, value);
        }
        // Parts of one chunk are joined by tails; a part without one that is not the last ends a chunk before it.
        let begin = parts.iter().rposition(|part| part.to < last.from && part.tail_to.is_none());
        let begin = begin.map_or(0, |index| index + 1).min(parts.len() - 1);
        let from = parts[begin].from;
        let to = value.floor_char_boundary(value.len().min(from + MAX_TAIL));
        let mark = name.map(|name| format!("{name}{MARK}")).unwrap_or_default();
        let folded = text::fold(&value[from..to]);
        let folded_parts = parts[begin..].iter().map(|part| text::fold(&value[part.from..part.to])).collect();
        self.highlight(name, folded_parts, true);
        let prefix: Box<dyn Query> = Box::new(PrefixQuery::new(field, format!("{mark}{folded}")));
        if begin == 0 {
            return Some(prefix);
        }
        let Some(before) = self.words(field, name, &value[..parts[begin - 1].to]) else {
            return Some(prefix);
        };
        Some(Box::new(BooleanQuery::intersection(vec![before, prefix])))
    }

    fn highlight(&mut self, name: Option<&str>, parts: Vec<String>, prefix: bool) {
        if !self.negated {
            self.patterns.push(Pattern { field: name.map(str::to_owned), parts, prefix });
        }
    }

    fn time(&self, at: usize, value: &Value) -> Part {
        let read = |text: &str| {
            period::parse(text)
                .ok_or_else(|| QueryError::new(at, format!("expected {}, found `{text}`", period::EXPECTED)))
        };
        let (from, until) = match value {
            Value::Any => return Ok(Some(Box::new(AllQuery))),
            Value::Word(text) | Value::Phrase(text) | Value::Prefix(text) => {
                let period = read(text)?;
                (period.start, Some(period.end))
            }
            Value::Range(lower, upper) => {
                let from = match lower {
                    Bound::Open => i64::MIN,
                    Bound::Inclusive(text) => read(text)?.start,
                    Bound::Exclusive(text) => read(text)?.end,
                };
                let until = match upper {
                    Bound::Open => None,
                    Bound::Inclusive(text) => Some(read(text)?.end),
                    Bound::Exclusive(text) => Some(read(text)?.start),
                };
                (from, until)
            }
        };
        Ok(Some(Box::new(SpanQuery { from, until })))
    }

    fn severities(&self, at: usize, lower: &Bound, upper: &Bound) -> Part {
        let rank = |text: &str| {
            let folded = text::fold(text);
            SEVERITIES.iter().position(|name| *name == folded).ok_or_else(|| {
                QueryError::new(at, format!("expected one of {}, found `{text}`", SEVERITIES.join(", ")))
            })
        };
        let from = match lower {
            Bound::Open => 0,
            Bound::Inclusive(text) => rank(text)?,
            Bound::Exclusive(text) => rank(text)? + 1,
        };
        let until = match upper {
            Bound::Open => SEVERITIES.len(),
            Bound::Inclusive(text) => rank(text)? + 1,
            Bound::Exclusive(text) => rank(text)?,
        };
        let names = SEVERITIES.get(from..until).unwrap_or_default();
        let any =
            names.iter().map(|name| exactly(self.fields.fields, &format!("severity{MARK}{name}"))).collect();
        Ok(Some(any_of(any).unwrap_or_else(|| Box::new(EmptyQuery))))
    }
}

/// Documents whose `name` is one of `values`; `None` when there are no values.
pub(crate) fn one_of(fields: &Fields, name: &str, values: &[String]) -> Option<Box<dyn Query>> {
    let any = values
        .iter()
        .map(|value| exactly(fields.fields, &format!("{name}{MARK}{}", text::fold(value))))
        .collect();
    values.is_empty().not().then(|| any_of(any)).flatten()
}

fn exactly(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

fn any_of(mut any: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    if any.len() > 1 { Some(Box::new(BooleanQuery::union(any))) } else { any.pop() }
}
