//! API keys as agents and admins know them.

use super::{HOUR, House};
use crate::access::{KeyChange, KeyPermission, KeyView, NewKey, Principal, Role};
use crate::error::Error;
use crate::store::Id;

fn new(label: &str, permission: KeyPermission) -> NewKey {
    NewKey { label: label.into(), enabled: true, permission }
}

impl House {
    async fn key(&self, label: &str, permission: KeyPermission) -> (KeyView, String) {
        self.access.create_key(&self.admin, new(label, permission)).await.unwrap()
    }

    fn opens(&self, secret: &str) -> Option<Principal> {
        self.access.authenticate_key(secret, None).unwrap()
    }
}

#[tokio::test]
async fn a_key_is_shown_once_and_opens_its_organization() {
    let house = House::new().await;
    let (view, secret) = house.key(" Agents ", KeyPermission::Full).await;
    assert!(secret.starts_with("gh_") && secret.len() == 46, "{secret}");
    assert_eq!(view.label, "Agents");
    assert_eq!(view.hint, format!("gh_…{}", &secret[42..]));
    assert_eq!((view.version, view.enabled, view.last_used), (1, true, None));
    let principal = house.opens(&secret).unwrap();
    assert_eq!(principal.scope(), house.admin.scope());
    assert_eq!(principal.actor().to_string(), "API key Agents");
    for wrong in ["", "gh_", &secret[..45], &format!("{secret}x"), &secret.replace("gh_", "xx_")] {
        assert!(house.opens(wrong).is_none(), "{wrong}");
    }
    let last = if secret.ends_with('A') { "B" } else { "A" };
    assert!(house.opens(&format!("{}{last}", &secret[..45])).is_none());
    assert!(!format!("{:?}", house.access.keys(&house.admin).unwrap()).contains(&secret[3..40]));
}

#[tokio::test]
async fn guards_tell_members_keys_and_the_appliance_apart() {
    let house = House::new().await;
    house.add("vera@acme.example", Role::Viewer).await;
    let (ada, vera) = (house.member("ada@acme.example").await, house.member("vera@acme.example").await);
    let full = house.opens(&house.key("full", KeyPermission::Full).await.1).unwrap();
    let read = house.opens(&house.key("read", KeyPermission::Read).await.1).unwrap();
    let refusal = |outcome: crate::Result<()>| match outcome {
        Ok(()) => "goes on".to_owned(),
        Err(Error::Forbidden(text)) => text,
        Err(other) => panic!("{other}"),
    };
    let told = |who: &Principal| {
        let outcomes = [who.require_admin(), who.require_member(), who.require_reader(), who.require_agent()];
        outcomes.map(refusal).join("; ")
    };
    assert_eq!(told(&ada), "goes on; goes on; goes on; this needs an API key");
    assert_eq!(told(&vera), "Admin only; goes on; goes on; this needs an API key");
    assert_eq!(told(&full), "this needs a user login; this needs a user login; goes on; goes on");
    assert_eq!(
        told(&read),
        "this needs a user login; this needs a user login; goes on; the API key may only read"
    );
    assert_eq!(told(&house.admin), "goes on; goes on; goes on; goes on");
    // What is a key's may not be used to make further keys, nor to change an account.
    assert!(matches!(house.access.keys(&full), Err(Error::Forbidden(_))));
    assert!(matches!(house.access.mfa(&full), Err(Error::Forbidden(_))));
    assert!(matches!(
        house.access.create_key(&vera, new("x", KeyPermission::Read)).await,
        Err(Error::Forbidden(_))
    ));
}

#[tokio::test]
async fn a_change_is_in_force_when_it_is_answered() {
    let house = House::new().await;
    let (view, secret) = house.key("agents", KeyPermission::Full).await;
    assert!(house.opens(&secret).is_some());

    let off = KeyChange { enabled: Some(false), version: Some(1), ..KeyChange::default() };
    let changed = house.access.update_key(&house.admin, view.id, off.clone()).await.unwrap();
    assert_eq!((changed.version, changed.enabled), (2, false));
    assert!(house.opens(&secret).is_none(), "switched off");
    let late = house.access.update_key(&house.admin, view.id, off).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");

    let change = KeyChange {
        label: Some("readers".into()),
        enabled: Some(true),
        permission: Some(KeyPermission::Read),
        version: None,
    };
    house.access.update_key(&house.admin, view.id, change).await.unwrap();
    let principal = house.opens(&secret).unwrap();
    assert!(principal.require_agent().is_err() && principal.actor().to_string() == "API key readers");

    house.access.delete_key(&house.admin, view.id).await.unwrap();
    assert!(house.opens(&secret).is_none(), "deleted");
    assert!(matches!(house.access.delete_key(&house.admin, view.id).await, Err(Error::NotFound(_))));
    let gone = house.access.update_key(&house.admin, view.id, KeyChange::default()).await;
    assert!(matches!(gone, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_label_is_asked_for_and_there_are_not_endlessly_many() {
    let house = House::new().await;
    for label in ["", "  ", &"x".repeat(101), "a\nb"] {
        let refused = house.access.create_key(&house.admin, new(label, KeyPermission::Full)).await;
        assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "label"), "{refused:?}");
    }
    for n in 0..200 {
        house.key(&format!("key {n}"), KeyPermission::Read).await;
    }
    let refused = house.access.create_key(&house.admin, new("one more", KeyPermission::Full)).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(house.access.keys(&house.admin).unwrap().len(), 200);
}

#[tokio::test]
async fn use_is_noted_seldom_and_off_the_way() {
    let house = House::new().await;
    let (view, secret) = house.key("agents", KeyPermission::Full).await;
    let noted = |id: Id| {
        let keys = house.access.keys(&house.admin).unwrap();
        keys.into_iter().find(|key| key.id == id).unwrap().last_used
    };
    let until = async |at| {
        while noted(view.id) != at {
            tokio::task::yield_now().await;
        }
    };
    let first = house.platform.now();
    house.opens(&secret).unwrap();
    until(Some(first)).await;
    house.pass(4 * 60 * 1000);
    house.opens(&secret).unwrap();
    house.pass(HOUR);
    house.opens(&secret).unwrap();
    until(Some(house.platform.now())).await;
    assert_eq!(noted(view.id), Some(first.plus_seconds(4 * 60 + 3600)));
    let change = KeyChange { label: Some("same".into()), ..KeyChange::default() };
    assert_eq!(house.access.update_key(&house.admin, view.id, change).await.unwrap().version, 2);
}
