//! The figures against a plain recount, after any mix of what can happen, also while they are being counted again.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use proptest::prelude::*;

use crate::exposure::tests::reported;
use crate::exposure::{self, Alert, AlertStatus, set_status};
use crate::figures::recount::step;
use crate::figures::rows::{
    BY_AFFECTED, BY_DATE, BY_RISK, CATEGORIES, DATA_TYPES, DAYS, DEPARTMENTS, MONTHS, PEOPLE, PERSONS,
    SOURCES, STATE, State, YEARS,
};
use crate::figures::{self, FIGURES_KIND, FiguresHandler};
use crate::fixture::{Fixture, exposure};
use crate::ports::{Artifact, DirectoryUser, SourceKind};
use crate::store::{Id, Key, OrgReader, OrgRows as _, OrgTable, Record, Span};
use crate::time::Timestamp;
use crate::workforce::{self, Listed};

mod cases;
mod compare;

use compare::compare;

const DAY: i64 = 86_400_000;
const DEPARTMENTS_THERE_ARE: [&str; 4] = ["", "Sales", "Finance", "Legal"];
const CLASSES: [&str; 4] = ["Passwords", "Credit cards", "Names", "Shoe sizes"];
const SOURCES_THERE_ARE: [SourceKind; 3] = [SourceKind::Hibp, SourceKind::StealerLog, SourceKind::DarkWeb];

#[derive(Debug, Clone)]
enum Deed {
    /// Somebody is new, or is said to work in another department.
    Listed { person: u8, department: usize },
    /// A directory says whether they work here and have a second factor.
    Told { person: u8, active: bool, mfa: Option<bool> },
    /// A provider reports somebody in a breach.
    Found { person: u8, breach: u8, classes: u8, dated: bool },
    /// Somebody moves the nth alert.
    Moved { nth: usize, status: AlertStatus },
    /// The nth alert is taken away.
    Removed { nth: usize },
    /// Time passes.
    Days(u8),
    /// Everything is to be counted again.
    Again,
    /// The next step of that is done.
    Step,
}

fn deed() -> impl Strategy<Value = Deed> {
    let status = prop::sample::select(AlertStatus::ALL.to_vec());
    prop_oneof![
        3 => (0..6u8, 0..4usize).prop_map(|(person, department)| Deed::Listed { person, department }),
        2 => (0..6u8, any::<bool>(), any::<Option<bool>>())
            .prop_map(|(person, active, mfa)| Deed::Told { person, active, mfa }),
        6 => (0..6u8, 0..20u8, 0..16u8, any::<bool>())
            .prop_map(|(person, breach, classes, dated)| Deed::Found { person, breach, classes, dated }),
        4 => (any::<usize>(), status).prop_map(|(nth, status)| Deed::Moved { nth, status }),
        1 => any::<usize>().prop_map(|nth| Deed::Removed { nth }),
        2 => (0..40u8).prop_map(Deed::Days),
        1 => Just(Deed::Again),
        4 => Just(Deed::Step),
    ]
}

struct House(Fixture);

impl House {
    fn reader(&self) -> OrgReader {
        self.0.services.org(&self.0.admin).read().unwrap()
    }

    fn now(&self) -> Timestamp {
        self.0.services.platform.now()
    }

    fn address(person: u8) -> String {
        format!("p{person}@acme.example")
    }

    fn id(&self, person: u8) -> Option<Id> {
        workforce::by_email(&self.reader(), &Self::address(person)).unwrap()
    }

    fn alerts(&self) -> Vec<(Id, Alert)> {
        exposure::alerts_after(&self.reader(), Id::NIL, 10_000).unwrap()
    }

    fn nth_alert(&self, nth: usize) -> Option<Id> {
        let all = self.alerts();
        (!all.is_empty()).then(|| all[nth % all.len()].0)
    }

    async fn happens(&self, deed: Deed) {
        let (services, admin) = (&self.0.services, &self.0.admin);
        let (platform, now) = (services.platform.clone(), self.now());
        match deed {
            Deed::Listed { person, department } => {
                let department = DEPARTMENTS_THERE_ARE[department];
                let row = format!("{},P{person},{department}\n", Self::address(person));
                self.0.people(&format!("email,first_name,department\n{row}")).await;
            }
            Deed::Told { person, active, mfa } => {
                let email = Some(Self::address(person));
                let user = DirectoryUser {
                    external_id: person.to_string(),
                    email,
                    active,
                    mfa,
                    ..DirectoryUser::default()
                };
                let listed = Listed { connection: Id([7; 16]), user };
                services
                    .org(admin)
                    .write(move |writer| {
                        let taken = workforce::settle(writer, &platform, &listed)?;
                        if let workforce::Linked::Taken { id, leaves: true, .. } = taken {
                            workforce::set_active(writer, &platform, id, false)?;
                        }
                        Ok(())
                    })
                    .await
                    .unwrap();
            }
            Deed::Found { person, breach, classes, dated } => {
                let Some(id) = self.id(person) else { return };
                let told: Vec<&str> =
                    (0..4).filter(|bit| classes & (1 << bit) != 0).map(|bit| CLASSES[bit]).collect();
                let mut one = exposure(&format!("Breach {breach}"), &told);
                let year = 2010 + i64::from(breach % 7);
                one.breach_date = Timestamp::parse(&format!("{year}-05-01")).filter(|_| dated);
                one.source = SOURCES_THERE_ARE[usize::from(breach) % 3];
                one.domain = (breach % 5 == 0).then(|| "sso.acme.example".into());
                one.artifacts = if breach % 4 == 0 { vec![Artifact::Token] } else { vec![] };
                let other = exposure(&format!("Breach {}", breach / 2), &["Names"]);
                reported(&self.0, id, vec![one, other]).await;
            }
            Deed::Moved { nth, status } => {
                if let Some(id) = self.nth_alert(nth) {
                    set_status(services, admin, id, status).await.unwrap();
                }
            }
            Deed::Removed { nth } => {
                if let Some(id) = self.nth_alert(nth) {
                    let gone = services.org(admin).write(move |w| exposure::remove_alert(w, id, now)).await;
                    assert!(gone.unwrap());
                }
            }
            Deed::Days(days) => self.0.clock.advance(i64::from(days) * DAY + 1),
            Deed::Again => {
                services.org(admin).write(|writer| writer.insert(&STATE, &(), &State::NONE)).await.unwrap();
            }
            Deed::Step => {
                if workforce::count(&self.reader(), false).unwrap() > 0 {
                    services.org(admin).write(move |writer| step(writer, now)).await.unwrap();
                }
            }
        }
    }

    /// The job, to its end.
    async fn count(&self, again: bool) {
        let (services, admin) = (&self.0.services, &self.0.admin);
        services.jobs.register(FIGURES_KIND, Arc::new(FiguresHandler::new(services)));
        let work = tokio::spawn(services.jobs.clone().work());
        let job = if again {
            figures::recount(services, admin).await.unwrap()
        } else {
            services.jobs.enqueue(admin.scope(), FIGURES_KIND, &()).await.unwrap()
        };
        let ended = services.jobs.wait(admin.scope(), job).await.unwrap();
        assert_eq!(ended.error, None);
        work.abort();
    }
}

/// Everything that is kept, as text.
fn kept(reader: &OrgReader) -> BTreeMap<&'static str, Vec<String>> {
    fn table<K: Key + Debug, V: Record + Debug>(reader: &OrgReader, table: &OrgTable<K, V>) -> Vec<String> {
        let rows = reader.list(table, Span::all(), 0, usize::MAX).unwrap();
        rows.into_iter().map(|row| format!("{row:?}")).collect()
    }
    BTreeMap::from([
        ("days", table(reader, &DAYS)),
        ("months", table(reader, &MONTHS)),
        ("departments", table(reader, &DEPARTMENTS)),
        ("data types", table(reader, &DATA_TYPES)),
        ("categories", table(reader, &CATEGORIES)),
        ("sources", table(reader, &SOURCES)),
        ("people", table(reader, &PEOPLE)),
        ("years", table(reader, &YEARS)),
        ("persons", table(reader, &PERSONS)),
        ("by risk", table(reader, &BY_RISK)),
        ("by affected", table(reader, &BY_AFFECTED)),
        ("by date", table(reader, &BY_DATE)),
    ])
}

async fn check(deeds: Vec<Deed>) {
    let house = House(Fixture::new());
    house.happens(Deed::Listed { person: 0, department: 1 }).await;
    for deed in deeds {
        house.happens(deed).await;
    }
    // What was begun is counted to its end, and risk is looked at as of today.
    house.count(false).await;
    compare(&house);
    let followed = kept(&house.reader());
    house.count(true).await;
    assert_eq!(kept(&house.reader()), followed, "what was followed equals a recount");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn figures_equal_a_recount(deeds in prop::collection::vec(deed(), 0..40)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(check(deeds));
    }
}
