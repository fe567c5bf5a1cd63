//! Random queries over random documents: never a panic, never another organization, and the fast ways of finding the
//! newest and of counting agree with the plain one.

use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::*;

const WORDS: [&str; 6] = ["alpha", "beta", "gamma", "delta", "alps", "beta.gamma"];

fn built(docs: Vec<(bool, usize, usize, u8, bool)>) -> (Runtime, World) {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(async {
        let world = World::with(Vec::new()).await;
        for (number, (ours, first, second, time, commit)) in docs.into_iter().enumerate() {
            let doc = Doc {
                org: if ours { ACME } else { GLOBEX },
                time: Timestamp(i64::from(time) % 8),
                severity: Some(["LOW", "HIGH"][first % 2].into()),
                ..alert(number as u64 % 20, WORDS[first], &[("message", WORDS[second])])
            };
            if commit { world.put(doc).await } else { world.feed.put(doc) }
        }
        world.settled().await;
        world
    });
    (runtime, world)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn fast_ways_agree_with_looking_at_each_match(
        docs in prop::collection::vec((any::<bool>(), 0..6_usize, 0..6_usize, any::<u8>(), proptest::bool::weighted(0.05)), 1..60),
        limit in 0..12_usize,
    ) {
        let (_runtime, world) = built(docs);
        for query in ["", "alpha", "al*", "alpha beta", "\"beta gamma\"", "alpha OR gamma", "-beta", "severity:high beta",
            "time:1970 alpha", "(alpha OR beta) -gamma", "message:be*", "title:beta.gamma"] {
            for org in [ACME, GLOBEX] {
                let ask = |request: Request| world.search.org(scope(org)).search_blocking(&request).unwrap();
                let plain = ask(Request { facets: true, ..request(query) });
                let fast = ask(Request { limit, ..request(query) });
                prop_assert_eq!(fast.total, plain.total, "{}", query);
                prop_assert_eq!(&fast.hits[..], &plain.hits[..plain.hits.len().min(limit)], "{}", query);
                let scored = ask(Request { sort: Sort::Score, ..request(query) });
                prop_assert_eq!(scored.total, plain.total, "{}", query);
            }
        }
    }

    #[test]
    fn no_text_breaks_a_search(
        texts in prop::collection::vec(prop_oneof![
            any::<String>(),
            r#"([ab "()*:\\<>=\[\]{}@.東😀-]|AND |OR |NOT |time:|email:|severity:>|al|1970){0,24}"#,
            prop::collection::vec(any::<u8>(), 0..60).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        ], 40),
    ) {
        let (_runtime, world) = built(vec![(true, 0, 1, 0, false), (false, 0, 2, 1, false), (true, 5, 4, 3, false)]);
        for text in texts {
            for typing in [Typing::Done, Typing::Going] {
                match world.search.org(scope(ACME)).search_blocking(&Request { typing, facets: true, ..request(&text) }) {
                    Ok(answer) => prop_assert!(answer.total <= 2),
                    Err(SearchError::Query(error)) => prop_assert!(error.position <= text.chars().count()),
                    Err(SearchError::Other(error)) => prop_assert!(false, "{}: {}", text, error),
                }
            }
        }
    }

    #[test]
    fn no_text_breaks_the_index(texts in prop::collection::vec(any::<String>(), 20), name in "[a-z]{0,5}") {
        let runtime = Runtime::new().unwrap();
        runtime.block_on(async {
            let docs = texts.iter().zip(0..).map(|(text, number)| Doc {
                text: vec![(name.clone().into(), text.clone())],
                host: Some(text.clone()),
                ..alert(number, text, &[])
            });
            let world = World::with(docs.collect()).await;
            assert_eq!(world.find("").len(), 20);
            for (text, number) in texts.iter().zip(0..) {
                let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
                if text.chars().any(|c| c.is_ascii_alphanumeric()) && quoted.chars().count() < 500 {
                    assert!(world.find(&quoted).contains(&number), "{quoted}");
                }
            }
        });
    }
}
