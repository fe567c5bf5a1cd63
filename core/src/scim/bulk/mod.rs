//! Many operations in one request (RFC 7644, 3.7). Each is a transaction of its own.
//!
//! An operation may name what another one makes, as `bulkId:…`; it waits for that one. When resources to be made name each
//! other, the first is made without what names the others, and completed when they are there.

mod read;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use self::read::{Operation, resolve, strip, target};
use crate::scim::desk::Desk;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::projection::Projection;
use crate::scim::schema::Kind;

pub use read::MAX_OPERATIONS;

/// What became of one.
struct Done {
    status: u16,
    location: Option<String>,
    version: Option<String>,
    fault: Option<Fault>,
    id: Option<String>,
}

/// A request's operations at work.
struct Bench<'a> {
    desk: &'a Desk,
    /// What POSTs of this request have made, by their names.
    ids: HashMap<String, String>,
    failed: HashSet<String>,
    /// Made without all that they name.
    incomplete: Vec<(Operation, Done)>,
    answers: Vec<(usize, Value)>,
    errors: u64,
}

impl Desk {
    /// Does the operations of a `BulkRequest`; answers a `BulkResponse`, in the order of the request.
    ///
    /// # Errors
    /// `invalidSyntax` for what is none, 413 for too many operations. What goes wrong with one operation is in the answer.
    pub async fn bulk(&self, body: Value) -> Outcome<Value> {
        let (open, stop_after) = read::read(body)?;
        let mut bench = Bench {
            desk: self,
            ids: HashMap::new(),
            failed: HashSet::new(),
            incomplete: Vec::new(),
            answers: Vec::new(),
            errors: 0,
        };
        bench.work(open, stop_after).await;
        bench.complete().await;
        bench.answers.sort_by_key(|(at, _)| *at);
        let answers: Vec<Value> = bench.answers.into_iter().map(|(_, answer)| answer).collect();
        Ok(json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": answers}))
    }
}

impl Bench<'_> {
    /// Does all operations, or those up to so many errors.
    async fn work(&mut self, mut open: Vec<Operation>, stop_after: Option<u64>) {
        let made: HashSet<String> =
            open.iter().filter(|one| one.method == "POST").filter_map(|one| one.bulk_id.clone()).collect();
        while !open.is_empty() {
            let waiting = open.len();
            let mut later = Vec::new();
            for one in open {
                if stop_after.is_some_and(|most| self.errors >= most) {
                    return;
                }
                let is_settled = |name: &String| self.ids.contains_key(name) || self.failed.contains(name);
                if one.needs.iter().any(|name| made.contains(name) && !is_settled(name)) {
                    later.push(one);
                    continue;
                }
                let missing = one.needs.iter().find(|name| !self.ids.contains_key(*name));
                let done = match missing {
                    Some(name) => refused(Fault::value(name, "no operation of this request made that")),
                    None => self.run(&one, one.data.clone()).await,
                };
                self.settle(one, done);
            }
            if later.len() == waiting {
                // They wait for each other: one of them goes ahead.
                match later.iter().position(|one| one.method == "POST") {
                    Some(at) => {
                        let one = later.remove(at);
                        self.go_ahead(one).await;
                    }
                    None => {
                        for one in later.drain(..) {
                            let fault = Fault::new(409, None, "the operations wait for each other");
                            self.settle(one, refused(fault));
                        }
                    }
                }
            }
            open = later;
        }
    }

    /// Makes a resource without what it names of others.
    async fn go_ahead(&mut self, one: Operation) {
        let mut data = one.data.clone();
        strip(&mut data, &self.ids);
        let done = self.run(&one, data).await;
        match &done.id {
            Some(id) => {
                drop(one.bulk_id.as_ref().map(|name| self.ids.insert(name.clone(), id.clone())));
                self.incomplete.push((one, done));
            }
            None => self.settle(one, done),
        }
    }

    /// Completes what was made without all that it names; what cannot be completed is taken away again.
    async fn complete(&mut self) {
        for (one, mut done) in std::mem::take(&mut self.incomplete) {
            let Some(id) = done.id.clone() else { continue };
            let path = format!("{}/{id}", one.path.trim_end_matches('/'));
            let missing = one.needs.iter().find(|name| !self.ids.contains_key(*name));
            let completed = match missing {
                Some(name) => refused(Fault::new(409, None, format!("{name} was not made"))),
                None => self.run_as("PUT", &path, None, one.data.clone()).await.unwrap_or_else(refused),
            };
            if completed.fault.is_some() {
                // It may be named by others by now, which then lose it.
                drop(self.run_as("DELETE", &path, None, Value::Null).await);
                done = completed;
            } else {
                done.version = completed.version;
            }
            self.settle(one, done);
        }
    }

    fn settle(&mut self, one: Operation, done: Done) {
        if let Some(name) = one.bulk_id.as_ref().filter(|_| one.method == "POST") {
            match &done.id {
                Some(id) => drop(self.ids.insert(name.clone(), id.clone())),
                None => drop(self.failed.insert(name.clone())),
            }
        }
        self.errors += u64::from(done.fault.is_some());
        self.answers.push((one.at, self.answer(one, done)));
    }

    async fn run(&self, one: &Operation, data: Value) -> Done {
        self.run_as(&one.method, &one.path, one.version.clone(), data).await.unwrap_or_else(refused)
    }

    async fn run_as(&self, method: &str, path: &str, seen: Option<String>, mut data: Value) -> Outcome<Done> {
        resolve(&mut data, &self.ids);
        let (kind, id) = target(path, &self.ids);
        let kind: Kind = kind.parse().map_err(|_| Fault::path("path must begin with /Users or /Groups"))?;
        let (desk, plain) = (self.desk, Projection::default());
        let done = |status, location, version, id| Done {
            status,
            location: Some(location),
            version,
            fault: None,
            id,
        };
        match (method, id) {
            ("POST", None) => {
                let shown = desk.create(kind, data, &plain).await?;
                let id = shown.value["id"].as_str().map(ToOwned::to_owned);
                Ok(done(201, shown.location, Some(shown.version), id))
            }
            ("PUT", Some(id)) => {
                let shown = desk.replace(kind, id, data, seen, &plain).await?;
                Ok(done(200, shown.location, Some(shown.version), None))
            }
            ("PATCH", Some(id)) => {
                let (version, location) = desk.patch_quietly(kind, id, data, seen).await?;
                Ok(done(200, location, Some(version), None))
            }
            ("DELETE", Some(id)) => {
                desk.delete(kind, id, seen).await?;
                Ok(done(204, self.location(kind, id), None, None))
            }
            _ => Err(Fault::path("POST goes to a kind of resource, everything else to one of them")),
        }
    }

    fn location(&self, kind: Kind, id: &str) -> String {
        format!("{}/{}/{id}", self.desk.base(), kind.endpoint())
    }

    fn answer(&self, one: Operation, done: Done) -> Value {
        // Only a POST that failed has no place (RFC 7644, 3.7.3).
        let named = match target(&one.path, &self.ids) {
            (kind, Some(id)) => kind.parse().ok().map(|kind| self.location(kind, id)),
            _ => None,
        };
        let mut all = Map::new();
        let texts =
            [("bulkId", one.bulk_id), ("location", done.location.or(named)), ("version", done.version)];
        all.insert("method".into(), one.method.into());
        all.extend(
            texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::String(text?)))),
        );
        all.insert("status".into(), done.status.to_string().into());
        if let Some(fault) = done.fault {
            all.insert("response".into(), fault.body());
        }
        Value::Object(all)
    }
}

fn refused(fault: Fault) -> Done {
    Done { status: fault.status(), location: None, version: None, fault: Some(fault), id: None }
}
