//! An entry as it came: attributes by lower-case name, each with its values in bytes.

use std::collections::BTreeMap;

use ldap3::ResultEntry;

/// An entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) dn: String,
    attributes: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Entry {
    /// Reads a search result entry (RFC 4511, 4.5.2); `None` when it is none, or its name is not text.
    pub(super) fn of(entry: ResultEntry) -> Option<Self> {
        let mut parts = entry.0.match_id(4)?.expect_constructed()?.into_iter();
        let dn = String::from_utf8(parts.next()?.expect_primitive()?).ok()?;
        let mut attributes = BTreeMap::new();
        for attribute in parts.next()?.expect_constructed()? {
            let mut parts = attribute.expect_constructed()?.into_iter();
            let name = String::from_utf8(parts.next()?.expect_primitive()?).ok()?.to_ascii_lowercase();
            let values = parts.next()?.expect_constructed()?.into_iter();
            attributes.insert(name, values.filter_map(|value| value.expect_primitive()).collect());
        }
        Some(Self { dn, attributes })
    }

    /// The first value in bytes.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.attributes.get(name)?.first().map(Vec::as_slice)
    }

    /// The first value that is text; empty when there is none. Bytes where text is due say nothing.
    pub(super) fn text(&self, name: &str) -> String {
        self.texts(name).next().unwrap_or_default().to_owned()
    }

    /// The values that are text, without control characters.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.attributes.get(name).map_or(&[][..], Vec::as_slice);
        let texts = values.iter().filter_map(|value| std::str::from_utf8(value).ok());
        texts.map(str::trim).filter(|text| !text.is_empty() && !text.contains(char::is_control))
    }

    #[cfg(test)]
    pub(super) fn made(dn: &str, attributes: &[(&str, &[u8])]) -> Self {
        let mut entry = Self { dn: dn.into(), ..Self::default() };
        for (name, value) in attributes {
            entry.attributes.entry((*name).into()).or_default().push(value.to_vec());
        }
        entry
    }
}
