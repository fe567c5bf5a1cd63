//! Becoming a member by a link.

use super::{HOUR, House, PASSWORD, first_steps};
use crate::access::{Acceptance, FirstSteps, InvitationLink, NewInvitation, Role};
use crate::error::{Error, Result};
use crate::tenancy::NewOrganization;

const IVO: &str = "ivo@acme.example";

fn stale(outcome: &Result<()>) {
    assert!(matches!(outcome, Err(Error::Invalid { field, .. }) if field == "token"), "{outcome:?}");
}

impl House {
    async fn invite(&self, email: &str, role: Role) -> Result<InvitationLink> {
        let new = NewInvitation { email: email.into(), role, by_mail: true };
        Ok(self.access.invite(&self.admin, new, |_, _| Ok(())).await?.1)
    }

    async fn accept(&self, link: &InvitationLink) -> Result<()> {
        let accepted =
            Acceptance { token: link.token.clone(), name: "Ivo".into(), password: PASSWORD.into() };
        self.access.accept_invitation(accepted, None).await
    }
}

#[tokio::test]
async fn a_link_makes_one_member_once() {
    let house = House::new().await;
    let link = house.invite(" Ivo@Acme.example ", Role::Admin).await.unwrap();
    assert_eq!((link.email.as_str(), link.organization.as_str()), (IVO, "Acme"));
    let offer = house.access.invitation_offer(&link.token, None).unwrap();
    assert_eq!((offer.email.as_str(), offer.role, offer.passwords), (IVO, Role::Admin, true));
    assert_eq!(offer.single_sign_on, None);
    let short = Acceptance { token: link.token.clone(), name: String::new(), password: "short".into() };
    let refused = house.access.accept_invitation(short, None).await;
    assert!(matches!(&refused, Err(Error::Invalid { field, .. }) if field == "password"), "{refused:?}");
    let race = futures::future::join_all((0..5).map(|_| house.accept(&link))).await;
    assert_eq!(race.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{race:?}");
    stale(&house.accept(&link).await);
    assert!(house.access.invitation_offer(&link.token, None).is_err());
    assert_eq!(house.member(IVO).await.role(), Role::Admin);
    assert!(house.access.invitations(&house.admin).unwrap().is_empty());
    let again = house.invite(IVO, Role::Viewer).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
}

#[tokio::test]
async fn a_link_ends_by_time_by_a_newer_one_and_by_being_taken_back() {
    let house = House::new().await;
    let link = house.invite(IVO, Role::Viewer).await.unwrap();
    assert!(matches!(house.invite(IVO, Role::Admin).await, Err(Error::Conflict(_))), "is invited already");
    house.pass(7 * 24 * HOUR);
    stale(&house.accept(&link).await);
    let waiting = house.access.invitations(&house.admin).unwrap();
    assert!(waiting[0].expired && waiting[0].mailed);
    let id = waiting[0].id;
    let again = house.access.invite_again(&house.admin, id, false, |_, _| panic!("no mail is wanted"));
    let (view, newer) = again.await.unwrap();
    assert!(!view.expired && !view.mailed && view.created == waiting[0].created);
    stale(&house.accept(&link).await);
    house.access.invitation_offer(&newer.token, None).unwrap();
    house.access.revoke_invitation(&house.admin, id).await.unwrap();
    stale(&house.accept(&newer).await);
    assert!(matches!(house.access.revoke_invitation(&house.admin, id).await, Err(Error::NotFound(_))));
    let gone = house.access.invite_again(&house.admin, id, true, |_, _| Ok(())).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    for made_up in ["", "made up", &"x".repeat(5000)] {
        assert!(matches!(house.access.invitation_offer(made_up, None), Err(Error::Invalid { .. })));
    }
}

#[tokio::test]
async fn an_invitation_that_cannot_be_sent_is_none() {
    let house = House::new().await;
    let new = NewInvitation { email: IVO.into(), role: Role::Viewer, by_mail: true };
    let no = house.access.invite(&house.admin, new, |_, _| Err(Error::Unavailable("no outbox".into()))).await;
    assert!(matches!(no, Err(Error::Unavailable(_))), "{no:?}");
    assert!(house.access.invitations(&house.admin).unwrap().is_empty());
    house.invite(IVO, Role::Viewer).await.unwrap();
}

#[tokio::test]
async fn only_admins_invite_and_whoever_is_added_needs_no_invitation() {
    let house = House::new().await;
    let link = house.invite(IVO, Role::Admin).await.unwrap();
    house.add(IVO, Role::Viewer).await;
    assert!(house.access.invitations(&house.admin).unwrap().is_empty());
    stale(&house.accept(&link).await);
    let ivo = house.member(IVO).await;
    let new = NewInvitation { email: "eve@acme.example".into(), role: Role::Admin, by_mail: false };
    let refused = house.access.invite(&ivo, new, |_, _| Ok(())).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    assert!(matches!(house.access.invitations(&ivo), Err(Error::Forbidden(_))));
    assert!(matches!(house.invite("no address", Role::Viewer).await, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn a_disabled_organization_takes_nobody_in() {
    let house = House::new().await;
    let first = FirstSteps {
        organization: NewOrganization::client("Late payer"),
        admin_email: "lou@late.example".into(),
        ..first_steps()
    };
    let (id, _) = house.access.add_organization(&house.admin, first).await.unwrap();
    let lou = house.member("lou@late.example").await;
    let new = NewInvitation { email: IVO.into(), role: Role::Viewer, by_mail: false };
    let (_, link) = house.access.invite(&lou, new, |_, _| Ok(())).await.unwrap();
    house.access.set_organization_enabled(&house.admin, id, false).await.unwrap();
    stale(&house.accept(&link).await);
}
