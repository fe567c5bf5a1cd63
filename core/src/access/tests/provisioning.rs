//! Tokens of identity providers, and the time for which two are good.

use super::House;
use crate::access::{issue_token, may_provision, revoke_tokens};
use crate::error::Error;
use crate::store::Id;

#[tokio::test]
async fn the_token_before_ends_when_its_time_is_over() {
    let house = House::new().await;
    let connection = house.platform.new_id();
    let issue = async |seconds: i64| {
        let platform = house.platform.clone();
        let rows = house.platform.store.org(house.admin.scope());
        rows.write(move |writer| {
            issue_token(writer, &platform, connection, platform.now().plus_seconds(seconds))
        })
        .await
        .unwrap()
    };
    let opens = |connection: Id, token: &str| match house.access.authenticate_connection(
        connection,
        Some(token),
        None,
    ) {
        Ok(principal) => principal.require_connection().is_ok_and(|known| known == connection),
        Err(Error::Unauthenticated) => false,
        Err(other) => panic!("{other}"),
    };
    let first = issue(0).await;
    let second = issue(60).await;
    house.pass(59_999);
    assert!(opens(connection, &first) && opens(connection, &second));
    house.pass(1);
    assert!(!opens(connection, &first), "its time is over");
    assert!(opens(connection, &second));
    // A third one while the second is good: two at most are.
    let third = issue(60).await;
    let fourth = issue(60).await;
    assert!(!opens(connection, &second) && opens(connection, &third) && opens(connection, &fourth));
    assert!(!opens(house.platform.new_id(), &fourth), "another connection");

    let rows = house.platform.store.org(house.admin.scope());
    let may = || rows.write(move |writer| may_provision(writer, connection));
    assert!(may().await.unwrap());
    rows.write(move |writer| revoke_tokens(writer, connection)).await.unwrap();
    assert!(!may().await.unwrap() && !opens(connection, &fourth));
}
