//! A small load loop for peers: connections that each post the next row when the former is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::Bytes;
use hyper::Request;

use super::wire::Wire;

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loaded {
    /// Rows a second.
    pub(super) rate: f64,
    pub(super) p50: Duration,
    pub(super) p99: Duration,
}

/// Posts what `body` makes to `path` for `time`.
pub(super) async fn load(
    url: &str,
    path: &'static str,
    token: &str,
    connections: usize,
    time: Duration,
    body: fn(u64) -> String,
) -> Result<Loaded> {
    let number = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut posters = Vec::new();
    for _ in 0..connections {
        let mut wire = Wire::connect(url).await?;
        let (number, token) = (Arc::clone(&number), token.to_owned());
        posters.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while start.elapsed() < time {
                let body = Bytes::from(body(number.fetch_add(1, Ordering::Relaxed)));
                let request = Request::post(path).header("authorization", &token);
                times.push(wire.ask(request, body).await?.0);
            }
            anyhow::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for poster in posters {
        times.extend(poster.await??);
    }
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    Ok(Loaded { rate, p50: at(50), p99: at(99) })
}
