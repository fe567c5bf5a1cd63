//! The refusals that many endpoints share, for their OpenAPI documents.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::ToSchema as _;
use utoipa::openapi::{Content, RefOr, Response, ResponseBuilder};

use crate::error::{Envelope, Refusal, ScimError};

/// Refusals of an endpoint for everybody who is signed in.
pub(crate) struct SignedInOnly;
/// Refusals of an endpoint for admins.
pub(crate) struct AdminOnly;

/// Refusals of an endpoint of the endpoint API for members.
pub(crate) struct MembersOnly;
/// Refusals of an endpoint of the endpoint API for admins.
pub(crate) struct AdminsOnly;
/// Refusals of an endpoint of the endpoint API for members and API keys.
pub(crate) struct ReadersOnly;
/// Refusals of an endpoint of the endpoint API for API keys that may write.
pub(crate) struct AgentsOnly;

type Responses = BTreeMap<String, RefOr<Response>>;

fn refusal(description: &str) -> RefOr<Response> {
    answer(description, &Envelope::name())
}

fn answer(description: &str, schema: &str) -> RefOr<Response> {
    let schema = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(schema));
    let content = Content::builder().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content("application/json", content).build().into()
}

fn common() -> Responses {
    let texts = [
        ("401", "Nobody is signed in."),
        ("500", "A fault of the appliance; the message names the request in its log."),
        ("503", "The appliance cannot take the request now; Retry-After says when to come back."),
    ];
    texts.into_iter().map(|(status, text)| (status.to_owned(), refusal(text))).collect()
}

/// Refusals of every endpoint of SCIM.
pub(crate) struct ScimOnly;

impl IntoResponses for ScimOnly {
    fn responses() -> Responses {
        let texts = [
            ("400", "The request makes no sense; scimType says in which way."),
            ("401", "No token, or none of this connection's."),
            ("404", "There is no such resource in this connection."),
            ("429", "The connection was called too often; Retry-After says when to come back."),
            ("500", "A fault of the appliance; the detail names the request in its log."),
            ("503", "The appliance cannot take the request now; Retry-After says when to come back."),
        ];
        let schema = |text: &str| {
            let schema = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(ScimError::name()));
            let content = Content::builder().schema(Some(schema)).build();
            ResponseBuilder::new().description(text).content("application/scim+json", content).build().into()
        };
        texts.map(|(status, text)| (status.to_owned(), schema(text))).into()
    }
}

impl IntoResponses for SignedInOnly {
    fn responses() -> Responses {
        common()
    }
}

impl IntoResponses for AdminOnly {
    fn responses() -> Responses {
        let mut all = common();
        all.insert("403".into(), refusal("Signed in, but no admin."));
        all
    }
}

/// What every endpoint for callers with a token or a key may answer, and `forbidden` where not all of them may call.
fn for_callers(forbidden: Option<&str>) -> Responses {
    let texts = [
        ("401", "No token and no API key, or one that is wrong, expired or revoked."),
        ("500", "A fault of the appliance; the message names the request in its log."),
        ("503", "The appliance cannot take the request now; Retry-After says when to come back."),
    ];
    let mut all: Responses =
        texts.map(|(status, text)| (status.to_owned(), answer(text, &Refusal::name()))).into();
    if let Some(text) = forbidden {
        all.insert("403".into(), answer(text, &Refusal::name()));
    }
    all
}

impl IntoResponses for MembersOnly {
    fn responses() -> Responses {
        for_callers(Some("An API key: this needs a member's token."))
    }
}

impl IntoResponses for AdminsOnly {
    fn responses() -> Responses {
        for_callers(Some("A member who is no admin, or an API key."))
    }
}

impl IntoResponses for ReadersOnly {
    fn responses() -> Responses {
        for_callers(None)
    }
}

impl IntoResponses for AgentsOnly {
    fn responses() -> Responses {
        for_callers(Some("A member, or an API key that may only read."))
    }
}
