//! The job: counts what is not counted yet, then looks at everybody's risk again.

use async_trait::async_trait;
use serde_json::json;

use crate::error::Result;
use crate::figures::recount::{refresh, stale, step};
use crate::figures::rows::{STATE, State};
use crate::jobs::{Handler, Run};
use crate::platform::Platform;
use crate::services::Services;
use crate::store::{Id, OrgStore};
use crate::{exposure, workforce};

/// People whose risk one look compares.
const LOOK: usize = 2000;
/// People whose risk one transaction stores.
const STORED: usize = 500;

/// What a job is asked with.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Asked {
    /// Whether everything is to be counted again, also where nothing is missing.
    pub(super) again: bool,
}

/// Counts again and looks at risk again. Register it for [`super::FIGURES_KIND`].
pub struct FiguresHandler {
    platform: Platform,
}

impl std::fmt::Debug for FiguresHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FiguresHandler")
    }
}

impl FiguresHandler {
    /// Over these services. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services) -> Self {
        Self { platform: services.platform.clone() }
    }

    async fn count(&self, run: &Run, org: &OrgStore, asked: Asked) -> Result<u64> {
        if asked.again {
            org.write(|writer| {
                // One that was cut off goes on where it stands.
                match State::load(writer)?.filter(|state| !state.is_complete()) {
                    Some(_) => Ok(()),
                    None => writer.insert(&STATE, &(), &State::NONE),
                }
            })
            .await?;
        }
        let reader = org.read()?;
        let alerts =
            exposure::summary_of(&reader, self.platform.now())?.counts.iter().map(|(.., n)| n).sum::<u64>();
        let total = alerts + workforce::count(&reader, false)?;
        drop(reader);
        let mut counted = 0;
        loop {
            run.check_cancelled()?;
            let now = self.platform.now();
            let Some(more) = org.write(move |writer| step(writer, now)).await? else { return Ok(counted) };
            counted += more;
            run.progress(counted.min(total), total, "counting");
        }
    }

    async fn look_at_risk(&self, run: &Run, org: &OrgStore) -> Result<u64> {
        let (mut next, mut changed) = (Some(Id::NIL), 0);
        while let Some(after) = next {
            run.check_cancelled()?;
            let now = self.platform.now();
            let store = org.clone();
            let look = tokio::task::spawn_blocking(move || stale(&store.read()?, after, LOOK, now));
            let (people, on) = look.await.map_err(crate::Error::internal)??;
            changed += people.len() as u64;
            for part in people.chunks(STORED).map(<[Id]>::to_vec) {
                org.write(move |writer| refresh(writer, &part, now)).await?;
            }
            next = on;
        }
        Ok(changed)
    }
}

#[async_trait]
impl Handler for FiguresHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let org = self.platform.store.org(run.scope);
        let asked = run.payload::<Option<Asked>>()?.unwrap_or_default();
        let counted = self.count(run, &org, asked).await?;
        let changed = self.look_at_risk(run, &org).await?;
        let now = self.platform.now();
        org.write(move |writer| match State::load(writer)? {
            Some(state) => writer.insert(&STATE, &(), &State { refreshed: now, ..state }),
            None => Ok(()),
        })
        .await?;
        Ok(json!({ "counted": counted, "riskChanged": changed }))
    }
}
