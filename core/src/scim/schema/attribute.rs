//! What a schema says of an attribute (RFC 7643, 2 and 7).

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scim) enum Type {
    Text,
    Boolean,
    DateTime,
    Reference,
    Binary,
    Complex,
}

/// Who may change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scim) enum Mutability {
    ReadOnly,
    ReadWrite,
    Immutable,
    WriteOnly,
}

/// When it is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scim) enum Returned {
    Always,
    Never,
    Default,
}

/// An attribute, or a part of a complex one.
#[derive(Debug, Clone, Copy)]
pub(in crate::scim) struct Attribute {
    pub(in crate::scim) name: &'static str,
    pub(in crate::scim) about: &'static str,
    pub(in crate::scim) kind: Type,
    pub(in crate::scim) multi: bool,
    pub(in crate::scim) required: bool,
    /// Whether texts are compared with regard to case.
    pub(in crate::scim) exact: bool,
    pub(in crate::scim) unique: bool,
    pub(in crate::scim) mutability: Mutability,
    pub(in crate::scim) returned: Returned,
    pub(in crate::scim) canonical: &'static [&'static str],
    pub(in crate::scim) leads_to: &'static [&'static str],
    pub(in crate::scim) parts: &'static [Attribute],
}

impl Attribute {
    pub(super) const fn new(name: &'static str, kind: Type, about: &'static str) -> Self {
        Self {
            name,
            about,
            kind,
            multi: false,
            required: false,
            exact: false,
            unique: false,
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            canonical: &[],
            leads_to: &[],
            parts: &[],
        }
    }

    pub(super) const fn text(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::Text, about)
    }

    pub(super) const fn complex(name: &'static str, parts: &'static [Self], about: &'static str) -> Self {
        Self { parts, ..Self::new(name, Type::Complex, about) }
    }

    pub(super) const fn list(name: &'static str, parts: &'static [Self], about: &'static str) -> Self {
        Self { multi: true, ..Self::complex(name, parts, about) }
    }

    pub(super) const fn reference(
        name: &'static str,
        leads_to: &'static [&'static str],
        about: &'static str,
    ) -> Self {
        Self { leads_to, exact: true, ..Self::new(name, Type::Reference, about) }
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) const fn unique(self) -> Self {
        Self { unique: true, ..self }
    }

    pub(super) const fn exact(self) -> Self {
        Self { exact: true, ..self }
    }

    pub(super) const fn with(self, mutability: Mutability, returned: Returned) -> Self {
        Self { mutability, returned, ..self }
    }

    pub(super) const fn read_only(self) -> Self {
        Self { mutability: Mutability::ReadOnly, ..self }
    }

    pub(super) const fn one_of(self, canonical: &'static [&'static str]) -> Self {
        Self { canonical, ..self }
    }

    /// The part of this name.
    pub(in crate::scim) fn part(&self, name: &str) -> Option<&'static Self> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }
}
