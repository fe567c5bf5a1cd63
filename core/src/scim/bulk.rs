//! Many operations in one request (RFC 7644, 3.7). Each is a transaction of its own.
//!
//! An operation may name what another one makes, as `bulkId:…`; it waits for that one. Operations that wait for each other
//! are refused with 409.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::scim::desk::Desk;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::found_key;
use crate::scim::projection::Projection;
use crate::scim::resource::Object;
use crate::scim::schema::Kind;

/// Operations of one request.
pub const MAX_OPERATIONS: usize = 1000;
const REFERENCE: &str = "bulkId:";

struct Operation {
    method: String,
    bulk_id: Option<String>,
    path: String,
    version: Option<String>,
    data: Value,
    /// The operations that it names.
    needs: HashSet<String>,
}

/// What became of one.
struct Done {
    status: u16,
    location: Option<String>,
    version: Option<String>,
    fault: Option<Fault>,
    id: Option<String>,
}

fn member(object: &mut Object, name: &str) -> Value {
    found_key(object, name).and_then(|key| object.remove(&key)).unwrap_or_default()
}

fn words(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Every `bulkId:…` in a value.
fn references(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(REFERENCE).map(ToOwned::to_owned)),
        Value::Array(all) => all.iter().for_each(|value| references(value, found)),
        Value::Object(all) => all.values().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn resolve(value: &mut Value, ids: &HashMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(id) = text.strip_prefix(REFERENCE).and_then(|name| ids.get(name)) {
                *text = id.clone();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| resolve(value, ids)),
        Value::Object(all) => all.values_mut().for_each(|value| resolve(value, ids)),
        _ => {}
    }
}

fn operation(value: Value) -> Outcome<Operation> {
    let Value::Object(mut object) = value else {
        return Err(Fault::syntax("an operation must be an object"));
    };
    let method = words(member(&mut object, "method")).unwrap_or_default().to_ascii_uppercase();
    if !matches!(method.as_str(), "POST" | "PUT" | "PATCH" | "DELETE") {
        return Err(Fault::syntax("method must be POST, PUT, PATCH or DELETE"));
    }
    let path = words(member(&mut object, "path")).ok_or_else(|| Fault::syntax("path is missing"))?;
    let bulk_id = words(member(&mut object, "bulkId"));
    if method == "POST" && bulk_id.as_deref().unwrap_or_default().is_empty() {
        return Err(Fault::syntax("a POST needs a bulkId"));
    }
    let version = words(member(&mut object, "version"));
    let data = member(&mut object, "data");
    let mut needs = HashSet::new();
    references(&data, &mut needs);
    needs.extend(path.split('/').filter_map(|part| part.strip_prefix(REFERENCE)).map(ToOwned::to_owned));
    Ok(Operation { method, bulk_id, path, version, data, needs })
}

fn read(body: Value) -> Outcome<(Vec<Operation>, Option<u64>)> {
    let Value::Object(mut body) = body else { return Err(Fault::syntax("the body must be an object")) };
    let stop_after = match member(&mut body, "failOnErrors") {
        Value::Null => None,
        value => Some(value.as_u64().ok_or_else(|| Fault::syntax("failOnErrors must be a number"))?),
    };
    let Value::Array(all) = member(&mut body, "Operations") else {
        return Err(Fault::syntax("Operations must be a list"));
    };
    if all.len() > MAX_OPERATIONS {
        return Err(Fault::too_large(format!("at most {MAX_OPERATIONS} operations in one request")));
    }
    let operations: Vec<Operation> = all.into_iter().map(operation).collect::<Outcome<_>>()?;
    let mut names = HashSet::new();
    let named = operations.iter().filter_map(|one| one.bulk_id.as_deref());
    if let Some(twice) = named.filter(|name| !name.is_empty()).find(|name| !names.insert(*name)) {
        return Err(Fault::syntax(format!("the bulkId {twice} is used twice")));
    }
    Ok((operations, stop_after.filter(|most| *most > 0)))
}

impl Desk {
    /// Does the operations of a `BulkRequest`; answers a `BulkResponse`.
    ///
    /// # Errors
    /// `invalidSyntax` for what is none, 413 for too many operations. What goes wrong with one operation is in the answer.
    pub async fn bulk(&self, body: Value) -> Outcome<Value> {
        let (mut open, stop_after) = read(body)?;
        let made: HashSet<String> =
            open.iter().filter(|one| one.method == "POST").filter_map(|one| one.bulk_id.clone()).collect();
        let (mut ids, mut failed) = (HashMap::new(), HashSet::new());
        let (mut answers, mut errors): (Vec<Value>, u64) = (Vec::new(), 0);
        while !open.is_empty() {
            let waiting = open.len();
            let mut later = Vec::new();
            for one in open {
                if stop_after.is_some_and(|most| errors >= most) {
                    return Ok(response(answers));
                }
                let is_settled = |name: &String| ids.contains_key(name) || failed.contains(name);
                if one.needs.iter().any(|name| made.contains(name) && !is_settled(name)) {
                    later.push(one);
                    continue;
                }
                let missing = one.needs.iter().find(|name| !ids.contains_key(*name));
                let done = match missing {
                    Some(name) => refused(Fault::value(name, "no operation of this request made that")),
                    None => self.run(&one, &ids).await,
                };
                settle(&one, &done, &mut ids, &mut failed);
                errors += u64::from(done.fault.is_some());
                answers.push(answer(one, done));
            }
            if later.len() == waiting {
                for one in later {
                    let fault = Fault::new(409, None, "the operations wait for each other");
                    answers.push(answer(one, refused(fault)));
                }
                break;
            }
            open = later;
        }
        Ok(response(answers))
    }

    async fn run(&self, one: &Operation, ids: &HashMap<String, String>) -> Done {
        self.tried(one, ids).await.unwrap_or_else(refused)
    }

    async fn tried(&self, one: &Operation, ids: &HashMap<String, String>) -> Outcome<Done> {
        let mut data = one.data.clone();
        resolve(&mut data, ids);
        let mut parts = one.path.trim_start_matches('/').splitn(2, '/');
        let kind: Kind = parts
            .next()
            .and_then(|name| name.parse().ok())
            .ok_or_else(|| Fault::path("path must begin with /Users or /Groups"))?;
        let id = parts.next().filter(|id| !id.is_empty());
        let id =
            id.map(|id| id.strip_prefix(REFERENCE).and_then(|name| ids.get(name)).map_or(id, String::as_str));
        let plain = Projection::default();
        let seen = one.version.clone();
        let shown = match (one.method.as_str(), id) {
            ("POST", None) => self.create(kind, data, &plain).await?,
            ("PUT", Some(id)) => self.replace(kind, id, data, seen, &plain).await?,
            ("PATCH", Some(id)) => {
                let (version, location) = self.patch_quietly(kind, id, data, seen).await?;
                return Ok(Done {
                    status: 200,
                    location: Some(location),
                    version: Some(version),
                    fault: None,
                    id: None,
                });
            }
            ("DELETE", Some(id)) => {
                self.delete(kind, id, seen).await?;
                let location = format!("{}/{}/{id}", self.base(), kind.endpoint());
                return Ok(Done {
                    status: 204,
                    location: Some(location),
                    version: None,
                    fault: None,
                    id: None,
                });
            }
            _ => return Err(Fault::path("POST goes to a kind of resource, everything else to one of them")),
        };
        let status = if one.method == "POST" { 201 } else { 200 };
        let id = shown.value["id"].as_str().map(ToOwned::to_owned);
        Ok(Done { status, location: Some(shown.location), version: Some(shown.version), fault: None, id })
    }
}

fn refused(fault: Fault) -> Done {
    Done { status: fault.status(), location: None, version: None, fault: Some(fault), id: None }
}

fn settle(one: &Operation, done: &Done, ids: &mut HashMap<String, String>, failed: &mut HashSet<String>) {
    let Some(name) = one.bulk_id.as_ref().filter(|_| one.method == "POST") else { return };
    match &done.id {
        Some(id) => drop(ids.insert(name.clone(), id.clone())),
        None => drop(failed.insert(name.clone())),
    }
}

fn answer(one: Operation, done: Done) -> Value {
    let mut all = Map::new();
    all.insert("method".into(), one.method.into());
    let texts = [("bulkId", one.bulk_id), ("location", done.location), ("version", done.version)];
    all.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::String(text?)))));
    all.insert("status".into(), done.status.to_string().into());
    if let Some(fault) = done.fault {
        all.insert("response".into(), fault.body());
    }
    Value::Object(all)
}

fn response(answers: Vec<Value>) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": answers})
}
