//! What the server holds in memory with a million alerts in its store.

use std::time::Duration;

use anyhow::Result;

use super::stored_text;
use super::wire::Wire;
use crate::Bench;
use crate::parts::runtime;
use crate::server::{Server, client};

const IDLE: Duration = Duration::from_secs(5);
/// What it may hold.
pub(super) const MEGABYTES: f64 = 150.0;

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let (report, large) = bench.with_endpoint_million()?;
    runtime()?.block_on(async {
        let server = Server::start(large.path(), &client()?).await?;
        let mut wire = Wire::connect(server.url()).await?;
        wire.get("/alerts/paginated", &large.key).await?;
        tokio::time::sleep(IDLE).await;
        let memory = server.memory()?;
        report.check(
            format!("endpoint, resident after 5 s idle, {} alerts", stored_text()),
            format!("{:.1} MB ({:.1} MB anonymous)", memory.resident, memory.anonymous),
            "< 150 MB",
            memory.resident < MEGABYTES,
        );
        server.stop()
    })
}
