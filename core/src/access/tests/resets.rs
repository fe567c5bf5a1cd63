//! Choosing a new password by mail.

use super::{House, PASSWORD, first_steps};
use crate::access::{FirstSteps, Role};
use crate::error::Error;
use crate::tenancy::NewOrganization;

const VERA: &str = "vera@acme.example";
const NEW: &str = "another long password";

fn stale(outcome: &crate::Result<()>) {
    assert!(matches!(outcome, Err(Error::Invalid { field, .. }) if field == "token"), "{outcome:?}");
}

impl House {
    async fn reset_token(&self, email: &str) -> String {
        self.access.begin_reset(email, None).await.unwrap().unwrap().token
    }

    async fn reset(&self, token: &str) -> crate::Result<()> {
        self.access.complete_reset(token, NEW, None).await
    }
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let house = House::new().await;
    house.add(VERA, Role::Viewer).await;
    let session = house.sign_in(VERA).await;
    let begun = house.access.begin_reset(" VERA@acme.example ", None).await.unwrap().unwrap();
    assert_eq!((begun.email.as_str(), begun.scope), (VERA, house.admin.scope()));
    assert!(house.is_signed_in(&session).await, "asking changes nothing");
    let refused = house.access.complete_reset(&begun.token, "too short", None).await;
    assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "password"), "{refused:?}");
    house.reset(&begun.token).await.unwrap();
    assert!(!house.is_signed_in(&session).await);
    stale(&house.reset(&begun.token).await);
    assert!(matches!(house.sign_in_with(VERA, None).await, Err(Error::Unauthenticated)), "the old one");
    house.access.sign_in(VERA, NEW, None, None).await.unwrap();
}

#[tokio::test]
async fn of_many_who_hold_a_link_one_sets_the_password() {
    let house = House::new().await;
    house.add(VERA, Role::Viewer).await;
    let token = house.reset_token(VERA).await;
    let outcomes = futures::future::join_all((0..5).map(|_| house.reset(&token))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
}

#[tokio::test]
async fn a_link_ends_by_time_by_a_newer_one_and_by_another_password() {
    let house = House::new().await;
    let id = house.add(VERA, Role::Viewer).await;
    let old = house.reset_token(VERA).await;
    let newer = house.reset_token(VERA).await;
    stale(&house.reset(&old).await);
    house.pass(30 * 60 * 1000);
    stale(&house.reset(&newer).await);
    let third = house.reset_token(VERA).await;
    house.access.set_password(&house.admin, id, PASSWORD).await.unwrap();
    stale(&house.reset(&third).await);
    for made_up in ["", "made up", &"x".repeat(5000)] {
        stale(&house.reset(made_up).await);
    }
}

#[tokio::test]
async fn nobody_is_told_of_who_may_not_sign_in() {
    let house = House::new().await;
    let id = house.add(VERA, Role::Viewer).await;
    let token = house.reset_token(VERA).await;
    house.access.set_active(&house.admin, id, false).await.unwrap();
    for email in [VERA, "nobody@acme.example", "no address", ""] {
        assert!(house.access.begin_reset(email, None).await.unwrap().is_none(), "{email}");
    }
    stale(&house.reset(&token).await);
    house.access.set_active(&house.admin, id, true).await.unwrap();
    let token = house.reset_token(VERA).await;
    house.access.remove_member(&house.admin, id).await.unwrap();
    stale(&house.reset(&token).await);
}

#[tokio::test]
async fn three_an_hour_are_enough_for_anybody() {
    let house = House::new().await;
    house.add(VERA, Role::Viewer).await;
    for email in [VERA, "nobody@acme.example"] {
        for _ in 0..3 {
            house.access.begin_reset(email, None).await.unwrap();
        }
        let refused = house.access.begin_reset(email, None).await;
        assert!(matches!(refused, Err(Error::Limited(_))), "{email}: {refused:?}");
    }
    house.sign_in(VERA).await;
}

#[tokio::test]
async fn a_second_factor_stays_on() {
    let house = House::with_tries(50).await;
    let (_, app, _) = house.with_app().await;
    let token = house.reset_token(VERA).await;
    house.reset(&token).await.unwrap();
    let outcome = house.access.sign_in(VERA, NEW, None, None).await.unwrap();
    assert!(matches!(outcome, crate::access::SignIn::NeedsCode), "{outcome:?}");
    house.access.sign_in(VERA, NEW, Some(&app.code(&house)), None).await.unwrap();
}

#[tokio::test]
async fn a_link_of_a_disabled_organization_does_nothing() {
    let house = House::new().await;
    let first = FirstSteps {
        organization: NewOrganization::client("Late payer"),
        admin_email: "lou@late.example".into(),
        ..first_steps()
    };
    let (id, _) = house.access.add_organization(&house.admin, first).await.unwrap();
    let token = house.reset_token("lou@late.example").await;
    house.access.set_organization_enabled(&house.admin, id, false).await.unwrap();
    stale(&house.reset(&token).await);
}
