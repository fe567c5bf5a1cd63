//! The request at work, for what is written down about it: log, audit log, and the jobs that it causes.
//!
//! It goes with the task, as a span of the log does, since no function of a subject does anything else because of it. What
//! runs on a thread or task of its own (the store's writer, a spawned task) has none unless it is given one.

use std::sync::{Arc, OnceLock};

use crate::store::Id;

/// One request: what it is called, and whose data it turned out to be about.
#[derive(Debug)]
struct Request {
    id: String,
    organization: OnceLock<Id>,
}

tokio::task_local! {
    static REQUEST: Arc<Request>;
}

/// Does `work` as a part of the request `id`.
pub async fn within<T>(id: String, work: impl Future<Output = T>) -> T {
    REQUEST.scope(Arc::new(Request { id, organization: OnceLock::new() }), work).await
}

/// The id of the request at work; `None` outside of one.
pub fn id() -> Option<String> {
    REQUEST.try_with(|request| request.id.clone()).ok()
}

/// Notes whose data the request is about; the first to say so is right.
pub fn note_organization(organization: Id) {
    // Outside of a request there is nothing to note it on.
    let _ = REQUEST.try_with(|request| request.organization.set(organization));
}

/// Whose data the request is about, once that is known.
pub fn organization() -> Option<Id> {
    REQUEST.try_with(|request| request.organization.get().copied()).ok().flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{id, note_organization, organization, within};
    use crate::store::Id;

    #[tokio::test]
    async fn what_belongs_to_a_request_knows_it_and_nothing_else_does() {
        note_organization(Id([7; 16]));
        assert_eq!((id(), organization()), (None, None));
        let seen = within("r-1".into(), async {
            note_organization(Id([7; 16]));
            note_organization(Id([8; 16]));
            let elsewhere = tokio::spawn(async { id() }).await.unwrap();
            (id(), organization(), elsewhere)
        });
        assert_eq!(seen.await, (Some("r-1".into()), Some(Id([7; 16])), None));
        assert_eq!(id(), None);
    }
}
