//! Many different queries of each form, each as people type it and as raw tantivy takes it.

use tantivy::Term;
use tantivy::query::{BooleanQuery, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::documents::{about, lost};
use crate::people::{breach, mix};

/// What a query is made of.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Word,
    And,
    Phrase,
    Prefix,
}

impl Form {
    pub(crate) const ALL: [Self; 4] = [Self::Word, Self::And, Self::Phrase, Self::Prefix];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Word => "one word",
            Self::And => "AND of two",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
        }
    }
}

/// One query.
pub(crate) struct Asked {
    pub(crate) typed: String,
    pub(crate) raw: Box<dyn Query>,
}

/// The `n`th query of a form: about a document that exists, so that each finds something.
pub(crate) fn asked(form: Form, n: u64, text: Field) -> Asked {
    let bits = mix(n ^ 0x9e5f);
    let (person, number) = about(bits % 1_000_000);
    let (first, last) = (person.first.to_lowercase(), person.last.to_lowercase());
    let department = person.department.to_lowercase();
    let department = department.split(' ').next().unwrap_or_default();
    let (breach, lost) = (breach(number).to_lowercase(), lost(number));
    // A word of each kind; data classes of several words are left to phrases.
    let simple = |at: u64| match at % 6 {
        0 => first.clone(),
        1 => last.clone(),
        2 => breach.clone(),
        3 => department.to_owned(),
        4 => person.email.clone(),
        _ => lost.iter().copied().rfind(|class| !class.contains('_')).unwrap_or("email").to_owned(),
    };
    let term = |word: &str| Term::from_field_text(text, word);
    let word = |word: &str| Box::new(TermQuery::new(term(word), IndexRecordOption::Basic)) as Box<dyn Query>;
    match form {
        Form::Word => {
            let one = simple(n);
            Asked { raw: word(&one), typed: one }
        }
        Form::And => {
            let (one, other) = (simple(n), simple(n + 1 + n / 6 % 5));
            Asked {
                raw: Box::new(BooleanQuery::intersection(vec![word(&one), word(&other)])),
                typed: format!("{one} {other}"),
            }
        }
        Form::Phrase => {
            let words: Vec<String> = match n % 3 {
                0 => vec![first, last],
                1 => vec!["in".into(), breach],
                _ => vec![last, "found".into(), "in".into()],
            };
            Asked {
                raw: Box::new(PhraseQuery::new(words.iter().map(|word| term(word)).collect())),
                typed: format!("\"{}\"", words.join(" ")),
            }
        }
        Form::Prefix => {
            let from = [first, last, breach][usize::try_from(n % 3).unwrap_or(0)].clone();
            let length = (3 + usize::try_from(n % 2).unwrap_or(0)).min(from.len());
            let prefix = &from[..length];
            let mut raw = PhrasePrefixQuery::new(vec![term(prefix)]);
            // Its default stops at fifty words, and finds less.
            raw.set_max_expansions(u32::MAX);
            Asked { raw: Box::new(raw), typed: format!("{prefix}*") }
        }
    }
}
