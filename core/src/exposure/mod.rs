//! What is known of people's data in breaches: providers, the scan, alerts and risk.
//!
//! A **breach** is an event in which data was lost; a **record** says that one employee is in it; an **alert** tells
//! people so and carries a status. Who the people are is `workforce`'s, who is told is `notify`'s.

mod alerts;
mod breach;
mod classes;
mod corpus;
mod credentials;
mod findings;
mod history;
mod index;
mod providers;
mod retain;
mod risk;
mod rows;
mod rules;
mod scan;
mod summary;
mod weights;

#[cfg(test)]
pub(crate) use alerts::remove_alert;
pub use alerts::{AlertPage, alert, alerts, alerts_after, find_alert, set_status, set_statuses};
pub use breach::{affected, breaches_after, find_breach};
pub use classes::{categories, category, normalize};
pub use corpus::{LocalCorpus, corpus_rows, import_corpus};
pub use credentials::{Credential, credentials, put_credential, remove_credential};
pub use findings::{follow_employee, records_of};
pub use history::{NamedBreach, alerts_made_since, breaches_by_name, breaches_made_since};
pub use index::{AlertFilter, page as alert_page};
pub use providers::{LOCAL, Provider};
pub use retain::{ResolvedPlace, remove_resolved, resolved_before};
pub use risk::{
    CompanyFacts, CompanyParts, PersonFacts, Risk, RiskWeights, company as company_risk, company_parts,
    employee as employee_risk,
};
pub use rows::{Alert, AlertStatus, Breach, KIND, Record};
pub use rules::{artifact_name, source_name};
pub(crate) use scan::put_scan_interval;
pub use scan::{
    ProviderResult, SCAN_KIND, ScanHandler, ScanLimits, ScanResult, last_scan, scan_interval, start_scan,
    wait_for_scan,
};
pub use summary::{
    PersonExposure, Summary, breaches, exposed, of_employee, of_employee_by, providers, summary, summary_of,
};
pub(crate) use weights::put_risk_weights;
pub use weights::{WEIGHT_NAMES, risk_weights};

#[cfg(test)]
pub(crate) mod tests;
