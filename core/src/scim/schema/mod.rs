//! The schemas: which attributes there are, of which type, and who may change them.

mod attribute;
mod show;
mod user;

use std::str::FromStr;

pub(super) use attribute::{Attribute, Mutability, Returned, Type};
pub use show::{resource_types, schemas};

/// Enterprise User's schema.
pub(super) const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A kind of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A user.
    User,
    /// A group.
    Group,
}

impl Kind {
    /// As resources name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// Its endpoint, without a slash.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    /// Its schema.
    pub(super) fn core(self) -> &'static str {
        match self {
            Self::User => "urn:ietf:params:scim:schemas:core:2.0:User",
            Self::Group => "urn:ietf:params:scim:schemas:core:2.0:Group",
        }
    }

    /// What its schema says.
    pub(super) fn attributes(self) -> &'static [Attribute] {
        match self {
            Self::User => user::USER,
            Self::Group => user::GROUP,
        }
    }

    /// What a schema that extends it says; nothing for one that is not known.
    pub(super) fn extension(self, urn: &str) -> &'static [Attribute] {
        if self == Self::User && urn.eq_ignore_ascii_case(ENTERPRISE_URN) { user::ENTERPRISE } else { &[] }
    }

    /// An attribute of the resource itself.
    pub(super) fn attribute(self, name: &str) -> Option<&'static Attribute> {
        find(self.attributes(), name).or_else(|| find(user::COMMON, name))
    }

    /// Whether the attribute's texts are compared with regard to case.
    pub(super) fn exact(self) -> fn(&str, Option<&str>) -> bool {
        match self {
            Self::User => |name, sub| is_exact(Self::User, name, sub),
            Self::Group => |name, sub| is_exact(Self::Group, name, sub),
        }
    }

    pub(super) fn tag(self) -> u8 {
        match self {
            Self::User => 0,
            Self::Group => 1,
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    /// Reads the endpoint's name.
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::User, Self::Group]
            .into_iter()
            .find(|kind| kind.endpoint().eq_ignore_ascii_case(text))
            .ok_or(())
    }
}

fn is_exact(kind: Kind, name: &str, sub: Option<&str>) -> bool {
    let Some(attribute) = kind.attribute(name) else { return false };
    match sub {
        Some(sub) => attribute.part(sub).is_some_and(|part| part.exact),
        None => attribute.part("value").map_or(attribute.exact, |part| part.exact),
    }
}

/// The attribute of this name, whatever its case.
pub(super) fn find(attributes: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}
