//! Organizations: whose data there is, and who may act for whom. Members live in `access`.

mod organization;

pub use organization::{
    NewOrganization, Organization, OrganizationType, create, find, get, list, require_operator,
};
