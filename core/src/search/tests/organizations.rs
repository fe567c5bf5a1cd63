//! One organization cannot see another, whatever it types.

use super::*;

const ADVERSARIAL: [&str; 14] = [
    "",
    "*",
    "secret",
    "NOT acme",
    "-acme",
    "acme OR secret",
    "acme OR NOT acme",
    "NOT (acme acme)",
    "s*",
    "kind:*",
    "kind:exposure_alert OR title:*",
    "time:>=1970-01-01 OR secret",
    "severity:>=info OR status:*",
    "\"globex secret\"",
];

async fn world(shared_segments: bool) -> World {
    let globex =
        |number| Doc { org: GLOBEX, host: Some("globex-host".into()), ..alert(number, "globex secret", &[]) };
    let world = World::with(Vec::new()).await;
    for number in 0..20 {
        let doc = if number % 2 == 0 { alert(number, "acme", &[]) } else { globex(number) };
        if shared_segments { world.feed.put(doc) } else { world.put(doc).await }
    }
    // The same id in both.
    world.feed.put(globex(0));
    world.settled().await;
    world
}

#[tokio::test]
async fn nothing_that_is_typed_shows_another_organization() {
    for shared_segments in [true, false] {
        let world = world(shared_segments).await;
        for query in ADVERSARIAL {
            for (sort, facets) in
                [(Sort::Newest, false), (Sort::Newest, true), (Sort::Score, false), (Sort::Score, true)]
            {
                let request = Request { sort, facets, ..request(query) };
                let answer = world.ask(&request);
                assert!(answer.hits.iter().all(|hit| hit.title == "acme"), "{query}");
                assert!(answer.total <= 10, "{query}");
                assert_eq!(answer.hits.len() as u64, answer.total, "{query}");
                let hosts = answer.facets.map(|facets| facets.host).unwrap_or_default();
                assert!(hosts.is_empty(), "{query}");
            }
        }
        let huge = vec!["secret OR acme"; 32].join(" OR ");
        assert_eq!(world.find(&huge).len(), 10);
        assert_eq!(world.find("secret").len(), 0);
        let theirs = world.search.org(scope(GLOBEX)).search_blocking(&request("")).unwrap();
        assert_eq!(theirs.total, 11);
        let nobody = world
            .search
            .org(scope([7; 16]))
            .search_blocking(&Request { facets: true, ..request("") })
            .unwrap();
        assert_eq!((nobody.total, nobody.facets.unwrap()), (0, Facets::default()));
    }
}

#[tokio::test]
async fn an_organization_that_leaves_is_gone_and_others_stay() {
    let world = world(true).await;
    for number in 0..20 {
        world.feed.remove(GLOBEX, "exposure_alert", id(number));
    }
    world.search.delete_org(GLOBEX).await.unwrap();
    assert_eq!(world.search.org(scope(GLOBEX)).search_blocking(&request("")).unwrap().total, 0);
    assert_eq!(world.find("").len(), 10);
    // Deleted documents of others do not open a way around the filter, nor close ours.
    assert_eq!(world.find("NOT nothing").len(), 10);
}
