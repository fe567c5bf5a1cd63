//! Widgets about breaches and what was lost in them.

use std::cmp::Reverse;

use gatehouse_core::Result;
use gatehouse_core::exposure::source_name;
use gatehouse_core::figures::{BreachFigure, Figures};
use serde::Serialize;
use utoipa::ToSchema;

use super::counts::{StatusCounts, date};

/// A kind of data that was lost.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LostData {
    /// The normalized data class: `password`, `email`, ….
    data_type: String,
    /// Alerts that tell of it.
    alerts: StatusCounts,
}

/// The kinds of data that were lost most often.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DataTypeBreakdown {
    /// Most alerts first.
    data_types: Vec<LostData>,
    /// How many kinds there are; at most 2000 are looked at.
    total: usize,
}

impl DataTypeBreakdown {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let mut all = figures.data_types()?.items;
        all.sort_by(|a, b| b.alerts.total().cmp(&a.alerts.total()).then_with(|| a.name.cmp(&b.name)));
        let total = all.len();
        let lost = all.into_iter().take(limit);
        let lost = lost.map(|one| LostData { data_type: one.name, alerts: one.alerts.into() });
        Ok(Self { data_types: lost.collect(), total })
    }
}

/// A category of personal data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LostCategory {
    /// `credentials`, `financial`, …, as in the exposure register.
    category: String,
    /// What people call it.
    label: String,
    /// Alerts that tell of data of it, each counted once.
    alerts: StatusCounts,
}

/// Alerts by category of personal data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DataTypeRadar {
    /// Every category, always in the same order.
    categories: Vec<LostCategory>,
}

impl DataTypeRadar {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let category = |(id, label, alerts): (&str, &str, gatehouse_core::figures::ByStatus)| LostCategory {
            category: id.to_owned(),
            label: label.to_owned(),
            alerts: alerts.into(),
        };
        Ok(Self { categories: figures.categories()?.into_iter().map(category).collect() })
    }
}

/// What came from a source.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BreachSource {
    /// HIBP, DARK_WEB, STEALER_LOG or MANUAL.
    source: &'static str,
    /// Breaches that were first read of there.
    breaches: u64,
    /// Alerts that were told from there.
    alerts: StatusCounts,
}

/// Breaches and alerts by where they were read of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BreachSources {
    /// Every source, always in the same order.
    sources: Vec<BreachSource>,
}

impl BreachSources {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let sources = figures.sources()?.into_iter().map(|one| BreachSource {
            source: source_name(one.source),
            breaches: one.breaches,
            alerts: one.alerts.into(),
        });
        Ok(Self { sources: sources.collect() })
    }
}

/// A source's part in all breaches.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SourceShare {
    /// HIBP, DARK_WEB, STEALER_LOG or MANUAL.
    source: &'static str,
    /// Breaches that were first read of there.
    breaches: u64,
}

/// Breaches by where they were first read of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BreachSourceDonut {
    /// Sources with breaches, most first.
    sources: Vec<SourceShare>,
    /// All breaches.
    total: u64,
}

impl BreachSourceDonut {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let mut all = figures.sources()?;
        all.retain(|one| one.breaches > 0);
        all.sort_by_key(|one| Reverse(one.breaches));
        let total = all.iter().map(|one| one.breaches).sum();
        let share =
            all.iter().map(|one| SourceShare { source: source_name(one.source), breaches: one.breaches });
        Ok(Self { sources: share.collect(), total })
    }
}

/// A breach in a widget's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BreachLine {
    id: String,
    name: String,
    /// When it happened; null when nobody knows.
    #[schema(format = Date)]
    date: Option<String>,
    /// Where it was first read of: HIBP, DARK_WEB, STEALER_LOG or MANUAL.
    source: &'static str,
    /// How many people were found in it.
    affected: u64,
}

impl From<BreachFigure> for BreachLine {
    fn from(figure: BreachFigure) -> Self {
        Self {
            id: figure.id.to_string(),
            date: Some(figure.breach.date).filter(|at| at.0 != 0).map(date),
            name: figure.breach.name,
            source: source_name(figure.breach.source),
            affected: figure.affected,
        }
    }
}

/// The breaches that affect the most people.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TopBreaches {
    /// Most people first.
    breaches: Vec<BreachLine>,
}

impl TopBreaches {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        Ok(Self { breaches: figures.top_breaches(limit)?.into_iter().map(Into::into).collect() })
    }
}

/// Breaches that happened in one year.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct YearOfBreaches {
    /// Null for those of which nobody knows when.
    year: Option<u32>,
    breaches: u64,
    /// People found in them, added up: somebody who is in two counts twice.
    affected: u64,
}

/// When the breaches happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BreachTimeline {
    /// Years with breaches, oldest first; those of unknown date at the front.
    years: Vec<YearOfBreaches>,
    /// The breaches that happened last, newest first.
    newest: Vec<BreachLine>,
}

impl BreachTimeline {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let years = figures.years()?.into_iter().map(|year| YearOfBreaches {
            year: year.year,
            breaches: year.breaches,
            affected: year.affected,
        });
        Ok(Self {
            years: years.collect(),
            newest: figures.newest_breaches(limit)?.into_iter().map(Into::into).collect(),
        })
    }
}
