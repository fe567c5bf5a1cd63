//! The refusals that many endpoints share, for their OpenAPI documents.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::ToSchema as _;
use utoipa::openapi::{Content, RefOr, Response, ResponseBuilder};

use crate::error::Envelope;

/// Refusals of an endpoint for everybody who is signed in.
pub(crate) struct SignedInOnly;
/// Refusals of an endpoint for admins.
pub(crate) struct AdminOnly;

type Responses = BTreeMap<String, RefOr<Response>>;

fn refusal(description: &str) -> RefOr<Response> {
    let schema = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(Envelope::name()));
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
