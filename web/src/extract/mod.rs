//! What handlers take from a request, each with a clear refusal in the API's envelope.
//!
//! [`Principal`](gatehouse_core::access::Principal) is one of them: a handler that takes it is reached by signed-in members
//! only, and its first line says which of them. [`Caller`] is its like for APIs that know tokens and API keys instead of
//! cookies.

mod bearer;
mod body;
mod caller;
mod given;
mod home;
mod id;
mod paging;
mod query;
mod session;
mod upload;

pub(crate) use bearer::bearer;
pub(crate) use body::object;
pub use body::{Json, JsonOrForm, RawJson};
pub use caller::Caller;
pub(crate) use given::{nullable, present};
pub use home::Home;
pub use id::{PathId, PathText};
pub use paging::{Page, Paging};
pub use query::{Query, StrictQuery};
pub use session::{SESSION_COOKIE, Session, session_token};
pub use upload::{Received, Upload};
