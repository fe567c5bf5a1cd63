//! Single sign-on: who comes in as whom, and what does not hold.

use super::provider::{answer, claims, settings};
use super::{House, PASSWORD, first_steps};
use crate::access::{
    FirstSteps, NewInvitation, OidcAnswer, OidcChange, OidcOutcome, OidcRefusal, OidcRequest, Role,
};
use crate::audit;
use crate::error::Error;
use crate::tenancy::NewOrganization;

const SASHA: &str = "sasha@acme.example";

fn is_failed(outcome: &OidcOutcome) -> bool {
    matches!(outcome, OidcOutcome::Refused(OidcRefusal::Failed))
}

#[tokio::test]
async fn the_first_sign_in_makes_a_member_with_the_role_that_the_provider_tells() {
    let (house, provider) = House::with_provider(settings()).await;
    provider.tells("1", claims(" Sasha@Acme.example", "security"));
    let token = house.single_sign_on(SASHA).await.unwrap();
    let view = house.access.authenticate(&token, None).await.unwrap().unwrap();
    assert_eq!((view.email.as_str(), view.name.as_str(), view.role), (SASHA, "Sasha Okafor", Role::Admin));

    provider.tells("1", claims(SASHA, "staff"));
    let again = house.single_sign_on(SASHA).await.unwrap();
    let principal = house.principal(&again).await;
    assert_eq!(principal.role(), Role::Viewer);
    assert!(!house.is_signed_in(&token).await, "a session with more rights is over");
    let members = house.access.member_standings(&house.admin).unwrap();
    assert_eq!(members.len(), 2, "the same person is the same member");
    assert!(members[1].linked && !members[1].member.has_password && !members[1].mfa);
    // Nobody's password is the one that is not there.
    for password in ["", PASSWORD] {
        let refused = house.access.sign_in(SASHA, password, None, None).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    }
    let refused = house.access.change_own_password(&principal, "", "another long password").await;
    assert!(matches!(refused, Err(Error::Invalid { .. })), "{refused:?}");
}

#[tokio::test]
async fn an_account_stays_whose_it_is_when_addresses_change_hands() {
    let (house, provider) = House::with_provider(settings()).await;
    provider.tells("1", claims(SASHA, "staff"));
    house.single_sign_on(SASHA).await.unwrap();
    provider.tells("1", claims("sasha.vale@acme.example", "staff"));
    let token = house.single_sign_on(SASHA).await.unwrap();
    assert_eq!(house.access.authenticate(&token, None).await.unwrap().unwrap().email, SASHA);
    // Somebody new has Sasha's address.
    provider.tells("2", claims(SASHA, "security"));
    assert_eq!(house.single_sign_on(SASHA).await, None);
    let id = house.access.member_by_email(&house.admin, SASHA).unwrap().id;
    house.access.unlink_member(&house.admin, id).await.unwrap();
    assert!(matches!(house.access.unlink_member(&house.admin, id).await, Err(Error::Conflict(_))));
    assert!(!house.is_signed_in(&token).await);
    provider.tells("2", claims(SASHA, "staff"));
    assert!(house.single_sign_on(SASHA).await.is_some(), "an admin said so");
    provider.tells("1", claims(SASHA, "staff"));
    assert_eq!(house.single_sign_on(SASHA).await, None, "the former account is nobody's");
}

#[tokio::test]
async fn members_keep_their_account_and_strangers_stay_out() {
    let (house, provider) =
        House::with_provider(OidcChange { role_claim: String::new(), ..settings() }).await;
    let vera = house.add("vera@guest.example", Role::Viewer).await;
    provider.tells("7", claims("vera@guest.example", "security"));
    let token = house.single_sign_on(SASHA).await.unwrap();
    let view = house.access.authenticate(&token, None).await.unwrap().unwrap();
    assert_eq!(
        (view.member, view.role),
        (vera, Role::Viewer),
        "roles are given here, and addresses elsewhere do"
    );
    house.access.set_active(&house.admin, vera, false).await.unwrap();
    provider.tells("7", claims("vera@guest.example", "security"));
    assert_eq!(house.single_sign_on(SASHA).await, None, "inactive");

    let other = FirstSteps {
        organization: NewOrganization::client("Other"),
        admin_email: "olga@acme.example".into(),
        ..first_steps()
    };
    house.access.add_organization(&house.admin, other).await.unwrap();
    let unverified = serde_json::json!({"email": SASHA, "email_verified": false});
    for told in [
        claims("mallory@elsewhere.example", "security"),
        claims("mallory@sub.acme.example", "security"),
        claims("olga@acme.example", "security"),
        unverified,
        serde_json::json!({"name": "Nobody"}),
    ] {
        provider.tells("8", told.clone());
        assert_eq!(house.single_sign_on(SASHA).await, None, "{told}");
    }
    house.access.set_oidc(&house.admin, OidcChange { join: false, ..settings() }).await.unwrap();
    provider.tells("8", claims(SASHA, "staff"));
    assert_eq!(house.single_sign_on(SASHA).await, None, "nobody joins");
    let new = NewInvitation { email: SASHA.into(), role: Role::Admin, by_mail: false };
    house.access.invite(&house.admin, new, |_, _| Ok(())).await.unwrap();
    provider.tells("8", claims(SASHA, "staff"));
    let token = house.single_sign_on(SASHA).await.expect("but who is invited does");
    assert_eq!(house.principal(&token).await.role(), Role::Viewer, "the provider has the say");
    assert!(house.access.invitations(&house.admin).unwrap().is_empty());
    assert_eq!(house.access.members(&house.admin).unwrap().len(), 3);
}

#[tokio::test]
async fn what_comes_back_must_be_what_went_there_once_and_in_time() {
    let (house, provider) = House::with_provider(settings()).await;
    let begun = house.go(SASHA).await.unwrap();
    let other = house.go(SASHA).await.unwrap();
    let good = answer(&begun);
    for wrong in [
        answer(&other),
        OidcAnswer { state: None, ..good.clone() },
        OidcAnswer { state: Some("x".repeat(5000)), ..good.clone() },
        OidcAnswer { iss: Some("https://evil.example".into()), ..good.clone() },
    ] {
        assert!(is_failed(&house.back(&begun, wrong).await));
    }
    for cookie in [None, Some(""), Some("made up"), Some(begun.cookie[1..].to_owned().as_str())] {
        let outcome = house.access.finish_oidc(cookie, good.clone(), None).await.unwrap();
        assert!(is_failed(&outcome), "{cookie:?}");
    }
    assert!(provider.redeemed.lock().unwrap().is_empty(), "no code went anywhere");

    let expected = OidcAnswer { iss: Some("https://login.example".into()), ..good.clone() };
    provider.tells("1", claims(SASHA, "staff"));
    assert!(matches!(house.back(&begun, expected).await, OidcOutcome::In { .. }));
    assert!(is_failed(&house.back(&begun, good).await), "the same answer again");

    // Of many who bring the same answer one comes in.
    provider.tells("1", claims(SASHA, "staff"));
    let race = futures::future::join_all((0..5).map(|_| house.back(&other, answer(&other)))).await;
    assert_eq!(race.iter().filter(|outcome| matches!(outcome, OidcOutcome::In { .. })).count(), 1);

    let late = house.go(SASHA).await.unwrap();
    house.pass(10 * 60 * 1000);
    assert!(is_failed(&house.back(&late, answer(&late)).await), "ten minutes later");
    let denied = house.go(SASHA).await.unwrap();
    let no = OidcAnswer { error: Some("access_denied".into()), code: None, ..answer(&denied) };
    let outcome = house.back(&denied, no).await;
    assert!(matches!(outcome, OidcOutcome::Refused(OidcRefusal::Denied)), "{outcome:?}");
    let empty = house.go(SASHA).await.unwrap();
    assert!(is_failed(&house.back(&empty, OidcAnswer { code: None, ..answer(&empty) }).await));
    let refused = house.go(SASHA).await.unwrap();
    provider.refuses("the ID token does not hold: Invalid nonce");
    let mut changes = house.platform.store.watch_changes();
    assert!(is_failed(&house.back(&refused, answer(&refused)).await));
    // It is written after the answer.
    loop {
        changes.borrow_and_update();
        let (log, _) = audit::list(&house.platform, &house.admin, 0, 50).unwrap();
        let told = |entry: &audit::Entry| entry.detail.contains("Invalid nonce");
        if log.iter().any(|entry| entry.action == "session.refused" && told(entry)) {
            break;
        }
        changes.changed().await.unwrap();
    }
}

#[tokio::test]
async fn a_code_goes_to_the_provider_that_was_asked_and_to_no_other() {
    let (house, provider) = House::with_provider(settings()).await;
    let begun = house.go(SASHA).await.unwrap();
    let moved = OidcChange { issuer: "https://other.example".into(), ..settings() };
    house.access.set_oidc(&house.admin, moved).await.unwrap();
    assert!(is_failed(&house.back(&begun, answer(&begun)).await));
    let begun = house.go(SASHA).await.unwrap();
    house.access.set_oidc(&house.admin, OidcChange { enabled: false, ..settings() }).await.unwrap();
    assert!(is_failed(&house.back(&begun, answer(&begun)).await));
    assert!(provider.redeemed.lock().unwrap().is_empty());
    assert!(matches!(house.go(SASHA).await, Err(Error::NotFound(_))), "it is switched off");
    let gone = OidcChange { client_id: "unreachable".into(), ..settings() };
    house.access.set_oidc(&house.admin, gone).await.unwrap();
    assert!(matches!(house.go(SASHA).await, Err(Error::Upstream(_))));
}

#[tokio::test]
async fn the_last_admin_stays_one_whatever_the_provider_says() {
    let (house, provider) = House::with_provider(settings()).await;
    let ada = "ada@acme.example";
    provider.tells("1", claims(ada, "staff"));
    let token = house.single_sign_on(ada).await.unwrap();
    assert_eq!(house.principal(&token).await.role(), Role::Admin);
    let (log, _) = audit::list(&house.platform, &house.admin, 0, 5).unwrap();
    assert!(log.iter().any(|entry| entry.action == "member.role_kept"), "{log:?}");

    // Two admins whom the provider no longer calls so, at the same time.
    house.add("bo@acme.example", Role::Admin).await;
    for round in 0..4 {
        provider.tells("1", claims(ada, "staff"));
        provider.tells("1", claims(ada, "staff"));
        provider.tells("2", claims("bo@acme.example", "staff"));
        provider.tells("2", claims("bo@acme.example", "staff"));
        let entering = (0..4).map(|_| house.single_sign_on(ada));
        assert!(futures::future::join_all(entering).await.iter().all(Option::is_some), "round {round}");
        let members = house.access.members(&house.admin).unwrap();
        assert_eq!(members.iter().filter(|member| member.role == Role::Admin).count(), 1, "round {round}");
    }
}

#[tokio::test]
async fn passwords_can_be_left_to_admins() {
    let (house, _) = House::with_provider(OidcChange { passwords: false, ..settings() }).await;
    house.add("vera@acme.example", Role::Viewer).await;
    let refused = house.access.sign_in("vera@acme.example", PASSWORD, None, None).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    let refused = house.access.sign_in_for_token("vera@acme.example", PASSWORD, None, None).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    assert!(house.access.begin_reset("vera@acme.example", None).await.unwrap().is_none());
    house.sign_in("ada@acme.example").await;
    house.access.remove_oidc(&house.admin).await.unwrap();
    house.sign_in("vera@acme.example").await;
}

#[tokio::test]
async fn the_only_way_in_is_not_taken_away() {
    let (house, provider) = House::with_provider(settings()).await;
    provider.tells("1", claims(SASHA, "security"));
    house.single_sign_on(SASHA).await.unwrap();
    let ada = house.access.member_by_email(&house.admin, "ada@acme.example").unwrap().id;
    house.access.remove_member(&house.admin, ada).await.unwrap();
    let off = house.access.set_oidc(&house.admin, OidcChange { enabled: false, ..settings() }).await;
    assert!(matches!(off, Err(Error::Conflict(_))), "{off:?}");
    assert!(matches!(house.access.remove_oidc(&house.admin).await, Err(Error::Conflict(_))));
    let sasha = house.access.member_by_email(&house.admin, SASHA).unwrap().id;
    house.access.set_password(&house.admin, sasha, PASSWORD).await.unwrap();
    house.access.remove_oidc(&house.admin).await.unwrap();
    assert!(matches!(house.access.remove_oidc(&house.admin).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_domain_is_the_operator_s_to_give_and_one_organization_s() {
    let (house, _) = House::with_provider(settings()).await;
    let first = FirstSteps {
        organization: NewOrganization::client("Other"),
        admin_email: "olga@other.example".into(),
        ..first_steps()
    };
    let (other, _) = house.access.add_organization(&house.admin, first).await.unwrap();
    let olga = house.member("olga@other.example").await;
    for names in [vec!["acme.example"], vec!["other.example"]] {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let change = OidcChange { email_domains: Some(names.clone()), ..settings() };
        let refused = house.access.set_oidc(&olga, change).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        assert!(house.access.oidc(&olga).unwrap().settings.is_none(), "nothing of it was kept");
        let refused = house.access.set_email_domains(&olga, other, &names).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    }
    let taken = house.access.set_email_domains(&house.admin, other, &["ACME.example".into()]).await;
    assert!(matches!(taken, Err(Error::Conflict(_))), "{taken:?}");
    house.access.set_email_domains(&house.admin, other, &["other.example".into()]).await.unwrap();
    let own = OidcChange { email_domains: Some(vec!["other.example".into()]), ..settings() };
    let view = house.access.set_oidc(&olga, own).await.unwrap();
    assert_eq!((view.email_domains.len(), view.may_set_domains), (1, false), "the same again is no change");
    assert!(house.go("olga@other.example").await.is_ok());
    assert!(matches!(house.go("olga@nobody.example").await, Err(Error::NotFound(_))), "there are two now");
    let asked = OidcRequest {
        email: None,
        organization: Some(other),
        redirect: "https://gate.example/".into(),
        next: "/".into(),
    };
    house.access.begin_oidc(asked.clone(), None).await.unwrap();
    house.access.set_organization_enabled(&house.admin, other, false).await.unwrap();
    assert!(matches!(house.access.begin_oidc(asked, None).await, Err(Error::NotFound(_))));
    house.access.set_email_domains(&house.admin, other, &[]).await.unwrap();
    let own = house.admin.scope().org();
    house.access.set_email_domains(&house.admin, own, &["other.example".into()]).await.unwrap();
}

#[tokio::test]
async fn a_secret_goes_where_it_went_before_and_nowhere_else() {
    let (house, provider) = House::with_provider(settings()).await;
    let view = house.access.oidc(&house.admin).unwrap().settings.unwrap();
    assert_eq!(view.secret_hint.as_deref(), Some("…cdef"));
    let kept = OidcChange { client_secret: None, label: "Acme login".into(), ..settings() };
    house.access.set_oidc(&house.admin, kept.clone()).await.unwrap();
    provider.tells("1", claims(SASHA, "staff"));
    house.single_sign_on(SASHA).await.unwrap();
    let (client, code) = provider.redeemed.lock().unwrap().pop().unwrap();
    assert_eq!((client.secret.unwrap().as_str(), code.as_str()), ("0123456789abcdef", "a code"));
    for change in [
        OidcChange { issuer: "https://evil.example".into(), ..kept.clone() },
        OidcChange { client_id: "other".into(), ..kept.clone() },
    ] {
        let refused = house.access.set_oidc(&house.admin, change).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field, .. }) if field == "clientSecret"),
            "{refused:?}"
        );
    }
    for (change, named) in [
        (OidcChange { issuer: "http://login.example".into(), ..kept.clone() }, "issuer"),
        (OidcChange { client_id: " ".into(), ..kept.clone() }, "clientId"),
        (OidcChange { label: "x".repeat(61), ..kept.clone() }, "label"),
        (OidcChange { scopes: vec!["two words".into()], ..kept.clone() }, "scopes"),
        (OidcChange { admin_values: Vec::new(), ..kept.clone() }, "adminValues"),
        (OidcChange { email_domains: Some(vec!["acme".into()]), ..kept.clone() }, "emailDomains"),
    ] {
        let refused = house.access.set_oidc(&house.admin, change).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field, .. }) if field == named),
            "{named}: {refused:?}"
        );
    }
    let none = OidcChange { client_secret: Some(String::new().into()), ..kept };
    assert_eq!(house.access.set_oidc(&house.admin, none).await.unwrap().settings.unwrap().secret_hint, None);
}

#[tokio::test]
async fn who_signs_out_may_sign_out_at_the_provider_too() {
    let (house, provider) = House::with_provider(settings()).await;
    provider.tells("1", claims(SASHA, "staff"));
    let token = house.single_sign_on(SASHA).await.unwrap();
    let leave = house.access.sign_out(&token, None).await.unwrap().unwrap();
    assert_eq!(leave.end_session_endpoint, "https://login.example/out");
    assert_eq!((leave.client_id.as_str(), leave.id_token.as_deref()), ("gatehouse", Some("token-of-1")));
    assert!(house.access.sign_out(&token, None).await.unwrap().is_none());
    let by_password = house.sign_in("ada@acme.example").await;
    assert!(house.access.sign_out(&by_password, None).await.unwrap().is_none());
}
