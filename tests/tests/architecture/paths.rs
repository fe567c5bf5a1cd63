//! Which paths a Rust source names (`crate::access::Principal`), read from its tokens: comments and strings do not
//! count, macros' arguments do, `use` trees are spread out, and what is under `#[cfg(test)]` is left out.

use std::collections::BTreeMap;
use std::iter;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::files::SourceFile;

/// One path that a source names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedPath {
    pub(crate) line: usize,
    /// `self` and `super` at the start are resolved to `crate`; an imported module's name to where it lies.
    pub(crate) segments: Vec<String>,
}

impl NamedPath {
    /// The path as it reads.
    pub(crate) fn text(&self) -> String {
        self.segments.join("::")
    }

    /// The segments after `crate`, if the path starts there.
    pub(crate) fn in_crate(&self) -> Option<&[String]> {
        match self.segments.split_first() {
            Some((first, rest)) if first == "crate" => Some(rest),
            _ => None,
        }
    }

    /// Whether the path ends in these two segments.
    pub(crate) fn ends_with(&self, parent: &str, name: &str) -> bool {
        matches!(&self.segments[..], [.., one, two] if one == parent && two == name)
    }
}

/// Every path of a source outside its tests, single names included.
pub(crate) fn named_paths(file: &SourceFile) -> Vec<NamedPath> {
    let tokens: TokenStream = match file.text.parse() {
        Ok(tokens) => tokens,
        Err(error) => panic!("{} does not read as Rust: {error}", file.path),
    };
    let mut reader = Reader { module: module_of(&file.path), paths: Vec::new(), imports: BTreeMap::new() };
    reader.read(tokens);
    let Reader { mut paths, imports, .. } = reader;
    for path in &mut paths {
        let first = path.segments.first().map(String::as_str).unwrap_or_default();
        if let Some(full) = imports.get(first).filter(|_| path.segments.len() > 1) {
            path.segments.splice(..1, full.iter().cloned());
        }
    }
    paths
}

/// The module that a file is: `core/src/store/key.rs` is `store::key`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.split_once("src/").map_or(path, |(_, inside)| inside);
    let parts = inside.trim_end_matches(".rs").split('/').map(str::to_owned);
    parts.filter(|part| !matches!(part.as_str(), "mod" | "lib" | "main")).collect()
}

struct Reader {
    module: Vec<String>,
    paths: Vec<NamedPath>,
    /// Modules (and crates) that the file imports by name: `use crate::store;` gives `store`.
    imports: BTreeMap<String, Vec<String>>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if is_cfg_test(&tokens[at..]) {
                at = after_item(&tokens, at + 2);
            } else if let TokenTree::Ident(ident) = &tokens[at] {
                if ident == "use" {
                    let end = position_of(&tokens, at, ';');
                    self.read_use(&tokens[at + 1..end], &[]);
                    at = end;
                } else {
                    at = self.read_path(&tokens, at);
                }
            } else {
                if let TokenTree::Group(group) = &tokens[at] {
                    self.read(group.stream());
                }
                at += 1;
            }
        }
    }

    /// Reads a path that starts at `at`; answers where to go on.
    fn read_path(&mut self, tokens: &[TokenTree], mut at: usize) -> usize {
        let line = tokens[at].span().start().line;
        let mut segments = Vec::new();
        while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
            segments.push(ident.to_string());
            at += 1;
            if !is_double_colon(tokens, at) || !matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
                break;
            }
            at += 2;
        }
        self.push(line, segments);
        at
    }

    /// Spreads one `use` tree: `a::{b, c::d as e}` is `a::b` and `a::c::d`.
    fn read_use(&mut self, tokens: &[TokenTree], prefix: &[String]) {
        for item in tokens.split(|token| is_punct(token, ',')) {
            let mut segments = prefix.to_vec();
            let mut alias = None;
            let mut line = 0;
            for (at, token) in item.iter().enumerate() {
                match token {
                    TokenTree::Ident(ident) if ident == "as" => {
                        alias = item.get(at + 1).map(ToString::to_string);
                        break;
                    }
                    // `{self}` is the prefix itself; elsewhere `self` starts a path.
                    TokenTree::Ident(ident) if ident == "self" && !prefix.is_empty() => line = start(token),
                    TokenTree::Ident(ident) => {
                        line = start(token);
                        segments.push(ident.to_string());
                    }
                    TokenTree::Punct(punct) if punct.as_char() == '*' => segments.push("*".to_owned()),
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.read_use(&inner, &segments);
                        line = 0;
                    }
                    _ => {}
                }
            }
            if line > 0 {
                self.import(alias, &segments);
                self.push(line, segments);
            }
        }
    }

    fn import(&mut self, alias: Option<String>, segments: &[String]) {
        let full = self.resolve(segments.to_vec());
        let Some(name) = alias.or_else(|| full.last().cloned()) else { return };
        let is_module = name.starts_with(|first: char| first.is_ascii_lowercase());
        if is_module && full.len() > 1 {
            self.imports.insert(name, full);
        }
    }

    fn push(&mut self, line: usize, segments: Vec<String>) {
        let segments = self.resolve(segments);
        self.paths.push(NamedPath { line, segments });
    }

    fn resolve(&self, segments: Vec<String>) -> Vec<String> {
        let ups = segments.iter().take_while(|segment| *segment == "super").count();
        let starts_here = ups > 0 || segments.first().is_some_and(|first| first == "self");
        if !starts_here || segments.len() == 1 {
            return segments;
        }
        let kept = self.module.len().saturating_sub(ups);
        let rest = segments.into_iter().skip(ups.max(1));
        iter::once("crate".to_owned()).chain(self.module[..kept].iter().cloned()).chain(rest).collect()
    }
}

fn start(token: &TokenTree) -> usize {
    token.span().start().line
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
        && tokens.get(at + 1).is_some_and(|token| is_punct(token, ':'))
}

fn is_cfg_test(tokens: &[TokenTree]) -> bool {
    let [hash, TokenTree::Group(attribute), ..] = tokens else { return false };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    is_punct(hash, '#') && text.starts_with("cfg(") && text.contains("test") && !text.contains("not(test")
}

/// Where the item that starts at `at` ends: after its `;` or its braces.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let end = tokens[at..].iter().position(|token| {
        is_punct(token, ';')
            || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    });
    end.map_or(tokens.len(), |end| at + end + 1)
}

fn position_of(tokens: &[TokenTree], at: usize, sign: char) -> usize {
    tokens[at..].iter().position(|token| is_punct(token, sign)).map_or(tokens.len(), |found| at + found)
}

#[test]
fn paths_are_found_where_they_hide_and_not_where_they_do_not_count() {
    let text = r#"
        //! Not crate::comment::Name.
        use crate::{access::{self, Principal as Who}, store};
        use super::key::Key;
        fn f() { let _ = "crate::string::Name"; redb::open(); access::door::Guard; vec![store::rows::Row]; }
        #[cfg(test)]
        mod tests { use crate::tested::Only; }
        #[cfg(test)]
        use crate::tested::Also;
        fn g() -> crate::Result<()> { Instant::now }
    "#;
    let file = SourceFile { path: "core/src/jobs/run.rs".to_owned(), text: text.to_owned() };
    let paths: Vec<String> =
        named_paths(&file).iter().filter(|path| path.segments.len() > 1).map(NamedPath::text).collect();
    assert_eq!(
        paths,
        [
            "crate::access",
            "crate::access::Principal",
            "crate::store",
            "crate::jobs::key::Key",
            "redb::open",
            "crate::access::door::Guard",
            "crate::store::rows::Row",
            "crate::Result",
            "Instant::now",
        ]
    );
}
