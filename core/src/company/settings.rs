//! Reading and changing the settings (contract "Company").

use std::collections::BTreeMap;

use crate::access::{self, ExportToken, Principal};
use crate::audit::{self, Entry};
use crate::directory;
use crate::error::{Error, Result};
use crate::exposure::{self, RiskWeights};
use crate::figures;
use crate::platform::Platform;
use crate::services::Services;
use crate::siem::{self, NewPush, Push, Pushed};
use crate::store::OrgWriter;

/// The settings as members may see them.
#[derive(Debug, Clone, PartialEq)]
pub struct CompanySettings {
    /// Minutes between scheduled scans; `None` for by hand only.
    pub scan_interval_minutes: Option<u32>,
    /// What adds how much to a person's risk.
    pub risk_weights: RiskWeights,
    /// Whether sessions may be ended and passwords reset through directories.
    pub remediation_enabled: bool,
    /// `...` and the last four characters of the SIEM's token; `None` while alerts cannot be pulled.
    pub siem_token_hint: Option<String>,
    /// Where alerts are pushed to, and how far that has come.
    pub siem_push: Option<(Push, Pushed)>,
}

/// What changes; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompanyChange {
    /// Minutes between scheduled scans, at least 5; or none any more.
    pub scan_interval_minutes: Option<Option<u32>>,
    /// Weights by their names, those left out stay; or the defaults again.
    pub risk_weights: Option<Option<BTreeMap<String, f64>>>,
    /// Whether sessions may be ended and passwords reset through directories.
    pub remediation_enabled: Option<bool>,
    /// The token with which a SIEM may pull, at least 16 characters; or none any more.
    pub siem_token: Option<Option<String>>,
    /// Where alerts are pushed to; or nowhere any more.
    pub siem_push: Option<Option<NewPush>>,
}

/// A change whose parts were checked as far as they can be without the store.
struct Checked {
    change: CompanyChange,
    token: Option<Option<ExportToken>>,
    push: Option<Option<Push>>,
}

/// The settings. Every member may.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn settings(services: &Services, principal: &Principal) -> Result<CompanySettings> {
    principal.require_member()?;
    let reader = services.org(principal).read()?;
    Ok(CompanySettings {
        scan_interval_minutes: exposure::scan_interval(services, principal)?,
        risk_weights: exposure::risk_weights(&reader)?,
        remediation_enabled: directory::remediation_enabled(services, principal)?,
        siem_token_hint: access::export_token_hint(reader.global(), principal.scope().org())?,
        siem_push: match siem::push_target(&reader)? {
            Some(push) => Some((push, siem::pushed(&reader)?)),
            None => None,
        },
    })
}

/// Changes the settings in one transaction: when one of them is refused, none changes.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming the field as the API does, or nothing when nothing is
/// to change.
pub async fn change(services: &Services, principal: &Principal, change: CompanyChange) -> Result<()> {
    principal.require_admin()?;
    if change == CompanyChange::default() {
        return Err(Error::invalid("", "Nothing to update"));
    }
    let (platform, scope) = (services.platform.clone(), principal.scope());
    let token = match &change.siem_token {
        Some(Some(token)) => Some(Some(ExportToken::of(token)?)),
        Some(None) => Some(None),
        None => None,
    };
    let push = match &change.siem_push {
        Some(Some(new)) => Some(Some(siem::checked_push(&platform, scope, new)?)),
        Some(None) => Some(None),
        None => None,
    };
    let checked = Checked { change, token, push };
    let actor = principal.clone();
    services.org(principal).write(move |writer| apply(writer, &platform, &actor, checked)).await?;
    services.jobs.look();
    Ok(())
}

fn apply(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    principal: &Principal,
    Checked { change, token, push }: Checked,
) -> Result<()> {
    let mut told: Vec<(&str, String)> = Vec::new();
    if let Some(minutes) = change.scan_interval_minutes {
        exposure::put_scan_interval(writer, minutes, platform.now())?;
        let shown = minutes.map_or("never".into(), |minutes| format!("every {minutes} minutes"));
        told.push(("scan.scheduled", shown));
    }
    if let Some(weights) = change.risk_weights {
        exposure::put_risk_weights(writer, weights.as_ref())?;
        figures::ask_for_risk(writer, platform)?;
        told.push(("risk_weights.changed", weights.as_ref().map_or("defaults".into(), shown)));
    }
    if let Some(enabled) = change.remediation_enabled {
        directory::put_remediation_enabled(writer, enabled)?;
        told.push(("remediation.switched", if enabled { "on" } else { "off" }.into()));
    }
    if let Some(token) = token {
        access::put_export_token(writer, token.as_ref())?;
        told.push(("siem_token.changed", token.map_or("removed".into(), |token| token.hint().to_owned())));
    }
    if let Some(push) = push {
        siem::put_push(writer, platform, push.as_ref())?;
        let shown =
            push.map_or("nowhere".into(), |push| format!("{} as {}", push.url_hint, push.format.as_str()));
        told.push(("siem_push.changed", shown));
    }
    for (action, detail) in told {
        audit::record(writer, &Entry::by(platform, principal, action).detail(detail))?;
    }
    Ok(())
}

fn shown(weights: &BTreeMap<String, f64>) -> String {
    weights.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
}
