//! The index follows the feed, survives restarts, and comes back whatever happens to its folder.

use std::sync::atomic::Ordering;

use super::*;

#[tokio::test]
async fn changes_and_removals_are_found_and_not_found() {
    let world = World::with(Vec::new()).await;
    assert_eq!(world.find(""), NONE);
    world.put(alert(1, "first", &[])).await;
    assert_eq!(world.find("first"), [1]);
    world.put(alert(1, "second", &[])).await;
    assert_eq!(world.find("first"), NONE);
    assert_eq!(world.find("second"), [1]);
    world.feed.remove(ACME, "exposure_alert", id(1));
    world.settled().await;
    assert_eq!(world.find(""), NONE);
    let answer = world.search.org(scope(ACME)).search(request("second")).await.unwrap();
    assert!(answer.complete);
}

#[tokio::test]
async fn a_restart_replays_what_was_missed_without_building_anew() {
    let world = World::with(vec![alert(1, "one", &[]), alert(2, "two", &[])]).await;
    assert_eq!(world.feed.builds.load(Ordering::SeqCst), 1);
    world.search.shutdown().await;
    world.feed.put(alert(3, "three", &[]));
    world.feed.remove(ACME, "exposure_alert", id(1));
    let world = world.again().await;
    assert!(world.search.is_complete());
    world.settled().await;
    assert_eq!(world.find(""), [3, 2]);
    assert_eq!(world.feed.builds.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_changes_after_a_restart_takes_the_place_of_what_it_was() {
    let world = World::with(vec![alert(1, "one", &[]), alert(2, "two", &[])]).await;
    world.search.shutdown().await;
    let world = world.again().await;
    for number in [1, 3, 2, 3] {
        world.put(alert(number, "anew", &[])).await;
    }
    assert_eq!(world.find("anew"), [3, 2, 1]);
    assert_eq!(world.find(""), [3, 2, 1], "each of them once");
}

#[tokio::test]
async fn more_changes_than_a_batch_are_all_applied() {
    let world = World::with(Vec::new()).await;
    for number in 0..2_500 {
        world.feed.put(alert(number % 1_700, &format!("round{}", number / 1_700), &[]));
    }
    world.settled().await;
    assert_eq!(world.ask(&request("")).total, 1_700);
    assert_eq!(world.ask(&request("round1")).total, 800);
}

#[tokio::test]
async fn a_deleted_folder_is_built_anew() {
    let world = World::with(vec![alert(1, "one", &[])]).await;
    world.search.shutdown().await;
    std::fs::remove_dir_all(world.folder()).unwrap();
    let world = world.again().await;
    world.settled().await;
    assert_eq!(world.find("one"), [1]);
    assert_eq!(world.feed.builds.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn while_it_is_built_answers_say_that_they_are_incomplete() {
    let world = World::with(vec![alert(1, "one", &[]), alert(2, "two", &[])]).await;
    world.search.shutdown().await;
    std::fs::remove_dir_all(world.folder()).unwrap();
    world.feed.hold();
    let world = world.again().await;
    let answer = world.ask(&request(""));
    assert!(!answer.complete && answer.total < 2);
    assert!(!world.search.is_complete());
    world.feed.release();
    world.settled().await;
    let answer = world.ask(&request(""));
    assert!(answer.complete);
    assert_eq!(numbers(&answer), [2, 1]);
}

#[tokio::test]
async fn a_stop_in_the_middle_of_building_starts_over() {
    let world = World::with(vec![alert(1, "one", &[]), alert(2, "two", &[])]).await;
    world.search.shutdown().await;
    std::fs::remove_dir_all(world.folder()).unwrap();
    world.feed.hold();
    let world = world.again().await;
    let (feed, shutdown) = (world.feed.clone(), world.search.shutdown());
    let release = async { feed.release() };
    tokio::join!(shutdown, release);
    let world = world.again().await;
    world.settled().await;
    assert_eq!(world.find(""), [2, 1]);
}

#[tokio::test]
async fn garbage_in_any_file_is_noticed_and_built_anew() {
    let world =
        World::with((0..50).map(|number| alert(number, "word", &[("message", "more words")])).collect())
            .await;
    world.search.shutdown().await;
    let mut world = world;
    for round in 0..100 {
        let files: Vec<_> =
            folders(&world.folder()).into_iter().filter(|path| path.metadata().unwrap().len() > 0).collect();
        let Some(path) = files.get(round) else { break };
        let length = path.metadata().unwrap().len() as usize;
        std::fs::write(path, vec![0x5a; length]).unwrap();
        world = world.again().await;
        let mut answer = world
            .search
            .org(scope(ACME))
            .search(Request { facets: true, ..request("word* \"more words\"") })
            .await;
        // Either it was noticed when it was opened, or this search stumbles over it and has it looked at.
        if answer.is_err() {
            let builds = world.feed.builds.load(Ordering::SeqCst);
            world.feed.put(alert(1, "word", &[("message", "more words")]));
            while world.feed.builds.load(Ordering::SeqCst) == builds && !world.search.is_complete() {
                tokio::task::yield_now().await;
            }
        }
        world.settled().await;
        answer = world.search.org(scope(ACME)).search(request("word* \"more words\"")).await;
        if let Ok(answer) = &answer {
            assert_eq!(answer.total, 50, "{}", path.display());
        }
        world.search.shutdown().await;
    }
}

#[tokio::test]
async fn a_trimmed_log_another_store_and_a_store_gone_back_are_built_anew() {
    let world = World::with(vec![alert(1, "one", &[]), alert(2, "two", &[])]).await;
    world.search.shutdown().await;
    world.feed.put_and_trim(alert(3, "three", &[]));
    let world = world.again().await;
    world.settled().await;
    assert_eq!(world.find(""), [3, 2, 1]);
    assert_eq!(world.feed.builds.load(Ordering::SeqCst), 2);

    world.put(alert(4, "four", &[])).await;
    world.search.shutdown().await;
    world.feed.become_another();
    let world = world.again().await;
    world.settled().await;
    assert_eq!(world.feed.builds.load(Ordering::SeqCst), 3);

    world.search.shutdown().await;
    world.feed.go_back(1);
    let world = world.again().await;
    let mut progress = 0;
    while progress < 4 {
        progress = world.feed.builds.load(Ordering::SeqCst);
        tokio::task::yield_now().await;
    }
    world.settled().await;
    assert_eq!(world.find(""), [3, 2, 1]);
}

#[tokio::test]
async fn documents_worded_differently_are_built_anew() {
    let world = World::with(vec![alert(1, "one", &[])]).await;
    world.search.shutdown().await;
    let options = Options { version: 7, ..options() };
    let search = Search::open(world.dir.path(), world.feed.clone(), options).unwrap();
    assert!(!search.is_complete());
    search.start();
    search.wait_for(1).await;
    assert_eq!(search.org(scope(ACME)).search_blocking(&request("one")).unwrap().total, 1);
    assert_eq!(folders(world.dir.path()).len(), 1);
}

#[tokio::test]
async fn a_feed_that_fails_is_asked_again() {
    let world = World::with(vec![alert(1, "one", &[])]).await;
    world.feed.broken.store(true, Ordering::SeqCst);
    world.feed.put(alert(2, "two", &[]));
    assert_eq!(world.find("one"), [1]);
    tokio::task::yield_now().await;
    world.feed.broken.store(false, Ordering::SeqCst);
    world.settled().await;
    assert_eq!(world.find(""), [2, 1]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_leaves_an_empty_incomplete_index_until_it_can() {
    let feed = Arc::new(MemoryFeed::default());
    feed.put(alert(1, "one", &[]));
    let parent = TempDir::new().unwrap();
    let dir = parent.path().join("search");
    std::fs::write(&dir, "in the way").unwrap();
    let search = Search::open(&dir, feed.clone(), options()).unwrap();
    search.start();
    let answer = search.org(scope(ACME)).search(request("one")).await.unwrap();
    assert_eq!((answer.total, answer.complete), (0, false));
    std::fs::remove_file(&dir).unwrap();
    search.wait_for(1).await;
    assert_eq!(search.org(scope(ACME)).search(request("one")).await.unwrap().total, 1);
}
