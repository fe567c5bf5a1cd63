//! What one call may reach: the connector's grants, the admin's, and the targets that an admin configured for it.
//!
//! Two questions are asked, in this order: is the destination granted by name, and is every address that the name
//! leads to one that the grant reaches? A refusal names the grant that would allow it, word for word.

use std::net::IpAddr;
use std::sync::Arc;

use url::Url;

use super::address::{Reach, reach};
use super::grant::{Destination, Grant, Target};

/// The grants of one call.
#[derive(Debug, Clone)]
pub(crate) struct CallGrants {
    /// What the connector asked for and got, and the admin's own grants for it.
    standing: Arc<[Grant]>,
    /// The origins of targets that were configured for this call.
    targets: Vec<Grant>,
}

/// Why a request was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("nothing grants {grant}; grant \"{grant}\" to allow it")]
    NotGranted { grant: Grant },
    #[error("{host} leads to {ip} ({what}), which needs a grant of its own; grant \"{grant}\" to allow it")]
    Inner { host: String, ip: IpAddr, what: &'static str, grant: Grant },
}

impl Refusal {
    /// The grant that would allow it.
    pub(crate) fn grant(&self) -> &Grant {
        match self {
            Self::NotGranted { grant } | Self::Inner { grant, .. } => grant,
        }
    }
}

impl CallGrants {
    /// `standing` grants, and the origin of each of `targets` that is an http or https URL. Targets may lie at
    /// nearby addresses only when `private_targets` says so: who may configure a channel may not thereby make the
    /// appliance knock at doors inside.
    pub(crate) fn new<'a>(
        standing: Arc<[Grant]>,
        targets: impl Iterator<Item = &'a str>,
        private_targets: bool,
    ) -> Self {
        let origin = |text: &str| Destination::of(&Url::parse(text).ok()?).ok();
        let targets = targets.filter_map(origin).map(|asked| Grant::of(&asked, private_targets)).collect();
        Self { standing, targets }
    }

    /// `standing` grants, and a mail or LDAP server that an admin configured; else as [`Self::new`].
    pub(crate) fn of_server(standing: Arc<[Grant]>, server: &Destination, private_targets: bool) -> Self {
        Self { standing, targets: vec![Grant::of(server, private_targets)] }
    }

    /// Refuses a destination that no grant names.
    pub(crate) fn check_name(&self, asked: &Destination) -> Result<(), Box<Refusal>> {
        if self.naming(asked).next().is_some() {
            return Ok(());
        }
        let grant = match &asked.host {
            Target::Address(ip) => Grant::of_address(*ip, asked),
            Target::Name(_) => Grant::of(asked, false),
        };
        Err(Box::new(Refusal::NotGranted { grant }))
    }

    /// Refuses an address that the destination's grants do not reach. One bad address among good ones refuses the
    /// whole name: it is not for us to pick.
    pub(crate) fn check_address(&self, asked: &Destination, ip: IpAddr) -> Result<(), Box<Refusal>> {
        let (what, by_name) = match reach(ip) {
            Reach::Public => return Ok(()),
            Reach::Nearby(what) => (what, true),
            Reach::Special(what) => (what, false),
        };
        let at_address = Destination { host: Target::Address(ip), ..asked.clone() };
        if self.naming(asked).chain(self.naming(&at_address)).any(|grant| grant.reaches(ip)) {
            return Ok(());
        }
        let (host, grant) = match &asked.host {
            Target::Name(name) if by_name => (name.clone(), Grant::of(asked, true)),
            Target::Name(name) => (name.clone(), Grant::of_address(ip, asked)),
            Target::Address(_) => (ip.to_string(), Grant::of_address(ip, asked)),
        };
        Err(Box::new(Refusal::Inner { host, ip, what, grant }))
    }

    fn naming<'a>(&'a self, asked: &'a Destination) -> impl Iterator<Item = &'a Grant> {
        self.standing.iter().chain(&self.targets).filter(|grant| grant.names(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(url: &str) -> Destination {
        Destination::of(&Url::parse(url).expect("a URL")).expect("a destination")
    }

    fn grants(standing: &[&str], targets: &[&str], private: bool) -> CallGrants {
        let standing = standing.iter().map(|text| text.parse().expect("a grant")).collect();
        CallGrants::new(standing, targets.iter().copied(), private)
    }

    /// Walks both checks and answers the grant that would help, if any is needed.
    fn refused(grants: &CallGrants, url: &str, ip: &str) -> Option<String> {
        let (asked, ip) = (asked(url), ip.parse().expect("an address"));
        let checked = grants.check_name(&asked).and_then(|()| grants.check_address(&asked, ip));
        checked.err().map(|refusal| refusal.grant().to_string())
    }

    #[test]
    fn each_refusal_names_the_grant_that_allows_it() {
        let public = "93.184.216.34";
        for (standing, targets, url, ip, expected) in [
            (vec![], vec![], "https://a.example/", public, Some("https://a.example")),
            (vec!["https://a.example"], vec![], "https://a.example/", public, None),
            (
                vec!["https://a.example"],
                vec![],
                "https://a.example/",
                "10.0.0.1",
                Some("private:https://a.example"),
            ),
            (
                vec!["https://*.example.com"],
                vec![],
                "https://a.example.com/",
                "::1",
                Some("private:https://a.example.com"),
            ),
            (
                vec!["https://a.example"],
                vec![],
                "https://a.example/",
                "169.254.169.254",
                Some("https://169.254.169.254"),
            ),
            (vec![], vec![], "http://169.254.169.254/", "169.254.169.254", Some("http://169.254.169.254")),
            (
                vec![],
                vec!["http://127.0.0.1:9/h"],
                "http://127.0.0.1:9/h",
                "127.0.0.1",
                Some("http://127.0.0.1:9"),
            ),
            (vec!["http://127.0.0.1:9"], vec![], "http://127.0.0.1:9/h", "127.0.0.1", None),
            (vec!["https://10.0.0.1"], vec!["https://h.example/x"], "https://h.example/x", "10.0.0.1", None),
        ] {
            let found = refused(&grants(&standing, &targets, false), url, ip);
            assert_eq!(found.as_deref(), expected, "{standing:?} {targets:?} {url}");
            if let Some(help) = expected {
                let mut helped = standing.clone();
                helped.push(help);
                assert_eq!(refused(&grants(&helped, &targets, false), url, ip), None, "{help} did not help");
            }
        }
    }

    #[test]
    fn a_configured_target_may_be_private_only_when_the_appliance_says_so() {
        let target = ["http://127.0.0.1:9/hook"];
        assert!(refused(&grants(&[], &target, false), target[0], "127.0.0.1").is_some());
        assert!(refused(&grants(&[], &target, true), target[0], "127.0.0.1").is_none());
        let metadata = ["http://169.254.169.254/x"];
        assert!(refused(&grants(&[], &metadata, true), metadata[0], "169.254.169.254").is_some());
    }
}
