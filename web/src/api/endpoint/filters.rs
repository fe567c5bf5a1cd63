//! What lists are narrowed by, and which part of them is asked for.

use gatehouse_core::Error;
use gatehouse_core::endpoint::{AlertFilter, GroupFilter};
use serde::Deserialize;
use utoipa::IntoParams;

/// How many items a page has unless told.
const PER_PAGE: u64 = 10;
/// The most that it may have.
const MOST_PER_PAGE: u64 = 100;

/// `true` or `false`; both when it is left out.
fn flag(field: &str, text: Option<&str>) -> Result<Option<bool>, Error> {
    match text {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Error::invalid(field, "must be true or false")),
    }
}

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AlertQuery {
    /// Only alerts of this agent.
    agent_id: Option<String>,
    /// `true` or `false`; both when left out.
    #[param(value_type = Option<bool>)]
    dismissed: Option<String>,
}

impl AlertQuery {
    /// # Errors
    /// 400 naming `dismissed`.
    pub(super) fn checked(self) -> Result<AlertFilter, Error> {
        let dismissed = flag("dismissed", self.dismissed.as_deref())?;
        Ok(AlertFilter { agent: self.agent_id, dismissed })
    }
}

/// Which groups of alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GroupQuery {
    /// Only alerts of this agent.
    agent_id: Option<String>,
    /// `true` or `false`; both when left out.
    #[param(value_type = Option<bool>)]
    dismissed: Option<String>,
    /// Only this process.
    process_name: Option<String>,
    /// Only this machine.
    hostname: Option<String>,
}

impl GroupQuery {
    /// # Errors
    /// 400 naming `dismissed`.
    pub(super) fn checked(self) -> Result<GroupFilter, Error> {
        let dismissed = flag("dismissed", self.dismissed.as_deref())?;
        Ok(GroupFilter {
            agent: self.agent_id,
            dismissed,
            process_name: self.process_name,
            hostname: self.hostname,
        })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// From 1, which it is unless told.
    #[param(value_type = Option<u64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// 1 to 100; 10 unless told.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 100, default = 10)]
    per_page: Option<String>,
}

/// A page that may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1.
    pub(super) page: u64,
    /// 1 to 100.
    pub(super) per_page: u64,
}

impl PageQuery {
    /// # Errors
    /// 400 naming `page` or `per_page`.
    pub(super) fn checked(&self) -> Result<Place, Error> {
        let number = |text: Option<&String>, otherwise| match text {
            Some(text) => text.parse::<u64>().ok(),
            None => Some(otherwise),
        };
        let page = number(self.page.as_ref(), 1).filter(|page| *page >= 1);
        let page = page.ok_or_else(|| Error::invalid("page", "must be a whole number from 1"))?;
        let per_page = number(self.per_page.as_ref(), PER_PAGE).filter(|n| (1..=MOST_PER_PAGE).contains(n));
        let per_page = per_page.ok_or_else(|| {
            Error::invalid("per_page", format!("must be a whole number, 1 to {MOST_PER_PAGE}"))
        })?;
        Ok(Place { page, per_page })
    }
}

impl Place {
    /// `(skip, limit)`.
    pub(super) fn range(self) -> (usize, usize) {
        let skip = (self.page - 1).saturating_mul(self.per_page);
        (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(self.per_page).unwrap_or(usize::MAX))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{PageQuery, Place, flag};

    #[test]
    fn pages_are_counted_from_one_and_bounded() {
        let asked = |page: Option<&str>, per_page: Option<&str>| {
            PageQuery { page: page.map(Into::into), per_page: per_page.map(Into::into) }
                .checked()
                .map_err(|refusal| refusal.to_string())
        };
        assert_eq!(asked(None, None), Ok(Place { page: 1, per_page: 10 }));
        assert_eq!(asked(Some("3"), Some("100")).unwrap().range(), (200, 100));
        assert_eq!(asked(Some("18446744073709551615"), None).unwrap().range().1, 10);
        for page in ["0", "-1", "", "one", "1.5", "18446744073709551616"] {
            assert!(asked(Some(page), None).unwrap_err().starts_with("page: "), "{page}");
        }
        for per_page in ["0", "101", "", "ten"] {
            assert!(asked(None, Some(per_page)).unwrap_err().starts_with("per_page: "), "{per_page}");
        }
    }

    #[test]
    fn a_flag_is_true_or_false() {
        assert_eq!(flag("dismissed", Some("true")).unwrap(), Some(true));
        assert_eq!(flag("dismissed", Some("false")).unwrap(), Some(false));
        assert_eq!(flag("dismissed", None).unwrap(), None);
        for text in ["", "1", "True", "yes", "true,false"] {
            assert!(flag("dismissed", Some(text)).is_err(), "{text}");
        }
    }
}
