//! Documents follow their rows.
