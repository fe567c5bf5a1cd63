//! User and Enterprise User (RFC 7643, 4.1 and 4.3).

use super::attribute::{Attribute, Mutability, Returned, Type};

const NAME: &[Attribute] = &[
    Attribute::text("formatted", "The whole name, as it is shown."),
    Attribute::text("familyName", "Family name."),
    Attribute::text("givenName", "Given name."),
    Attribute::text("middleName", "Middle names."),
    Attribute::text("honorificPrefix", "Title before the name."),
    Attribute::text("honorificSuffix", "What follows the name."),
];

const DISPLAY: Attribute = Attribute::text("display", "The value for people.");
const PRIMARY: Attribute =
    Attribute::new("primary", Type::Boolean, "Whether it is the one to use; at most one is.");
const PLACES: &[&str] = &["work", "home", "other"];

const EMAILS: &[Attribute] = &[
    Attribute::text("value", "The address."),
    DISPLAY,
    Attribute::text("type", "What it is for.").one_of(PLACES),
    PRIMARY,
];

const PHONES: &[Attribute] = &[
    Attribute::text("value", "The number."),
    DISPLAY,
    Attribute::text("type", "What it is for.").one_of(&["work", "home", "mobile", "fax", "pager", "other"]),
    PRIMARY,
];

const IMS: &[Attribute] =
    &[Attribute::text("value", "The address."), DISPLAY, Attribute::text("type", "The service."), PRIMARY];

const PHOTOS: &[Attribute] = &[
    Attribute::reference("value", &["external"], "Where the picture is."),
    DISPLAY,
    Attribute::text("type", "Which size.").one_of(&["photo", "thumbnail"]),
    PRIMARY,
];

const ADDRESSES: &[Attribute] = &[
    Attribute::text("formatted", "The whole address."),
    Attribute::text("streetAddress", "Street and number."),
    Attribute::text("locality", "Town."),
    Attribute::text("region", "State or region."),
    Attribute::text("postalCode", "Postal code."),
    Attribute::text("country", "Country."),
    Attribute::text("type", "What it is for.").one_of(PLACES),
    PRIMARY,
];

const GROUPS: &[Attribute] = &[
    Attribute::text("value", "The group's id.").read_only(),
    Attribute::reference("$ref", &["Group"], "The group.").read_only(),
    Attribute::text("display", "The group's name.").read_only(),
    Attribute::text("type", "How the user belongs to it.").one_of(&["direct"]).read_only(),
];

const PLAIN: &[Attribute] =
    &[Attribute::text("value", "The value."), DISPLAY, Attribute::text("type", "What it is for."), PRIMARY];

const CERTIFICATES: &[Attribute] = &[
    Attribute::new("value", Type::Binary, "The certificate, DER in base64.").exact(),
    DISPLAY,
    Attribute::text("type", "What it is for."),
    PRIMARY,
];

/// The attributes of a user.
pub(super) const USER: &[Attribute] = &[
    Attribute::text("userName", "How the user is called at sign-in; need not be an address.")
        .required()
        .unique(),
    Attribute::complex("name", NAME, "The parts of the name."),
    Attribute::text("displayName", "The name for people."),
    Attribute::text("nickName", "How the user likes to be called."),
    Attribute::reference("profileUrl", &["external"], "A page about the user."),
    Attribute::text("title", "Title in the company."),
    Attribute::text("userType", "How the user belongs to the company."),
    Attribute::text("preferredLanguage", "Preferred language."),
    Attribute::text("locale", "Locale."),
    Attribute::text("timezone", "Time zone."),
    Attribute::new("active", Type::Boolean, "Whether the user works here; only then is looked for breaches."),
    Attribute::text("password", "Taken, and not kept.").with(Mutability::WriteOnly, Returned::Never),
    Attribute::list("emails", EMAILS, "Addresses; the primary one, else the one for work, is looked up."),
    Attribute::list("phoneNumbers", PHONES, "Telephone numbers."),
    Attribute::list("ims", IMS, "Addresses for instant messages."),
    Attribute::list("photos", PHOTOS, "Pictures."),
    Attribute::list("addresses", ADDRESSES, "Postal addresses."),
    Attribute::list("groups", GROUPS, "The groups of which the user is a member.").read_only(),
    Attribute::list("entitlements", PLAIN, "What the user is entitled to."),
    Attribute::list("roles", PLAIN, "Roles."),
    Attribute::list("x509Certificates", CERTIFICATES, "Certificates."),
];

const MANAGER: &[Attribute] = &[
    Attribute::text("value", "The manager's id."),
    Attribute::reference("$ref", &["User"], "The manager."),
    Attribute::text("displayName", "The manager's name."),
];

/// What Enterprise User adds.
pub(super) const ENTERPRISE: &[Attribute] = &[
    Attribute::text("employeeNumber", "Number in the company."),
    Attribute::text("costCenter", "Cost centre."),
    Attribute::text("organization", "Organization."),
    Attribute::text("division", "Division."),
    Attribute::text("department", "Department."),
    Attribute::complex("manager", MANAGER, "Whom the user reports to."),
];

const MEMBERS: &[Attribute] = &[
    Attribute::text("value", "The member's id.").with(Mutability::Immutable, Returned::Default),
    Attribute::reference("$ref", &["User", "Group"], "The member.")
        .with(Mutability::Immutable, Returned::Default),
    Attribute::text("type", "What the member is.")
        .one_of(&["User", "Group"])
        .with(Mutability::Immutable, Returned::Default),
    Attribute::text("display", "The member's name as the client gave it.")
        .with(Mutability::Immutable, Returned::Default),
];

/// The attributes of a group (RFC 7643, 4.2).
pub(super) const GROUP: &[Attribute] = &[
    Attribute::text("displayName", "The group's name.").required(),
    Attribute::list("members", MEMBERS, "Who belongs to it: users and groups."),
];

const META: &[Attribute] = &[
    Attribute::text("resourceType", "What the resource is.").exact().read_only(),
    Attribute::new("created", Type::DateTime, "When it was made.").read_only(),
    Attribute::new("lastModified", Type::DateTime, "When it last changed.").read_only(),
    Attribute::reference("location", &["uri"], "Where it is.").read_only(),
    Attribute::text("version", "Its version, as the ETag has it.").exact().read_only(),
];

/// The attributes that every resource has (RFC 7643, 3.1).
pub(super) const COMMON: &[Attribute] = &[
    Attribute::text("id", "The resource's id.").exact().unique().with(Mutability::ReadOnly, Returned::Always),
    Attribute::text("externalId", "The client's id of it.").exact(),
    Attribute::complex("meta", META, "About the resource itself.").read_only(),
];
