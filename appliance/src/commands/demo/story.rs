//! What the scan found, for people.

use anyhow::Result;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::{AlertFilter, ScanResult, alerts, summary};
use gatehouse_core::services::Services;
use gatehouse_core::severity::Severity;

/// How many alerts are listed.
const SHOWN: usize = 15;

/// Prints who was found where, gravest first, and the company's risk.
pub(super) fn print_findings(services: &Services, principal: &Principal, result: &ScanResult) -> Result<()> {
    let summary = summary(services, principal)?;
    println!("\nWho was found where, gravest first:");
    let mut left = SHOWN;
    for severity in [Severity::Critical, Severity::High, Severity::Medium, Severity::Low] {
        let filter = AlertFilter { severity: vec![severity], ..AlertFilter::default() };
        for (_, alert) in alerts(services, principal, &filter, 0, left)?.items {
            left -= 1;
            println!(
                "  {:<8} {:<26} {:<34} {}",
                severity.as_str(),
                alert.employee_name,
                alert.breach_name,
                alert.data_types.join(", ")
            );
        }
        if left == 0 {
            break;
        }
    }
    let shown = u64::try_from(SHOWN - left)?;
    if result.new_alerts > shown {
        println!("  … and {} more", result.new_alerts - shown);
    }
    println!(
        "\n{} of {} people are in a breach. Open alerts: {} critical, {} high, {} medium.",
        summary.exposed,
        summary.employees,
        summary.open(Severity::Critical),
        summary.open(Severity::High),
        summary.open(Severity::Medium)
    );
    println!("Company risk: {} of 100, {}", summary.risk.score, summary.risk.level.as_str());
    Ok(())
}
