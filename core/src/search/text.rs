//! How text becomes words: the one rule that documents, queries and highlights share.
//!
//! Text falls into *chunks* at white space, quotes, brackets, commas and semicolons, and a chunk into *parts*, its runs
//! of letters and digits. `C:\Users\anna\svchost.exe` is one chunk with the parts `c users anna svchost exe`.
//! Everything is found by part, and in sequence as a phrase. So that prefixes such as `svchost.e*` and
//! `users\anna\*` work, each part also opens a *tail*, the chunk from there to its end. An e-mail address is one more
//! word as a whole, and inside its local part no tail begins: `anna@example.com` must not find
//! `joe.anna@example.com`. Case and accents are folded away.

use std::cell::RefCell;

use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RawTokenizer, TextAnalyzer};

/// Longer words are cut here, in bytes, in documents and queries alike.
const MAX_WORD: usize = 255;
/// Longer tails are cut here, in bytes.
pub(crate) const MAX_TAIL: usize = 128;
/// Parts of one chunk that open a tail; later ones are found by part only.
const MAX_TAILS: usize = 24;

/// A run of letters and digits, with what starts at it. All offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Where the e-mail address that starts here ends.
    pub(crate) address_to: Option<usize>,
    /// Where the tail that starts here ends; `None` when none does.
    pub(crate) tail_to: Option<usize>,
}

/// Splits chunk after chunk.
pub(crate) struct Chunks<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Puts the next chunk's parts into `parts`; false at the end. A chunk without letters or digits gives none.
    pub(crate) fn next_into(&mut self, parts: &mut Vec<Part>) -> bool {
        parts.clear();
        let rest = &self.text[self.at..];
        let Some(start) = rest.find(|c: char| !is_delimiter(c)) else {
            self.at = self.text.len();
            return false;
        };
        let length = rest[start..].find(is_delimiter).unwrap_or(rest.len() - start);
        let start = self.at + start;
        self.at = start + length;
        split(self.text, start, self.at, parts);
        true
    }
}

/// All parts of a text in order.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut all = Vec::new();
    let mut chunk = Vec::new();
    let mut chunks = Chunks::new(text);
    while chunks.next_into(&mut chunk) {
        all.append(&mut chunk);
    }
    all
}

fn split(text: &str, start: usize, end: usize, parts: &mut Vec<Part>) {
    let mut open: Option<usize> = None;
    let mut push = |from: usize, to: usize| parts.push(Part { from, to, address_to: None, tail_to: None });
    for (offset, c) in text[start..end].char_indices() {
        let at = start + offset;
        if is_ideograph(c) {
            if let Some(from) = open.take() {
                push(from, at);
            }
            push(at, at + c.len_utf8());
        } else if is_part(c) {
            open.get_or_insert(at);
        } else if let Some(from) = open.take() {
            push(from, at);
        }
    }
    if let Some(from) = open {
        push(from, end);
    }
    let Some(last) = parts.last().copied() else { return };
    for part in parts.iter_mut().take(MAX_TAILS) {
        if part.from != last.from && !text[part.from..].starts_with(is_ideograph) {
            part.tail_to = Some(floor(text, part.from, last.to, MAX_TAIL));
        }
    }
    mark_addresses(text, start, end, parts);
}

/// Finds `local@domain` in a chunk: its first part learns where it ends, the rest of `local` opens no tails.
fn mark_addresses(text: &str, start: usize, end: usize, parts: &mut [Part]) {
    for (offset, _) in text[start..end].match_indices('@') {
        let at = start + offset;
        let local = text[start..at]
            .trim_end_matches(|c: char| is_part(c) || matches!(c, '.' | '_' | '%' | '+' | '-'));
        let domain = &text[at + 1..end];
        let length = domain.find(|c: char| !is_part(c) && !matches!(c, '.' | '-')).unwrap_or(domain.len());
        let (from, to) = (start + local.len(), at + 1 + length);
        let first = parts.iter().position(|part| part.from >= from && part.to <= at);
        let last = parts.iter().rposition(|part| part.from > at && part.to <= to);
        if let (Some(first), Some(last)) = (first, last) {
            parts[first].address_to = Some(floor(text, parts[first].from, parts[last].to, MAX_WORD));
            for part in &mut parts[first + 1..last] {
                if part.from < at {
                    part.tail_to = None;
                }
            }
        }
    }
}

/// `to`, or the last character boundary within `most` bytes of `from`.
fn floor(text: &str, from: usize, to: usize, most: usize) -> usize {
    if to - from <= most { to } else { text.floor_char_boundary(from + most) }
}

/// A part as it stands in the index.
pub(crate) fn fold_part(text: &str, part: &Part, out: &mut String) {
    fold_into(&text[part.from..floor(text, part.from, part.to, MAX_WORD)], out);
}

/// Lower case without accents: `Müller` → `muller`, `Straße` → `strasse`.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded text.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    thread_local! {
        static FOLDER: RefCell<TextAnalyzer> = RefCell::new(
            TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter).build(),
        );
    }
    FOLDER.with_borrow_mut(|folder| {
        folder.token_stream(text).process(&mut |token| {
            out.extend(token.text.chars().filter(|c| !is_mark(*c)).map(|c| c.to_ascii_lowercase()));
        });
    });
}

fn is_delimiter(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, ',' | ';' | '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|')
        || matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›' | '、' | '。')
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Whether `c` separates parts of one chunk.
pub(crate) fn is_separator(c: char) -> bool {
    !is_part(c)
}

/// Combining marks, which follow their letter in decomposed text.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// Scripts that are written without spaces: each character is a part, words are found as phrases.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        parts(text).iter().map(|part| fold(&text[part.from..part.to])).collect()
    }

    fn tails(text: &str) -> Vec<String> {
        parts(text).iter().filter_map(|part| Some(fold(&text[part.from..part.tail_to?]))).collect()
    }

    #[test]
    fn a_windows_path_has_parts_and_tails() {
        let path = r"C:\Users\Anna\svchost.exe";
        assert_eq!(words(path), ["c", "users", "anna", "svchost", "exe"]);
        assert_eq!(
            tails(path),
            [r"c:\users\anna\svchost.exe", r"users\anna\svchost.exe", r"anna\svchost.exe", "svchost.exe"]
        );
    }

    #[test]
    fn an_address_is_whole_and_its_local_part_opens_no_tails() {
        let text = "<Joe.Anna@Example.com>:hunter2";
        let found = parts(text);
        assert_eq!(found[0].address_to.map(|to| &text[found[0].from..to]), Some("Joe.Anna@Example.com"));
        assert_eq!(words(text), ["joe", "anna", "example", "com", "hunter2"]);
        assert_eq!(tails(text), ["joe.anna@example.com", "example.com"]);
        let text = "joe@example.com:hunter2";
        assert_eq!(parts(text)[0].address_to, Some(15));
    }

    #[test]
    fn accents_and_case_fold_away_composed_or_not() {
        assert_eq!(
            words("Müller MU\u{308}LLER Straße İstanbul"),
            ["muller", "muller", "strasse", "istanbul"]
        );
    }

    #[test]
    fn scripts_without_spaces_are_split_by_character() {
        assert_eq!(words("東京tower"), ["東", "京", "tower"]);
        assert!(tails("東京").is_empty());
    }

    #[test]
    fn long_words_are_cut_on_a_character() {
        let long = "é".repeat(400);
        let mut out = String::new();
        fold_part(&long, &parts(&long)[0], &mut out);
        assert_eq!(out, "e".repeat(127));
    }
}
