//! How an endpoint alert is worded: a template with placeholders that an admin writes, one for each agent.

use crate::error::{Error, Result};

/// What a template may name, between braces.
pub const PLACEHOLDERS: [&str; 12] = [
    "hostname",
    "process_name",
    "process_path",
    "action_taken",
    "agent_name",
    "parent_process_name",
    "file_path",
    "ip_address",
    "md5",
    "sha256",
    "alert_time",
    "organization",
];

/// The wording of an agent that has none of its own.
const DEFAULT: &str = "{action_taken}: {process_name} on {hostname} ({process_path})";
/// The seed's name of the field, for refusals.
const FIELD: &str = "alert_notification_message_template";
/// The longest template, in characters.
const MAX_TEMPLATE: usize = 1000;
/// The longest value of a placeholder, in characters.
const MAX_VALUE: usize = 500;
/// The longest text that comes out, in characters.
const MAX_TEXT: usize = 4000;

/// A template that was read. `{{` and `}}` stand for single braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(&'static str),
}

impl Default for Template {
    fn default() -> Self {
        Self(pieces(DEFAULT).unwrap_or_default())
    }
}

impl Template {
    /// Reads a template of at most 1,000 characters.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `alert_notification_message_template`, with the placeholders that there are.
    pub fn parse(text: &str) -> Result<Self> {
        if text.trim().is_empty() || text.chars().count() > MAX_TEMPLATE {
            return Err(Error::invalid(FIELD, format!("must be 1 to {MAX_TEMPLATE} characters")));
        }
        if text.chars().any(|c| c.is_control() && c != '\n') {
            return Err(Error::invalid(FIELD, "must not hold control characters"));
        }
        pieces(text).map(Self).map_err(|reason| Error::invalid(FIELD, reason))
    }

    /// The text with each placeholder's value. Values lose control characters, and those that turn the direction of
    /// writing, so that a file's name cannot break a line or look like another one; they and the whole have a length.
    pub fn render(&self, value: &dyn Fn(&str) -> String) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(fixed) => text.push_str(fixed),
                Piece::Value(name) => text.push_str(&cut(&plain(&value(name)), MAX_VALUE)),
            }
        }
        cut(&text, MAX_TEXT)
    }
}

/// Reads a template, or says what is wrong with it.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut found = Vec::new();
    let mut fixed = String::new();
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        match next {
            '{' if rest.as_str().starts_with('{') => fixed.extend(rest.next()),
            '}' if rest.as_str().starts_with('}') => fixed.extend(rest.next()),
            '{' => {
                let (name, after) =
                    rest.as_str().split_once('}').ok_or("a { is not closed; write {{ for a brace")?;
                let known = PLACEHOLDERS.into_iter().find(|known| *known == name);
                let known = known.ok_or_else(|| unknown(name))?;
                if !fixed.is_empty() {
                    found.push(Piece::Text(std::mem::take(&mut fixed)));
                }
                found.push(Piece::Value(known));
                rest = after.chars();
            }
            '}' => return Err("a } closes nothing; write }} for a brace".into()),
            other => fixed.push(other),
        }
    }
    if !fixed.is_empty() {
        found.push(Piece::Text(fixed));
    }
    Ok(found)
}

fn unknown(name: &str) -> String {
    format!("unknown placeholder {{{}}}; known: {}", cut(&plain(name), 40), PLACEHOLDERS.join(", "))
}

/// Without characters that steer: controls (Unicode's Cc, line and paragraph separators) and bidirectional overrides.
pub(super) fn plain(text: &str) -> String {
    let steers = |c: &char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !steers(c)).collect()
}

/// At most `limit` characters, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::{MAX_TEXT, PLACEHOLDERS, Template};
    use crate::error::Error;

    fn value(name: &str) -> String {
        match name {
            "hostname" => "ws-17".into(),
            "process_name" => "evil\r\n.exe".into(),
            "process_path" => "C:\\Temp\\\u{202e}exe.evil".into(),
            "action_taken" => "blocked".into(),
            other => format!("<{other}>"),
        }
    }

    fn render(template: &str) -> String {
        Template::parse(template).unwrap().render(&value)
    }

    #[test]
    fn words_an_alert() {
        assert_eq!(Template::default().render(&value), "blocked: evil.exe on ws-17 (C:\\Temp\\exe.evil)");
        assert_eq!(render("{{{hostname}}} {md5}{sha256}"), "{ws-17} <md5><sha256>");
        assert_eq!(render("no placeholder\nat all }}{{"), "no placeholder\nat all }{");
        assert_eq!(Template::parse(super::DEFAULT).unwrap(), Template::default());
    }

    #[test]
    fn a_wrong_template_is_refused_with_what_there_is() {
        for (template, said) in [
            ("{user} did it", "unknown placeholder {user}; known: hostname, process_name,"),
            ("{ hostname }", "unknown placeholder { hostname }"),
            ("on {hostname", "a { is not closed"),
            ("on hostname}", "a } closes nothing"),
            (" ", "1 to 1000 characters"),
            ("a\u{7}", "control characters"),
        ] {
            match Template::parse(template) {
                Err(Error::Invalid { field, reason }) => {
                    assert_eq!(field, "alert_notification_message_template");
                    assert!(reason.contains(said), "{template}: {reason}");
                }
                other => panic!("{template}: {other:?}"),
            }
        }
        assert!(Template::parse(&"é".repeat(1000)).is_ok());
        assert!(Template::parse(&"é".repeat(1001)).is_err());
    }

    #[test]
    fn a_huge_value_stays_bounded() {
        let many = Template::parse(&"{md5}".repeat(200)).unwrap();
        let text = many.render(&|_| "x".repeat(100_000));
        assert_eq!(text.chars().count(), MAX_TEXT);
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC*") {
            let _ = Template::parse(&text);
        }

        #[test]
        fn text_without_braces_stays_as_it_is(text in "[^{}\\p{C}]{1,100}") {
            prop_assume!(!text.trim().is_empty());
            prop_assert_eq!(render(&text), text);
        }

        #[test]
        fn escaped_text_comes_out_as_it_was(text in "[a-z{} ]{0,50}[a-z]") {
            let escaped = text.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(render(&escaped), text);
        }

        #[test]
        fn each_placeholder_gives_its_value_and_values_are_not_read_again(
            names in proptest::collection::vec(proptest::sample::select(PLACEHOLDERS.to_vec()), 1..20),
            given in "[{}a-z_\\x00-\\x1f\u{202e}]{0,40}",
        ) {
            let template: String = names.iter().map(|name| format!("{{{name}}}|")).collect();
            let text = Template::parse(&template).unwrap().render(&|_| given.clone());
            let kept: String = given.chars().filter(|c| !c.is_control() && *c != '\u{202e}').collect();
            prop_assert_eq!(text, format!("{kept}|").repeat(names.len()));
        }
    }
}
