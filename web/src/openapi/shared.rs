//! What any request may be refused with before its handler sees it. Handlers' own documentation says what is theirs; this is
//! added where they do not.

use utoipa::ToSchema as _;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::error::{Envelope, Refusal, ScimError};
use crate::frame::Dialect;

/// One refusal: its status, when it comes, and for which operations.
type Rule = (&'static str, &'static str, fn(&Operation, reads: bool) -> bool);

/// Refusals of the frame and of the extractors.
const RULES: [Rule; 7] = [
    ("400", "The body or a parameter makes no sense.", |operation, _| {
        operation.request_body.is_some() || takes_parameters(operation)
    }),
    ("413", "The body is too large.", |operation, _| operation.request_body.is_some()),
    ("415", "The body is of another media type.", |operation, _| operation.request_body.is_some()),
    ("500", "A fault of the appliance; the message names the request in its log.", |_, _| true),
    ("503", "The appliance cannot take the request now; Retry-After says when to come back.", |_, _| true),
    // SCIM's clients always come with a token, which no page of another site can.
    (CROSS_SITE, "Another site's page sent this request.", |_, reads| !reads),
    (CALLERS, "No such organization of the caller's.", |operation, _| operation.security.is_some()),
];
const CROSS_SITE: &str = "403";
const CALLERS: &str = "404";

/// Parameters of the query; what the path names and does not exist is the handler's to document.
fn takes_parameters(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => false,
    })
}

/// Whether the API of this dialect knows the refusal. A caller of the endpoint API may name an organization with any request;
/// the other way round, one that comes with a token is not asked for its origin.
fn applies(dialect: Dialect, status: &str, operation: &Operation) -> bool {
    match dialect {
        Dialect::Console => status != CALLERS,
        Dialect::Endpoint => status != CROSS_SITE || operation.security.is_none(),
        Dialect::Scim => status != CALLERS && status != CROSS_SITE,
    }
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

/// The operations of a path, each with whether it only reads.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&mut Operation, bool)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let changes = [put, post, delete, patch].into_iter().flatten().map(|operation| (operation, false));
    get.iter_mut().map(|operation| (operation, true)).chain(changes)
}

/// Adds to every operation what its handler does not say.
pub(super) fn complete(document: &mut OpenApi, dialect: Dialect) {
    for (operation, reads) in document.paths.paths.values_mut().flat_map(operations) {
        let fits = |(status, _, rule): &&Rule| applies(dialect, status, operation) && rule(operation, reads);
        let missing: Vec<&Rule> = RULES.iter().filter(fits).collect();
        for (status, text, _) in missing {
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
        assert_eq!(account["403"]["description"], "Another site's page sent this request.");
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
