//! Members and sessions as their users see them.
#![allow(clippy::unwrap_used)]

mod invitations;
mod keys;
mod last_admin;
mod oidc;
mod organizations;
mod passwords;
mod provider;
mod provisioning;
mod resets;
mod second_factor;
mod tokens;

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{Access, AccessSettings, FirstSteps, HashCost, NewMember, Principal, Role, SignIn};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::ports::{Clock, SystemRandom};
use crate::sealing::Sealer;
use crate::store::Store;
use crate::tenancy::{self, NewOrganization};
use crate::time::Timestamp;

const PASSWORD: &str = "correct horse battery";
const HOUR: i64 = 3600 * 1000;

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

struct House {
    access: Access,
    platform: Platform,
    clock: Arc<SetClock>,
    admin: Principal,
}

impl House {
    async fn new() -> Self {
        Self::with_tries(4).await
    }

    /// One where an account may be tried so often at once.
    async fn with_tries(tries: u32) -> Self {
        let clock = Arc::new(SetClock(AtomicI64::new(1_780_000_000_000)));
        let random = Arc::new(SystemRandom);
        let sealer = Sealer::new(&[1; 32], Arc::<SystemRandom>::clone(&random));
        let told: Arc<dyn Clock> = Arc::<SetClock>::clone(&clock);
        let platform = Platform::new(Store::in_memory().unwrap(), sealer, told, random);
        let settings = AccessSettings {
            hash_cost: HashCost { memory_kib: 64, passes: 1, lanes: 1 },
            tries_by_address: NonZeroU32::new(20).unwrap(),
            tries_by_account: NonZeroU32::new(tries).unwrap(),
            ..AccessSettings::default()
        };
        let access = Access::new(platform.clone(), settings).unwrap();
        let admin = access.initialize(first_steps()).await.unwrap();
        Self { access, platform, clock, admin }
    }

    fn pass(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    async fn sign_in(&self, email: &str) -> String {
        self.sign_in_with(email, None).await.unwrap()
    }

    async fn sign_in_with(&self, email: &str, otp: Option<&str>) -> Result<String> {
        match self.access.sign_in(email, PASSWORD, otp, None).await? {
            SignIn::Done(signed_in) => Ok(signed_in.token),
            SignIn::NeedsCode => Ok("needs a code".into()),
        }
    }

    /// The principal behind a new session.
    async fn member(&self, email: &str) -> Principal {
        let token = self.sign_in(email).await;
        self.principal(&token).await
    }

    /// The principal behind a session, as its next request would have it.
    async fn principal(&self, token: &str) -> Principal {
        self.access.authenticate(token, None).await.unwrap().unwrap().principal
    }

    async fn is_signed_in(&self, token: &str) -> bool {
        self.access.authenticate(token, None).await.unwrap().is_some()
    }

    async fn add(&self, email: &str, role: Role) -> crate::store::Id {
        let new = NewMember { email: email.into(), name: String::new(), role, password: PASSWORD.into() };
        self.access.add_member(&self.admin, new).await.unwrap().id
    }
}

fn first_steps() -> FirstSteps {
    FirstSteps {
        organization: NewOrganization::client("Acme"),
        admin_email: "Ada@Acme.example".into(),
        admin_name: "Ada".into(),
        admin_password: PASSWORD.into(),
    }
}

#[tokio::test]
async fn an_appliance_is_initialized_once_and_whole() {
    let house = House::new().await;
    let again = house.access.initialize(first_steps()).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    assert_eq!(tenancy::get(&house.platform, &house.admin).unwrap().name, "Acme");
    let principal = house.access.command_line(None).unwrap();
    assert_eq!(principal.scope(), house.admin.scope());
    assert_eq!(house.access.command_line(Some("ACME")).unwrap().scope(), house.admin.scope());
    assert!(matches!(house.access.command_line(Some("Other")), Err(Error::NotFound(_))));
}

#[tokio::test]
async fn what_init_refuses_leaves_nothing_behind() {
    let platform = Platform::in_memory().unwrap();
    let access = Access::new(platform.clone(), AccessSettings::default()).unwrap();
    let zone = NewOrganization { time_zone: "Mars/Olympus".into(), ..NewOrganization::client("Acme") };
    for (steps, field) in [
        (FirstSteps { admin_password: "too short".into(), ..first_steps() }, "password"),
        (FirstSteps { admin_password: "x".repeat(129), ..first_steps() }, "password"),
        (FirstSteps { admin_email: "ada".into(), ..first_steps() }, "email"),
        (FirstSteps { organization: NewOrganization::client("  "), ..first_steps() }, "name"),
        (FirstSteps { organization: zone, ..first_steps() }, "timeZone"),
    ] {
        let refused = access.initialize(steps).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid { field: named, .. } if named == field), "{refused}");
    }
    assert!(tenancy::list(&platform.store.read().unwrap()).unwrap().is_empty());
    assert!(matches!(access.command_line(None), Err(Error::Unmet(_))));
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used_but_not_for_ever() {
    let house = House::new().await;
    let used = house.sign_in(" ADA@acme.EXAMPLE ").await;
    let forgotten = house.sign_in("ada@acme.example").await;
    for _ in 0..40 {
        house.pass(23 * HOUR / 2);
        assert!(house.is_signed_in(&used).await);
    }
    assert!(!house.is_signed_in(&forgotten).await, "idle for more than a day");
    for _ in 0..40 {
        house.pass(23 * HOUR);
        house.is_signed_in(&used).await;
    }
    assert!(!house.is_signed_in(&used).await, "more than 30 days in all");
    assert!(!house.is_signed_in("made up").await);
}

#[tokio::test]
async fn using_a_session_writes_at_most_every_five_minutes() {
    let house = House::new().await;
    let token = house.sign_in("ada@acme.example").await;
    let first = house.access.authenticate(&token, None).await.unwrap().unwrap().expires;
    house.pass(4 * 60 * 1000);
    let soon = house.access.authenticate(&token, None).await.unwrap().unwrap().expires;
    assert_eq!(soon, first, "not written yet");
    house.pass(60 * 1000);
    let later = house.access.authenticate(&token, None).await.unwrap().unwrap().expires;
    assert_eq!(later, first.plus_seconds(300));
}

#[tokio::test]
async fn sessions_end_when_the_member_changes() {
    let house = House::new().await;
    let id = house.add("vera@acme.example", Role::Viewer).await;
    let vera = "vera@acme.example";

    let token = house.sign_in(vera).await;
    let view = house.access.authenticate(&token, None).await.unwrap().unwrap();
    assert_eq!((view.member, view.role, view.name.as_str()), (id, Role::Viewer, "vera"));
    assert!(matches!(view.principal.require_admin(), Err(Error::Forbidden(text)) if text == "Admin only"));
    house.access.set_role(&house.admin, id, Role::Admin).await.unwrap();
    assert!(!house.is_signed_in(&token).await, "role changed");

    let token = house.sign_in(vera).await;
    house.access.sign_out(&token, None).await.unwrap();
    assert!(!house.is_signed_in(&token).await, "signed out");

    let token = house.sign_in(vera).await;
    house.access.set_password(&house.admin, id, "another long password").await.unwrap();
    assert!(!house.is_signed_in(&token).await, "password changed");
    let old = house.access.sign_in(vera, PASSWORD, None, None).await;
    assert!(matches!(old, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn a_removed_member_is_out_and_the_address_free() {
    let house = House::new().await;
    let id = house.add("vera@acme.example", Role::Viewer).await;
    let token = house.sign_in("vera@acme.example").await;
    house.access.remove_member(&house.admin, id).await.unwrap();
    assert!(!house.is_signed_in(&token).await);
    assert!(matches!(house.access.remove_member(&house.admin, id).await, Err(Error::NotFound(_))));
    house.add("VERA@acme.example", Role::Viewer).await;
    let new = NewMember {
        email: "vera@ACME.example".into(),
        name: "Twin".into(),
        role: Role::Viewer,
        password: PASSWORD.into(),
    };
    assert!(matches!(house.access.add_member(&house.admin, new).await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn an_organization_keeps_an_admin() {
    let house = House::new().await;
    let ada = house.access.member_by_email(&house.admin, "ada@acme.example").unwrap().id;
    let vera = house.add("vera@acme.example", Role::Admin).await;
    house.access.set_active(&house.admin, vera, false).await.unwrap();
    for outcome in [
        house.access.remove_member(&house.admin, ada).await,
        house.access.set_role(&house.admin, ada, Role::Viewer).await.map(drop),
        house.access.set_active(&house.admin, ada, false).await.map(drop),
    ] {
        assert!(matches!(outcome, Err(Error::Conflict(_))), "vera may not sign in: {outcome:?}");
    }
    house.access.set_active(&house.admin, vera, true).await.unwrap();
    house.access.remove_member(&house.admin, ada).await.unwrap();
}

#[tokio::test]
async fn tries_are_limited_by_account_and_by_address() {
    let house = House::new().await;
    let address: IpAddr = "2001:db8::1".parse().unwrap();
    for _ in 0..4 {
        let refused = house.access.sign_in("ada@acme.example", "wrong", None, None).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)));
    }
    let refused = house.access.sign_in("Ada@acme.example", PASSWORD, None, None).await;
    assert!(matches!(refused, Err(Error::Limited(_))), "{refused:?}");

    for n in 0..20 {
        let refused =
            house.access.sign_in(&format!("nobody{n}@acme.example"), "wrong", None, Some(address)).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)));
    }
    let neighbour: IpAddr = "2001:db8::2".parse().unwrap();
    let refused = house.access.sign_in("nobody@acme.example", "wrong", None, Some(neighbour)).await;
    assert!(matches!(refused, Err(Error::Limited(_))), "one /64 is one client: {refused:?}");
}
