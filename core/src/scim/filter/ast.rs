//! Filters and paths as trees.

use serde_json::Value;

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater than.
    Gt,
    /// Less than.
    Lt,
    /// Greater than or equal.
    Ge,
    /// Less than or equal.
    Le,
}

impl Op {
    /// Every one with its word.
    pub(super) const WORDS: [(&'static str, Self); 9] = [
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("co", Self::Co),
        ("sw", Self::Sw),
        ("ew", Self::Ew),
        ("gt", Self::Gt),
        ("lt", Self::Lt),
        ("ge", Self::Ge),
        ("le", Self::Le),
    ];

    /// Whether it asks for an order, which truth values do not have.
    pub(super) fn is_order(self) -> bool {
        matches!(self, Self::Gt | Self::Lt | Self::Ge | Self::Le)
    }

    /// Whether it looks into texts.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Co | Self::Sw | Self::Ew)
    }
}

/// `[urn:]name[[filter]][.sub]`: an attribute, some of its elements, a part of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The schema in front of the name, without the colon between them.
    pub urn: Option<String>,
    /// The attribute.
    pub name: String,
    /// Which of its elements.
    pub filter: Option<Box<Filter>>,
    /// The part.
    pub sub: Option<String>,
}

impl Path {
    /// An attribute of the core schema.
    pub fn of(name: &str) -> Self {
        Self { urn: None, name: name.into(), filter: None, sub: None }
    }

    /// Schema and name in one: how an extension itself is named.
    pub fn full(&self) -> String {
        self.urn.as_ref().map_or_else(|| self.name.clone(), |urn| format!("{urn}:{}", self.name))
    }
}

/// A filter. The parts of `And` and `Or` are two or more, and none of them is of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of them.
    And(Vec<Filter>),
    /// One of them at least.
    Or(Vec<Filter>),
    /// Not that.
    Not(Box<Filter>),
    /// The attribute has a value that compares so.
    Compare {
        /// Which attribute.
        path: Path,
        /// How.
        op: Op,
        /// With what: a text, a number, a truth value, or null.
        value: Value,
    },
    /// The attribute has a value (`pr`).
    Present(Path),
    /// An element of the attribute fulfils the path's filter.
    Element(Path),
}

impl Filter {
    /// All of `parts`, of which there is one at least.
    pub(super) fn all_of(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::And(flat) }
    }

    /// One of `parts`, of which there is one at least.
    pub(super) fn any_of(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::Or(flat) }
    }
}
