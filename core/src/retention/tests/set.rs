//! The settings: what is refused, what is tried out, and when the job runs.

use super::{DAY, company, found, run, set};
use crate::access::Principal;
use crate::audit;
use crate::error::Error;
use crate::exposure::{AlertFilter, AlertStatus, alerts, set_status};
use crate::retention::{Change, Settings, change, preview, shown};
use crate::time::Timestamp;

#[tokio::test]
async fn everything_is_kept_until_somebody_says_otherwise() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let at_first = shown(services, admin).unwrap();
    assert_eq!((at_first.settings, at_first.next, at_first.last_run), (Settings::default(), None, None));
    let kept = change(services, admin, Change { jobs: Some(Some(90)), ..Change::default() }).await.unwrap();
    assert_eq!(kept.settings, Settings { jobs: Some(90), ..Settings::default() });
    assert_eq!(kept.next, Timestamp::parse("2026-05-29T01:30:00Z"), "half past three in Berlin");
    let more = Change { audit: Some(Some(365)), ..Change::default() };
    let kept = change(services, admin, more).await.unwrap();
    assert_eq!(kept.settings, Settings { jobs: Some(90), audit: Some(365), ..Settings::default() });
    let none = Change { jobs: Some(None), audit: Some(None), ..Change::default() };
    assert_eq!(change(services, admin, none).await.unwrap(), at_first);
    let (log, _) = audit::list(&services.platform, admin, 0, 10).unwrap();
    assert_eq!(log.iter().filter(|entry| entry.action == "retention.changed").count(), 3);
    assert!(log[1].detail.contains("auditDays 365"), "{log:?}");
}

#[tokio::test]
async fn times_that_are_too_short_or_too_long_are_refused() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let days = |days| Some(Some(days));
    for (field, asked) in [
        ("resolvedAlertsDays", Change { resolved_alerts: days(29), ..Change::default() }),
        ("dismissedProcessAlertsDays", Change { dismissed_process_alerts: days(0), ..Change::default() }),
        ("auditDays", Change { audit: days(89), ..Change::default() }),
        ("jobsDays", Change { jobs: days(6), files: days(7), ..Change::default() }),
        ("filesDays", Change { files: days(3651), ..Change::default() }),
    ] {
        let refused = change(services, admin, asked).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
            "{refused:?}"
        );
        let refused = preview(services, admin, asked).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
            "{refused:?}"
        );
    }
    assert_eq!(shown(services, admin).unwrap().settings, Settings::default());
    let pusher = Principal::of_connection(admin.scope().org(), services.platform.new_id());
    assert!(matches!(shown(&services.clone(), &pusher), Err(Error::Forbidden(_))));
}

#[tokio::test]
async fn a_trial_says_what_the_job_then_does() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    found(&fixture, 7).await;
    let all = alerts(services, admin, &AlertFilter::default(), 0, 50).unwrap().items;
    for (id, _) in &all[..5] {
        set_status(services, admin, *id, AlertStatus::Resolved).await.unwrap();
    }
    fixture.clock.advance(31 * DAY);
    let asked = Change { resolved_alerts: Some(Some(30)), jobs: Some(Some(30)), ..Change::default() };
    let (tried, counts) = preview(services, admin, asked).await.unwrap();
    assert_eq!((counts.resolved_alerts, counts.jobs, counts.total()), (5, 1, 6));
    assert_eq!((tried.settings.resolved_alerts, tried.next), (Some(30), None));
    assert_eq!(shown(services, admin).unwrap().settings, Settings::default(), "nothing was stored");
    assert_eq!(alerts(services, admin, &AlertFilter::default(), 0, 50).unwrap().total, 7);

    set(&fixture, asked).await;
    let job = run(&fixture).await;
    assert_eq!(job.error, None);
    let last = shown(services, admin).unwrap().last_run.unwrap();
    assert_eq!((last.removed, last.at), (counts, services.platform.now()));
    let (_, counts) = preview(services, admin, Change::default()).await.unwrap();
    assert_eq!(counts.total(), 0);
}
