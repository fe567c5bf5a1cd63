//! Organizations: what changes of them, who may act for whom, and what a disabled one means.

use super::{House, PASSWORD, first_steps};
use crate::access::{FirstSteps, KeyPermission, NewKey, Principal, Role};
use crate::error::Error;
use crate::store::Id;
use crate::tenancy::{self, NewOrganization, NotificationPreference, OrganizationChange, OrganizationType};

impl House {
    async fn organization(&self, new: NewOrganization, admin: &str) -> Id {
        let first = FirstSteps { organization: new, admin_email: admin.into(), ..first_steps() };
        self.access.add_organization(&self.admin, first).await.unwrap().0
    }
}

fn mssp(name: &str) -> NewOrganization {
    NewOrganization { organization_type: OrganizationType::Mssp, ..NewOrganization::client(name) }
}

fn names(house: &House, who: &Principal) -> Vec<String> {
    house.access.organizations(who).unwrap().into_iter().map(|(_, one, _)| one.name).collect()
}

#[tokio::test]
async fn an_mssp_acts_for_those_who_name_it_only() {
    let house = House::new().await;
    let watchers = house.organization(mssp("Watchers"), "will@watchers.example").await;
    let managed = NewOrganization { managed_by: Some(watchers), ..NewOrganization::client("Watched") };
    let client = house.organization(managed, "wanda@watched.example").await;
    let taken = FirstSteps {
        organization: NewOrganization::client("ACME"),
        admin_email: "new@acme.example".into(),
        ..first_steps()
    };
    assert!(matches!(house.access.add_organization(&house.admin, taken).await, Err(Error::Conflict(_))));

    let will = house.member("will@watchers.example").await;
    assert_eq!(names(&house, &will), ["Watchers", "Watched"]);
    let acting = house.access.organization_principal(&will, client).unwrap();
    assert_eq!((acting.scope().org(), acting.home()), (client, watchers));
    assert_eq!(acting.role(), Role::Admin);
    assert_eq!(names(&house, &acting), ["Watchers", "Watched"], "also while acting for another");
    assert_eq!(house.access.organization_principal(&acting, watchers).unwrap().scope().org(), watchers);

    let other = house.admin.scope().org();
    let ada = house.member("ada@acme.example").await;
    let wanda = house.member("wanda@watched.example").await;
    for (who, organization) in [(&will, other), (&ada, client), (&wanda, watchers), (&will, Id::NIL)] {
        let refused = house.access.organization_principal(who, organization);
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    assert_eq!(names(&house, &wanda), ["Watched"]);

    // A manager's key belongs to the manager alone.
    let new = NewKey { label: "k".into(), enabled: true, permission: KeyPermission::Full };
    let key = house.access.create_key(&will, new).await.unwrap().1;
    let key = house.access.authenticate_key(&key, None).unwrap().unwrap();
    assert!(matches!(house.access.organization_principal(&key, client), Err(Error::NotFound(_))));
    assert_eq!(names(&house, &key), ["Watchers"]);

    house.access.set_organization_enabled(&house.admin, client, false).await.unwrap();
    assert_eq!(names(&house, &will), ["Watchers"], "a disabled one is shut for its manager, too");
    assert!(matches!(house.access.organization_principal(&will, client), Err(Error::NotFound(_))));
    house.access.set_organization_enabled(&house.admin, client, true).await.unwrap();

    // Their own account stays theirs while they act for another.
    assert_eq!(house.access.account(&acting).unwrap().email, "will@watchers.example");
    assert!(matches!(house.access.add_organization(&acting, first_steps()).await, Err(Error::Forbidden(_))));
}

#[tokio::test]
async fn settings_change_by_version_and_keep_their_password_secret() {
    let house = House::new().await;
    let ada = house.member("ada@acme.example").await;
    let change = OrganizationChange {
        name: Some(" Acme Two ".into()),
        contact_email: Some("soc@acme.example".into()),
        contact_phone: Some("(123) 456-7890".into()),
        notification_preferences: Some(NotificationPreference::EmailAndSms),
        uninstall_password: Some("password123".into()),
        version: Some(1),
        ..OrganizationChange::default()
    };
    let changed = house.access.update_organization(&ada, change.clone()).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.version), ("Acme Two", 2));
    assert!(changed.notification_preferences.mail() && changed.notification_preferences.sms());
    assert!(changed.has_uninstall_password() && !format!("{changed:?}").contains("argon2"));
    let late = house.access.update_organization(&ada, change).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");

    assert!(house.access.check_uninstall_password(&ada, "password123").await.unwrap());
    assert!(!house.access.check_uninstall_password(&ada, "password124").await.unwrap());
    let off = OrganizationChange { uninstall_password: Some(String::new()), ..OrganizationChange::default() };
    assert!(!house.access.update_organization(&ada, off).await.unwrap().has_uninstall_password());
    for password in ["", "password123"] {
        assert!(!house.access.check_uninstall_password(&ada, password).await.unwrap(), "none is set");
    }
    assert_eq!(tenancy::get(&house.platform, &ada).unwrap().contact_phone, "(123) 456-7890");
}

#[tokio::test]
async fn what_is_wrong_is_named_and_changes_nothing() {
    let house = House::new().await;
    let ada = house.member("ada@acme.example").await;
    let nothing = OrganizationChange::default;
    for (change, field) in [
        (OrganizationChange { name: Some(String::new()), ..nothing() }, "name"),
        (OrganizationChange { contact_email: Some("nobody".into()), ..nothing() }, "contact_email"),
        (
            OrganizationChange { contact_email: Some("a@b.example\r\nBcc: c@d.example".into()), ..nothing() },
            "contact_email",
        ),
        (OrganizationChange { contact_phone: Some("call me".into()), ..nothing() }, "contact_phone"),
        (OrganizationChange { time_zone: Some("Mars/Olympus".into()), ..nothing() }, "time_zone"),
        (OrganizationChange { managed_by: Some(Some(ada.home())), ..nothing() }, "managed_by"),
        (OrganizationChange { uninstall_password: Some("short".into()), ..nothing() }, "uninstall_password"),
    ] {
        let change =
            OrganizationChange { notification_preferences: Some(NotificationPreference::Sms), ..change };
        let refused = house.access.update_organization(&ada, change).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
            "{refused:?}"
        );
    }
    let kept = tenancy::get(&house.platform, &ada).unwrap();
    assert_eq!((kept.version, kept.notification_preferences), (1, NotificationPreference::None));
}

#[tokio::test]
async fn only_the_operator_says_what_an_organization_is() {
    let house = House::new().await;
    let watchers = house.organization(mssp("Watchers"), "will@watchers.example").await;
    house.organization(NewOrganization::client("Free"), "fay@free.example").await;
    let fay = house.member("fay@free.example").await;
    let nothing = OrganizationChange::default;
    for change in [
        OrganizationChange { organization_type: Some(OrganizationType::Mssp), ..nothing() },
        OrganizationChange { managed_by: Some(Some(watchers)), ..nothing() },
    ] {
        let refused = house.access.update_organization(&fay, change).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    }
    let same = OrganizationChange {
        organization_type: Some(OrganizationType::Client),
        managed_by: Some(None),
        ..nothing()
    };
    house.access.update_organization(&fay, same).await.unwrap();
    let ada = house.member("ada@acme.example").await;
    let mssp = OrganizationChange { organization_type: Some(OrganizationType::Mssp), ..nothing() };
    let changed = house.access.update_organization(&ada, mssp).await.unwrap();
    assert_eq!(changed.organization_type, OrganizationType::Mssp);
    house.add("vera@acme.example", Role::Viewer).await;
    let vera = house.member("vera@acme.example").await;
    assert!(matches!(house.access.update_organization(&vera, nothing()).await, Err(Error::Forbidden(_))));
}

#[tokio::test]
async fn a_disabled_organization_is_shut_and_opens_again() {
    let house = House::new().await;
    let client = house.organization(NewOrganization::client("Late payer"), "lou@late.example").await;
    let session = house.sign_in("lou@late.example").await;
    let lou = house.member("lou@late.example").await;
    let new = NewKey { label: "agents".into(), enabled: true, permission: KeyPermission::Full };
    let key = house.access.create_key(&lou, new).await.unwrap().1;
    assert!(house.access.authenticate_key(&key, None).unwrap().is_some());

    let refused = house.access.set_organization_enabled(&lou, client, false).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    house.access.set_organization_enabled(&house.admin, client, false).await.unwrap();
    assert!(house.access.authenticate_key(&key, None).unwrap().is_none());
    assert!(!house.is_signed_in(&session).await);
    let refused = house.access.sign_in("lou@late.example", PASSWORD, None, None).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    assert!(house.access.begin_reset("lou@late.example", None).await.unwrap().is_none());

    house.access.set_organization_enabled(&house.admin, client, true).await.unwrap();
    assert!(house.access.authenticate_key(&key, None).unwrap().is_some());
    assert!(house.is_signed_in(&session).await);
    let own = house.admin.scope().org();
    let refused = house.access.set_organization_enabled(&house.admin, own, false).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
}
