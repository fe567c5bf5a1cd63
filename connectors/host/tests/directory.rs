//! A directory connector through the port: the sample `roster` against a stand-in.
#![allow(clippy::unwrap_used)]

mod common;

use common::{host, settings, standin};
use gatehouse_core::ports::{ConnectorError, Connectors};

#[tokio::test]
async fn a_directory_lists_its_people_page_by_page() {
    let server = standin::serve(|asked| match asked.target.as_str() {
        "/users" => {
            let ada = r#"{"id":"7","email":"ada@acme.example","firstName":"Ada","lastName":"Byron","department":"R&D"}"#;
            (200, vec![], format!(r#"{{"users":[{ada}],"next":"2"}}"#))
        }
        "/users?cursor=2" => (200, vec![], r#"{"users":[{"id":"8","email":null}]}"#.to_owned()),
        _ => (404, vec![], String::new()),
    });
    let server = server.await;
    let bench = host(&["roster"], |config| config.allow_private_targets = true).await;
    let directory = bench.host.directory("roster").unwrap();
    let settings = settings(&[("base_url", &server.url)]);

    assert_eq!(directory.test(&settings).await, Ok(1));
    let first = directory.list_users(&settings, None).await.unwrap();
    assert_eq!(first.users[0].email.as_deref(), Some("ada@acme.example"));
    assert_eq!(first.users[0].department, "R&D");
    let second = directory.list_users(&settings, first.next.as_deref()).await.unwrap();
    assert_eq!((second.users[0].external_id.as_str(), second.next), ("8", None));

    let unsupported = directory.revoke_sessions(&settings, "7").await;
    assert!(matches!(unsupported, Err(ConnectorError::NotSupported(_))));
    let unsupported = directory.force_password_reset(&settings, "7").await;
    assert!(matches!(unsupported, Err(ConnectorError::NotSupported(_))));
}
