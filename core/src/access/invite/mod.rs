//! Invitations: a link that makes somebody a member, sent by mail or passed on by an admin. Valid for seven days, once; the
//! token is in the link only, its hash here.

mod accept;
mod manage;
mod rows;

pub use accept::{Acceptance, InvitationOffer};
pub use manage::{InvitationLink, InvitationView, NewInvitation};

pub(super) use rows::take_for;
