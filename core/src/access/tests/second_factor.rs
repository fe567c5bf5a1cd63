//! The second factor as its owner knows it.

use totp_rs::{Builder, Secret};

use super::{House, PASSWORD};
use crate::access::{Enrolment, Role, SignIn};
use crate::error::{Error, Result};

const VERA: &str = "vera@acme.example";

/// An authenticator app that was given a secret.
pub(super) struct App {
    secret: Vec<u8>,
}

impl App {
    pub(super) fn of(enrolment: &Enrolment) -> Self {
        Self { secret: Secret::try_from_base32(&enrolment.secret).unwrap().as_bytes().to_vec() }
    }

    pub(super) fn code(&self, house: &House) -> String {
        let totp = Builder::new().with_secret(self.secret.clone()).build().unwrap();
        totp.generate(u64::try_from(house.platform.now().0 / 1000).unwrap()).to_string()
    }
}

impl House {
    /// Vera's session, her app, her recovery codes.
    pub(super) async fn with_app(&self) -> (String, App, Vec<String>) {
        self.add(VERA, Role::Viewer).await;
        let session = self.sign_in(VERA).await;
        let vera = self.principal(&session).await;
        let app = App::of(&self.access.begin_mfa(&vera).await.unwrap());
        let codes = self.access.confirm_mfa(&vera, &app.code(self)).await.unwrap();
        // The next code is another one.
        self.pass(30_000);
        (session, app, codes)
    }
}

fn wrong_code(outcome: &Result<impl std::fmt::Debug>) {
    assert!(matches!(outcome, Err(Error::Invalid { field, .. }) if field == "code"), "{outcome:?}");
}

#[tokio::test]
async fn it_is_on_once_a_code_was_shown() {
    let house = House::with_tries(50).await;
    house.add(VERA, Role::Viewer).await;
    let session = house.sign_in(VERA).await;
    let elsewhere = house.sign_in(VERA).await;
    let vera = house.principal(&session).await;
    let refused = house.access.confirm_mfa(&vera, "123456").await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "nothing was begun: {refused:?}");

    let first = house.access.begin_mfa(&vera).await.unwrap();
    let enrolment = house.access.begin_mfa(&vera).await.unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/Gatehouse:vera%40acme.example?"), "{}", enrolment.uri);
    assert!(enrolment.uri.contains(&enrolment.secret) && enrolment.secret.len() == 32);
    assert_eq!(house.sign_in_with(VERA, None).await.unwrap().len(), 43, "not demanded yet");
    wrong_code(&house.access.confirm_mfa(&vera, &App::of(&first).code(&house)).await);

    let codes = house.access.confirm_mfa(&vera, &App::of(&enrolment).code(&house)).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.len() == 11 && code.as_bytes()[5] == b'-'), "{codes:?}");
    let state = house.access.mfa(&vera).unwrap();
    assert_eq!((state.enabled, state.recovery_left), (true, 10));
    assert!(house.is_signed_in(&session).await, "the session that asked goes on");
    assert!(!house.is_signed_in(&elsewhere).await, "others end");
    assert!(matches!(house.access.begin_mfa(&vera).await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn an_enrolment_does_not_wait_for_ever() {
    let house = House::with_tries(50).await;
    house.add(VERA, Role::Viewer).await;
    let vera = house.member(VERA).await;
    let app = App::of(&house.access.begin_mfa(&vera).await.unwrap());
    house.pass(15 * 60 * 1000);
    let refused = house.access.confirm_mfa(&vera, &app.code(&house)).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert!(!house.access.mfa(&vera).unwrap().enabled);
}

#[tokio::test]
async fn a_code_counts_once() {
    let house = House::with_tries(50).await;
    let (_, app, _) = house.with_app().await;
    assert_eq!(house.sign_in_with(VERA, None).await.unwrap(), "needs a code");
    let code = app.code(&house);
    assert_eq!(house.sign_in_with(VERA, Some(&code)).await.unwrap().len(), 43);
    let again = house.sign_in_with(VERA, Some(&code)).await;
    assert!(matches!(again, Err(Error::Unauthenticated)), "{again:?}");
}

#[tokio::test]
async fn of_many_who_send_the_same_code_at_once_one_gets_in() {
    let house = House::with_tries(50).await;
    let (_, app, recovery) = house.with_app().await;
    for code in [app.code(&house), recovery[0].clone()] {
        let tries = (0..2).map(|_| house.access.sign_in(VERA, PASSWORD, Some(&code), None));
        let outcomes = futures::future::join_all(tries).await;
        let inside = outcomes.iter().filter(|outcome| matches!(outcome, Ok(SignIn::Done(_)))).count();
        let refused =
            outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Unauthenticated))).count();
        assert_eq!((inside, refused), (1, 1), "{outcomes:?}");
    }
}

#[tokio::test]
async fn a_code_is_good_a_step_early_or_late_but_not_more() {
    let house = House::with_tries(50).await;
    let (session, app, _) = house.with_app().await;
    let vera = house.principal(&session).await;
    house.pass(30_000);
    let early = app.code(&house);
    house.pass(-30_000);
    assert!(house.access.renew_recovery_codes(&vera, &early).await.is_ok(), "a step early");
    let vera = house.principal(&session).await;
    house.pass(60_000);
    let late = app.code(&house);
    house.pass(30_000);
    assert!(house.access.renew_recovery_codes(&vera, &late).await.is_ok(), "a step late");
    let vera = house.principal(&session).await;
    house.pass(60_000);
    let old = app.code(&house);
    house.pass(60_000);
    wrong_code(&house.access.renew_recovery_codes(&vera, &old).await);
}

#[tokio::test]
async fn recovery_codes_help_once_each_and_can_be_renewed() {
    let house = House::with_tries(50).await;
    let (session, app, codes) = house.with_app().await;
    let vera = house.principal(&session).await;
    let typed =
        format!(" {} ", codes[3].to_uppercase().replace('0', "O").replace('1', "l").replace('-', " "));
    assert_eq!(house.sign_in_with(VERA, Some(&typed)).await.unwrap().len(), 43, "as people type it");
    assert_eq!(house.access.mfa(&vera).unwrap().recovery_left, 9);
    let again = house.sign_in_with(VERA, Some(&codes[3])).await;
    assert!(matches!(again, Err(Error::Unauthenticated)), "{again:?}");

    let fresh = house.access.renew_recovery_codes(&vera, &app.code(&house)).await.unwrap();
    assert_eq!((fresh.len(), house.access.mfa(&vera).unwrap().recovery_left), (10, 10));
    assert!(fresh.iter().all(|code| !codes.contains(code)));
    let old = house.sign_in_with(VERA, Some(&codes[4])).await;
    assert!(matches!(old, Err(Error::Unauthenticated)), "{old:?}");
}

#[tokio::test]
async fn turning_it_off_takes_password_and_code() {
    let house = House::with_tries(50).await;
    let (session, app, codes) = house.with_app().await;
    let vera = house.principal(&session).await;
    let refused = house.access.disable_mfa(&vera, "not her password", &codes[0]).await;
    assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "password"), "{refused:?}");
    wrong_code(&house.access.disable_mfa(&vera, PASSWORD, "00000-00000").await);
    house.access.disable_mfa(&vera, PASSWORD, &app.code(&house)).await.unwrap();
    assert!(!house.access.mfa(&vera).unwrap().enabled);
}

#[tokio::test]
async fn an_admin_helps_who_lost_everything() {
    let house = House::with_tries(50).await;
    let (session, app, _) = house.with_app().await;
    let vera = house.principal(&session).await;
    let session = house.sign_in_with(VERA, Some(&app.code(&house))).await.unwrap();
    let id = house.access.account(&vera).unwrap().id;
    house.access.disable_mfa_of(&house.admin, id).await.unwrap();
    assert!(!house.is_signed_in(&session).await, "sessions end");
    assert_eq!(house.sign_in_with(VERA, None).await.unwrap().len(), 43);
    let again = house.access.disable_mfa_of(&house.admin, id).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    assert!(matches!(house.access.disable_mfa_of(&vera, id).await, Err(Error::Forbidden(_))));
}

#[tokio::test]
async fn a_session_that_ended_changes_nothing_and_does_not_come_back() {
    let house = House::with_tries(50).await;
    let id = house.add(VERA, Role::Viewer).await;
    let session = house.sign_in(VERA).await;
    let stolen = house.principal(&session).await;
    let app = App::of(&house.access.begin_mfa(&stolen).await.unwrap());
    // Between the request's recognition and its transaction an admin sets another password.
    house.access.set_password(&house.admin, id, "another long password").await.unwrap();
    let refused = house.access.confirm_mfa(&stolen, &app.code(&house)).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    assert!(!house.is_signed_in(&session).await);
    assert!(!house.access.mfa(&stolen).unwrap().enabled);
}

#[tokio::test]
async fn codes_share_the_limit_of_the_sign_in() {
    let house = House::new().await;
    let (session, ..) = house.with_app().await;
    let vera = house.principal(&session).await;
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(house.access.renew_recovery_codes(&vera, "000000").await);
    }
    assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Limited(_)))), "{outcomes:?}");
    let refused = house.sign_in_with(VERA, None).await;
    assert!(matches!(refused, Err(Error::Limited(_))), "{refused:?}");
}
