//! A tree as text that parses to the same tree.

use std::fmt::{self, Display, Formatter, Write as _};

use super::ast::{Bound, Clause, Expr, Value};
use super::parser::is_escapable;

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::And(list) => separated(f, list, " "),
            Expr::Or(list) => separated(f, list, " OR "),
            Expr::Not(inner) => {
                f.write_str("NOT ")?;
                operand(f, inner)
            }
            Expr::Clause(clause) => clause.fmt(f),
        }
    }
}

fn separated(f: &mut Formatter<'_>, list: &[Expr], separator: &str) -> fmt::Result {
    for (index, expr) in list.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        operand(f, expr)?;
    }
    Ok(())
}

fn operand(f: &mut Formatter<'_>, expr: &Expr) -> fmt::Result {
    match expr {
        Expr::And(_) | Expr::Or(_) => write!(f, "({expr})"),
        Expr::Not(_) | Expr::Clause(_) => expr.fmt(f),
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}:")?;
        }
        match &self.value {
            Value::Word(word) => escaped(f, word),
            Value::Prefix(word) => {
                escaped(f, word)?;
                f.write_char('*')
            }
            Value::Phrase(text) => quoted(f, text),
            Value::Any => f.write_char('*'),
            Value::Range(lower, upper) => {
                f.write_char(if matches!(lower, Bound::Exclusive(_)) { '{' } else { '[' })?;
                bound(f, lower)?;
                f.write_str(" TO ")?;
                bound(f, upper)?;
                f.write_char(if matches!(upper, Bound::Exclusive(_)) { '}' } else { ']' })
            }
        }
    }
}

fn bound(f: &mut Formatter<'_>, bound: &Bound) -> fmt::Result {
    match bound {
        Bound::Open => f.write_char('*'),
        Bound::Inclusive(value) | Bound::Exclusive(value) => quoted(f, value),
    }
}

fn escaped(f: &mut Formatter<'_>, word: &str) -> fmt::Result {
    for c in word.chars() {
        if is_escapable(c) {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
