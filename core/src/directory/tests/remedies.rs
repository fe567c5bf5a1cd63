//! Acting through a directory.

use super::{Scene, people};
use crate::audit;
use crate::company::{self, CompanyChange};
use crate::directory::{self, Remedy};
use crate::error::Error;
use crate::exposure;
use crate::fixture::FakeDirectory;
use crate::ports::ConnectorError;
use crate::store::Id;

/// An alert about `p0`.
async fn alert(scene: &Scene) -> Id {
    let fixture = &scene.fixture;
    fixture.corpus("email,breach,data_classes\np0@acme.example,Adobe,passwords\n").await.unwrap();
    let corpus = crate::fixture::CorpusProvider(Box::new(exposure::LocalCorpus::new(
        fixture.services.platform.clone(),
    )));
    fixture.connectors.providers.lock().unwrap().insert("local".into(), std::sync::Arc::new(corpus));
    let handler = exposure::ScanHandler::new(&fixture.services);
    fixture.services.jobs.register(exposure::SCAN_KIND, std::sync::Arc::new(handler));
    let job = exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
    exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap();
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    exposure::alerts_after(&reader, Id::NIL, 1).unwrap()[0].0
}

fn audited(scene: &Scene) -> String {
    let (log, _) = audit::list(&scene.fixture.services.platform, &scene.fixture.admin, 0, 1).unwrap();
    assert_eq!(log[0].action, "alert.remediated");
    log[0].detail.clone()
}

#[tokio::test]
async fn every_attempt_is_audited_however_it_ends() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(2));
    scene.sync().await;
    let alert = alert(&scene).await;
    let (services, admin) = (&scene.fixture.services, &scene.fixture.admin);
    let act = async |remedy| directory::remediate(services, admin, alert, remedy).await;

    assert!(
        matches!(act(Remedy::RevokeSessions).await, Err(Error::Forbidden(_))),
        "it is off unless somebody says so"
    );
    assert_eq!(audited(&scene), "REVOKE_SESSIONS REFUSED: Remediation is disabled");
    let on = CompanyChange { remediation_enabled: Some(true), ..CompanyChange::default() };
    company::change(services, admin, on).await.unwrap();
    assert_eq!(act(Remedy::RevokeSessions).await.unwrap(), Ok("ended 3 sessions".into()));
    assert_eq!(audited(&scene), "REVOKE_SESSIONS SUCCESS: ended 3 sessions");
    let (settings, id) = scene.directory.acted.lock().unwrap()[0].clone();
    assert_eq!((id.as_str(), settings["apiToken"].as_str()), ("u0", "00t"));

    let down = ConnectorError::Unavailable("answered 503".into());
    scene.directory.failures.lock().unwrap().push_back(down);
    assert_eq!(act(Remedy::RevokeSessions).await.unwrap(), Err("unavailable: answered 503".into()));
    assert_eq!(audited(&scene), "REVOKE_SESSIONS FAILED: unavailable: answered 503");
    let cannot = act(Remedy::ForcePasswordReset).await;
    assert!(
        matches!(cannot, Err(Error::Invalid { reason, .. }) if reason == "a OKTA connection cannot do that")
    );
    assert!(audited(&scene).starts_with("FORCE_PASSWORD_RESET REFUSED"));

    directory::remove(services, admin, scene.id).await.unwrap();
    assert!(
        matches!(act(Remedy::RevokeSessions).await, Err(Error::Invalid { .. })),
        "nobody lists them any more"
    );
    let unknown =
        directory::remediate(services, admin, services.platform.new_id(), Remedy::RevokeSessions).await;
    assert!(matches!(unknown, Err(Error::NotFound(_))));
}
