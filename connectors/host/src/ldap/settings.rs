//! A connection's settings, read: `host`, `port`, `bindDN`, `bindPassword`, `baseDN`, `ssl`, `userFilter` (contract
//! "Directory"), and beyond them `startTls`, `groupDN` and `nestedGroups`.

use gatehouse_core::ports::{ConnectorError, Settings};

/// The JSON Schema of the settings.
pub(super) const SCHEMA: &str = r#"{
  "type": "object", "required": ["host", "port", "bindDN", "bindPassword", "baseDN"],
  "properties": {
    "host": {"type": "string", "title": "Host"},
    "port": {"type": "integer", "minimum": 1, "maximum": 65535, "title": "Port", "description": "636 for LDAPS, else 389"},
    "bindDN": {"type": "string", "title": "Bind DN", "description": "Active Directory also takes user@domain"},
    "bindPassword": {"type": "string", "title": "Bind password", "writeOnly": true},
    "baseDN": {"type": "string", "title": "Base DN"},
    "ssl": {"type": "boolean", "title": "LDAPS",
      "description": "Without it, port 636 is LDAPS and any other port must offer StartTLS. `false` is plain text unless startTls is `true`"},
    "startTls": {"type": "boolean", "title": "StartTLS"},
    "userFilter": {"type": "string", "title": "User filter", "default": "(objectClass=person)"},
    "groupDN": {"type": "string", "title": "Group DN", "description": "Only members of this group (by memberOf)"},
    "nestedGroups": {"type": "boolean", "title": "Members of its groups as well", "default": false}
  }
}"#;

const DEFAULT_FILTER: &str = "(objectClass=person)";
const LDAPS_PORT: u16 = 636;
const LONGEST_FILTER: usize = 4096;

/// How the connection is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// TLS from the first byte.
    Ldaps,
    /// Plain at first, then TLS by StartTLS (RFC 4511, 4.14); without it nothing is sent.
    StartTls,
    /// Plain text.
    None,
}

/// A server and what is looked for there.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    /// Name and password; `None` for an anonymous bind.
    pub(super) bind: Option<(String, String)>,
    pub(super) base: String,
    pub(super) filter: String,
    pub(super) group: Option<String>,
    pub(super) nested: bool,
}

impl Server {
    pub(super) fn of(settings: &Settings) -> Result<Self, ConnectorError> {
        let get = |name: &str| settings.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
        let bad = |why: &str| ConnectorError::BadSettings(why.to_owned());
        let flag = |name: &str| match get(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(bad(&format!("{name} is true or false"))),
        };
        let port = match get("port") {
            Some(text) => text.parse().map_err(|_| bad("port is a number up to 65535"))?,
            None => return Err(bad("port is not set")),
        };
        let security = match (flag("ssl")?, flag("startTls")?) {
            (Some(true), _) => Security::Ldaps,
            (_, Some(true)) => Security::StartTls,
            (Some(false), _) => Security::None,
            (None, _) if port == LDAPS_PORT => Security::Ldaps,
            (None, Some(false)) => Security::None,
            (None, None) => Security::StartTls,
        };
        // A password is taken as it stands. A name without one would be let in as nobody (RFC 4513, 5.1.2).
        let password = settings.get("bindPassword").filter(|text| !text.is_empty());
        let bind = match (get("bindDN"), password) {
            (Some(name), Some(password)) => Some((name.to_owned(), password.clone())),
            (None, None) => None,
            _ => return Err(bad("bindDN and bindPassword are set together")),
        };
        Ok(Self {
            host: get("host").ok_or_else(|| bad("host is not set"))?.to_owned(),
            port,
            security,
            bind,
            base: get("baseDN").ok_or_else(|| bad("baseDN is not set"))?.to_owned(),
            filter: filter(get("userFilter").unwrap_or(DEFAULT_FILTER))?,
            group: get("groupDN").map(ToOwned::to_owned),
            nested: flag("nestedGroups")?.unwrap_or(false),
        })
    }
}

/// A filter in its parentheses (RFC 4515).
fn filter(text: &str) -> Result<String, ConnectorError> {
    let text = if text.starts_with('(') { text.to_owned() } else { format!("({text})") };
    let why = || {
        ConnectorError::BadSettings("userFilter is not an LDAP filter such as (objectClass=person)".into())
    };
    // The library's parser goes down by recursion.
    let deep = text.matches("(&").count() + text.matches("(|").count() + text.matches("(!").count() > 100;
    if text.len() > LONGEST_FILTER || deep {
        return Err(why());
    }
    ldap3::parse_filter(&text).map_err(|_| why())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn server(more: &[(&str, &str)]) -> Result<Server, String> {
        let base = [
            ("host", "dc.example"),
            ("port", "389"),
            ("bindDN", "cn=a"),
            ("bindPassword", " p "),
            ("baseDN", "dc=x"),
        ];
        let all = base.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Server::of(&all.collect()).map_err(|why| why.to_string())
    }

    #[test]
    fn nothing_is_sent_in_plain_text_unless_it_is_said() {
        let security = |more: &[(&str, &str)]| server(more).unwrap().security;
        assert_eq!(security(&[]), Security::StartTls);
        assert_eq!(security(&[("port", "636")]), Security::Ldaps);
        assert_eq!(security(&[("ssl", "true")]), Security::Ldaps);
        assert_eq!(security(&[("ssl", "false")]), Security::None);
        assert_eq!(security(&[("ssl", "false"), ("startTls", "true")]), Security::StartTls);
        assert_eq!(server(&[]).unwrap().bind.unwrap().1, " p ");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (name, value) in [
            ("port", "70000"),
            ("ssl", "maybe"),
            ("bindPassword", ""),
            ("baseDN", " "),
            ("userFilter", "(uid="),
            ("userFilter", "objectClass=person)(uid=*"),
        ] {
            assert!(server(&[(name, value)]).is_err(), "{name} {value}");
        }
        assert!(server(&[("userFilter", &"(!".repeat(500))]).is_err());
        assert_eq!(server(&[("userFilter", "uid=*")]).unwrap().filter, "(uid=*)");
    }
}
