//! CSV that people open in spreadsheet programs: text from outside must not become a formula there.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use crate::error::{Error, Result};

/// What a cell may not begin with, since a spreadsheet would calculate it (OWASP, "CSV Injection").
const STARTS_FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// The cell as plain text: an apostrophe stands before what would be a formula.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(STARTS_FORMULA) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// CSV as it grows (RFC 4180): every cell neutral, lines ended by CR LF.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheet")
    }
}

impl Default for Sheet {
    fn default() -> Self {
        Self::after(Vec::new())
    }
}

impl Sheet {
    fn after(written: Vec<u8>) -> Self {
        Self(WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(written))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> Result<()> {
        for cell in cells {
            self.0.write_field(neutral(cell.as_ref()).as_bytes()).map_err(Error::internal)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(Error::internal)
    }

    /// Adds an empty line: another table follows.
    ///
    /// # Errors
    /// As [`Self::row`].
    pub fn gap(self) -> Result<Self> {
        let mut written = self.finish()?;
        written.extend_from_slice(b"\r\n");
        Ok(Self::after(written))
    }

    /// What was written.
    ///
    /// # Errors
    /// As [`Self::row`].
    pub fn finish(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(Error::internal)
    }
}

/// The rows as CSV, every cell neutral.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn csv<R, C>(rows: impl IntoIterator<Item = R>) -> Result<String>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut sheet = Sheet::default();
    for row in rows {
        sheet.row(row)?;
    }
    String::from_utf8(sheet.finish()?).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::{STARTS_FORMULA, Sheet, csv, neutral};

    #[test]
    fn formulas_become_text_and_text_stays() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("a=1", "a=1"),
            ("", ""),
            ("'=1", "'=1"),
        ] {
            assert_eq!(neutral(cell), safe);
        }
    }

    #[test]
    fn tables_follow_each_other_after_an_empty_line() {
        let mut sheet = Sheet::default();
        sheet.row(["a", "=b"]).unwrap();
        let mut sheet = sheet.gap().unwrap();
        sheet.row(["c"]).unwrap();
        assert_eq!(sheet.finish().unwrap(), b"a,'=b\r\n\r\nc\r\n");
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_cell() {
        let text = csv([vec!["Field", "Value"], vec!["Title", "a \"b\", c\nd"], vec!["", "=x,y"]]).unwrap();
        assert_eq!(text, "Field,Value\r\nTitle,\"a \"\"b\"\", c\nd\"\r\n,\"'=x,y\"\r\n");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_again_and_starts_no_formula(
            rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,8}|[=+@\t\r\n\",;-]{0,6}", 2), 1..5)
        ) {
            let text = csv(&rows).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect())
                .collect();
            prop_assert_eq!(read.len(), rows.len());
            for (read, row) in read.iter().flatten().zip(rows.iter().flatten()) {
                prop_assert!(!read.starts_with(STARTS_FORMULA));
                prop_assert!(read == row || read.strip_prefix('\'') == Some(row));
            }
        }
    }
}
