//! The weights that a company has given the parts of a person's risk.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::exposure::RiskWeights;
use crate::store::{OrgRows, OrgTable, OrgWriter};

/// What a weight may be: more says nothing more, since the sum ends at 100.
const MOST: f64 = 1000.0;

const WEIGHTS: OrgTable<(), RiskWeights> = OrgTable::new("exposure.risk_weights");

/// The weights as APIs name them (contract "Risk").
pub const WEIGHT_NAMES: [&str; 6] =
    ["session", "recency", "criticalData", "domainMatch", "openAlerts", "breaches"];

/// The weight of that name.
fn place<'w>(weights: &'w mut RiskWeights, name: &str) -> Option<&'w mut f64> {
    Some(match name {
        "session" => &mut weights.session,
        "recency" => &mut weights.recency,
        "criticalData" => &mut weights.critical_data,
        "domainMatch" => &mut weights.domain_match,
        "openAlerts" => &mut weights.open_alerts,
        "breaches" => &mut weights.breaches,
        _ => return None,
    })
}

/// The company's weights; the defaults until somebody changes them.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn risk_weights(rows: &impl OrgRows) -> Result<RiskWeights> {
    Ok(rows.get(&WEIGHTS, &())?.unwrap_or_default())
}

/// Changes the weights that are named; `None` brings the defaults back. In the caller's transaction.
///
/// # Errors
/// [`Error::Invalid`] naming `riskWeights` or the weight, `riskWeights.session`.
pub(crate) fn put_risk_weights(
    writer: &mut OrgWriter<'_, '_>,
    change: Option<&BTreeMap<String, f64>>,
) -> Result<RiskWeights> {
    let weights = match change {
        None => RiskWeights::default(),
        Some(change) => changed(risk_weights(writer)?, change)?,
    };
    writer.insert(&WEIGHTS, &(), &weights)?;
    Ok(weights)
}

fn changed(mut weights: RiskWeights, change: &BTreeMap<String, f64>) -> Result<RiskWeights> {
    if change.is_empty() {
        return Err(Error::invalid("riskWeights", format!("names none of {}", WEIGHT_NAMES.join(", "))));
    }
    for (name, value) in change {
        let field = || format!("riskWeights.{}", name.chars().take(64).collect::<String>());
        let place = place(&mut weights, name).ok_or_else(|| {
            Error::invalid(field(), format!("is no weight; there are {}", WEIGHT_NAMES.join(", ")))
        })?;
        // What is no number compares with nothing.
        if !(0.0..=MOST).contains(value) {
            return Err(Error::invalid(field(), format!("must be a number from 0 to {MOST}")));
        }
        *place = *value;
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::{WEIGHT_NAMES, changed};
    use crate::exposure::RiskWeights;

    #[test]
    fn every_weight_has_its_place() {
        for (at, name) in WEIGHT_NAMES.into_iter().enumerate() {
            let weights =
                changed(RiskWeights::default(), &BTreeMap::from([(name.to_owned(), 77.5)])).unwrap();
            let all = [
                weights.session,
                weights.recency,
                weights.critical_data,
                weights.domain_match,
                weights.open_alerts,
                weights.breaches,
            ];
            let moved: Vec<usize> = (0..6).filter(|n| all[*n] == 77.5).collect();
            assert_eq!(moved, [at], "{name}");
        }
    }

    #[test]
    fn weights_are_known_finite_and_not_negative() {
        for (name, value) in [
            ("session", -1.0),
            ("session", f64::NAN),
            ("session", f64::INFINITY),
            ("session", 1000.5),
            ("luck", 1.0),
        ] {
            let refused =
                changed(RiskWeights::default(), &BTreeMap::from([(name.to_owned(), value)])).unwrap_err();
            assert!(refused.to_string().starts_with(&format!("riskWeights.{name}: ")), "{refused}");
        }
    }
}
