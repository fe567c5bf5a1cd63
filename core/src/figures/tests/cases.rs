//! New organizations, folders of older releases, and what happens once a day.

use std::sync::Arc;

use super::{Deed, House, compare, kept};
use crate::figures::recount::step;
use crate::figures::rows::{STATE, State};
use crate::figures::{self, FIGURES_KIND, Figures, FiguresHandler};
use crate::fixture::Fixture;
use crate::time::Timestamp;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_organization_needs_no_count_and_one_of_an_older_release_gets_it() {
    let house = House(Fixture::new());
    let (services, admin) = (&house.0.services, &house.0.admin);
    let figures = || Figures::open(services, admin).unwrap();
    assert!(figures().is_complete().unwrap(), "where nobody is, nothing is missing");
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    house.happens(Deed::Listed { person: 1, department: 1 }).await;
    house.happens(Deed::Listed { person: 2, department: 2 }).await;
    house.happens(Deed::Found { person: 2, breach: 4, classes: 3, dated: true }).await;
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    assert_eq!(services.jobs.list(admin.scope(), Some(FIGURES_KIND), 0, 9).unwrap().1, 0);
    let followed = kept(&house.reader());

    // As an older release left it: rows, and no figures.
    services
        .org(admin)
        .write(|writer| {
            writer.insert(&STATE, &(), &State::NONE)?;
            while step(writer, Timestamp(0))? == Some(0) {}
            writer.remove(&STATE, &()).map(drop)
        })
        .await
        .unwrap();
    assert!(!figures().is_complete().unwrap());
    house.happens(Deed::Listed { person: 3, department: 3 }).await;
    assert!(!figures().is_complete().unwrap(), "one more person does not make it complete");
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    assert_eq!(services.jobs.list(admin.scope(), Some(FIGURES_KIND), 0, 9).unwrap().1, 1);
    let job = services.jobs.active(admin.scope(), FIGURES_KIND).unwrap().unwrap();
    services.jobs.register(FIGURES_KIND, Arc::new(FiguresHandler::new(services)));
    let work = tokio::spawn(services.jobs.clone().work());
    services.jobs.wait(admin.scope(), job).await.unwrap();
    work.abort();
    assert!(figures().is_complete().unwrap());
    assert_eq!(kept(&house.reader())["persons"], followed["persons"]);
    compare(&house);
}

#[tokio::test(flavor = "multi_thread")]
async fn risk_is_looked_at_once_a_day() {
    let house = House(Fixture::new());
    let (services, admin) = (&house.0.services, &house.0.admin);
    house.happens(Deed::Listed { person: 1, department: 1 }).await;
    house.happens(Deed::Found { person: 1, breach: 4, classes: 3, dated: true }).await;
    let asked = || services.jobs.active(admin.scope(), FIGURES_KIND).unwrap();
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    assert_eq!(asked(), None, "it was found today");
    house.happens(Deed::Days(90)).await;
    let before = kept(&house.reader());
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    let job = asked().unwrap();
    services.jobs.register(FIGURES_KIND, Arc::new(FiguresHandler::new(services)));
    let work = tokio::spawn(services.jobs.clone().work());
    let ended = services.jobs.wait(admin.scope(), job).await.unwrap();
    work.abort();
    assert!(ended.result.unwrap().contains(r#""riskChanged":1"#));
    assert_ne!(kept(&house.reader())["by risk"], before["by risk"]);
    compare(&house);
    figures::ask_when_due(services, admin.scope()).await.unwrap();
    assert_eq!(asked(), None);
}

#[tokio::test]
async fn one_count_at_a_time() {
    let house = House(Fixture::new());
    let services = &house.0.services;
    house.happens(Deed::Listed { person: 1, department: 1 }).await;
    figures::recount(services, &house.0.admin).await.unwrap();
    let again = figures::recount(services, &house.0.admin).await;
    assert!(matches!(again, Err(crate::Error::Conflict(_))));
}
