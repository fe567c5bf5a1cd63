//! A breach scan: 10,000 employees against a corpus of a million rows, through the connector `local`.

use anyhow::{Result, ensure};
use gatehouse_core::notify::{ChannelKind, NewChannel, add_channel};
use gatehouse_core::severity::Severity;

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::people::{BREACHES, Corpus, employees_csv, mix, person};

const PEOPLE: u64 = 10_000;
const ROWS: u64 = 1_000_000;
const LIMIT: f64 = 10.0;

/// Every second employee is in one to five breaches; all other rows are of strangers.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let mut corpus = Corpus::new();
    for n in (0..PEOPLE).step_by(2) {
        let (email, bits) = (person(n).email, mix(n));
        for at in 0..=(bits >> 40) % 5 {
            corpus.add(&email, (bits + at * 77) % BREACHES);
        }
    }
    let expected = corpus.rows;
    for n in corpus.rows..ROWS {
        corpus.add_stranger(n);
    }
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        let parts = Parts::open(folder.path()).await?;
        let imported = parts.import(employees_csv(PEOPLE), corpus.into_csv()).await?;
        bench.report.note(
            "importing a corpus of 1,000,000 rows that are mostly of strangers",
            format!("{:.1} s", imported.as_secs_f64()),
        );
        let channel = NewChannel {
            label: "bench".into(),
            kind: ChannelKind::Webhook,
            url: "https://hooks.example/in".into(),
            min_severity: Severity::Low,
            settings: Default::default(),
        };
        add_channel(&parts.services, &parts.principal, channel).await?;
        parts.services.search.start();
        // What the import changed is indexed before the clock starts.
        parts.indexed().await;
        let (result, scanned, indexed) = parts.scan().await?;
        let (queued, _) = parts.services.outbox.list(parts.principal.scope(), usize::MAX)?;
        ensure!(result.new_alerts == expected, "{} alerts of {expected}", result.new_alerts);
        ensure!(queued.len() as u64 == expected, "{} messages for {expected} alerts", queued.len());
        bench.report.check(
            format!(
                "scan of 10,000 employees against 1,000,000 rows: {expected} alerts stored, queued and indexed"
            ),
            format!("{:.2} s (stored after {:.2} s)", indexed.as_secs_f64(), scanned.as_secs_f64()),
            format!("< {LIMIT} s"),
            indexed.as_secs_f64() < LIMIT,
        );
        parts.close().await;
        Ok(())
    })
}
