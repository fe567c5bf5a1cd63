//! Jobs as their users see them.
