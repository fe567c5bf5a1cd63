//! What breach providers share: asking one address after the other, and bringing many rows of one breach together.

use crate::{Artifact, Error, Exposure, Lookup, SourceKind};

/// The most exposures of one address that are passed on; the appliance would leave out what is beyond.
const MOST: usize = 500;

/// Asks about one address after the other. A refused key and a request to wait end the call: asking about the next
/// address would be refused as well, and counted against the key. Any other failure is that address's own.
pub fn one_by_one(emails: &[String], ask: impl Fn(&str) -> Lookup) -> Result<Vec<Lookup>, Error> {
    let mut found = Vec::with_capacity(emails.len());
    for email in emails {
        match ask(email) {
            Err(error @ (Error::Unauthorized(_) | Error::RateLimited(_))) => return Err(error),
            other => found.push(other),
        }
    }
    Ok(found)
}

/// The exposure of a password that malware took while it was typed on `site`. Every provider names it so, which makes
/// it one breach however many of them report it.
pub fn stealer_log(site: &str) -> Exposure {
    let site = site.trim().to_lowercase();
    Exposure {
        data_classes: vec!["password".into()],
        artifacts: vec![Artifact::Password],
        domain: Some(site.clone()),
        ..Exposure::new(format!("Stealer log: {site}"), SourceKind::StealerLog)
    }
}

/// The host of an URL or of something that looks like one: `https://a.example/x` and `a.example:443` are `a.example`.
pub fn host_of(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.trim();
    host.contains('.').then(|| host.to_lowercase())
}

/// The first day of what a provider gives as a date: `2019-07` is `2019-07-01`, `2019` is `2019-01-01`.
pub fn first_day(date: &str) -> Option<String> {
    let mut parts = date.trim().splitn(3, '-');
    let number = |part: Option<&str>, length: usize| match part {
        None => Some("01".to_owned()),
        Some(digits) if digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Some(digits.to_owned())
        }
        Some(_) => None,
    };
    let year = number(Some(parts.next()?), 4)?;
    let month = number(parts.next(), 2)?;
    // A time of day may follow.
    let day = number(parts.next().map(|rest| rest.get(..2).unwrap_or(rest)), 2)?;
    Some(format!("{year}-{month}-{day}"))
}

/// Exposures of one address, each breach once: what several rows of it say is put together.
#[derive(Debug, Default)]
pub struct Findings(Vec<Exposure>);

impl Findings {
    /// Takes a row. One without a name is left out, as is what is beyond 500 breaches.
    pub fn add(&mut self, row: Exposure) {
        let name = row.breach.trim();
        if name.is_empty() {
            return;
        }
        let Some(known) = self.0.iter_mut().find(|known| known.breach.eq_ignore_ascii_case(name)) else {
            if self.0.len() < MOST {
                self.0.push(Exposure { breach: name.to_owned(), ..row });
            }
            return;
        };
        for class in row.data_classes {
            if !known.data_classes.contains(&class) {
                known.data_classes.push(class);
            }
        }
        for artifact in row.artifacts {
            if !known.artifacts.contains(&artifact) {
                known.artifacts.push(artifact);
            }
        }
        known.breach_date = known.breach_date.take().or(row.breach_date);
        known.domain = known.domain.take().or(row.domain);
    }

    /// The exposures, in the order in which they first came.
    pub fn into_vec(self) -> Vec<Exposure> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_breach_become_one() {
        let row = |breach: &str, class: &str| Exposure {
            data_classes: vec![class.into()],
            ..Exposure::new(breach, SourceKind::DarkWeb)
        };
        let mut findings = Findings::default();
        for (breach, class) in [("Adobe", "email"), (" adobe ", "password"), ("Adobe", "email"), (" ", "x")] {
            findings.add(row(breach, class));
        }
        findings.add(Exposure { breach_date: Some("2013-10-04".into()), ..row("ADOBE", "hash") });
        for number in 0..600 {
            findings.add(row(&number.to_string(), "email"));
        }
        let found = findings.into_vec();
        assert_eq!(found.len(), MOST);
        assert_eq!(
            (found[0].breach.as_str(), found[0].breach_date.as_deref()),
            ("Adobe", Some("2013-10-04"))
        );
        assert_eq!(found[0].data_classes, ["email", "password", "hash"]);
    }

    #[test]
    fn dates_that_are_not_whole() {
        for (date, day) in [
            ("2019-07", Some("2019-07-01")),
            ("2019", Some("2019-01-01")),
            ("2019-07-09T10:00:00Z", Some("2019-07-09")),
            ("", None),
            ("19-07", None),
            ("2019-7", None),
            ("2019-07-", None),
            ("soon", None),
        ] {
            assert_eq!(first_day(date).as_deref(), day, "{date}");
        }
    }

    #[test]
    fn hosts_of_what_looks_like_an_address() {
        for (address, host) in [
            ("https://Login.Shop.example/in?x=1", Some("login.shop.example")),
            ("shop.example:443", Some("shop.example")),
            ("android://key@com.shop.example/", Some("com.shop.example")),
            ("localhost", None),
            ("", None),
        ] {
            assert_eq!(host_of(address).as_deref(), host, "{address}");
        }
    }
}
