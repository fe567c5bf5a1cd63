//! The index's tokenizers over [`super::text`]: one for plain text, one for `name\0value` pairs.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::text::{Chunks, Part, fold_into, fold_part};

/// Plain text.
pub(crate) const TEXT: &str = "gatehouse_text";
/// `name\0value`: each word is written behind `name\0`, and `name\0` alone says that the field is there.
pub(crate) const FIELDS: &str = "gatehouse_fields";
/// Between a field's name and its words. No name and no word holds it.
pub(crate) const MARK: char = '\0';

/// Fields whose value is one word, whatever it holds.
pub(crate) fn is_keyword(field: &str) -> bool {
    matches!(field, "kind" | "severity" | "status")
}

/// The tokenizers that the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TEXT, Words { fields: false, parts: Vec::new() });
    manager.register(FIELDS, Words { fields: true, parts: Vec::new() });
    manager
}

#[derive(Clone)]
struct Words {
    fields: bool,
    parts: Vec<Part>,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let (field, text) =
            if self.fields { text.split_once(MARK).unwrap_or(("", text)) } else { ("", text) };
        self.parts.clear();
        WordStream {
            field,
            text,
            chunks: Chunks::new(text),
            parts: &mut self.parts,
            next: 0,
            position: 0,
            form: if self.fields { Form::Presence } else { Form::Part },
            token: Token { position: 0, ..Token::default() },
        }
    }
}

/// What to emit next for the part at hand. All forms of a part share its position.
#[derive(Clone, Copy)]
enum Form {
    /// The field's presence, before any part.
    Presence,
    /// The whole value as one word, for keyword fields.
    Keyword,
    Part,
    Address,
    Tail,
    End,
}

struct WordStream<'a> {
    field: &'a str,
    text: &'a str,
    chunks: Chunks<'a>,
    parts: &'a mut Vec<Part>,
    next: usize,
    position: usize,
    form: Form,
    token: Token,
}

impl WordStream<'_> {
    fn begin(&mut self, from: usize, to: usize) -> &mut String {
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.text.clear();
        if !self.field.is_empty() {
            self.token.text.push_str(self.field);
            self.token.text.push(MARK);
        }
        &mut self.token.text
    }

    fn emit(&mut self, from: usize, to: usize) {
        let text = self.text;
        fold_into(&text[from..to], self.begin(from, to));
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            match self.form {
                Form::Presence => {
                    self.form = if is_keyword(self.field) { Form::Keyword } else { Form::Part };
                    self.begin(0, 0);
                    return true;
                }
                Form::Keyword => {
                    self.form = Form::End;
                    self.emit(0, self.text.len());
                    return true;
                }
                Form::Part => {
                    while self.next == self.parts.len() {
                        self.next = 0;
                        if !self.chunks.next_into(self.parts) {
                            self.form = Form::End;
                            return false;
                        }
                    }
                    let part = self.parts[self.next];
                    self.form = Form::Address;
                    self.token.position = self.position;
                    self.position += 1;
                    let text = self.text;
                    fold_part(text, &part, self.begin(part.from, part.to));
                    return true;
                }
                Form::Address => {
                    self.form = Form::Tail;
                    let part = self.parts[self.next];
                    if let Some(to) = part.address_to
                        && part.tail_to != Some(to)
                    {
                        self.emit(part.from, to);
                        return true;
                    }
                }
                Form::Tail => {
                    let part = self.parts[self.next];
                    self.form = Form::Part;
                    self.next += 1;
                    if let Some(to) = part.tail_to {
                        self.emit(part.from, to);
                        return true;
                    }
                }
                Form::End => return false,
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
