//! Grants: which hosts a connector may reach. Nothing is granted unless a grant says so.
//!
//! A grant in words is `[id=][private:]scheme://host[:port]`:
//!
//! | grant | allows |
//! |---|---|
//! | `https://api.example` | that host, port 443, as long as it leads to public addresses |
//! | `https://*.example.com` | every name below `example.com`, not `example.com` itself |
//! | `http://127.0.0.1:9000` | that address: naming a literal address is granting it, wherever it lies |
//! | `private:https://siem.corp.example` | that host, also when it leads to a private or loopback address |
//! | `webhook=http://127.0.0.1:9000` | the same as without `webhook=`, for the connector `webhook` only |
//! | `syslog+tls://127.0.0.1:6514` | that SIEM; only the push of alerts speaks syslog |
//! | `smtp://127.0.0.1:2525` | that mail server, whichever way its connection is secured; only the mailer speaks SMTP |
//! | `private:ldap://dc.corp.example:636` | that LDAP server, whichever way its connection is secured |
//!
//! What is checked when lives in [`super::policy`].

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::address::{Reach, reach};

/// One grant. Its text form is in the module's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    only_for: Option<String>,
    private: bool,
    own: bool,
    scheme: Scheme,
    host: Pattern,
    port: u16,
}

/// Why a text is not a grant: lowercase, for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}: {reason}")]
pub struct GrantError {
    text: String,
    reason: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
    /// Mail, secured or not. No connector can ask for it.
    Smtp,
    /// LDAP, secured or not. No connector can ask for it.
    Ldap,
    /// Syslog over TLS. No connector can ask for it.
    Syslog,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Name(String),
    Below(String),
    Address(IpAddr),
}

/// Where a request goes: what a grant is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination {
    pub(crate) scheme: Scheme,
    pub(crate) host: Target,
    pub(crate) port: u16,
}

/// The host of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Name(String),
    Address(IpAddr),
}

impl Scheme {
    fn text(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Smtp => "smtp",
            Self::Ldap => "ldap",
            Self::Syslog => "syslog+tls",
        }
    }

    fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Smtp => 25,
            Self::Ldap => 389,
            Self::Syslog => 6514,
        }
    }
}

impl Destination {
    /// A mail server. Fails with a reason when `host` is neither a name nor an address.
    pub(crate) fn mail_server(host: &str, port: u16) -> Result<Self, &'static str> {
        Self::server(Scheme::Smtp, host, port)
    }

    /// An LDAP server; else as [`Self::mail_server`].
    pub(crate) fn ldap_server(host: &str, port: u16) -> Result<Self, &'static str> {
        Self::server(Scheme::Ldap, host, port)
    }

    /// A SIEM, as `syslog+tls://host[:port]`. Fails with a reason when it is written otherwise.
    pub(crate) fn syslog_server(url: &Url) -> Result<Self, &'static str> {
        if url.scheme() != Scheme::Syslog.text() {
            return Err("syslog goes to a syslog+tls:// address");
        }
        Self::granted(url)
    }

    fn server(scheme: Scheme, host: &str, port: u16) -> Result<Self, &'static str> {
        let host = match host.parse::<IpAddr>() {
            Ok(ip) => Target::Address(ip),
            Err(_) => Target::of(Host::parse(host).map_err(|_| "the host is no name and no address")?)?,
        };
        Ok(Self { scheme, host, port })
    }

    /// What a grant names: also a mail server, as `smtp://host[:port]`, an LDAP server, as `ldap://host[:port]`,
    /// and a SIEM, as `syslog+tls://host[:port]`.
    fn granted(url: &Url) -> Result<Self, &'static str> {
        let Some(scheme) = [Scheme::Smtp, Scheme::Ldap, Scheme::Syslog]
            .into_iter()
            .find(|scheme| scheme.text() == url.scheme())
        else {
            return Self::of(url);
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a user or password is no part of a grant");
        }
        // The url crate reads the host of a scheme that it does not know as it stands, an address for a name included.
        let host = url.host_str().unwrap_or_default();
        Self::server(scheme, host, url.port().unwrap_or(scheme.port()))
    }

    /// Where `url` leads. The url crate has already turned odd spellings of an address (`0x7f.1`, `2130706433`) into
    /// the address. Fails with a reason when it is not a plain http or https URL.
    pub(crate) fn of(url: &Url) -> Result<Self, &'static str> {
        let scheme = match url.scheme() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err("only http and https are offered"),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a user or password in the URL is not allowed; send a header");
        }
        let host = Target::of(url.host().ok_or("the URL has no host")?)?;
        Ok(Self { scheme, host, port: url.port().unwrap_or(scheme.port()) })
    }
}

impl Target {
    fn of(host: Host<impl AsRef<str>>) -> Result<Self, &'static str> {
        match host {
            Host::Domain(name) => match name.as_ref().trim_end_matches('.') {
                "" => Err("the URL has no host"),
                name => Ok(Self::Name(name.to_owned())),
            },
            Host::Ipv4(ip) => Ok(Self::Address(ip.into())),
            Host::Ipv6(ip) => Ok(Self::Address(ip.into())),
        }
    }
}

impl Grant {
    /// The grant of exactly one destination. `private` also lets its name lead to nearby addresses.
    pub(crate) fn of(destination: &Destination, private: bool) -> Self {
        let host = match &destination.host {
            Target::Name(name) => Pattern::Name(name.clone()),
            Target::Address(ip) => Pattern::Address(*ip),
        };
        Self { only_for: None, private, own: false, scheme: destination.scheme, host, port: destination.port }
    }

    /// The grant of one literal address, wherever it lies.
    pub(crate) fn of_address(ip: IpAddr, destination: &Destination) -> Self {
        let host = Pattern::Address(ip);
        Self {
            only_for: None,
            private: false,
            own: true,
            scheme: destination.scheme,
            host,
            port: destination.port,
        }
    }

    /// Whether the connector `id` may use this grant.
    pub(crate) fn is_for(&self, id: &str) -> bool {
        self.only_for.as_deref().is_none_or(|only| only == id)
    }

    /// Whether this grant names the destination.
    pub(crate) fn names(&self, destination: &Destination) -> bool {
        let same_host = match (&self.host, &destination.host) {
            (Pattern::Name(granted), Target::Name(asked)) => granted == asked,
            (Pattern::Below(domain), Target::Name(asked)) => {
                asked.strip_suffix(domain.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            }
            (Pattern::Address(granted), Target::Address(asked)) => granted == asked,
            _ => false,
        };
        same_host && self.scheme == destination.scheme && self.port == destination.port
    }

    /// Whether a destination that this grant names may lie at `ip`.
    pub(crate) fn reaches(&self, ip: IpAddr) -> bool {
        match reach(ip) {
            Reach::Public => true,
            Reach::Nearby(_) => self.private || self.owns(ip),
            Reach::Special(_) => self.owns(ip),
        }
    }

    /// Whether this is an admin's grant of that very address.
    pub(crate) fn owns(&self, ip: IpAddr) -> bool {
        self.own && self.host == Pattern::Address(ip)
    }

    /// Whether everything that `other` allows is allowed by this one.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let host = match (&self.host, &other.host) {
            (Pattern::Below(wide), Pattern::Below(narrow)) => {
                wide == narrow || narrow.ends_with(&format!(".{wide}"))
            }
            (Pattern::Below(wide), Pattern::Name(name)) => name.ends_with(&format!(".{wide}")),
            (mine, theirs) => mine == theirs,
        };
        host && self.scheme == other.scheme
            && self.port == other.port
            && (self.private || !other.private)
            && (self.own || !other.own)
            && (self.only_for.is_none() || self.only_for == other.only_for)
    }
}

impl FromStr for Grant {
    type Err = GrantError;

    fn from_str(text: &str) -> Result<Self, GrantError> {
        let fail = |reason| GrantError { text: text.to_owned(), reason };
        let mut rest = text.trim();
        let mut only_for = None;
        if let Some((id, after)) = rest.split_once('=') {
            if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                return Err(fail("before `=` stands the id of a connector"));
            }
            only_for = Some(id.to_owned());
            rest = after;
        }
        let (private, rest) = match rest.strip_prefix("private:") {
            Some(after) => (true, after),
            None => (false, rest),
        };
        let (below, plain) = match rest.split_once("://*.") {
            Some((scheme, after)) => (true, format!("{scheme}://{after}")),
            None => (false, rest.to_owned()),
        };
        let url = Url::parse(&plain).map_err(|_| fail("a grant is `scheme://host[:port]`"))?;
        let has_more = !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some();
        if has_more || plain.ends_with('/') {
            return Err(fail("a grant ends after the host and port"));
        }
        let Destination { scheme, host, port } = Destination::granted(&url).map_err(fail)?;
        let (host, own) = match (host, below) {
            (Target::Name(name), _) if name.contains('*') => {
                return Err(fail("`*.` stands only at the beginning"));
            }
            (Target::Name(name), true) if !name.contains('.') => {
                return Err(fail("`*.` needs at least two labels after it"));
            }
            (Target::Name(name), true) => (Pattern::Below(name), false),
            (Target::Name(name), false) => (Pattern::Name(name), false),
            (Target::Address(_), true) => return Err(fail("`*.` stands before a name, not an address")),
            (Target::Address(ip), false) => (Pattern::Address(ip), true),
        };
        Ok(Self { only_for, private, own, scheme, host, port })
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.only_for {
            write!(f, "{id}=")?;
        }
        if self.private && !matches!(self.host, Pattern::Address(_)) {
            f.write_str("private:")?;
        }
        write!(f, "{}://", self.scheme.text())?;
        match &self.host {
            Pattern::Name(name) => f.write_str(name)?,
            Pattern::Below(domain) => write!(f, "*.{domain}")?,
            Pattern::Address(IpAddr::V4(ip)) => write!(f, "{ip}")?,
            Pattern::Address(IpAddr::V6(ip)) => write!(f, "[{ip}]")?,
        }
        if self.port != self.scheme.port() { write!(f, ":{}", self.port) } else { Ok(()) }
    }
}

impl Serialize for Grant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Grant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[path = "grant_tests.rs"]
mod tests;
