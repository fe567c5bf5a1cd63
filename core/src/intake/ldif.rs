//! LDIF with content records (RFC 2849): entries, each a name and attributes with their values.
//!
//! The crates that read LDIF take a file whole and do not say on which line a record stands, so this reads it as the
//! other formats are read here. A record that is wrong is given up and reading goes on after the next blank line.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result};
use crate::intake::records::Records;

/// How many lines a record may have once they are unfolded.
const MAX_LINES: usize = 2000;
/// The longest value, in bytes; longer ones (photographs) are passed over.
const MAX_VALUE: usize = 256 << 10;

/// One entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LdifEntry {
    /// Its distinguished name.
    pub dn: String,
    /// Attributes in their order, names in lower case without options (`;lang-de`). Values that are no text are left out.
    pub attributes: Vec<(String, String)>,
}

impl LdifEntry {
    /// The values of an attribute, by its lower-case name.
    pub fn values<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e str> {
        self.attributes.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Reads entries until the file ends.
#[derive(Debug)]
pub struct Ldif<R> {
    lines: Records<R>,
    /// A line that was read to see that it does not continue the one before.
    ahead: Option<Physical>,
}

/// A physical line: its number and bytes, or why it has none.
type Physical = (u64, Result<Vec<u8>, &'static str>);

/// A logical line: its number and bytes, or why it has none; `None` in place of a blank line.
type Line = (u64, Option<Result<Vec<u8>, String>>);

impl<R: BufRead> Ldif<R> {
    /// Over a file.
    pub fn new(reader: R) -> Self {
        Self { lines: Records::lines(reader), ahead: None }
    }

    /// The next record: the line on which it begins, and the entry or what is wrong with it. `None` at the end.
    ///
    /// # Errors
    /// [`Error::Invalid`] for field `file` when it cannot be read.
    pub fn next_entry(&mut self) -> Result<Option<(u64, Result<LdifEntry, String>)>> {
        let mut begin = None;
        let mut record = Record::default();
        while let Some((number, line)) = self.line()? {
            match line {
                None if record.is_begun() => break,
                // Comments and the version stand alone as well.
                None => {}
                Some(line) => {
                    record.add(line);
                    begin = begin.or(record.is_begun().then_some(number));
                }
            }
        }
        Ok(begin.map(|begin| (begin, record.entry())))
    }

    /// The next logical line: folded ones joined (a line that begins with a space goes on the one before).
    fn line(&mut self) -> Result<Option<Line>> {
        let Some((number, first)) = self.physical()? else { return Ok(None) };
        let mut joined = first.map_err(ToOwned::to_owned);
        if joined.as_ref().is_ok_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace)) {
            return Ok(Some((number, None)));
        }
        while let Some((number, next)) = self.physical()? {
            match next {
                Ok(bytes) if bytes.first() == Some(&b' ') => {
                    if let Ok(line) = &mut joined {
                        line.extend_from_slice(&bytes[1..]);
                        if line.len() > MAX_VALUE * 2 {
                            joined = Err("a value is too long".to_owned());
                        }
                    }
                }
                next => {
                    self.ahead = Some((number, next));
                    break;
                }
            }
        }
        Ok(Some((number, Some(joined))))
    }

    fn physical(&mut self) -> Result<Option<Physical>> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        let read = self.lines.next_line();
        let read = read.map_err(|cause| Error::invalid("file", format!("it cannot be read: {cause}")))?;
        Ok(read.map(|raw| (raw.line, raw.bytes)))
    }
}

/// A record in the making.
#[derive(Default)]
struct Record {
    dn: Option<String>,
    attributes: Vec<(String, String)>,
    lines: usize,
    wrong: Option<String>,
}

impl Record {
    fn is_begun(&self) -> bool {
        self.lines > 0
    }

    fn add(&mut self, line: Result<Vec<u8>, String>) {
        let bytes = match line {
            Ok(bytes) if bytes.first() == Some(&b'#') => return,
            Ok(bytes) if !self.is_begun() && bytes.starts_with(b"version:") => return,
            Ok(bytes) => bytes,
            Err(reason) => return self.fail(&reason),
        };
        self.lines += 1;
        if self.lines > MAX_LINES {
            return self.fail("a record has at most 2000 lines");
        }
        match parse(&bytes) {
            Err(reason) => self.fail(reason),
            Ok((name, value)) if self.dn.is_none() && self.wrong.is_none() => match (name.as_str(), value) {
                ("dn", Some(dn)) => self.dn = Some(dn),
                ("dn", None) => self.fail("the name is not text"),
                _ => self.fail("a record begins with dn:"),
            },
            Ok((name, Some(kind))) if name == "changetype" && kind != "add" => {
                self.fail("it is a change, not an entry");
            }
            Ok((name, Some(value))) if name != "changetype" && name != "control" => {
                self.attributes.push((name, value))
            }
            Ok(_) => {}
        }
    }

    fn fail(&mut self, reason: &str) {
        self.lines = self.lines.max(1);
        self.wrong.get_or_insert_with(|| reason.to_owned());
    }

    fn entry(self) -> Result<LdifEntry, String> {
        match (self.wrong, self.dn) {
            (Some(reason), _) => Err(reason),
            (None, Some(dn)) => Ok(LdifEntry { dn, attributes: self.attributes }),
            (None, None) => Err("a record begins with dn:".to_owned()),
        }
    }
}

/// Name and value of one line; no value when it is no text.
fn parse(line: &[u8]) -> Result<(String, Option<String>), &'static str> {
    let colon = line.iter().position(|byte| *byte == b':').ok_or("a line has no colon")?;
    let name = std::str::from_utf8(&line[..colon]).map_err(|_| "a name is not ASCII")?;
    let name = name.split(';').next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if name.is_empty() || !name.bytes().all(plain) {
        return Err("a line does not begin with the name of an attribute");
    }
    let (encoded, rest) = match line.get(colon + 1) {
        Some(b'<') => return Err("a value lies in another file, and those are not read"),
        Some(b':') => (true, &line[colon + 2..]),
        _ => (false, &line[colon + 1..]),
    };
    let bytes = if encoded {
        STANDARD.decode(rest.trim_ascii()).map_err(|_| "a value is not base64")?
    } else {
        rest.trim_ascii().to_vec()
    };
    let value = String::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_VALUE);
    Ok((name.to_ascii_lowercase(), value.map(|text| text.trim().to_owned())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Result<LdifEntry, String>)> {
        let mut ldif = Ldif::new(text);
        std::iter::from_fn(|| ldif.next_entry().unwrap()).collect()
    }

    /// The first and the fourth example of RFC 2849, shortened.
    #[test]
    fn as_in_the_rfc() {
        let text = "version: 1\n# people\ndn: cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com\n\
            objectclass: top\nobjectclass: person\ncn: Barbara Jensen\ncn: Babs Jensen\nsn: Jensen\n\
            description: Babs is a big sailing fan, and travels extensively in sea\n rch of perfect sailing conditions.\n\
            title:Product Manager, Rod and Reel Division\n\n\n\
            dn:: b3U95Za25qWt6YOoLG89QWlyaXVz\n# dn:: ou=<JapaneseOU>,o=Airius\nou:: 5Za25qWt6YOo\nou;lang-ja:: 5Za25qWt6YOo\n";
        let entries = read(text.as_bytes());
        let lines: Vec<u64> = entries.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 14]);
        let barbara = entries[0].1.as_ref().unwrap();
        assert_eq!(barbara.values("cn").collect::<Vec<_>>(), ["Barbara Jensen", "Babs Jensen"]);
        let wise =
            "Babs is a big sailing fan, and travels extensively in search of perfect sailing conditions.";
        assert_eq!(barbara.values("description").next(), Some(wise));
        assert_eq!(barbara.values("title").next(), Some("Product Manager, Rod and Reel Division"));
        let japanese = entries[1].1.as_ref().unwrap();
        assert_eq!((japanese.dn.as_str(), japanese.values("ou").count()), ("ou=営業部,o=Airius", 2));
    }

    #[test]
    fn a_bad_record_costs_itself_only() {
        let text = "dn: cn=a\nphoto:: /9j/4AAQ\nmail: a@x.example\n\ncn: nobody\n\ndn: cn=b\nno colon\n\ndn: cn=c\nphoto:< file:///c\n\n\
            dn: cn=d\nchangetype: delete\n\ndn: cn=e\nsn:: %%\n\ndn: cn=f\nchangetype: add\ncn: f";
        let said: Vec<_> =
            read(text.as_bytes()).into_iter().map(|(line, one)| (line, one.map(|one| one.dn))).collect();
        let wrong = |reason: &str| Err(reason.to_owned());
        assert_eq!(
            said,
            [
                (1, Ok("cn=a".into())),
                (5, wrong("a record begins with dn:")),
                (7, wrong("a line has no colon")),
                (10, wrong("a value lies in another file, and those are not read")),
                (13, wrong("it is a change, not an entry")),
                (16, wrong("a value is not base64")),
                (19, Ok("cn=f".into())),
            ]
        );
        assert_eq!(read(b"\n# nothing\n\nversion: 1\n\n"), []);
    }

    /// An entry as a careful writer would write it.
    fn written(entry: &LdifEntry, width: usize) -> String {
        let mut text = String::new();
        let names = std::iter::once(("dn", &entry.dn))
            .chain(entry.attributes.iter().map(|(name, value)| (name.as_str(), value)));
        for (name, value) in names {
            let safe =
                value.bytes().all(|b| (0x20..0x7f).contains(&b)) && !value.starts_with([' ', ':', '<']);
            let line = if safe {
                format!("{name}: {value}")
            } else {
                format!("{name}:: {}", STANDARD.encode(value))
            };
            for (number, part) in line.as_bytes().chunks(width).enumerate() {
                text += if number == 0 { "" } else { " " };
                text += std::str::from_utf8(part).unwrap();
                text += "\n";
            }
        }
        text + "\n"
    }

    fn value() -> impl Strategy<Value = String> {
        "[ -~äß営\n]{1,60}"
            .prop_map(|text| text.trim().to_owned())
            .prop_filter("text", |text| !text.is_empty())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            entries in proptest::collection::vec((value(), proptest::collection::vec(("[a-z][a-z0-9-]{0,8}", value()), 0..6)), 1..6),
            width in 2..90usize,
        ) {
            let named = |name: &String| !matches!(name.as_str(), "changetype" | "control" | "version");
            let entries: Vec<LdifEntry> = entries.into_iter().map(|(dn, attributes)| LdifEntry {
                dn, attributes: attributes.into_iter().filter(|(name, _)| named(name)).collect(),
            }).collect();
            let text: String = entries.iter().map(|entry| written(entry, width)).collect();
            let found: Vec<_> = read(text.as_bytes()).into_iter().map(|(_, entry)| entry.unwrap()).collect();
            prop_assert_eq!(found, entries);
        }

        #[test]
        fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[dn:<# \n=a]{0,200}") {
            read(&bytes);
            read(text.as_bytes());
        }
    }
}
