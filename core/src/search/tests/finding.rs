//! What people type finds what they mean.

use super::*;

#[tokio::test]
async fn words_phrases_and_operators() {
    let world = World::with(vec![
        alert(1, "Password found", &[("message", "Your password was found in LinkedIn")]),
        alert(2, "Session token found", &[("message", "A token; the password reset is due")]),
        alert(3, "Nothing", &[("message", "found no password, reset the clock")]),
    ])
    .await;
    assert_eq!(world.find(""), [3, 2, 1]);
    assert_eq!(world.find("*"), [3, 2, 1]);
    assert_eq!(world.find("PASSWORD linkedin"), [1]);
    assert_eq!(world.find("\"password reset\""), [3, 2]);
    assert_eq!(world.find("\"reset password\""), NONE);
    assert_eq!(world.find("linkedin OR token"), [2, 1]);
    assert_eq!(world.find("password -linkedin"), [3, 2]);
    assert_eq!(world.find("NOT linkedin"), [3, 2]);
    assert_eq!(world.find("NOT (linkedin OR token)"), [3]);
    assert_eq!(world.find("clock OR NOT password"), [3]);
    assert_eq!(world.find("pass* AND res*"), [3, 2]);
    assert_eq!(world.find("title:found"), [2, 1]);
    assert_eq!(world.find("message:(linkedin OR clock)"), [3, 1]);
    assert_eq!(world.find("password & linkedin"), [1]);
    assert_eq!(world.find("&"), NONE);
    assert_eq!(world.find("nosuchword"), NONE);
    assert_eq!(world.find("nosuch*"), NONE);
}

#[tokio::test]
async fn addresses_hosts_paths_and_hashes_as_a_whole_and_by_part() {
    let hash = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";
    let world = World::with(vec![
        alert(1, "a", &[("email", "Anna.Smith@Example.com"), ("department", "Sales")]),
        alert(
            2,
            "b",
            &[("email", "x.anna.smith@example.com"), ("message", "combo anna.smith@example.org:hunter2")],
        ),
        alert(3, "c", &[("path", r"C:\Users\Anna\AppData\svchost.exe"), ("process", "svchost.exe")]),
        Doc { host: Some("web01.example.com".into()), ..alert(4, "d", &[("sha256", hash)]) },
        alert(5, "e", &[("message", "https://evil.example.net/a/login.php?next=/home from 10.0.0.12")]),
    ])
    .await;
    assert_eq!(world.find("anna.smith@example.com"), [1]);
    assert_eq!(world.find("email:ANNA.SMITH@example.com"), [1]);
    assert_eq!(world.find("anna.smith@example.org"), [2]);
    assert_eq!(world.find("email:anna.smith@example.org"), NONE);
    assert_eq!(world.find("smith"), [2, 1]);
    assert_eq!(world.find("example.com"), [4, 2, 1]);
    assert_eq!(world.find("anna.sm*"), [2, 1]);
    assert_eq!(world.find("email:anna*"), [2, 1]);
    assert_eq!(world.find("example.o*"), [2]);
    assert_eq!(world.find("hunter2"), [2]);

    assert_eq!(world.find(r#"path:"C:\Users\anna""#), [3]);
    assert_eq!(world.find(r"C:\Users\Anna\AppData\svchost.exe"), [3]);
    assert_eq!(world.find(r"path:C:\Users\an*"), [3]);
    assert_eq!(world.find(r"users\anna\*"), [3]);
    assert_eq!(world.find(r"appdata\svc*"), [3]);
    assert_eq!(world.find("svch*"), [3]);
    assert_eq!(world.find("process:svchost.exe"), [3]);
    assert_eq!(world.find("process:svchost.e*"), [3]);
    assert_eq!(world.find(r#"path:"D:\Users""#), NONE);

    assert_eq!(world.find(&format!("sha256:{}", hash.to_lowercase())), [4]);
    assert_eq!(world.find(&format!("{}*", &hash[..12])), [4]);
    assert_eq!(world.find("host:web01"), [4]);
    assert_eq!(world.find("host:web01.example.com"), [4]);
    assert_eq!(world.find("host:example.com"), [4]);
    assert_eq!(world.find("web01"), [4]);
    assert_eq!(world.find("host:*"), [4]);
    assert_eq!(world.find("-host:*"), [5, 3, 2, 1]);

    assert_eq!(world.find("https://evil.example.net/a/login.php"), [5]);
    assert_eq!(world.find("login.php"), [5]);
    assert_eq!(world.find("10.0.0.12"), [5]);
    assert_eq!(world.find("10.0.0.1"), NONE);
}

#[tokio::test]
async fn case_and_accents_do_not_matter() {
    let world = World::with(vec![
        alert(1, "Müller", &[("city", "Zürich")]),
        alert(2, "Muller", &[("city", "東京都")]),
        alert(3, "Mueller", &[("city", "STRASSE")]),
    ])
    .await;
    assert_eq!(world.find("muller"), [2, 1]);
    assert_eq!(world.find("MÜLLER"), [2, 1]);
    assert_eq!(world.find("mü*"), [3, 2, 1]);
    assert_eq!(world.find("city:zurich"), [1]);
    assert_eq!(world.find("straße"), [3]);
    assert_eq!(world.find("東京"), [2]);
    assert_eq!(world.find("京東"), NONE);
    assert_eq!(world.find("東京*"), [2]);
}

#[tokio::test]
async fn ranges_of_time_and_severity() {
    let day = 86_400_000;
    let at =
        |days: u64, severity: &str| Doc { severity: Some(severity.into()), ..alert(days * day, "x", &[]) };
    let world = World::with(vec![at(0, "LOW"), at(31, "Medium"), at(59, "HIGH"), at(365, "CRITICAL")]).await;
    let days = |query: &str| world.find(query).into_iter().map(|at| at / day).collect::<Vec<_>>();
    assert_eq!(days("time:1970"), [59, 31, 0]);
    assert_eq!(days("time:1970-02"), [31]);
    assert_eq!(days("time:[1970-01-01 TO 1970-02-01]"), [31, 0]);
    assert_eq!(days("time:[1970-01-01 TO 1970-02-01}"), [0]);
    assert_eq!(days("time:{1970-01-01 TO *]"), [365, 59, 31]);
    assert_eq!(days("time:>=1970-02-01"), [365, 59, 31]);
    assert_eq!(days("time:>1970-02-01"), [365, 59]);
    assert_eq!(days("time:<=1970-02"), [31, 0]);
    assert_eq!(days("time:<1970-02-01T00:00:00.001Z x"), [31, 0]);
    assert_eq!(days("severity:>=high"), [365, 59]);
    assert_eq!(days("severity:<HIGH"), [31, 0]);
    assert_eq!(days("severity:[medium TO high]"), [59, 31]);
    assert_eq!(days("severity:medium"), [31]);
    assert_eq!(days("severity:crit*"), [365]);
    assert_eq!(days("-severity:critical -time:1970-01"), [59, 31]);
    let request = Request {
        from: Some(Timestamp(31 * 86_400_000)),
        until: Some(Timestamp(365 * 86_400_000)),
        ..request("")
    };
    assert_eq!(numbers(&world.ask(&request)), [59 * day, 31 * day]);
    assert!(world.refused("a time:soon").message.starts_with("expected a time"));
    assert_eq!(world.refused("a time:soon").position, 2);
    assert!(world.refused("severity:>=grave").message.contains("info, low, medium, high, critical"));
    assert!(world.refused("email:>a").message.contains("only time and severity"));
}

#[tokio::test]
async fn an_unknown_field_is_refused_with_those_that_exist() {
    let world = World::with(vec![alert(1, "x", &[("secret", "y")])]).await;
    let error = world.refused("a adress:x");
    assert_eq!(error.position, 2);
    assert!(
        error.message.contains("no field `adress`")
            && error.message.contains("breach, city, department, email")
    );
    assert!(world.refused("org:x").message.contains("no field `org`"));
    assert!(world.refused("secret:y").message.contains("no field `secret`"));
    assert_eq!(world.find("y"), [1]);
    assert_eq!(world.find("EMAIL:x OR Title:x"), [1]);
}

#[tokio::test]
async fn what_is_being_typed_is_found_before_it_is_finished() {
    let world =
        World::with(vec![alert(1, "Anna", &[("email", "anna@example.com")]), alert(2, "Ann", &[])]).await;
    let typing = |query: &str| numbers(&world.ask(&Request { typing: Typing::Going, ..request(query) }));
    for (typed, found) in [
        ("a", 2),
        ("an", 2),
        ("anna", 1),
        ("anna@", 1),
        ("anna@ex", 1),
        ("email:", 1),
        ("email:an", 1),
        ("ann ", 1),
    ] {
        assert_eq!(typing(typed).len(), found, "{typed}");
    }
    assert_eq!(typing("ann OR (email:anna@e"), [2, 1]);
    assert_eq!(world.find("an"), NONE);
}

#[tokio::test]
async fn the_newest_come_first_and_pages_neither_repeat_nor_skip() {
    let mut docs = Vec::new();
    for number in 0..50 {
        // Five share each instant; among them the id decides.
        docs.push(Doc { time: Timestamp(number as i64 / 5), ..alert((number * 7) % 50, "same", &[]) });
    }
    docs.sort_by_key(|doc| std::cmp::Reverse((doc.time, doc.id)));
    let want: Vec<u64> = docs.iter().map(|doc| doc.fields["number"].as_u64().unwrap()).collect();
    let world = World::with(Vec::new()).await;
    for doc in docs.into_iter().rev().step_by(1) {
        // A segment each for some of them.
        if doc.time.0 % 3 == 0 { world.put(doc).await } else { world.feed.put(doc) }
    }
    world.settled().await;
    assert_eq!(world.find("same"), want);
    for facets in [false, true] {
        let mut paged = Vec::new();
        for offset in (0..50).step_by(7) {
            let answer = world.ask(&Request { offset, limit: 7, facets, ..request("same") });
            assert_eq!(answer.total, 50);
            paged.extend(answer.hits.iter().map(|hit| hit.fields["number"].as_u64().unwrap()));
        }
        assert_eq!(paged, want);
    }
    let counted = world.ask(&Request { limit: 0, ..request("same") });
    assert_eq!((counted.total, counted.hits.len()), (50, 0));
    let too_deep = Request { offset: MAX_DEPTH_OF_PAGE, limit: 1, ..request("") };
    let error = world.search.org(scope(ACME)).search_blocking(&too_deep).unwrap_err();
    assert!(matches!(error, SearchError::Other(crate::Error::Invalid { field, .. }) if field == "offset"));
}

#[tokio::test]
async fn by_score_the_best_match_comes_first() {
    let world = World::with(vec![
        alert(1, "leak", &[("message", "leak leak leak")]),
        alert(
            2,
            "other",
            &[("message", "a long text that mentions a leak somewhere among many other words")],
        ),
        alert(3, "other", &[("message", "nothing")]),
    ])
    .await;
    let by_score = |query: &str| numbers(&world.ask(&Request { sort: Sort::Score, ..request(query) }));
    assert_eq!(by_score("leak"), [1, 2]);
    assert_eq!(by_score("leak OR nothing").len(), 3);
    assert_eq!(by_score(""), [3, 2, 1]);
    assert_eq!(by_score("oth*"), [3, 2]);
}

#[tokio::test]
async fn hits_show_what_matched() {
    let world = World::with(vec![alert(
        1,
        "Anna",
        &[
            ("email", "anna@example.com"),
            ("message", "😀 Passwörter von Anna, sagt \"LinkedIn\""),
            ("city", ""),
        ],
    )])
    .await;
    let marks = |query: &str, typing: Typing| {
        let hit = world.ask(&Request { typing, ..request(query) }).hits.remove(0);
        let units: Vec<u16> = hit.snippet.encode_utf16().collect();
        let cut = |(from, to): &(u32, u32)| String::from_utf16(&units[*from as usize..*to as usize]).unwrap();
        hit.highlights.iter().map(cut).collect::<Vec<_>>()
    };
    assert_eq!(marks("anna@example.com", Typing::Done), ["anna@example.com"]);
    assert_eq!(marks("message:anna", Typing::Done), ["Anna"]);
    assert_eq!(marks("passworter LINKEDIN -nothing", Typing::Done), ["Passwörter", "LinkedIn"]);
    assert_eq!(marks("passw", Typing::Going), ["Passwörter"]);
    assert_eq!(marks("\"von anna\" anna@ex", Typing::Going), ["anna@example", "von Anna"]);
    assert_eq!(marks("status:open", Typing::Done), [""; 0]);
    let hit = world.ask(&request("")).hits.remove(0);
    assert_eq!(hit.snippet, "anna@example.com · 😀 Passwörter von Anna, sagt \"LinkedIn\"");
    assert_eq!(
        (hit.kind.as_str(), hit.id, hit.time, hit.title.as_str()),
        ("exposure_alert", id(1), Timestamp(1), "Anna")
    );
    assert_eq!((hit.severity.as_deref(), hit.status.as_deref()), (Some("HIGH"), Some("OPEN")));
}

#[tokio::test]
async fn a_search_that_takes_too_long_is_ended() {
    let feed = Arc::new(MemoryFeed::default());
    feed.put(alert(1, "x", &[]));
    let dir = TempDir::new().unwrap();
    let search =
        Search::open(dir.path(), feed.clone(), Options { time_limit: Duration::ZERO, ..options() }).unwrap();
    search.start();
    search.wait_for(1).await;
    let error = search.org(scope(ACME)).search(request("x")).await.unwrap_err();
    assert!(matches!(error, SearchError::Other(crate::Error::Unavailable(_))));
}
