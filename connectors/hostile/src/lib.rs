//! A connector that misbehaves on demand: the connector host is tested with it, and it is never shipped.
//!
//! The setting `behaviour` says how; `url` says against whom.

use std::hint::black_box;

use gatehouse_connector_sdk::{BreachProvider, Description, Error, Kind, Lookup, http, log, settings, state};

/// What it asks for. Tests put other text of the same length into the built file to get a version that asks for
/// more or less, so it is kept as one string and read at run time.
const HOSTS: &str = "https://first.example                                                   ";
const VERSION: &str = "1.0.0-aaaa";
const ID: &str = "hostile";

/// The provider.
#[derive(Debug)]
pub struct Hostile;

impl BreachProvider for Hostile {
    fn describe() -> Description {
        Description {
            hosts: black_box(HOSTS).split_whitespace().map(str::to_owned).collect(),
            batch_size: 10,
            ..Description::new(black_box(ID), black_box(VERSION), Kind::BreachProvider, "Hostile")
        }
    }

    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error> {
        let behaviour = settings::required("behaviour")?;
        let url = settings::optional("url").unwrap_or_default();
        match behaviour.as_str() {
            "behave" => Ok(emails.iter().map(|_| Ok(Vec::new())).collect()),
            "loop" => spin(),
            "memory" => hoard(),
            "trap" => panic!("on purpose"),
            "ungranted" => ask("https://not-granted.example/steal?x=1", &emails),
            "metadata" => ask("http://169.254.169.254/latest/meta-data/", &emails),
            // The rest ask the stand-in that the test runs.
            "fetch" | "rebind" | "oversize" | "slow-http" => ask(&url, &emails),
            "many-requests" => many_requests(&url),
            "flood-log" => flood_log(),
            "flood-state" => flood_state(),
            "miscount" => Ok(Vec::new()),
            "remember" => remember(&emails),
            other => Err(Error::BadSettings(format!("no behaviour {other}"))),
        }
    }
}

fn ask(url: &str, emails: &[String]) -> Result<Vec<Lookup>, Error> {
    http::get(url).send()?.check()?;
    Ok(emails.iter().map(|_| Ok(Vec::new())).collect())
}

fn spin() -> ! {
    let mut count = 0_u64;
    loop {
        count = black_box(count.wrapping_add(1));
    }
}

fn hoard() -> ! {
    let mut hoard: Vec<Vec<u8>> = Vec::new();
    loop {
        hoard.push(vec![1; 1 << 20]);
        black_box(&hoard);
    }
}

fn many_requests(url: &str) -> Result<Vec<Lookup>, Error> {
    loop {
        http::get(url).send()?;
    }
}

fn flood_log() -> ! {
    loop {
        log::info("a line that nobody asked for");
    }
}

fn flood_state() -> Result<Vec<Lookup>, Error> {
    for number in 0..10_000 {
        state::set(&format!("key-{number}"), &[0; 1024]).map_err(Error::Other)?;
    }
    Ok(Vec::new())
}

/// Answers with an error that tells what was kept by the call before.
fn remember(emails: &[String]) -> Result<Vec<Lookup>, Error> {
    let before = state::get("seen").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    state::set("seen", emails.join(",").as_bytes()).map_err(Error::Other)?;
    Err(Error::Other(format!("before: {}", before.unwrap_or_default())))
}

gatehouse_connector_sdk::export_breach_provider!(Hostile);
