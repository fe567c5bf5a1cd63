//! A user of Graph as a person, and whether a second factor is registered.

use gatehouse_connector_sdk::{User, clock, fields, http, log, state};
use serde_json::{Value, json};

use crate::graph::{self, Graph};

/// How many requests Graph takes in one batch (learn.microsoft.com, "JSON batching").
const BATCH: usize = 20;
/// After a refusal the registration report is left alone for so long, in seconds.
const PAUSE: i64 = 3600;
const REFUSED: &str = "no-registration-report";

const ATTRIBUTES: [&str; 9] = [
    "userPrincipalName",
    "displayName",
    "jobTitle",
    "employeeId",
    "employeeType",
    "companyName",
    "city",
    "country",
    "userType",
];

/// The person; `None` for a guest who is not asked for, and for a row without an id.
pub(crate) fn of(row: &Value, with_guests: bool) -> Option<User> {
    let external_id = Some(fields::text(row, "id")).filter(|id| !id.is_empty())?;
    let gone = row.get("@removed").is_some();
    if !gone && !with_guests && fields::text(row, "userType").eq_ignore_ascii_case("guest") {
        return None;
    }
    let name = fields::text(row, "userPrincipalName");
    // A guest's name is made of their address and is none itself.
    let named = fields::address(&name).filter(|name| !name.contains("#EXT#"));
    Some(User {
        external_id,
        email: fields::address(&fields::text(row, "mail")).or(named),
        first_name: fields::text(row, "givenName"),
        last_name: fields::text(row, "surname"),
        department: fields::text(row, "department"),
        location: fields::text(row, "officeLocation"),
        active: !gone && fields::flag(row, "accountEnabled").unwrap_or(true),
        mfa: None,
        attributes: fields::attributes(row, &ATTRIBUTES),
    })
}

/// Fills in who has a second factor. Whatever is not answered stays unknown.
pub(crate) fn second_factors(graph: &Graph, users: &mut [User]) {
    let refused = state::get(REFUSED).and_then(|bytes| Some(i64::from_le_bytes(bytes.try_into().ok()?)));
    if refused.is_some_and(|at| (0..PAUSE).contains(&(clock::now_seconds() - at))) {
        return;
    }
    let mut active: Vec<&mut User> = users.iter_mut().filter(|user| user.active).collect();
    for batch in active.chunks_mut(BATCH) {
        if !ask(graph, batch) {
            log::info("the registration report is not to be had; second factors stay unknown");
            drop(state::set(REFUSED, &clock::now_seconds().to_le_bytes()));
            return;
        }
    }
}

/// Whether it is worth asking on.
fn ask(graph: &Graph, users: &mut [&mut User]) -> bool {
    let one = |(number, user): (usize, &&mut User)| {
        let id = http::encode_segment(&user.external_id);
        let url = format!("/reports/authenticationMethods/userRegistrationDetails/{id}");
        json!({"id": number.to_string(), "method": "GET", "url": url})
    };
    let requests: Vec<Value> = users.iter().enumerate().map(one).collect();
    let body = json!({ "requests": requests }).to_string();
    let sent = graph.send(|url| http::post(url).body("application/json", body.clone()), "/$batch");
    let Ok(answer) = sent.and_then(graph::checked) else { return false };
    let answer: Value = answer.json().unwrap_or_default();
    let mut refused = 0;
    for response in fields::list(&answer, "responses") {
        match response.get("status").and_then(Value::as_u64) {
            Some(200) => {
                let user =
                    fields::text(response, "id").parse().ok().and_then(|number: usize| users.get_mut(number));
                if let Some(user) = user {
                    user.mfa = fields::flag(response, "body.isMfaRegistered");
                }
            }
            Some(401 | 403) => refused += 1,
            _ => {}
        }
    }
    refused < users.len()
}
