//! The widgets that there are.

/// Every type of widget (contract "Dashboard").
pub const WIDGETS: [&str; 20] = [
    "stats-row",
    "trend-chart",
    "data-type-breakdown",
    "breach-sources",
    "severity-donut",
    "department-risk",
    "alerts-feed",
    "top-risky-employees",
    "risk-gauge",
    "alert-status-breakdown",
    "employee-exposure",
    "alerts-by-month",
    "alert-velocity",
    "critical-alerts",
    "alerts-by-department",
    "breach-source-donut",
    "breach-timeline",
    "top-breaches",
    "data-type-radar",
    "mfa-coverage",
];

/// The type of an instance: its id is the type itself, or the type and more after a sign (`risk-gauge-2`, `risk-gauge:b`).
pub(super) fn widget_type(instance: &str) -> Option<&'static str> {
    let named = |kind: &&str| {
        instance
            .strip_prefix(*kind)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', ':', '.', '#']))
    };
    WIDGETS.into_iter().find(named)
}

#[cfg(test)]
mod tests {
    use super::{WIDGETS, widget_type};

    #[test]
    fn an_instance_names_its_type() {
        for kind in WIDGETS {
            assert_eq!(widget_type(kind), Some(kind));
            assert_eq!(widget_type(&format!("{kind}-17")), Some(kind));
        }
        assert_eq!(widget_type("breach-source-donut:2"), Some("breach-source-donut"));
        for unknown in ["", "clock", "risk-gauge2", "Risk-Gauge", "risk"] {
            assert_eq!(widget_type(unknown), None, "{unknown}");
        }
    }
}
