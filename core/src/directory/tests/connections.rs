//! Making, changing and removing connections.

use super::{Scene, new_connection, people};
use crate::access::Principal;
use crate::directory::{self, ConnectionChange, ConnectionStatus, ConnectionType, Entered, NewConnection};
use crate::error::Error;
use crate::fixture::{FakeDirectory, Fixture};
use crate::ports::ConnectorError;
use crate::store::OrgScope;

fn entered(pairs: &[(&str, Option<&str>)]) -> Entered {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), value.map(ToOwned::to_owned))).collect()
}

async fn change(scene: &Scene, pairs: &[(&str, Option<&str>)]) -> Result<(), String> {
    let change = ConnectionChange { config: Some(entered(pairs)), ..ConnectionChange::default() };
    let Scene { fixture, id, .. } = scene;
    let changed = directory::change(&fixture.services, &fixture.admin, *id, change).await;
    changed.map(drop).map_err(|cause| cause.to_string())
}

#[tokio::test]
async fn secrets_are_kept_and_never_shown() {
    let scene = Scene::new(FakeDirectory::default()).await;
    let connection = scene.connection();
    assert_eq!(connection.status, ConnectionStatus::Pending);
    assert_eq!(connection.config, [("domain".to_owned(), "acme.okta.com".to_owned())].into());
    assert!(!format!("{connection:?}").contains("00t"));
    change(&scene, &[("pages", Some("7"))]).await.unwrap();
    change(&scene, &[("apiToken", Some(""))]).await.unwrap();
    change(&scene, &[("apiToken", None)]).await.unwrap();
    let secrets = |scene: &Scene| {
        let (services, admin) = (&scene.fixture.services, &scene.fixture.admin);
        let row = scene.connection();
        super::super::ask::open_secrets(&services.platform, admin.scope(), scene.id, &row).unwrap()
    };
    assert_eq!(secrets(&scene)["apiToken"], "00t", "what is not entered anew stays");
    let stolen = change(&scene, &[("domain", Some("evil.example"))]).await.unwrap_err();
    assert!(stolen.starts_with("config.apiToken: enter it again"), "{stolen}");
    change(&scene, &[("domain", Some("new.okta.com")), ("apiToken", Some("11t"))]).await.unwrap();
    assert_eq!(
        (secrets(&scene)["apiToken"].as_str(), scene.connection().config["domain"].as_str()),
        ("11t", "new.okta.com")
    );
}

#[tokio::test]
async fn settings_are_held_to_the_schema() {
    let scene = Scene::new(FakeDirectory::default()).await;
    for (pair, why) in [
        (("nonsense", Some("x")), "config.nonsense: there is no such setting"),
        (("domain", None), "config.domain: is needed"),
        (("pages", Some("many")), "config.pages: is a number"),
        (("pages", Some("10")), "config.pages: lies between 1 and 9"),
        (("deep", Some("maybe")), "config.deep: is true or false"),
        (("domain", Some("a\nb")), "config.domain: holds control characters"),
    ] {
        assert_eq!(change(&scene, &[pair]).await.unwrap_err(), why);
    }
    let Fixture { services, admin, .. } = &scene.fixture;
    let add = async |new: NewConnection| directory::add(services, admin, new).await.unwrap_err();
    let new = new_connection();
    let missing = NewConnection { config: entered(&[("domain", Some("a.okta.com"))]), ..new.clone() };
    assert_eq!(add(missing).await.to_string(), "config.apiToken: is needed");
    assert!(
        matches!(add(NewConnection { name: " ".into(), ..new.clone() }).await, Error::Invalid { field, .. } if field == "name")
    );
    let scim = NewConnection { kind: ConnectionType::Scim, ..new.clone() };
    assert!(matches!(add(scim).await, Error::Invalid { field, .. } if field == "type"));
    assert!(matches!(add(NewConnection { kind: ConnectionType::Ldap, ..new }).await, Error::Unmet(_)));
    let nothing = directory::change(services, admin, scene.id, ConnectionChange::default()).await;
    assert_eq!(nothing.unwrap_err().to_string(), ": Nothing to update");
}

#[tokio::test]
async fn a_test_says_how_many_or_why_not() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(4));
    let Scene { fixture, directory, id } = &scene;
    let test = async || directory::test(&fixture.services, &fixture.admin, *id).await.unwrap();
    assert_eq!(test().await, Ok(4));
    let wrong = ConnectorError::Unauthorized("no".into());
    directory.failures.lock().unwrap().push_back(wrong.clone());
    assert_eq!(test().await, Err(wrong));
}

#[tokio::test]
async fn people_stay_when_their_connection_goes() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(5));
    scene.sync().await;
    let Scene { fixture, id, .. } = &scene;
    let stranger = Principal::system(OrgScope::of(fixture.services.platform.new_id()), "test");
    let theirs = directory::remove(&fixture.services, &stranger, *id).await;
    assert!(matches!(theirs, Err(Error::NotFound(_))), "another's id is nobody's");
    directory::remove(&fixture.services, &fixture.admin, *id).await.unwrap();
    let everybody = scene.everybody();
    assert!(everybody.len() == 5 && everybody.iter().all(|one| one.active && one.link.is_none()));
    let (again, _) = directory::add(&fixture.services, &fixture.admin, new_connection()).await.unwrap();
    let again = Scene { id: again, ..scene };
    assert_eq!((again.sync().await["changed"].clone(), again.everybody().len()), (5.into(), 5), "taken over");
}
