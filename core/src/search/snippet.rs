//! A piece of a document's text around what matched, with the matches marked.

use std::borrow::Cow;

use super::compile::Pattern;
use super::text::{self, Part};

/// About how many characters a snippet has.
const LENGTH: usize = 240;
/// How many of them may stand before the first match.
const LEAD: usize = 40;
/// Between the values of two fields.
const BETWEEN: &str = " · ";

/// The snippet, and its matches in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    pub(crate) highlights: Vec<(u32, u32)>,
}

/// Makes the snippet of field values.
pub(crate) fn snippet(values: &[(String, String)], patterns: &[Pattern]) -> Snippet {
    let mut joined = String::new();
    let mut matches = Vec::new();
    for (name, value) in values {
        if !joined.is_empty() {
            joined.push_str(BETWEEN);
        }
        let at = joined.len();
        joined.push_str(value);
        matches.extend(find(name, value, patterns).into_iter().map(|(from, to)| (at + from, at + to)));
    }
    let (from, to) = window(&joined, &matches);
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let lead = out.len();
    out.push_str(&joined[from..to]);
    if to < joined.len() {
        out.push('…');
    }
    let inside = matches
        .into_iter()
        .map(|(start, end)| (start.max(from), end.min(to)))
        .filter(|(start, end)| start < end);
    let shifted: Vec<_> = inside.map(|(start, end)| (start - from + lead, end - from + lead)).collect();
    Snippet { highlights: utf16(&out, &shifted), text: out }
}

/// Where the patterns match in one value: bytes, in order, overlaps joined.
fn find(name: &str, value: &str, patterns: &[Pattern]) -> Vec<(usize, usize)> {
    let patterns: Vec<&Pattern> = patterns
        .iter()
        .filter(|pattern| pattern.field.as_deref().is_none_or(|field| field == name))
        .collect();
    if patterns.is_empty() {
        return Vec::new();
    }
    // Plain ASCII keeps its offsets when it is folded, and most of it holds no match: no need to split that.
    let lower = value.is_ascii().then(|| value.to_ascii_lowercase());
    if let Some(lower) = &lower
        && !patterns
            .iter()
            .any(|pattern| pattern.parts.first().is_some_and(|first| lower.contains(first.as_str())))
    {
        return Vec::new();
    }
    let parts = text::parts(value);
    let words: Vec<Cow<'_, str>> = match &lower {
        Some(lower) => parts.iter().map(|part| Cow::Borrowed(&lower[part.from..part.to])).collect(),
        None => parts.iter().map(|part| Cow::Owned(folded(value, part))).collect(),
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, first) in parts.iter().enumerate() {
        for pattern in &patterns {
            if let Some(last) =
                matches_at(&words[index..], pattern).and_then(|length| parts.get(index + length - 1))
            {
                found.push((first.from, last.to));
            }
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, kept| {
        let overlaps = next.0 <= kept.1;
        if overlaps {
            kept.1 = kept.1.max(next.1);
        }
        overlaps
    });
    found
}

fn folded(value: &str, part: &Part) -> String {
    let mut word = String::new();
    text::fold_part(value, part, &mut word);
    word
}

/// How many parts from here on the pattern takes.
fn matches_at(words: &[Cow<'_, str>], pattern: &Pattern) -> Option<usize> {
    let length = pattern.parts.len();
    let (last, before) = pattern.parts.split_last()?;
    let candidates = words.get(..length)?;
    let last_fits = match pattern.prefix {
        true => candidates[length - 1].starts_with(last.as_str()),
        false => candidates[length - 1] == *last,
    };
    (last_fits && candidates[..length - 1] == *before).then_some(length)
}

/// The stretch of bytes with the most matches, cut at words when there are any nearby.
fn window(text: &str, matches: &[(usize, usize)]) -> (usize, usize) {
    if text.len() <= LENGTH {
        return (0, text.len());
    }
    let fits = |start: usize| {
        matches.iter().filter(|(from, to)| *from >= start && *to <= start + LENGTH - LEAD).count()
    };
    // The earliest of the best: `max_by_key` takes the last of equals.
    let anchor = matches.iter().rev().max_by_key(|(from, _)| fits(*from)).map_or(0, |(from, _)| *from);
    let mut from = 0;
    if anchor > LEAD {
        let earliest = text.ceil_char_boundary(anchor - LEAD);
        from = text[earliest..anchor].find(char::is_whitespace).map_or(earliest, |space| earliest + space);
        from = anchor - text[from..anchor].trim_start().len();
    }
    let latest = text.floor_char_boundary((from + LENGTH).min(text.len()));
    if latest == text.len() {
        return (from, latest);
    }
    // Cut at white space near the end, but not within what was anchored on.
    let must = matches.iter().find(|(start, _)| *start == anchor).map_or(anchor, |(_, to)| *to);
    let near = text.ceil_char_boundary(latest - LEAD).max(must.min(latest));
    let to = text[near..latest].rfind(char::is_whitespace).map_or(latest, |space| near + space);
    (from, to)
}

/// Byte offsets as UTF-16 offsets.
fn utf16(text: &str, ranges: &[(usize, usize)]) -> Vec<(u32, u32)> {
    let (mut at, mut units) = (0, 0);
    let mut advance = |to: usize| {
        units += text[at..to].encode_utf16().count() as u32;
        at = to;
        units
    };
    ranges.iter().map(|(from, to)| (advance(*from), advance(*to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(parts: &[&str], prefix: bool) -> Pattern {
        Pattern { field: None, parts: parts.iter().map(|part| (*part).to_owned()).collect(), prefix }
    }

    fn marked(values: &[(&str, &str)], patterns: &[Pattern]) -> (String, Vec<String>) {
        let values: Vec<_> =
            values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let snippet = snippet(&values, patterns);
        let units: Vec<u16> = snippet.text.encode_utf16().collect();
        let cut = |(from, to): &(u32, u32)| String::from_utf16_lossy(&units[*from as usize..*to as usize]);
        (snippet.text.clone(), snippet.highlights.iter().map(cut).collect())
    }

    #[test]
    fn marks_words_phrases_and_prefixes_beyond_surrogate_pairs() {
        let text = "😀 Müller saw 𝒳 and SVCHOST.exe in C:\\Temp";
        let patterns =
            [pattern(&["muller"], false), pattern(&["svch"], true), pattern(&["c", "temp"], false)];
        let (_, found) = marked(&[("message", text)], &patterns);
        assert_eq!(found, ["Müller", "SVCHOST", "C:\\Temp"]);
    }

    #[test]
    fn a_pattern_of_a_field_marks_only_there() {
        let patterns = [Pattern { field: Some("email".into()), ..pattern(&["anna"], false) }];
        let (text, found) = marked(&[("name", "Anna"), ("email", "anna@example.com")], &patterns);
        assert_eq!(text, "Anna · anna@example.com");
        assert_eq!(found, ["anna"]);
        assert_eq!(
            snippet(&[("email".into(), "anna".into()), ("x".into(), "anna".into())], &patterns).highlights,
            [(0, 4)]
        );
    }

    #[test]
    fn overlaps_are_joined() {
        let patterns = [pattern(&["a", "b"], false), pattern(&["b", "c"], false), pattern(&["b"], false)];
        assert_eq!(marked(&[("x", "a b c b")], &patterns).1, ["a b c", "b"]);
    }

    #[test]
    fn a_long_text_is_cut_around_its_densest_matches() {
        let long = format!("one {} one two three {}", "word ".repeat(200), "more ".repeat(200));
        let patterns = ["one", "two", "three"].map(|word| pattern(&[word], false));
        let (text, found) = marked(&[("log", &long)], &patterns);
        assert_eq!(found, ["one", "two", "three"]);
        assert!(text.starts_with("…word") && text.ends_with("more…"), "{text}");
        assert!(text.chars().count() <= LENGTH + 2);
    }

    #[test]
    fn text_without_spaces_or_with_wide_characters_is_cut_on_characters() {
        for long in ["x".repeat(1000), "東".repeat(1000), "😀".repeat(500)] {
            for patterns in [vec![], vec![pattern(&["東"], false)], vec![pattern(&["x"], true)]] {
                let (text, _) = marked(&[("log", &long)], &patterns);
                assert!(text.ends_with('…') && text.len() <= LENGTH + LEAD);
            }
        }
    }
}
