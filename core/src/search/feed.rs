//! What the search room asks of whoever owns the data: documents, and a log of which of them changed.
//! Nothing of a subject and nothing of the store is known here; the appliance implements [`Feed`] over both.

use std::borrow::Cow;

use tokio::sync::watch;

use crate::Result;
use crate::time::Timestamp;

/// The 16 bytes of an organization's or a record's id.
pub type RawId = [u8; 16];

/// One searchable thing as its owner words it.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// The organization that alone may find it.
    pub org: RawId,
    /// What it is: `exposure_alert`, `employee`. With `org` and `id` it names the document.
    pub kind: Cow<'static, str>,
    /// The record's own id.
    pub id: RawId,
    /// When it happened; orders the newest first.
    pub time: Timestamp,
    /// `CRITICAL`, `HIGH`, … as it is shown; searched without regard to case.
    pub severity: Option<String>,
    /// `OPEN`, … as it is shown; searched without regard to case.
    pub status: Option<String>,
    /// The machine it is about.
    pub host: Option<String>,
    /// One line for people; searched as `title` and as plain text.
    pub title: String,
    /// Field name and value. Names are lower case; a name may come more than once. Each value is found by plain
    /// words and, when [`super::Options::fields`] names the field, by `field:value`.
    pub text: Vec<(Cow<'static, str>, String)>,
    /// Given back with each hit, never searched.
    pub fields: serde_json::Value,
}

/// One entry of the change log: something was written or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedChange {
    /// Place in the log; rises by any step.
    pub seq: u64,
    /// Whose record.
    pub org: RawId,
    /// The document's kind.
    pub kind: String,
    /// The record's id.
    pub id: RawId,
}

/// Where documents come from. Called from blocking threads only.
pub trait Feed: Send + Sync + 'static {
    /// Tells one store from another: a store that was restored from a backup or made anew must answer differently
    /// than before, so that the index is rebuilt. Constant when the owner has no such thing.
    fn identity(&self) -> RawId {
        [0; 16]
    }

    /// The newest entry's place in the log; 0 when nothing was ever written.
    fn last(&self) -> u64;

    /// The oldest place still in the log; anything up to `last() + 1` when the log is empty.
    fn oldest(&self) -> u64;

    /// At most `limit` entries after `seq`, in order.
    fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<FeedChange>>;

    /// The document as it is now; `None` when it is gone or of a kind that is not searched.
    fn document(&self, org: RawId, kind: &str, id: RawId) -> Result<Option<Doc>>;

    /// Shows what became of each of `changes`, in order, as [`Feed::document`] would. Owners whose every look costs something
    /// take one look for many.
    fn documents(
        &self,
        changes: &[FeedChange],
        visit: &mut dyn FnMut(&FeedChange, Option<Doc>) -> Result<()>,
    ) -> Result<()> {
        changes.iter().try_for_each(|it| visit(it, self.document(it.org, &it.kind, it.id)?))
    }

    /// Shows every document of one snapshot once; answers the log's last place in that snapshot.
    fn all(&self, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<u64>;

    /// Wakes when [`Feed::last`] rises.
    fn watch(&self) -> watch::Receiver<u64>;
}
