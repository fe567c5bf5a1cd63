//! The search API of Intelligence X (its SDK, "Intelligence X API", section search).
//!
//! `POST {base_url}/intelligent/search` answers the id of a search; `GET …/search/result?id=…` gives what came since the
//! last question, with a status. Both carry the header `X-Key`. 401 is a wrong key, 402 one whose searches are used up.

use gatehouse_connector_sdk::{Error, clock, http};
use serde::Deserialize;
use serde_json::{Value, json};

/// Records of one search.
const MOST_RECORDS: usize = 100;
/// Seconds to wait when as many searches run as the key may have at a time.
const SEARCHES_FULL: u32 = 10;

/// Whom we ask.
pub(crate) struct Api {
    pub(crate) base: String,
    pub(crate) key: String,
}

/// How a search stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// There may be more records.
    More,
    /// There are none yet.
    NotYet,
    /// It is over.
    Done,
}

#[derive(Deserialize)]
struct Started {
    #[serde(default)]
    id: String,
    status: i64,
}

#[derive(Deserialize)]
struct Results {
    // Absent or null when there are none.
    records: Option<Vec<Value>>,
    status: i64,
}

impl Api {
    /// Starts a search for an address; answers its id.
    pub(crate) fn start(&self, email: &str) -> Result<String, Error> {
        // No buckets are named: naming one that the key may not read is refused.
        let search = json!({
            "term": email, "buckets": [], "lookuplevel": 0, "maxresults": MOST_RECORDS, "timeout": 0,
            "datefrom": "", "dateto": "", "sort": 2, "media": 0, "terminate": []
        });
        let request = http::post(format!("{}/intelligent/search", self.base)).json(&search)?;
        let started: Started = self.send(request)?.json()?;
        match started.status {
            0 if is_id(&started.id) => Ok(started.id),
            1 => Err(Error::Other("the address is no search term there".into())),
            2 => Err(Error::RateLimited(SEARCHES_FULL)),
            other => Err(Error::Other(format!("the search did not start: status {other}"))),
        }
    }

    /// What came since the last question.
    pub(crate) fn results(&self, id: &str) -> Result<(Status, Vec<Value>), Error> {
        let url = format!("{}/intelligent/search/result?id={id}&limit={MOST_RECORDS}", self.base);
        let results: Results = self.send(http::get(url))?.json()?;
        let status = match results.status {
            0 => Status::More,
            // 2: it knows nothing (any more) of the search.
            1 | 2 => Status::Done,
            3 => Status::NotYet,
            other => return Err(Error::Other(format!("a search with the unknown status {other}"))),
        };
        Ok((status, results.records.unwrap_or_default()))
    }

    /// Ends a search that is not waited for any more, so that it does not count against the key. Whether that works
    /// changes nothing for us.
    pub(crate) fn stop(&self, id: &str) {
        drop(self.send(http::get(format!("{}/intelligent/search/terminate?id={id}", self.base))));
    }

    fn send(&self, request: http::Request) -> Result<http::Response, Error> {
        let answer =
            request.header("x-key", self.key.as_str()).header("accept", "application/json").send()?;
        if answer.status == 402 {
            return Err(Error::RateLimited(clock::seconds_left_today()));
        }
        answer.explained()
    }
}

/// Ids are UUIDs; anything else does not come into an address.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
