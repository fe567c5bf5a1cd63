//! What a channel may point at.

use std::net::{IpAddr, Ipv6Addr};

use url::{Host, Url};

use crate::error::{Error, Result};
use crate::intake::address;
use crate::notify::ChannelKind;

/// The longest target.
const MAX_TARGET: usize = 2048;

/// Checks a target and answers it with as much of it as may be shown.
///
/// `allow_http` is an admin's word that a plain-text target is meant; it holds for loopback and private addresses only.
/// Whether such an address may be reached at all is the connector host's grant.
pub(super) fn check(kind: ChannelKind, target: &str, allow_http: bool) -> Result<(String, String)> {
    let wrong = |reason: &str| Error::invalid("url", reason);
    let target = target.trim();
    if target.len() > MAX_TARGET {
        return Err(wrong("at most 2048 characters"));
    }
    if kind == ChannelKind::Email {
        let address = address(target).map_err(|reason| Error::invalid("url", reason))?;
        let (_, domain) = address.rsplit_once('@').unwrap_or_default();
        let hint = format!("{}…@{domain}", address.chars().next().unwrap_or('…'));
        return Ok((address, hint));
    }
    let url = web_address("url", target, allow_http)?;
    if kind == ChannelKind::Teams && url.host_str().is_some_and(is_retired) {
        return Err(wrong(
            "addresses of Office connectors are retired: make a workflow in Teams and enter its address",
        ));
    }
    let hint = shown_address(&url);
    Ok((url.into(), hint))
}

/// As much of an address as may be shown: it often holds a token.
pub(crate) fn shown_address(url: &Url) -> String {
    let origin = url.origin().ascii_serialization();
    let tail: String = url.path().chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    if url.path().len() >= 12 { format!("{origin}/…{tail}") } else { format!("{origin}/…") }
}

/// Whether a host is one of the Office connectors that Teams had before workflows.
fn is_retired(host: &str) -> bool {
    host == "outlook.office.com" || host.ends_with(".webhook.office.com") || host == "webhook.office.com"
}

/// Reads an address on the web: https, or plain http to what is near where that is allowed.
pub(crate) fn web_address(field: &str, text: &str, allow_http: bool) -> Result<Url> {
    let wrong = |reason: &str| Error::invalid(field, reason);
    let text = text.trim();
    if text.len() > MAX_TARGET {
        return Err(wrong("at most 2048 characters"));
    }
    let url = Url::parse(text).map_err(|_| wrong("must be an https:// address"))?;
    let near = url.host().is_some_and(|host| is_near(&host.to_owned()));
    match url.scheme() {
        "https" => {}
        "http" if allow_http && near => {}
        "http" if allow_http => return Err(wrong("plain http is for loopback and private addresses only")),
        _ => return Err(wrong("must be an https:// address")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("must not hold a user name or password"));
    }
    Ok(url)
}

/// Reads a server's name or address, an IPv6 address with or without brackets.
pub(super) fn host_name(text: &str) -> Option<Host> {
    let text = text.trim();
    if let Ok(ip) = text.parse::<Ipv6Addr>() {
        return Some(Host::Ipv6(ip));
    }
    Host::parse(text).ok().filter(|host| text.len() <= 253 && *host != Host::Domain(String::new()))
}

/// Whether a host is written as a loopback or private address.
pub(super) fn is_near(host: &Host) -> bool {
    let ip = match host {
        Host::Ipv4(ip) => IpAddr::V4(*ip),
        Host::Ipv6(ip) => IpAddr::V6(*ip),
        Host::Domain(name) => return name == "localhost" || name.ends_with(".localhost"),
    };
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::check;
    use crate::notify::ChannelKind::{Email, Slack, Teams, Webhook};

    #[test]
    fn only_targets_that_keep_a_secret_on_the_way() {
        for (target, http, accepted) in [
            ("https://hooks.example/in", false, true),
            ("https://127.0.0.1:9/in", false, true),
            ("http://hooks.example/in", false, false),
            ("http://hooks.example/in", true, false),
            ("http://127.0.0.1:9/in", false, false),
            ("http://127.0.0.1:9/in", true, true),
            ("http://[::1]:9/in", true, true),
            ("http://10.1.2.3/in", true, true),
            ("http://localhost:9/in", true, true),
            ("https://me:secret@hooks.example/in", false, false),
            ("ftp://hooks.example/in", true, false),
            ("hooks.example", false, false),
            ("", false, false),
        ] {
            assert_eq!(check(Webhook, target, http).is_ok(), accepted, "{target} {http}");
        }
    }

    #[test]
    fn a_team_is_reached_through_a_workflow() {
        let workflow =
            "https://prod-1.westeurope.logic.azure.com:443/workflows/w/triggers/manual/paths/invoke?sig=s3";
        let (target, hint) = check(Teams, workflow, false).unwrap();
        assert!(target.ends_with("?sig=s3"));
        assert_eq!(hint, "https://prod-1.westeurope.logic.azure.com/…voke");
        let retired = check(Teams, "https://acme.webhook.office.com/webhookb2/x", false).unwrap_err();
        assert!(retired.to_string().contains("make a workflow"), "{retired}");
    }

    #[test]
    fn the_hint_keeps_the_token_to_itself() {
        let hint = |kind, target: &str| check(kind, target, false).unwrap().1;
        assert_eq!(
            hint(Slack, "https://hooks.slack.com/services/T0/B0/abcdefgh"),
            "https://hooks.slack.com/…efgh"
        );
        assert_eq!(hint(Webhook, "https://hooks.example/s3cret"), "https://hooks.example/…");
        assert_eq!(hint(Webhook, "https://hooks.example/a/long/s3cret"), "https://hooks.example/…cret");
        assert_eq!(hint(Email, " Ada@Acme.example"), "a…@acme.example");
    }
}
