//! Connector `aws`: the people of an AWS IAM Identity Center directory, over the Identity Store API.
//!
//! `ListUsers` with AWS Signature Version 4 ([`sigv4`]), 100 a page. The Identity Store knows neither sessions nor
//! passwords nor what changed.

mod sigv4;

use gatehouse_connector_sdk::{
    Description, Directory, Error, Kind, User, UserPage, clock, fields, http, settings,
};
use serde_json::{Value, json};

const SETTINGS: &str = r#"{
  "type": "object", "required": ["accessKeyId", "secretAccessKey", "region", "identityStoreId"],
  "properties": {
    "accessKeyId": {"type": "string", "title": "Access key ID"},
    "secretAccessKey": {"type": "string", "title": "Secret access key", "writeOnly": true},
    "region": {"type": "string", "title": "Region", "description": "Such as eu-west-1"},
    "identityStoreId": {"type": "string", "title": "Identity store ID", "description": "Such as d-1234567890"},
    "base_url": {"type": "string", "format": "uri", "title": "Base URL"}
  }
}"#;

const HOSTS: [&str; 2] = ["https://*.amazonaws.com", "https://*.amazonaws.com.cn"];
const TARGET: &str = "AWSIdentityStore.ListUsers";
const PAGE: usize = 100;
/// How many pages a test counts: 5,000 people.
const COUNTED_PAGES: usize = 50;
const PAUSE_SECONDS: u32 = 5;

const ATTRIBUTES: [&str; 5] = ["UserName", "DisplayName", "Title", "UserType", "NickName"];

/// The directory.
#[derive(Debug)]
pub struct Aws;

impl Directory for Aws {
    fn describe() -> Description {
        Description {
            settings_schema: SETTINGS.into(),
            hosts: HOSTS.map(String::from).to_vec(),
            ..Description::new("aws", env!("CARGO_PKG_VERSION"), Kind::Directory, "AWS IAM Identity Center")
        }
    }

    fn test() -> Result<u64, Error> {
        let (mut count, mut cursor) = (0, None);
        for _ in 0..COUNTED_PAGES {
            let (rows, next) = page(cursor.as_deref())?;
            count += rows.len() as u64;
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
        Ok(count)
    }

    fn list_users(cursor: Option<String>) -> Result<UserPage, Error> {
        let (rows, next) = page(cursor.as_deref())?;
        Ok(UserPage { users: rows.iter().filter_map(person).collect(), next })
    }
}

fn page(cursor: Option<&str>) -> Result<(Vec<Value>, Option<String>), Error> {
    let region = settings::required("region")?;
    if !region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(Error::BadSettings("region is a name such as eu-west-1".into()));
    }
    let land = if region.starts_with("cn-") { ".cn" } else { "" };
    let base = settings::base_url(&format!("https://identitystore.{region}.amazonaws.com{land}"))?;
    let mut asked = json!({"IdentityStoreId": settings::required("identityStoreId")?, "MaxResults": PAGE});
    if let Some(cursor) = cursor {
        asked["NextToken"] = cursor.into();
    }
    let body = asked.to_string();
    let request = sigv4::Request {
        host: host(&base),
        target: TARGET,
        body: &body,
        region: &region,
        service: "identitystore",
    };
    let (key, secret) = (settings::required("accessKeyId")?, settings::required("secretAccessKey")?);
    let signed = request.sign(&key, &secret, clock::now_seconds());
    let answer = http::post(format!("{base}/"))
        .body(sigv4::CONTENT_TYPE, body)
        .header("x-amz-target", TARGET)
        .header("x-amz-date", signed.date)
        .header("authorization", signed.authorization)
        .send()?;
    if answer.status != 200 {
        return Err(refusal(&answer));
    }
    let page: Value = answer.json()?;
    let rows = page.get("Users").and_then(Value::as_array).cloned();
    let rows = rows.ok_or_else(|| Error::Other("the answer is not a page of users".into()))?;
    Ok((rows, Some(fields::text(&page, "NextToken")).filter(|token| !token.is_empty())))
}

/// The host of a base URL, with its port where it is named: what the request's `Host` will say.
fn host(base: &str) -> &str {
    let after = base.split_once("://").map_or(base, |(_, after)| after);
    after.split('/').next().unwrap_or(after)
}

/// What a refusal means: AWS answers 400 for most, and names the kind (Identity Store API, "Common Errors").
fn refusal(answer: &http::Response) -> Error {
    let body: Value = answer.json().unwrap_or_default();
    let kind = fields::text(&body, "__type");
    let kind = kind.rsplit('#').next().unwrap_or_default();
    let message = ["Message", "message"].map(|name| fields::text(&body, name)).concat();
    let words = http::said(&if message.is_empty() { kind.to_owned() } else { format!("{kind}: {message}") });
    match kind {
        "ThrottlingException" | "TooManyRequestsException" | "RequestLimitExceeded" => {
            let asked = fields::text(&body, "RetryAfterSeconds").parse().ok();
            let header = answer.header("retry-after").and_then(|text| text.trim().parse().ok());
            Error::RateLimited(asked.or(header).unwrap_or(PAUSE_SECONDS))
        }
        "AccessDeniedException"
        | "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "ExpiredTokenException"
        | "IncompleteSignatureException"
        | "MissingAuthenticationTokenException" => Error::Unauthorized(words),
        "ValidationException" | "ResourceNotFoundException" => Error::BadSettings(words),
        _ => answer.error(&words),
    }
}

/// The person; `None` for a row without an id.
fn person(row: &Value) -> Option<User> {
    let external_id = Some(fields::text(row, "UserId")).filter(|id| !id.is_empty())?;
    let primary = |name: &str| {
        let all = fields::list(row, name);
        all.iter()
            .find(|one| fields::flag(one, "Primary") == Some(true))
            .or(all.first())
            .cloned()
            .unwrap_or_default()
    };
    let name = fields::text(row, "UserName");
    Some(User {
        external_id,
        email: fields::address(&fields::text(&primary("Emails"), "Value")).or_else(|| fields::address(&name)),
        first_name: fields::text(row, "Name.GivenName"),
        last_name: fields::text(row, "Name.FamilyName"),
        department: String::new(),
        location: fields::text(&primary("Addresses"), "Locality"),
        active: !fields::text(row, "UserStatus").eq_ignore_ascii_case("disabled"),
        mfa: None,
        attributes: fields::attributes(row, &ATTRIBUTES),
    })
}

gatehouse_connector_sdk::export_directory!(Aws);

#[cfg(test)]
mod tests;
