//! What any request may be refused with before its handler sees it. Handlers' own documentation says what is theirs; this is
//! added where they do not.

use utoipa::ToSchema as _;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::error::{Envelope, Refusal, ScimError};
use crate::frame::Dialect;

/// One refusal: its status, when it comes, and for which operations.
type Rule = (&'static str, &'static str, fn(Dialect, &Operation) -> bool);

/// Refusals of the frame and of the extractors. That another site's page is refused with 403 is left out: in these documents
/// a 403 says whose endpoint it is, and no browser lets a page read the answer.
const RULES: [Rule; 6] = [
    ("400", "The body or a parameter makes no sense.", |_, operation| {
        operation.request_body.is_some() || takes_parameters(operation)
    }),
    ("413", "The body is too large.", |_, operation| operation.request_body.is_some()),
    ("415", "The body is of another media type.", |_, operation| operation.request_body.is_some()),
    ("500", "A fault of the appliance; the message names the request in its log.", |_, _| true),
    ("503", "The appliance cannot take the request now; Retry-After says when to come back.", |_, _| true),
    // Any request may name an organization.
    ("404", "No such organization of the caller's.", |dialect, operation| {
        dialect == Dialect::Endpoint && operation.security.is_some()
    }),
];

/// Parameters of the query; what the path names and does not exist is the handler's to document.
fn takes_parameters(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => false,
    })
}

fn refusal(dialect: Dialect, text: &str) -> RefOr<Response> {
    let (schema, media_type) = match dialect {
        Dialect::Console => (Envelope::name(), "application/json"),
        Dialect::Endpoint => (Refusal::name(), "application/json"),
        Dialect::Scim => (ScimError::name(), "application/scim+json"),
    };
    let content = Content::builder().schema(Some(RefOr::Ref(Ref::from_schema_name(schema)))).build();
    ResponseBuilder::new().description(text).content(media_type, content).build().into()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

/// Adds to every operation what its handler does not say.
pub(super) fn complete(document: &mut OpenApi, dialect: Dialect) {
    for operation in document.paths.paths.values_mut().flat_map(operations) {
        let fitting: Vec<&Rule> = RULES.iter().filter(|(_, _, rule)| rule(dialect, operation)).collect();
        for (status, text, _) in fitting {
            let responses = &mut operation.responses.responses;
            responses.entry((*status).to_owned()).or_insert_with(|| refusal(dialect, text));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::openapi;

    #[test]
    fn what_a_handler_says_of_itself_stays() {
        let document = serde_json::to_value(openapi::console()).unwrap();
        let import = &document["paths"]["/api/console/employees/import"]["post"]["responses"];
        let audit = &document["paths"]["/api/console/audit"]["get"]["responses"];
        assert_eq!(import["403"]["description"], "Signed in, but no admin.");
        assert!(audit["413"].is_null() && audit["415"].is_null(), "it takes no body: {audit}");
        let account = &document["paths"]["/api/console/account/password"]["post"]["responses"];
        assert!(account["403"].is_null(), "every member may: {account}");
        assert_eq!(account["415"]["description"], "The body is of another media type.");
    }

    #[test]
    fn refusals_come_in_each_api_s_own_words() {
        let endpoint = serde_json::to_value(openapi::endpoint()).unwrap();
        let agents = &endpoint["paths"]["/agents"]["get"]["responses"];
        assert_eq!(
            agents["404"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/Refusal"
        );
        assert!(endpoint["paths"]["/login"]["post"]["responses"]["404"].is_null());
        let scim = serde_json::to_value(openapi::scim()).unwrap();
        let groups = &scim["paths"]["/api/scim/{connection}/Groups"]["post"]["responses"];
        assert!(groups["415"]["content"]["application/scim+json"].is_object() && groups["403"].is_null());
    }
}
