//! Risk scores: of the company and of one person (contract "Risk").

use serde::{Deserialize, Serialize};

use crate::exposure::rows::Record;
use crate::exposure::{classes, rules};
use crate::record;
use crate::severity::Severity;
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;
/// After so many days a finding is no longer recent.
const RECENCY_DAYS: f64 = 180.0;
/// More open alerts than this make nobody riskier.
const MAX_OPEN: f64 = 3.0;
/// More breaches than this make nobody riskier.
const MAX_BREACHES: f64 = 5.0;

/// A score from 0 to 100 with its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// 0 to 100.
    pub score: u8,
    /// What that means.
    pub level: Severity,
}

impl Risk {
    /// The score, rounded and clamped, with its level.
    pub(super) fn of(score: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
        let score = score.round().clamp(0.0, 100.0) as u8;
        Self::scored(score)
    }

    /// A score, at most 100, with its level.
    pub fn scored(score: u8) -> Self {
        let level = match score {
            76.. => Severity::Critical,
            51.. => Severity::High,
            26.. => Severity::Medium,
            _ => Severity::Low,
        };
        Self { score, level }
    }
}

/// What the company's score is made of. Only open alerts count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompanyFacts {
    /// People.
    pub employees: u64,
    /// People who were found in a breach.
    pub exposed: u64,
    /// Open alerts that are CRITICAL.
    pub critical: u64,
    /// Open alerts that are HIGH.
    pub high: u64,
    /// Open alerts that are MEDIUM.
    pub medium: u64,
    /// Open alerts of the last 30 days.
    pub recent: u64,
}

/// What each part adds to the company's score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CompanyParts {
    /// The share of people who were found, up to 40.
    pub exposed: f64,
    /// Open alerts by severity, up to 40.
    pub open: f64,
    /// Open alerts of the last 30 days, up to 20.
    pub recent: f64,
}

/// What the company's score is made of; all 0 without people.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub fn company_parts(facts: &CompanyFacts) -> CompanyParts {
    if facts.employees == 0 {
        return CompanyParts::default();
    }
    let open = 12.0 * facts.critical as f64 + 6.0 * facts.high as f64 + 2.0 * facts.medium as f64;
    CompanyParts {
        exposed: facts.exposed as f64 / facts.employees as f64 * 40.0,
        open: open.min(40.0),
        recent: (4.0 * facts.recent as f64).min(20.0),
    }
}

/// The company's risk.
pub fn company(facts: &CompanyFacts) -> Risk {
    let parts = company_parts(facts);
    Risk::of(parts.exposed + parts.open + parts.recent)
}

/// How much each fact adds to a person's risk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RiskWeights {
    /// A stolen cookie or token.
    pub session: f64,
    /// How recently something was found; falls to nothing over 180 days.
    pub recency: f64,
    /// A password, card, account or social security number.
    pub critical_data: f64,
    /// A stealer log that names the company's own domain.
    pub domain_match: f64,
    /// Open alerts, up to three.
    pub open_alerts: f64,
    /// Breaches, up to five.
    pub breaches: f64,
}

record!(RiskWeights, 1);

impl Default for RiskWeights {
    fn default() -> Self {
        Self {
            session: 30.0,
            recency: 25.0,
            critical_data: 20.0,
            domain_match: 15.0,
            open_alerts: 10.0,
            breaches: 10.0,
        }
    }
}

/// What a person's score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// A cookie or token was stolen.
    pub session: bool,
    /// A password, card, account or social security number was lost.
    pub critical_data: bool,
    /// A stealer log names the domain of their address.
    pub domain_match: bool,
    /// Alerts of theirs that are open.
    pub open_alerts: u32,
    /// Breaches that they are in, at least 1.
    pub breaches: u32,
    /// When something was last found.
    pub last_detected: Timestamp,
}

impl PersonFacts {
    /// From what was found of somebody with this address; `None` when nothing was.
    pub fn of<'r>(
        email: &str,
        records: impl IntoIterator<Item = &'r Record>,
        open_alerts: u32,
    ) -> Option<Self> {
        let own = email.rsplit_once('@').map_or("", |(_, domain)| domain);
        let mut facts: Option<Self> = None;
        for record in records {
            let facts = facts.get_or_insert(Self {
                session: false,
                critical_data: false,
                domain_match: false,
                open_alerts,
                breaches: 0,
                last_detected: record.detected,
            });
            facts.session |= rules::has_session(&record.artifacts);
            facts.critical_data |= record.data_types.iter().any(|class| classes::is_critical(class));
            facts.domain_match |= record.domain.as_deref().is_some_and(|domain| is_within(domain, own));
            facts.breaches = facts.breaches.saturating_add(1);
            facts.last_detected = facts.last_detected.max(record.detected);
        }
        facts
    }

    /// The person's risk. Recency counts from the detection: a breach that lies years back is news when it surfaces.
    #[expect(clippy::cast_precision_loss, reason = "days far below 2^52")]
    pub fn risk(&self, weights: &RiskWeights, now: Timestamp) -> Risk {
        let share = |holds: bool| f64::from(u8::from(holds));
        let days = now.0.saturating_sub(self.last_detected.0).max(0) as f64 / DAY_MS as f64;
        Risk::of(
            weights.session * share(self.session)
                + weights.recency * (1.0 - days / RECENCY_DAYS).max(0.0)
                + weights.critical_data * share(self.critical_data)
                + weights.domain_match * share(self.domain_match)
                + weights.open_alerts * f64::from(self.open_alerts).min(MAX_OPEN) / MAX_OPEN
                + weights.breaches * f64::from(self.breaches).min(MAX_BREACHES) / MAX_BREACHES,
        )
    }
}

/// A person's risk from what was found of them; 0 when nothing was.
pub fn employee(
    weights: &RiskWeights,
    email: &str,
    records: &[Record],
    open_alerts: usize,
    now: Timestamp,
) -> Risk {
    let open = u32::try_from(open_alerts).unwrap_or(u32::MAX);
    PersonFacts::of(email, records, open).map_or(Risk::scored(0), |facts| facts.risk(weights, now))
}

/// Whether `domain` is `own` or lies below it.
fn is_within(domain: &str, own: &str) -> bool {
    !own.is_empty() && domain.strip_suffix(own).is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{CompanyFacts, DAY_MS, RiskWeights, company, employee, is_within};
    use crate::exposure::rows::Record;
    use crate::ports::{Artifact, Confidence, SourceKind};
    use crate::severity::Severity;
    use crate::store::Id;
    use crate::time::Timestamp;

    fn facts(employees: u64, exposed: u64, open: [u64; 3], recent: u64) -> CompanyFacts {
        let [critical, high, medium] = open;
        CompanyFacts { employees, exposed, critical, high, medium, recent }
    }

    #[test]
    fn the_companys_score_by_hand() {
        for (facts, score, level) in [
            (facts(0, 0, [9, 9, 9], 9), 0, Severity::Low),
            (facts(10, 0, [0, 0, 0], 0), 0, Severity::Low),
            // 3/10·40 = 12; 12 + 6 + 2·2 = 22; 4·2 = 8
            (facts(10, 3, [1, 1, 2], 2), 42, Severity::Medium),
            // 1/3·40 = 13.33; 6; 4
            (facts(3, 1, [0, 1, 0], 1), 23, Severity::Low),
            // each part at its cap
            (facts(4, 4, [100, 0, 0], 100), 100, Severity::Critical),
            (facts(4, 2, [4, 0, 0], 4), 76, Severity::Critical),
            (facts(4, 0, [4, 0, 0], 3), 52, Severity::High),
            (facts(4, 0, [0, 0, 15], 0), 30, Severity::Medium),
        ] {
            let risk = company(&facts);
            assert_eq!((risk.score, risk.level), (score, level), "{facts:?}");
        }
    }

    fn record(artifacts: &[Artifact], class: &str, domain: Option<&str>, detected: i64) -> Record {
        Record {
            alert: Id::NIL,
            data_types: vec![class.into()],
            artifacts: artifacts.into(),
            domain: domain.map(Into::into),
            source: SourceKind::Hibp,
            provider: "LOCAL".into(),
            confidence: Confidence::High,
            detected: Timestamp(detected),
        }
    }

    fn score(records: &[Record], open: usize, day: i64) -> u8 {
        employee(&RiskWeights::default(), "a@acme.example", records, open, Timestamp(day * DAY_MS)).score
    }

    #[test]
    fn a_persons_score_by_hand() {
        assert_eq!(score(&[], 3, 0), 0, "no records, no risk");
        // 25 recency + 1/3·10 open + 1/5·10 breaches
        assert_eq!(score(&[record(&[], "email", None, 0)], 1, 0), 30);
        // half of the recency, resolved
        assert_eq!(score(&[record(&[], "email", None, 0)], 0, 90), 15);
        assert_eq!(score(&[record(&[], "email", None, 0)], 0, 400), 2);
        // a clock that jumped back counts as now
        assert_eq!(score(&[record(&[], "email", None, DAY_MS)], 0, 0), 27);
        // 30 + 25 + 20 + 15 + 3.3 + 2
        let stolen = record(&[Artifact::Cookie], "password", Some("sso.acme.example"), 0);
        assert_eq!(score(std::slice::from_ref(&stolen), 1, 0), 95);
        // open alerts cap at three, breaches at five, the sum at 100
        assert_eq!(score(&vec![stolen; 9], 9, 0), 100);
        assert_eq!(score(&vec![record(&[], "email", None, 0); 9], 9, 400), 20);
    }

    #[test]
    fn a_domain_matches_itself_and_what_lies_below() {
        assert!(is_within("acme.example", "acme.example"));
        assert!(is_within("sso.acme.example", "acme.example"));
        assert!(!is_within("notacme.example", "acme.example"));
        assert!(!is_within("acme.example", ""));
    }
}
