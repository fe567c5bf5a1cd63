//! What an organization may have its alerts pushed to.

use std::net::IpAddr;

use url::{Host, Url};

use crate::error::{Error, Result};
use crate::notify::{shown_address, web_address};

const MAX_TARGET: usize = 2048;
/// Syslog over TLS (RFC 5425, 4.1).
const SYSLOG_PORT: u16 = 6514;

/// Checks a target; answers it in one spelling, with as much of it as may be shown.
///
/// What is written as a name, or as an address near by, is for the grants of whatever delivers to judge, at each delivery.
pub(super) fn check(field: &str, text: &str) -> Result<(String, String)> {
    let wrong = |reason: &str| Error::invalid(field, reason);
    let text = text.trim();
    if text.len() > MAX_TARGET {
        return Err(wrong("at most 2048 characters"));
    }
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "syslog+tls"));
    let url = url.ok_or_else(|| wrong("must be an https:// or syslog+tls:// address"))?;
    if url.scheme() == "https" {
        let url = web_address(field, text, false)?;
        refuse_nowhere(field, url.host().map(|host| host.to_owned()))?;
        return Ok((url.as_str().to_owned(), shown_address(&url)));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("must not hold a user name or password"));
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("syslog+tls:// names a host and a port, nothing more"));
    }
    // The library reads hosts of schemes that it does not know as they stand.
    let host =
        url.host_str().and_then(|host| Host::parse(host).ok()).ok_or_else(|| wrong("names no host"))?;
    refuse_nowhere(field, Some(host.clone()))?;
    let spelled = format!("syslog+tls://{host}:{}", url.port().unwrap_or(SYSLOG_PORT));
    Ok((spelled.clone(), spelled))
}

/// Addresses that no delivery can have meant: of no host, of many hosts, and of the link, where metadata services live.
fn refuse_nowhere(field: &str, host: Option<Host>) -> Result<()> {
    let ip = match host {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).to_canonical(),
        Some(Host::Domain(name)) if !name.is_empty() => return Ok(()),
        _ => return Err(Error::invalid(field, "names no host")),
    };
    let is_nowhere = match ip {
        IpAddr::V4(ip) => ip.is_unspecified() || ip.is_multicast() || ip.is_broadcast() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unspecified() || ip.is_multicast() || ip.is_unicast_link_local(),
    };
    if is_nowhere { Err(Error::invalid(field, "is no address of a SIEM")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::check;

    #[test]
    fn only_targets_that_keep_a_secret_on_the_way() {
        for (text, accepted) in [
            ("https://siem.example/collect", true),
            ("https://10.1.2.3:8088/services/collector", true),
            ("syslog+tls://siem.example", true),
            ("SYSLOG+TLS://siem.example:6514/", true),
            ("syslog+tls://[2001:db8::7]:7000", true),
            ("http://siem.example/collect", false),
            ("syslog://siem.example", false),
            ("syslog+tls://", false),
            ("syslog+tls://me:secret@siem.example", false),
            ("syslog+tls://siem.example/path", false),
            ("syslog+tls://siem.example?x=1", false),
            ("syslog+tls://169.254.169.254", false),
            ("https://me:secret@siem.example/", false),
            ("https://169.254.169.254/latest", false),
            ("https://[::ffff:169.254.169.254]/", false),
            ("https://[fe80::1]/", false),
            ("https://0.0.0.0/", false),
            ("https://224.0.0.1/", false),
            ("ftp://siem.example", false),
            ("siem.example", false),
            ("", false),
        ] {
            assert_eq!(check("siemPush.url", text).is_ok(), accepted, "{text}");
        }
        assert!(check("siemPush.url", &format!("https://siem.example/{}", "x".repeat(2048))).is_err());
    }

    #[test]
    fn what_is_shown_keeps_a_token_to_itself() {
        let shown = |text| check("siemPush.url", text).unwrap().1;
        assert_eq!(shown("https://siem.example/in/t0k3n-t0k3n"), "https://siem.example/…0k3n");
        assert_eq!(shown("syslog+tls://siem.example"), "syslog+tls://siem.example:6514");
    }
}
