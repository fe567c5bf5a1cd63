//! Search over a million alerts: the newest 20 and how many there are, against raw tantivy on the same index.
//!
//! Raw tantivy gets its queries ready made and answers addresses and a count. Ours is the room's whole answer: parsing,
//! the organization, the 20 documents with snippets and highlights. The second comparison has raw tantivy read its 20
//! documents as well.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_core::indexing::FIELDS;
use gatehouse_core::search::{Options, Request, Search, SearchOrg};
use gatehouse_core::store::{Id, OrgScope};
use tantivy::collector::{Count, TopDocs};
use tantivy::{Index, Order, ReloadPolicy, Searcher, TantivyDocument};

use crate::Bench;
use crate::documents::{Documents, ORG};
use crate::parts::runtime;
use crate::queries::{Asked, Form, asked};
use crate::report::{median, micros};

const DOCUMENTS: u64 = 1_000_000;
const QUERIES: u64 = 150;
const ROUNDS: usize = 5;
const PAGE: usize = 20;
const LIMIT: f64 = 1.5;
/// After so long without a change the room lets merges end and takes them up.
const REST: Duration = Duration::from_secs(25);

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    build(bench, folder.path())?;
    // Not started: what is measured is searching alone.
    let search = open(folder.path())?;
    ensure!(search.is_complete(), "the index was not finished");
    let raw = raw(folder.path())?;
    let org = search.org(OrgScope::of(Id(ORG)));
    bench.report.note("the index of 1,000,000 alerts, segments", raw.segment_readers().len().to_string());
    for form in Form::ALL {
        measure(bench, form, &raw, &org)?;
    }
    Ok(())
}

fn open(folder: &Path) -> Result<Search> {
    let options = Options { fields: FIELDS.to_vec(), ..Options::default() };
    Ok(Search::open(folder, Arc::new(Documents::new(DOCUMENTS)), options)?)
}

fn build(bench: &mut Bench, folder: &Path) -> Result<()> {
    runtime()?.block_on(async {
        let start = Instant::now();
        let search = open(folder)?;
        search.start();
        search.wait_for(DOCUMENTS).await;
        let rate = DOCUMENTS as f64 / start.elapsed().as_secs_f64();
        bench.report.note("building the index of 1,000,000 alerts, documents/s", format!("{rate:.0}"));
        tokio::time::sleep(REST).await;
        search.shutdown().await;
        Ok(())
    })
}

fn raw(folder: &Path) -> Result<Searcher> {
    let folder = std::fs::read_dir(folder)?.next().context("there is no index")??.path();
    let index = Index::open_in_dir(folder)?;
    let reader: tantivy::IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

#[derive(Default)]
struct Times {
    raw: Vec<Duration>,
    raw_read: Vec<Duration>,
    ours: Vec<Duration>,
    facets: Vec<Duration>,
    count: Vec<Duration>,
}

fn measure(bench: &mut Bench, form: Form, raw: &Searcher, org: &SearchOrg) -> Result<()> {
    let text = raw.schema().get_field("text")?;
    let queries: Vec<Asked> = (0..QUERIES).map(|n| asked(form, n, text)).collect();
    let mut times = Times::default();
    let mut matches = Vec::new();
    // The first round warms the page cache for both.
    for round in 0..=ROUNDS {
        let mut now = Times::default();
        for asked in &queries {
            let found = one(raw, org, asked, &mut now)?;
            matches.push(found);
        }
        if round > 0 {
            times.raw.append(&mut now.raw);
            times.raw_read.append(&mut now.raw_read);
            times.ours.append(&mut now.ours);
            times.facets.append(&mut now.facets);
            times.count.append(&mut now.count);
        }
    }
    matches.sort_unstable();
    let typical = matches[matches.len() / 2];
    let [raw, raw_read, ours, facets, count] =
        [times.raw, times.raw_read, times.ours, times.facets, times.count].map(|times| micros(median(times)));
    let (name, report) = (form.name(), &mut bench.report);
    report.check(
        format!("search, {name}, newest 20 and count, p50 of {QUERIES} queries (median {typical} matches)"),
        format!("{ours:.0} µs, raw tantivy {raw:.0} µs ({:.2})", ours / raw),
        format!("≤ {LIMIT} × raw"),
        ours / raw <= LIMIT,
    );
    report.note(
        "… raw tantivy that reads its 20 documents too",
        format!("{raw_read:.0} µs ({:.2})", ours / raw_read),
    );
    report.note("… the count without documents", format!("{count:.0} µs ({:.2})", count / raw));
    report.note("… with facets", format!("{facets:.0} µs"));
    Ok(())
}

/// Asks both, one after the other; answers the number of matches.
fn one(raw: &Searcher, org: &SearchOrg, asked: &Asked, times: &mut Times) -> Result<u64> {
    let newest = || TopDocs::with_limit(PAGE).order_by_fast_field::<i64>("time", Order::Desc);
    let start = Instant::now();
    let (top, count) = raw.search(&*asked.raw, &(newest(), Count))?;
    times.raw.push(start.elapsed());
    let documents: Vec<TantivyDocument> =
        top.iter().map(|(_, address)| raw.doc(*address)).collect::<Result<_, _>>()?;
    times.raw_read.push(start.elapsed());

    let mut request = Request { query: asked.typed.clone(), limit: PAGE, ..Request::default() };
    let start = Instant::now();
    let answer = org.search_blocking(&request)?;
    times.ours.push(start.elapsed());
    ensure!(
        answer.total == count as u64 && answer.hits.len() == documents.len(),
        "{} found {} here and {count} there",
        asked.typed,
        answer.total
    );

    request.limit = 0;
    let start = Instant::now();
    org.search_blocking(&request)?;
    times.count.push(start.elapsed());

    (request.limit, request.facets) = (PAGE, true);
    let start = Instant::now();
    org.search_blocking(&request)?;
    times.facets.push(start.elapsed());
    Ok(answer.total)
}
