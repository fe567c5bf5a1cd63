//! Organizations: whose data there is, and who may act for whom. Members live in `access`.

mod create;
mod find;
mod organization;
mod update;

pub use create::{NewOrganization, create};
pub use find::{find, get, list, managed, require_operator};
pub use organization::{NotificationPreference, Organization, OrganizationType};
pub use update::OrganizationChange;
pub(crate) use update::{set_enabled, update};
