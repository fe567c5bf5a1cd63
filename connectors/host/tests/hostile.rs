//! A hostile connector fails its own call. Others go on answering, and the log says what would allow or stop it.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::logs::capture;
use common::{Bench, Names, host, settings, standin};
use gatehouse_core::ports::ConnectorError::{Failed, Other, Refused, Unavailable};

/// Still answers after what happened.
async fn still_answers(bench: &Bench) {
    assert_eq!(bench.hostile("behave", "").await, Ok(vec![Ok(vec![])]));
}

#[tokio::test]
async fn an_endless_loop_ends_and_others_answer_meanwhile() {
    let (log, _guard) = capture();
    let bench = host(&["hostile"], |config| config.limits.cpu_ms = 200).await;
    let (looping, behaving) = tokio::join!(bench.hostile("loop", ""), bench.hostile("behave", ""));
    assert_eq!(behaving, Ok(vec![Ok(vec![])]));
    assert!(matches!(looping, Err(Failed(why)) if why.contains("`cpu_ms`")));
    assert!(log.text().contains("computed for more than 200 ms; the limit is `cpu_ms`"), "{}", log.text());
}

#[tokio::test]
async fn the_clock_on_the_wall_stops_a_loop_as_well() {
    let bench = host(&["hostile"], |config| {
        config.limits.cpu_ms = 1_000_000;
        config.limits.wall_ms = 500;
    });
    let bench = bench.await;
    assert!(matches!(bench.hostile_error("loop", "").await, Failed(why) if why.contains("`wall_ms`")));
}

#[tokio::test]
async fn a_memory_bomb_goes_off_in_its_own_call() {
    let (log, _guard) = capture();
    let bench = host(&["hostile"], |config| config.limits.memory = 8 << 20).await;
    assert!(matches!(bench.hostile_error("memory", "").await, Failed(why) if why.contains("`memory`")));
    assert!(log.text().contains("the limit is `memory`"), "{}", log.text());
    still_answers(&bench).await;
}

#[tokio::test]
async fn a_trap_is_that_calls_failure() {
    let bench = host(&["hostile"], |_| ()).await;
    assert!(matches!(bench.hostile_error("trap", "").await, Failed(why) if why.contains("trapped")));
    still_answers(&bench).await;
}

#[tokio::test]
async fn an_ungranted_host_is_refused_and_the_grant_is_named() {
    let (log, _guard) = capture();
    let bench = host(&["hostile"], |_| ()).await;
    let named = "grant \"https://not-granted.example\" to allow it";
    assert!(matches!(bench.hostile_error("ungranted", "").await, Refused(why) if why.ends_with(named)));
    assert!(log.text().contains(named) && log.text().contains("connector=hostile"), "{}", log.text());
    still_answers(&bench).await;

    let granted = host(&["hostile"], |config| {
        config.extra_grants = vec!["https://not-granted.example".parse().unwrap()]
    });
    // Past the grants: what is missing now is only the name, which no resolver knows.
    let granted = granted.await.hostile_error("ungranted", "").await;
    assert_eq!(granted, Unavailable("not-granted.example has no address".into()));
}

#[tokio::test]
async fn the_metadata_address_is_refused() {
    let (log, _guard) = capture();
    let bench = host(&["hostile"], |config| config.allow_private_targets = true).await;
    let named = "grant \"http://169.254.169.254\"";
    assert!(matches!(bench.hostile_error("metadata", "").await, Refused(why) if why.contains(named)));
    assert!(log.text().contains(named), "{}", log.text());
}

#[tokio::test]
async fn a_name_that_leads_to_loopback_is_refused_until_it_is_granted_as_private() {
    let (log, _guard) = capture();
    let inside = standin::says(200, "secret").await;
    let url = format!("http://rebind.example:{}", inside.port());
    let addresses = ["93.184.216.34", "127.0.0.1"].map(|ip| ip.parse().unwrap());
    let names = || Arc::new(Names([("rebind.example".to_owned(), addresses.to_vec())].into()));

    let bench = host(&["hostile"], |config| {
        config.resolver = names();
        config.extra_grants = vec![url.parse().unwrap()];
    });
    let refused = bench.await.hostile_error("rebind", &url).await;
    let named = format!("grant \"private:{url}\" to allow it");
    assert!(
        matches!(&refused, Refused(why) if why.contains("127.0.0.1 (loopback)") && why.ends_with(&named))
    );
    assert!(log.text().contains(&named), "{}", log.text());
    assert!(inside.seen().is_empty(), "the request was made nevertheless");

    let bench = host(&["hostile"], |config| {
        config.resolver = Arc::new(Names([("rebind.example".to_owned(), vec![addresses[1]])].into()));
        config.extra_grants = vec![format!("private:{url}").parse().unwrap()];
    });
    assert_eq!(bench.await.hostile("rebind", &url).await, Ok(vec![Ok(vec![])]));
    assert_eq!(inside.seen()[0].headers["host"], format!("rebind.example:{}", inside.port()));
}

#[tokio::test]
async fn odd_spellings_of_an_address_are_seen_through() {
    let bench = host(&["hostile"], |_| ()).await;
    for url in
        ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://0/"]
    {
        assert!(matches!(bench.hostile_error("fetch", url).await, Refused(_)), "{url}");
    }
    for url in ["ftp://a.example/", "file:///etc/passwd", "http://u:p@a.example/", "not a url", "http:///"] {
        assert!(!matches!(bench.hostile_error("fetch", url).await, Failed(_)), "{url}");
    }
}

#[tokio::test]
async fn a_redirect_to_a_forbidden_place_is_not_followed() {
    let elsewhere = standin::says(200, "elsewhere").await;
    let to = elsewhere.url.clone();
    let moved = standin::serve(move |_| (302, vec![("location", to.clone())], String::new())).await;
    let bench = host(&["hostile"], |config| config.extra_grants = vec![moved.url.parse().unwrap()]).await;
    let error = bench.hostile_error("fetch", &moved.url).await;
    assert_eq!(error, Other("answered 302; redirects are not followed".into()));
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn an_oversized_answer_is_cut_off() {
    let (log, _guard) = capture();
    for url in [standin::says(200, &"x".repeat(5000)).await.url, standin::endless().await] {
        let bench = host(&["hostile"], |config| {
            config.limits.response_bytes = 4000;
            config.extra_grants = vec![url.parse().unwrap()];
        });
        let error = bench.await.hostile_error("oversize", &url).await;
        assert!(matches!(error, Failed(why) if why.contains("`response_bytes`")));
    }
    assert!(log.text().contains("`response_bytes`"), "{}", log.text());
}

#[tokio::test]
async fn floods_end_the_call() {
    let server = standin::says(200, "").await;
    let bench = host(&["hostile"], |config| {
        config.limits.log_lines = 5;
        config.limits.requests = 3;
        config.extra_grants = vec![server.url.parse().unwrap()];
    });
    let bench = bench.await;
    assert!(matches!(bench.hostile_error("flood-log", "").await, Failed(why) if why.contains("`log_lines`")));
    assert!(
        matches!(bench.hostile_error("many-requests", &server.url).await, Failed(why) if why.contains("`requests`"))
    );
    assert_eq!(server.seen().len(), 3);
    assert!(
        matches!(bench.hostile_error("flood-state", "").await, Other(why) if why.contains("the space is full"))
    );
    assert!(
        matches!(bench.hostile_error("miscount", "").await, Failed(why) if why.contains("0 addresses instead of 1"))
    );
    still_answers(&bench).await;
}

#[tokio::test]
async fn a_server_that_never_answers_holds_nobody_for_long() {
    let (_listener, url) = standin::silent().await;
    let grant = || vec![url.parse().unwrap()];
    let bench = host(&["hostile"], |config| {
        config.limits.request_ms = 200;
        config.extra_grants = grant();
    });
    let error = bench.await.hostile_error("slow-http", &url).await;
    assert_eq!(error, Unavailable("no answer in time".into()));

    let bench = host(&["hostile"], |config| {
        config.limits.wall_ms = 300;
        config.limits.calls_per_connector = 2;
        config.extra_grants = grant();
    });
    let bench = bench.await;
    let (slow, behaving) = tokio::join!(bench.hostile("slow-http", &url), bench.hostile("behave", ""));
    assert!(matches!(slow, Err(Failed(why)) if why.contains("`wall_ms`")));
    assert!(behaving.is_ok());
}

#[tokio::test]
async fn what_one_organization_left_behind_is_not_there_for_another() {
    let bench = host(&["hostile"], |_| ()).await;
    let provider = bench.provider("hostile");
    let remember = async |key: &str, email: &str| {
        let settings = settings(&[("behaviour", "remember"), ("api_key", key)]);
        provider.lookup(&settings, &[email.to_owned()]).await.unwrap_err().to_string()
    };
    assert_eq!(remember("k1", "a@one.example").await, "before: ");
    assert_eq!(remember("k2", "b@two.example").await, "before: ");
    assert_eq!(remember("k1", "c@one.example").await, "before: a@one.example");
}

#[tokio::test]
async fn the_last_failure_is_shown_until_a_call_succeeds() {
    let bench = host(&["hostile"], |_| ()).await;
    bench.hostile_error("trap", "").await;
    assert!(bench.host.list_status()[0].last_error.as_deref().unwrap().contains("trapped"));
    still_answers(&bench).await;
    assert_eq!(bench.host.list_status()[0].last_error, None);
}
