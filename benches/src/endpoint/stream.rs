//! Unpaginated `GET /alerts` of a million: how fast the rows come, and what the server's memory does meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::Request;

use super::process::resident;
use super::wire::Wire;
use super::{Filled, stored, stored_text};
use crate::Bench;
use crate::parts::runtime;
use crate::server::{Server, client};

/// What every row holds once.
const MARK: &[u8] = b"\"entity_id\":";
const ROWS_A_SECOND: f64 = 100_000.0;
const MEGABYTES: f64 = 20.0;
/// How often the memory is looked at.
const EVERY: Duration = Duration::from_millis(20);

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let (report, large) = bench.with_endpoint_million()?;
    runtime()?.block_on(async {
        let server = Server::start(large.path(), &client()?).await?;
        for name in ["first", "second"] {
            let (rate, megabytes, grown) = stream(&server, large).await?;
            report.check(
                format!("endpoint, all {} alerts streamed, {name} time, rows/s", stored_text()),
                format!("{rate:.0} ({megabytes:.0} MB)"),
                "> 100,000",
                rate > ROWS_A_SECOND,
            );
            // The first time fills the store's page cache, which has a size of its own.
            let what = "… resident memory that the server gained meanwhile, at most";
            let gained = format!("{grown:.1} MB");
            if name == "first" {
                report.note(what, gained);
            } else {
                report.check(what, gained, "< 20 MB", grown < MEGABYTES);
            }
        }
        server.stop()
    })
}

/// Rows a second, megabytes in all, and megabytes of memory gained at the peak.
async fn stream(server: &Server, large: &Filled) -> Result<(f64, f64, f64)> {
    let mut wire = Wire::connect(server.url()).await?;
    wire.get("/alerts/paginated", &large.key).await?;
    let (pid, before) = (server.pid(), resident(server.pid())?.0);
    let done = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&done);
    let watcher = std::thread::spawn(move || -> Result<f64> {
        let mut most = 0.0_f64;
        while !told.load(Ordering::Relaxed) {
            most = most.max(resident(pid)?.0);
            std::thread::sleep(EVERY);
        }
        Ok(most)
    });
    let start = Instant::now();
    let read = read(&mut wire, &large.key).await;
    let took = start.elapsed().as_secs_f64();
    done.store(true, Ordering::Relaxed);
    let most = watcher.join().map_err(|_| anyhow::anyhow!("the watcher panicked"))??;
    let (rows, bytes) = read?;
    ensure!(rows >= stored(), "{rows} rows came");
    Ok((rows as f64 / took, bytes as f64 / 1e6, most - before))
}

/// Reads them all: how many rows and bytes came.
pub(super) async fn read(wire: &mut Wire, key: &str) -> Result<(u64, u64)> {
    let mut body = wire.begin(Request::get("/alerts").header("x-api-key", key), Bytes::new()).await?;
    let (mut rows, mut bytes, mut tail) = (0, 0, Vec::new());
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        bytes += data.len() as u64;
        // A mark may lie across two pieces.
        let seam = [tail.as_slice(), &data[..data.len().min(MARK.len() - 1)]].concat();
        rows += count(&seam) + count(&data);
        tail.extend_from_slice(&data[data.len().saturating_sub(MARK.len() - 1)..]);
        tail.drain(..tail.len().saturating_sub(MARK.len() - 1));
    }
    Ok((rows, bytes))
}

fn count(text: &[u8]) -> u64 {
    text.windows(MARK.len()).filter(|window| *window == MARK).count() as u64
}
