//! The body: a text with `{to}` and `{text}`, filled in once and escaped for where they stand.

/// How a value is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Inside a JSON string (RFC 8259 §7).
    Json,
    /// A value of a form (WHATWG URL, application/x-www-form-urlencoded).
    Form,
    /// Character data or a quoted attribute of XML.
    Xml,
    /// As it is.
    Plain,
}

impl Escape {
    /// What a media type needs; `None` for one that we do not know.
    pub(crate) fn of(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            "application/xml" | "text/xml" => Some(Self::Xml),
            "text/plain" => Some(Self::Plain),
            _ => None,
        }
    }

    fn apply(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::Form => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
            Self::Xml => {
                let kept = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
                kept.map(xml).collect()
            }
            Self::Plain => value.to_owned(),
        }
    }
}

fn xml(c: char) -> String {
    match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        '\'' => "&apos;".into(),
        other => other.into(),
    }
}

/// Fills in `to` and `text`. What is filled in is not looked at again.
pub(crate) fn fill(template: &str, escape: Escape, to: &str, text: &str) -> String {
    let (to, text) = (escape.apply(to), escape.apply(text));
    let mut filled = String::with_capacity(template.len() + to.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{to}") {
            filled.push_str(&to);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{text}") {
            filled.push_str(&text);
            rest = after;
        } else {
            filled.push('{');
            rest = &rest[1..];
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_once_and_escapes() {
        for (content_type, template, expected) in [
            (
                "application/json; charset=utf-8",
                r#"{"a":{"{to}":"{text}"}}"#,
                r#"{"a":{"1":"\"<{to}>\"\n&"}}"#,
            ),
            ("text/plain", "{to}: {text} {x}", "1: \"<{to}>\"\n& {x}"),
            ("text/xml", "<m to='{to}'>{text}</m>", "<m to='1'>&quot;&lt;{to}&gt;&quot;\n&amp;</m>"),
            ("application/x-www-form-urlencoded", "t={text}", "t=%22%3C%7Bto%7D%3E%22%0A%26"),
        ] {
            let escape = Escape::of(content_type).expect("a known type");
            assert_eq!(fill(template, escape, "1", "\"<{to}>\"\n&"), expected, "{content_type}");
        }
        assert_eq!(Escape::of("image/png"), None);
    }
}
