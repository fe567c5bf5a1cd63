//! Widgets about people and departments.

use std::cmp::Reverse;

use gatehouse_core::Result;
use gatehouse_core::figures::{Department, Figures, RiskyPerson};
use serde::Serialize;
use utoipa::ToSchema;

use super::counts::{SeverityCounts, StatusCounts, rounded};
use crate::api::words::Severity;

/// How a department stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DepartmentAtRisk {
    /// Its name; empty for people of whom no department is known.
    department: String,
    /// People, those who left included.
    people: u64,
    /// People who were found in a breach.
    exposed: u64,
    /// The mean risk of its people, 0 to 100; those of whom nothing was found count as 0.
    average_risk: f64,
    /// Alerts of its people that are open.
    open_alerts: u64,
}

/// The departments at the greatest risk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DepartmentRisk {
    /// Highest mean risk first.
    departments: Vec<DepartmentAtRisk>,
    /// How many departments there are; at most 2000 are looked at.
    total: usize,
}

impl DepartmentRisk {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let mut all = figures.departments()?.items;
        all.sort_by(|a, b| b.mean_risk().total_cmp(&a.mean_risk()).then_with(|| a.name.cmp(&b.name)));
        let department = |one: &Department| DepartmentAtRisk {
            department: one.name.clone(),
            people: one.people(),
            exposed: one.exposed(),
            average_risk: rounded(one.mean_risk()),
            open_alerts: one.by_status().with(gatehouse_core::exposure::AlertStatus::Open),
        };
        Ok(Self { departments: all.iter().take(limit).map(department).collect(), total: all.len() })
    }
}

/// Alerts of a department's people.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DepartmentAlerts {
    /// Its name; empty for people of whom no department is known.
    department: String,
    alerts: StatusCounts,
}

/// Alerts by department.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlertsByDepartment {
    /// Most alerts first.
    departments: Vec<DepartmentAlerts>,
    /// How many departments there are; at most 2000 are looked at.
    total: usize,
}

impl AlertsByDepartment {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let mut all = figures.departments()?.items;
        all.sort_by_cached_key(|one| (Reverse(one.by_status().total()), one.name.clone()));
        let department = |one: &Department| DepartmentAlerts {
            department: one.name.clone(),
            alerts: one.by_status().into(),
        };
        Ok(Self { departments: all.iter().take(limit).map(department).collect(), total: all.len() })
    }
}

/// Somebody at risk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PersonAtRisk {
    /// The person.
    id: String,
    name: String,
    /// Empty for somebody whose address nobody knows.
    email: String,
    /// Empty when nobody knows.
    department: String,
    /// Whether they still work here.
    active: bool,
    /// 0 to 100.
    risk: u8,
    level: Severity,
    /// In how many breaches they are.
    breaches: u32,
    /// How many of their alerts are open.
    open_alerts: u32,
    /// When something was last found.
    #[schema(format = DateTime)]
    last_detected_at: String,
}

impl From<RiskyPerson> for PersonAtRisk {
    fn from(person: RiskyPerson) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.employee.display_name(),
            email: person.employee.email,
            department: person.employee.department,
            active: person.employee.active,
            risk: person.risk.score,
            level: person.risk.level.into(),
            breaches: person.facts.breaches,
            open_alerts: person.facts.open_alerts,
            last_detected_at: person.facts.last_detected.rfc3339(),
        }
    }
}

/// The people at the greatest risk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TopRiskyEmployees {
    /// Highest risk first.
    employees: Vec<PersonAtRisk>,
}

impl TopRiskyEmployees {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        Ok(Self { employees: figures.riskiest(limit)?.into_iter().map(Into::into).collect() })
    }
}

/// People by the number of breaches in which they were found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ByBreaches {
    /// In none.
    none: u64,
    /// In one.
    one: u64,
    /// In two or three.
    two_to_three: u64,
    /// In four or five.
    four_to_five: u64,
    /// In more than five.
    more: u64,
}

/// How many people are exposed, and how much.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmployeeExposure {
    /// People, those who left included.
    employees: u64,
    /// People who were found in a breach.
    exposed: u64,
    by_breaches: ByBreaches,
    /// Exposed people by the level of their risk, as of today's look.
    by_risk: SeverityCounts,
}

impl EmployeeExposure {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let people = figures.people()?;
        let [one, two_to_three, four_to_five, more] = people.by_breaches;
        let none = people.employees.saturating_sub(people.exposed);
        Ok(Self {
            employees: people.employees,
            exposed: people.exposed,
            by_breaches: ByBreaches { none, one, two_to_three, four_to_five, more },
            by_risk: SeverityCounts::of(|level| people.by_level[level as usize]),
        })
    }
}

/// Who has a second factor in a department, of those who work there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DepartmentMfa {
    /// Its name; empty for people of whom no department is known.
    department: String,
    /// People who work there.
    active: u64,
    /// Who have a second factor.
    registered: u64,
    /// Who have none.
    missing: u64,
    /// Of whom no directory tells.
    unknown: u64,
}

/// Who has a second factor, of those who work here. Only directories tell.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MfaCoverage {
    /// People who work here.
    active: u64,
    /// Who have a second factor.
    registered: u64,
    /// Who have none.
    missing: u64,
    /// Of whom no directory tells.
    unknown: u64,
    /// Departments, those in which most have none first.
    departments: Vec<DepartmentMfa>,
}

impl MfaCoverage {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let (mfa, mut all) = (figures.people()?.mfa, figures.departments()?.items);
        all.retain(|one| one.active() > 0);
        all.sort_by_cached_key(|one| (Reverse(one.without_mfa()), Reverse(one.active()), one.name.clone()));
        let department = |one: &Department| DepartmentMfa {
            department: one.name.clone(),
            active: one.active(),
            registered: one.with_mfa(),
            missing: one.without_mfa(),
            unknown: one.active().saturating_sub(one.with_mfa() + one.without_mfa()),
        };
        Ok(Self {
            active: mfa.active,
            registered: mfa.with,
            missing: mfa.without,
            unknown: mfa.unknown(),
            departments: all.iter().take(limit).map(department).collect(),
        })
    }
}
