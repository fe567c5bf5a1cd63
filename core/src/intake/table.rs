//! CSV with a header: columns by name, in any order and case, separated by comma or semicolon.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

use crate::error::{Error, Result};
use crate::intake::records::{MAX_RECORD_BYTES, Raw, Records};

/// How many columns a table may have.
const MAX_COLUMNS: usize = 64;
/// The longest column name, in characters.
const MAX_NAME: usize = 64;

/// A table that is read row by row.
#[derive(Debug)]
pub struct Table<R> {
    records: Records<R>,
    columns: Vec<String>,
    parser: Parser,
}

/// One row: its line and its fields, or why it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its first line, from 1, header included.
    pub line: u64,
    /// One field for each column, trimmed; or what is wrong.
    pub fields: Result<Vec<String>, String>,
}

impl<R: BufRead> Table<R> {
    /// Reads the header. `required` columns must be there.
    ///
    /// # Errors
    /// [`Error::Invalid`] for field `file` with one sentence: empty, not readable, no such column.
    pub fn open(mut records: Records<R>, required: &[&str]) -> Result<Self> {
        let wrong = |reason: String| Error::invalid("file", reason);
        let head = records.next_record().map_err(unreadable)?.ok_or_else(|| wrong("it is empty".into()))?;
        let bytes = head.bytes.map_err(|cause| wrong(format!("the header cannot be read: {cause}")))?;
        let mut parser = Parser::new(separator(&bytes));
        let names =
            parser.parse(&bytes).map_err(|cause| wrong(format!("the header cannot be read: {cause}")))?;
        let columns: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        if columns.len() > MAX_COLUMNS || columns.iter().any(|name| name.chars().count() > MAX_NAME) {
            return Err(wrong("a header has at most 64 columns with names of at most 64 characters".into()));
        }
        if let Some(twice) = columns
            .iter()
            .enumerate()
            .find_map(|(at, name)| (!name.is_empty() && columns[..at].contains(name)).then_some(name))
        {
            return Err(wrong(format!("the header names the column {twice} twice")));
        }
        for name in required {
            if !columns.iter().any(|column| column == name) {
                return Err(wrong(format!("the header has no column {name}")));
            }
        }
        Ok(Self { records, columns, parser })
    }

    /// Lower-case names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where a column is.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the file cannot be read further.
    pub fn next_row(&mut self) -> Result<Option<Row>> {
        let Some(Raw { line, bytes }) = self.records.next_record().map_err(unreadable)? else {
            return Ok(None);
        };
        let fields = bytes
            .map_err(str::to_owned)
            .and_then(|bytes| self.parser.parse(&bytes))
            .and_then(|fields| fit(fields, self.columns.len()));
        Ok(Some(Row { line, fields }))
    }
}

fn unreadable(cause: io::Error) -> Error {
    Error::invalid("file", format!("it cannot be read: {cause}"))
}

/// The separator that the header uses.
fn separator(header: &[u8]) -> u8 {
    let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// As many fields as columns; empty ones at the end may be too many, as spreadsheets write them.
fn fit(mut fields: Vec<String>, columns: usize) -> Result<Vec<String>, String> {
    while fields.len() > columns && fields.last().is_some_and(String::is_empty) {
        fields.pop();
    }
    if fields.len() != columns {
        return Err(format!("has {} columns where the header has {columns}", fields.len()));
    }
    Ok(fields)
}

/// Splits one record into its fields.
#[derive(Debug)]
struct Parser {
    reader: csv_core::Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    fn new(separator: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
        // A field never grows by parsing; one more column than allowed shows that there are too many.
        Self { reader, output: vec![0; MAX_RECORD_BYTES + 1], ends: vec![0; 4 * MAX_COLUMNS] }
    }

    fn parse(&mut self, mut input: &[u8]) -> Result<Vec<String>, String> {
        self.reader.reset();
        let (mut written, mut fields) = (0, 0);
        loop {
            let (state, read, out, ended) =
                self.reader.read_record(input, &mut self.output[written..], &mut self.ends[fields..]);
            input = &input[read..];
            written += out;
            fields += ended;
            match state {
                // The record's end is the input's end: an empty input says so to the parser.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => break,
                ReadRecordResult::OutputFull => return Err("the row is longer than 64 KiB".into()),
                ReadRecordResult::OutputEndsFull => return Err("has too many columns".into()),
            }
        }
        let mut start = 0;
        let mut texts = Vec::with_capacity(fields);
        for end in &self.ends[..fields] {
            let text = std::str::from_utf8(&self.output[start..*end]).map_err(|_| "is not UTF-8")?;
            texts.push(text.trim().to_owned());
            start = *end;
        }
        Ok(texts)
    }
}
