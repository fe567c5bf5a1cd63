//! Jobs and messages as their users see them.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use tokio::sync::Notify;

use super::{Courier, Handler, JobState, Jobs, Outbox, Outgoing, Recurrence, Run, SendError};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::ports::{Clock, SystemRandom};
use crate::sealing::Sealer;
use crate::store::{Id, OrgScope, Store, StoreOptions};
use crate::time::Timestamp;

struct SetClock(AtomicI64);

impl SetClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_780_000_000_000)))
    }
    fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

fn platform(store: Store, clock: Arc<SetClock>) -> Platform {
    let random = Arc::new(SystemRandom);
    Platform::new(store, Sealer::new(&[1; 32], random.clone()), clock, random)
}

fn scope(n: u8) -> OrgScope {
    OrgScope::of(Id([n; 16]))
}

/// Answers what the test put in, and can be held until the test lets go.
#[derive(Default)]
struct Scripted {
    answers: Mutex<Vec<Result<serde_json::Value>>>,
    hold: Option<Arc<Notify>>,
    started: Arc<Notify>,
    runs: AtomicU32,
}

#[async_trait]
impl Handler for Scripted {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        run.progress(1, 2, "half way");
        self.started.notify_one();
        if let Some(hold) = &self.hold {
            hold.notified().await;
        }
        run.check_cancelled()?;
        self.answers.lock().unwrap().pop().unwrap_or_else(|| Ok(json!({"attempt": run.attempt})))
    }
}

#[tokio::test]
async fn one_of_a_lane_runs_and_its_result_is_history() {
    let jobs = Jobs::new(platform(Store::in_memory().unwrap(), SetClock::new()));
    let hold = Arc::new(Notify::new());
    let handler = Arc::new(Scripted { hold: Some(Arc::clone(&hold)), ..Scripted::default() });
    jobs.register("thing", Arc::clone(&handler) as _);
    let worker = tokio::spawn(jobs.clone().work());

    let id = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
    handler.started.notified().await;
    let job = jobs.get(scope(1), id).unwrap();
    assert_eq!((job.state, job.progress.note.as_str()), (JobState::Running, "half way"));
    assert!(matches!(jobs.enqueue(scope(1), "thing", &()).await, Err(Error::Conflict(_))));
    assert!(matches!(jobs.get(scope(2), id), Err(Error::NotFound(_))), "another tenant sees nothing");
    assert_eq!(jobs.active(scope(1), "thing").unwrap(), Some(id));

    hold.notify_one();
    let job = jobs.wait(scope(1), id).await.unwrap();
    assert_eq!((job.state, job.result.as_deref()), (JobState::Succeeded, Some(r#"{"attempt":1}"#)));
    assert_eq!(job.progress.done, 1);
    assert_eq!(jobs.list(scope(1), Some("thing"), 0, 10).unwrap().1, 1);
    assert_eq!(jobs.list(scope(1), Some("other"), 0, 10).unwrap().1, 0);
    jobs.stop();
    worker.await.unwrap();
}

#[tokio::test]
async fn transient_failures_are_tried_again_and_others_are_final() {
    let clock = SetClock::new();
    let jobs = Jobs::new(platform(Store::in_memory().unwrap(), Arc::clone(&clock)));
    let upstream = || Err(Error::Upstream("no answer".into()));
    let handler = Arc::new(Scripted { answers: Mutex::new(vec![upstream()]), ..Scripted::default() });
    jobs.register("thing", Arc::clone(&handler) as _);
    let worker = tokio::spawn(jobs.clone().work());
    let id = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
    handler.started.notified().await;
    // The clock stands: only when it moves on is the second try due.
    while jobs.get(scope(1), id).unwrap().state != JobState::Queued {
        tokio::task::yield_now().await;
    }
    assert_eq!(jobs.get(scope(1), id).unwrap().error.as_deref(), Some("no answer"));
    clock.advance(31);
    jobs.wake();
    assert_eq!(jobs.wait(scope(1), id).await.unwrap().result.as_deref(), Some(r#"{"attempt":2}"#));

    *handler.answers.lock().unwrap() = vec![Err(Error::Unmet("no provider".into()))];
    let id = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
    let job = jobs.wait(scope(1), id).await.unwrap();
    assert_eq!((job.state, job.error.as_deref(), job.attempts), (JobState::Failed, Some("no provider"), 1));
    jobs.stop();
    worker.await.unwrap();
}

#[tokio::test]
async fn a_job_cut_off_by_a_crash_is_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let clock = SetClock::new();
    let id = {
        let store = Store::open(&path, &StoreOptions::default()).unwrap();
        let jobs = Jobs::new(platform(store.clone(), Arc::clone(&clock)));
        let handler = Arc::new(Scripted { hold: Some(Arc::default()), ..Scripted::default() });
        jobs.register("thing", Arc::clone(&handler) as _);
        let worker = tokio::spawn(jobs.clone().work());
        let id = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
        handler.started.notified().await;
        // The process dies here: the handler never ends.
        worker.abort();
        store.close();
        id
    };
    let copy = folder.path().join("copy.redb");
    std::fs::copy(&path, &copy).unwrap();
    let jobs = Jobs::new(platform(Store::open(&copy, &StoreOptions::default()).unwrap(), clock));
    jobs.register("thing", Arc::new(Scripted::default()));
    let worker = tokio::spawn(jobs.clone().work());
    let job = jobs.wait(scope(1), id).await.unwrap();
    assert_eq!((job.state, job.result.as_deref()), (JobState::Succeeded, Some(r#"{"attempt":2}"#)));
    jobs.stop();
    worker.await.unwrap();
}

#[tokio::test]
async fn schedules_fire_once_however_far_the_clock_jumps() {
    let clock = SetClock::new();
    let jobs = Jobs::new(platform(Store::in_memory().unwrap(), Arc::clone(&clock)));
    jobs.schedule(scope(1), "thing", "thing", Recurrence::Every(60), &()).await.unwrap();
    assert!(jobs.fire_due().await.unwrap().is_empty());
    clock.advance(86_400);
    assert_eq!(jobs.fire_due().await.unwrap(), ["thing"]);
    assert!(jobs.fire_due().await.unwrap().is_empty(), "a day of missed minutes is one run");
    clock.advance(61);
    assert!(jobs.fire_due().await.unwrap().is_empty(), "the last run still waits in its lane");
    assert!(jobs.unschedule(scope(1), "thing").await.unwrap());
    assert!(jobs.schedules(scope(1)).unwrap().is_empty());
}

#[tokio::test]
async fn a_job_can_be_stopped() {
    let jobs = Jobs::new(platform(Store::in_memory().unwrap(), SetClock::new()));
    let hold = Arc::new(Notify::new());
    let handler = Arc::new(Scripted { hold: Some(Arc::clone(&hold)), ..Scripted::default() });
    jobs.register("thing", Arc::clone(&handler) as _);
    let queued = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
    jobs.cancel(scope(1), queued).await.unwrap();
    assert_eq!(jobs.wait(scope(1), queued).await.unwrap().state, JobState::Cancelled);

    let worker = tokio::spawn(jobs.clone().work());
    let running = jobs.enqueue(scope(1), "thing", &()).await.unwrap();
    handler.started.notified().await;
    jobs.cancel(scope(1), running).await.unwrap();
    hold.notify_one();
    assert_eq!(jobs.wait(scope(1), running).await.unwrap().state, JobState::Cancelled);
    assert!(matches!(jobs.cancel(scope(1), running).await, Err(Error::Conflict(_))));
    jobs.stop();
    worker.await.unwrap();
}

/// Refuses as told, and remembers what came through.
#[derive(Default)]
struct Receiver {
    refusals: Mutex<Vec<SendError>>,
    received: Mutex<Vec<String>>,
}

#[async_trait]
impl Courier for Receiver {
    async fn deliver(&self, _: OrgScope, _: Id, message: &Outgoing) -> Result<(), SendError> {
        if let Some(refusal) = self.refusals.lock().unwrap().pop() {
            return Err(refusal);
        }
        self.received.lock().unwrap().push(message.body.clone());
        Ok(())
    }
}

#[tokio::test]
async fn messages_wait_out_a_failing_receiver_in_order() {
    let clock = SetClock::new();
    let store = Store::in_memory().unwrap();
    let outbox = Outbox::new(platform(store.clone(), Arc::clone(&clock)));
    let receiver = Arc::new(Receiver::default());
    receiver.refusals.lock().unwrap().push(SendError::Later("busy".into(), Some(Duration::from_secs(60))));
    let worker = tokio::spawn(outbox.clone().work(Arc::clone(&receiver) as _));
    let writing = outbox.clone();
    store
        .org(scope(1))
        .write(move |writer| {
            for n in 0..5 {
                writing.put(writer, Id([9; 16]), n.to_string())?;
            }
            Ok(())
        })
        .await
        .unwrap();
    outbox.wake();
    outbox.drained().await.unwrap();
    let (waiting, dead) = outbox.list(scope(1), 10).unwrap();
    assert_eq!((waiting.len(), dead.len()), (5, 0));
    assert_eq!(waiting[0].1.error.as_deref(), Some("busy"));
    assert_eq!((waiting[0].1.attempts, waiting[1].1.attempts), (1, 0), "the rest was not tried");
    clock.advance(59);
    outbox.drained().await.unwrap();
    assert!(receiver.received.lock().unwrap().is_empty(), "the pause that was asked for is kept");
    clock.advance(2);
    outbox.wake();
    outbox.drained().await.unwrap();
    assert_eq!(*receiver.received.lock().unwrap(), ["0", "1", "2", "3", "4"]);

    receiver.refusals.lock().unwrap().push(SendError::Never("gone".into()));
    let writing = outbox.clone();
    store.org(scope(1)).write(move |writer| writing.put(writer, Id([9; 16]), "x".into())).await.unwrap();
    outbox.wake();
    outbox.drained().await.unwrap();
    let (waiting, dead) = outbox.list(scope(1), 10).unwrap();
    assert_eq!((waiting.len(), dead.len()), (0, 1), "a failure that is final stays visible");
    outbox.stop();
    outbox.wake();
    worker.await.unwrap();
}
