//! Reading the figures: all of one answer from one snapshot.

use crate::access::Principal;
use crate::error::Result;
use crate::exposure::{self, Alert, AlertFilter, AlertStatus, Summary};
use crate::figures::names::{self, Department, Named, NamedCounts};
use crate::figures::people::{self, PeopleFigures, RiskyPerson};
use crate::figures::period::{self, Day, Month};
use crate::figures::rows::{SOURCE_BREACHES, SOURCES, State};
use crate::figures::top::{self, BreachFigure, Year};
use crate::ports::SourceKind;
use crate::services::Services;
use crate::store::{Id, OrgReader, OrgRows as _, Sums};
use crate::time::Timestamp;
use crate::workforce;

/// Numbers of alerts by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByStatus(pub(super) [u64; 3]);

impl ByStatus {
    pub(super) fn of(sums: &Sums) -> Self {
        Self(std::array::from_fn(|status| sums.counted(status)))
    }

    /// How many have this status.
    pub fn with(&self, status: AlertStatus) -> u64 {
        self.0[status as usize]
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// What came from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFigures {
    /// The source.
    pub source: SourceKind,
    /// Breaches that were first read of there.
    pub breaches: u64,
    /// Alerts that were told from there.
    pub alerts: ByStatus,
}

/// An organization's figures at one moment.
#[derive(Debug)]
pub struct Figures {
    reader: OrgReader,
    now: Timestamp,
}

impl Figures {
    /// The figures as they are now.
    ///
    /// # Errors
    /// [`crate::Error::Forbidden`] for all but members.
    pub fn open(services: &Services, principal: &Principal) -> Result<Self> {
        principal.require_member()?;
        Ok(Self { reader: services.org(principal).read()?, now: services.platform.now() })
    }

    /// When that is.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether everything is counted. Not so while it is counted again, or for the first time after an upgrade.
    ///
    /// # Errors
    /// This and every other figure: [`crate::Error::Unavailable`] when the disk fails.
    pub fn is_complete(&self) -> Result<bool> {
        Ok(match State::load(&self.reader)? {
            Some(state) => state.is_complete(),
            None => workforce::count(&self.reader, false)? == 0,
        })
    }

    /// The company's risk and what it is made of; alerts by status and severity.
    pub fn summary(&self) -> Result<Summary> {
        exposure::summary_of(&self.reader, self.now)
    }

    /// The last `count` days (UTC), today included, oldest first.
    pub fn days(&self, count: u32) -> Result<Vec<Day>> {
        period::days(&self.reader, self.now, count)
    }

    /// The last `count` months (UTC), this one included, oldest first.
    pub fn months(&self, count: u32) -> Result<Vec<Month>> {
        period::months(&self.reader, self.now, count)
    }

    /// Departments, by name.
    pub fn departments(&self) -> Result<Named<Department>> {
        names::departments(&self.reader)
    }

    /// Data classes that were lost, by name.
    pub fn data_types(&self) -> Result<Named<NamedCounts>> {
        names::data_types(&self.reader)
    }

    /// Categories of the GDPR: id, label, and the alerts in which data of it was lost.
    pub fn categories(&self) -> Result<Vec<(&'static str, &'static str, ByStatus)>> {
        names::of_categories(&self.reader)
    }

    /// Every source.
    pub fn sources(&self) -> Result<Vec<SourceFigures>> {
        let of = |source: SourceKind| -> Result<SourceFigures> {
            let sums = self.reader.get(&SOURCES, &(source as u8))?.unwrap_or_default();
            let (breaches, alerts) = (sums.counted(SOURCE_BREACHES), ByStatus::of(&sums));
            Ok(SourceFigures { source, breaches, alerts })
        };
        [SourceKind::Hibp, SourceKind::DarkWeb, SourceKind::StealerLog, SourceKind::Manual]
            .into_iter()
            .map(of)
            .collect()
    }

    /// Numbers about everybody.
    pub fn people(&self) -> Result<PeopleFigures> {
        people::everybody(&self.reader)
    }

    /// The `limit` people at the greatest risk.
    pub fn riskiest(&self, limit: usize) -> Result<Vec<RiskyPerson>> {
        people::riskiest(&self.reader, self.now, limit)
    }

    /// The `limit` newest alerts that the filter lets through.
    pub fn newest_alerts(&self, filter: &AlertFilter, limit: usize) -> Result<Vec<(Id, Alert)>> {
        exposure::alert_page(&self.reader, filter, 0, limit)
    }

    /// The `limit` breaches that affect the most people.
    pub fn top_breaches(&self, limit: usize) -> Result<Vec<BreachFigure>> {
        top::most_affecting(&self.reader, limit)
    }

    /// The `limit` breaches that happened last, of those of which it is known when.
    pub fn newest_breaches(&self, limit: usize) -> Result<Vec<BreachFigure>> {
        top::newest(&self.reader, limit)
    }

    /// Breaches by the year in which they happened, oldest first; those of unknown date at the front.
    pub fn years(&self) -> Result<Vec<Year>> {
        top::years(&self.reader)
    }
}
