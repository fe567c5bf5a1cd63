//! One row of a corpus file, CSV or NDJSON, read and checked.
//!
//! CSV: header `email,breach,breach_date,source,data_classes,artifacts`, lists joined by `;`, and `domain` beyond the
//! contract. NDJSON: the same names; a list may be an array as well. `email` may be the SHA-256 of the lower-case
//! address, in hex.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::exposure::corpus::rows::AddressHash;
use crate::exposure::rules::{artifact_of, source_of};
use crate::intake::{Records, Table, address, address_hash};
use crate::ports::{Artifact, SourceKind};
use crate::time::Timestamp;

const MAX_NAME: usize = 200;
const MAX_CLASSES: usize = 64;
const MAX_CLASS: usize = 64;

/// One exposure of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) address: AddressHash,
    pub(super) breach: String,
    pub(super) date: Option<Timestamp>,
    pub(super) source: SourceKind,
    pub(super) classes: Vec<String>,
    pub(super) artifacts: Vec<Artifact>,
    pub(super) domain: Option<String>,
}

/// A row as it is written.
#[derive(Debug, Default, Deserialize)]
struct Written {
    email: String,
    breach: String,
    #[serde(default)]
    breach_date: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    data_classes: List,
    #[serde(default)]
    artifacts: List,
    #[serde(default)]
    domain: Option<String>,
}

/// A list, or its items joined by `;`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum List {
    Items(Vec<String>),
    Joined(Option<String>),
}

impl Default for List {
    fn default() -> Self {
        Self::Joined(None)
    }
}

impl List {
    fn items(&self) -> Vec<&str> {
        let trimmed = |item: &str| !item.trim().is_empty();
        match self {
            Self::Items(items) => items.iter().map(|item| item.trim()).filter(|item| trimmed(item)).collect(),
            Self::Joined(None) => Vec::new(),
            Self::Joined(Some(text)) => text.split(';').map(str::trim).filter(|item| trimmed(item)).collect(),
        }
    }
}

/// The rows of a file of either format.
pub(super) enum CorpusFile<R> {
    Csv { table: Box<Table<R>>, columns: [Option<usize>; 7] },
    Lines(Records<R>),
}

impl<R: std::io::BufRead> CorpusFile<R> {
    /// Tells the format by the first byte.
    pub(super) fn open(reader: R) -> Result<Self> {
        let mut records = Records::csv(reader);
        let unreadable = |cause| Error::invalid("file", format!("it cannot be read: {cause}"));
        if matches!(records.peek().map_err(unreadable)?, Some(b'{' | b'[')) {
            return Ok(Self::Lines(records.as_lines()));
        }
        let table = Table::open(records, &["email", "breach"])?;
        let names = ["email", "breach", "breach_date", "source", "data_classes", "artifacts", "domain"];
        let columns = names.map(|name| table.column(name));
        Ok(Self::Csv { table: Box::new(table), columns })
    }

    /// The next row with its line, or why it is none.
    pub(super) fn next_row(&mut self) -> Result<Option<(u64, Result<Parsed, String>)>> {
        match self {
            Self::Csv { table, columns } => {
                let Some(row) = table.next_row()? else { return Ok(None) };
                let parsed = row.fields.and_then(|mut fields| {
                    let mut take = |at: usize| columns[at].map(|column| std::mem::take(&mut fields[column]));
                    Parsed::check(&Written {
                        email: take(0).unwrap_or_default(),
                        breach: take(1).unwrap_or_default(),
                        breach_date: take(2),
                        source: take(3),
                        data_classes: List::Joined(take(4)),
                        artifacts: List::Joined(take(5)),
                        domain: take(6),
                    })
                });
                Ok(Some((row.line, parsed)))
            }
            Self::Lines(records) => {
                let unreadable = |cause| Error::invalid("file", format!("it cannot be read: {cause}"));
                let Some(raw) = records.next_record().map_err(unreadable)? else { return Ok(None) };
                let parsed = raw.bytes.map_err(str::to_owned).and_then(|bytes| {
                    if !bytes.trim_ascii_start().starts_with(b"{") {
                        return Err("is no JSON object".into());
                    }
                    let written: Written = serde_json::from_slice(&bytes)
                        .map_err(|cause| format!("is no row of a corpus: {}", without_position(&cause)))?;
                    Parsed::check(&written)
                });
                Ok(Some((raw.line, parsed)))
            }
        }
    }
}

/// The parser's words without its `at line 1 column 7`: the line is the file's, and told beside.
fn without_position(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(what, _)| what.to_owned())
}

impl Parsed {
    fn check(written: &Written) -> Result<Self, String> {
        let breach = one_line("breach", &written.breach, MAX_NAME)?;
        if breach.is_empty() {
            return Err("no breach".into());
        }
        let date = match written.breach_date.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(
                Timestamp::parse(text)
                    .ok_or_else(|| format!("breach_date {} is no date as 2012-05-05", shown(text)))?,
            ),
        };
        let source = match written.source.as_deref().map(str::trim) {
            None | Some("") => SourceKind::Hibp,
            Some(name) => source_of(name).ok_or_else(|| {
                format!("source {} is none of HIBP, MANUAL, DARK_WEB, STEALER_LOG", shown(name))
            })?,
        };
        let mut artifacts = Vec::new();
        for name in written.artifacts.items() {
            let artifact = artifact_of(name).ok_or_else(|| {
                format!("artifact {} is none of PASSWORD, COOKIE, TOKEN, AUTOFILL", shown(name))
            })?;
            artifacts.push(artifact);
        }
        artifacts.sort_unstable();
        artifacts.dedup();
        let mut classes: Vec<String> = Vec::new();
        for class in written.data_classes.items() {
            let class = one_line("data_classes", class, MAX_CLASS)?;
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        if classes.len() > MAX_CLASSES {
            return Err(format!("has more than {MAX_CLASSES} data classes"));
        }
        let domain = match written.domain.as_deref().map(str::trim) {
            None | Some("") => (source == SourceKind::StealerLog)
                .then(|| breach.split_once(':'))
                .flatten()
                .filter(|(head, _)| head.eq_ignore_ascii_case("stealer log"))
                .map(|(_, site)| site.trim().to_lowercase()),
            Some(domain) => Some(one_line("domain", domain, 253)?.to_lowercase()),
        };
        Ok(Self { address: hash(&written.email)?, breach, date, source, classes, artifacts, domain })
    }
}

fn hash(email: &str) -> Result<AddressHash, String> {
    let email = email.trim();
    if email.contains('@') || email.is_empty() {
        return Ok(address_hash(&address(email)?));
    }
    let mut out = [0; 32];
    hex::decode_to_slice(email, &mut out)
        .map_err(|_| "email is neither an e-mail address nor the SHA-256 of one in hex")?;
    Ok(out)
}

fn one_line(name: &str, text: &str, most: usize) -> Result<String, String> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(format!("{name} is longer than {most} characters"));
    }
    if text.contains(char::is_control) {
        return Err(format!("{name} holds control characters"));
    }
    Ok(text.to_owned())
}

/// A word of the file as a report may show it.
fn shown(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}
