//! An organization keeps an admin, also when several go at once.

use super::House;
use crate::access::{MemberChange, Role};
use crate::error::Error;

fn admins(house: &House) -> usize {
    let members = house.access.members(&house.admin).unwrap();
    members.iter().filter(|member| member.active && member.role == Role::Admin).count()
}

#[tokio::test]
async fn of_admins_who_leave_at_the_same_time_one_stays() {
    for round in 0..8 {
        let house = House::new().await;
        let ada = house.access.member_by_email(&house.admin, "ada@acme.example").unwrap().id;
        let bo = house.add("bo@acme.example", Role::Admin).await;
        let cy = house.add("cy@acme.example", Role::Admin).await;
        let (access, admin) = (&house.access, &house.admin);
        let (first, second, third) = futures::join!(
            access.remove_member(admin, ada),
            access.set_role(admin, bo, Role::Viewer),
            access.set_active(admin, cy, false),
        );
        let outcomes = [first, second.map(drop), third.map(drop)];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 2, "{round}: {outcomes:?}");
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Conflict(_)))), "{outcomes:?}");
        assert_eq!(admins(&house), 1, "round {round}");
    }
}

#[tokio::test]
async fn role_and_activity_change_together_or_not_at_all() {
    let house = House::new().await;
    let ada = house.access.member_by_email(&house.admin, "ada@acme.example").unwrap().id;
    let both = MemberChange { role: Some(Role::Viewer), active: Some(false) };
    assert!(matches!(house.access.change_member(&house.admin, ada, both).await, Err(Error::Conflict(_))));
    assert_eq!(admins(&house), 1);
    let vera = house.add("vera@acme.example", Role::Viewer).await;
    // Somebody who is no admin is no admin less.
    let view = house.access.change_member(&house.admin, vera, both).await.unwrap();
    assert_eq!((view.role, view.active), (Role::Viewer, false));
    let back = MemberChange { role: Some(Role::Admin), active: Some(true) };
    house.access.change_member(&house.admin, vera, back).await.unwrap();
    house.access.remove_member(&house.admin, ada).await.unwrap();
    let viewer = house.member("vera@acme.example").await;
    assert!(matches!(house.access.remove_member(&viewer, vera).await, Err(Error::Conflict(_))), "oneself");
}
