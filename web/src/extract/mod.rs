//! What handlers take from a request, each with a clear refusal in the API's envelope.
//!
//! [`Principal`](gatehouse_core::access::Principal) is one of them: a handler that takes it is reached by signed-in members
//! only, and its first line says which of them.

mod body;
mod id;
mod paging;
mod query;
mod session;
mod upload;

pub use body::{Json, JsonOrForm};
pub use id::PathId;
pub use paging::{Page, Paging};
pub use query::Query;
pub use session::{SESSION_COOKIE, Session, session_token};
pub use upload::{Received, Upload};
