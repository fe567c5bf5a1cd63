//! The tree that a query parses to.

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// All of them; at least two, none of them an `And`.
    And(Vec<Expr>),
    /// Any of them; at least two, none of them an `Or`.
    Or(Vec<Expr>),
    /// Everything else.
    Not(Box<Expr>),
    /// One thing to look for.
    Clause(Clause),
}

/// One thing to look for, in one field or in all text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The field as typed; `None` for all text.
    pub field: Option<String>,
    /// What to look for.
    pub value: Value,
    /// Where the clause begins.
    pub position: Position,
}

/// What a clause looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A word, without its escapes.
    Word(String),
    /// A word that goes on, without its `*`.
    Prefix(String),
    /// What stood in quotes.
    Phrase(String),
    /// `*`: anything at all.
    Any,
    /// From one bound to another.
    Range(Bound, Bound),
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// No bound.
    Open,
    /// This value and what lies inside of it.
    Inclusive(String),
    /// Not this value, but what lies inside of it.
    Exclusive(String),
}

/// Characters before a clause. Two trees are equal wherever their clauses stood, so positions are always equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Position(pub usize);

impl PartialEq for Position {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Position {}

impl Expr {
    /// All of `list`; `None` when it is empty.
    pub fn all(list: Vec<Expr>) -> Option<Expr> {
        let flat = list.into_iter().flat_map(|expr| match expr {
            Expr::And(inner) => inner,
            other => vec![other],
        });
        one_or(flat.collect(), Expr::And)
    }

    /// Any of `list`; `None` when it is empty.
    pub fn any(list: Vec<Expr>) -> Option<Expr> {
        let flat = list.into_iter().flat_map(|expr| match expr {
            Expr::Or(inner) => inner,
            other => vec![other],
        });
        one_or(flat.collect(), Expr::Or)
    }
}

fn one_or(mut list: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if list.len() > 1 { Some(many(list)) } else { list.pop() }
}
