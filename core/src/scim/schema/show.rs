//! The schemas and resource types as clients read them (RFC 7643, 6 and 7).

use serde_json::{Map, Value, json};

use super::attribute::{Attribute, Mutability, Returned, Type};
use super::{ENTERPRISE_URN, Kind, user};

const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const RESOURCE_TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

fn shown(attribute: &Attribute) -> Value {
    let kind = match attribute.kind {
        Type::Text => "string",
        Type::Boolean => "boolean",
        Type::DateTime => "dateTime",
        Type::Reference => "reference",
        Type::Binary => "binary",
        Type::Complex => "complex",
    };
    let mutability = match attribute.mutability {
        Mutability::ReadOnly => "readOnly",
        Mutability::ReadWrite => "readWrite",
        Mutability::Immutable => "immutable",
        Mutability::WriteOnly => "writeOnly",
    };
    let returned = match attribute.returned {
        Returned::Always => "always",
        Returned::Never => "never",
        Returned::Default => "default",
    };
    let mut all = Map::new();
    all.insert("name".into(), attribute.name.into());
    all.insert("type".into(), kind.into());
    all.insert("multiValued".into(), attribute.multi.into());
    all.insert("description".into(), attribute.about.into());
    all.insert("required".into(), attribute.required.into());
    all.insert("mutability".into(), mutability.into());
    all.insert("returned".into(), returned.into());
    if attribute.kind != Type::Boolean && attribute.kind != Type::Complex {
        all.insert("caseExact".into(), attribute.exact.into());
    }
    if attribute.kind != Type::Complex {
        all.insert("uniqueness".into(), if attribute.unique { "server" } else { "none" }.into());
    }
    if !attribute.canonical.is_empty() {
        all.insert("canonicalValues".into(), json!(attribute.canonical));
    }
    if !attribute.leads_to.is_empty() {
        all.insert("referenceTypes".into(), json!(attribute.leads_to));
    }
    if !attribute.parts.is_empty() {
        all.insert("subAttributes".into(), attribute.parts.iter().map(shown).collect());
    }
    Value::Object(all)
}

/// The schemas. `base` is where the connection is reached, without a slash at the end.
pub fn schemas(base: &str) -> Vec<Value> {
    let all: [(&str, &str, &str, &[Attribute]); 3] = [
        (Kind::User.core(), "User", "Somebody who works for the company.", user::USER),
        (Kind::Group.core(), "Group", "People who belong together.", user::GROUP),
        (ENTERPRISE_URN, "EnterpriseUser", "A user's place in the company.", user::ENTERPRISE),
    ];
    let schema = |(urn, name, about, attributes): (&str, &str, &str, &[Attribute])| {
        json!({
            "schemas": [SCHEMA], "id": urn, "name": name, "description": about,
            "attributes": attributes.iter().map(shown).collect::<Vec<_>>(),
            "meta": {"resourceType": "Schema", "location": format!("{base}/Schemas/{urn}")},
        })
    };
    all.into_iter().map(schema).collect()
}

/// The resource types.
pub fn resource_types(base: &str) -> Vec<Value> {
    let shown = |kind: Kind, about: &str, extensions: Value| {
        json!({
            "schemas": [RESOURCE_TYPE], "id": kind.name(), "name": kind.name(), "description": about,
            "endpoint": format!("/{}", kind.endpoint()), "schema": kind.core(), "schemaExtensions": extensions,
            "meta": {"resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{}", kind.name())},
        })
    };
    vec![
        shown(Kind::User, "Users", json!([{"schema": ENTERPRISE_URN, "required": false}])),
        shown(Kind::Group, "Groups", json!([])),
    ]
}
