//! Settings that change together, or not at all.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::audit;
use crate::company::{CompanyChange, change, settings};
use crate::error::Error;
use crate::fixture::Fixture;
use crate::siem::{Format, NewPush};

fn everything() -> CompanyChange {
    let push = NewPush { url: "https://siem.example/in/t0k3n-t0k3n".into(), format: Format::Cef };
    CompanyChange {
        scan_interval_minutes: Some(Some(60)),
        risk_weights: Some(Some(BTreeMap::from([("session".to_owned(), 50.0)]))),
        remediation_enabled: Some(true),
        siem_token: Some(Some("a-token-of-ours-1234".into())),
        siem_push: Some(Some(push)),
    }
}

#[tokio::test]
async fn all_of_it_is_kept_shown_and_audited() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    change(services, admin, everything()).await.unwrap();
    let shown = settings(services, admin).unwrap();
    assert_eq!(shown.scan_interval_minutes, Some(60));
    assert_eq!((shown.risk_weights.session, shown.risk_weights.recency), (50.0, 25.0));
    assert!(shown.remediation_enabled);
    assert_eq!(shown.siem_token_hint.as_deref(), Some("...1234"));
    assert_eq!(shown.siem_push.unwrap().0.url_hint, "https://siem.example/…0k3n");
    let (log, _) = audit::list(&services.platform, admin, 0, 10).unwrap();
    let actions: Vec<&str> = log.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "scan.scheduled",
            "risk_weights.changed",
            "remediation.switched",
            "siem_token.changed",
            "siem_push.changed"
        ]
    );
    let told = format!("{log:?}");
    assert!(!told.contains("a-token-of-ours") && !told.contains("t0k3n-t0k3n"), "{told}");

    let nothing = CompanyChange {
        scan_interval_minutes: Some(None),
        risk_weights: Some(None),
        siem_token: Some(None),
        siem_push: Some(None),
        remediation_enabled: None,
    };
    change(services, admin, nothing).await.unwrap();
    let shown = settings(services, admin).unwrap();
    assert_eq!((shown.scan_interval_minutes, shown.risk_weights.session), (None, 30.0));
    assert_eq!((shown.siem_token_hint, shown.siem_push), (None, None));
    assert!(shown.remediation_enabled, "what is left out stays");
}

#[tokio::test]
async fn one_bad_part_refuses_all_of_it() {
    let fixture = Fixture::new();
    let (services, admin) = (&fixture.services, &fixture.admin);
    let before = settings(services, admin).unwrap();
    let weights = |name: &str, value| Some(Some(BTreeMap::from([(name.to_owned(), value)])));
    let push = |url: &str| Some(Some(NewPush { url: url.into(), format: Format::Json }));
    for (field, bad) in [
        ("scanIntervalMinutes", CompanyChange { scan_interval_minutes: Some(Some(4)), ..everything() }),
        (
            "scanIntervalMinutes",
            CompanyChange { scan_interval_minutes: Some(Some(u32::MAX)), ..everything() },
        ),
        ("riskWeights.luck", CompanyChange { risk_weights: weights("luck", 1.0), ..everything() }),
        ("riskWeights.session", CompanyChange { risk_weights: weights("session", -1.0), ..everything() }),
        ("riskWeights", CompanyChange { risk_weights: Some(Some(BTreeMap::new())), ..everything() }),
        ("siemToken", CompanyChange { siem_token: Some(Some("fifteen-letters".into())), ..everything() }),
        ("siemToken", CompanyChange { siem_token: Some(Some("sixteen letters!".into())), ..everything() }),
        ("siemPush.url", CompanyChange { siem_push: push("http://siem.example/"), ..everything() }),
        ("siemPush.url", CompanyChange { siem_push: push("https://a:b@siem.example/"), ..everything() }),
    ] {
        match change(services, admin, bad).await {
            Err(Error::Invalid { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{field}: {other:?}"),
        }
        assert_eq!(settings(services, admin).unwrap(), before, "{field}");
    }
    let (log, _) = audit::list(&services.platform, admin, 0, 10).unwrap();
    assert_eq!(log, []);
    let nothing = change(services, admin, CompanyChange::default()).await.unwrap_err();
    assert_eq!(nothing.to_string(), ": Nothing to update");
}
