//! Pushing: what arrived moves the watermark, what did not comes again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::{found, scan};
use crate::company::{self, CompanyChange};
use crate::fixture::Fixture;
use crate::ports::ConnectorError;
use crate::siem::{AlertSink, Batch, Format, NewPush, PUSH_KIND, PushHandler, Pushed};

/// A SIEM that keeps what it gets, after the failures that a test lined up.
#[derive(Default)]
struct Kept {
    failures: Mutex<VecDeque<ConnectorError>>,
    batches: Mutex<Vec<(String, Batch)>>,
}

#[async_trait]
impl AlertSink for Kept {
    async fn push(&self, target: &str, batch: &Batch) -> Result<(), ConnectorError> {
        if let Some(failure) = self.failures.lock().unwrap().pop_front() {
            return Err(failure);
        }
        self.batches.lock().unwrap().push((target.to_owned(), batch.clone()));
        Ok(())
    }
}

impl Kept {
    fn sizes(&self) -> Vec<usize> {
        let size = |(_, batch): &(String, Batch)| match batch {
            Batch::Body { text, .. } => serde_json::from_str::<Vec<serde_json::Value>>(text).unwrap().len(),
            Batch::Messages(messages) => messages.len(),
        };
        self.batches.lock().unwrap().iter().map(size).collect()
    }
}

fn sink(fixture: &Fixture) -> Arc<Kept> {
    let sink = Arc::new(Kept::default());
    let handler = PushHandler::new(&fixture.services, sink.clone());
    fixture.services.jobs.register(PUSH_KIND, Arc::new(handler));
    sink
}

async fn set(fixture: &Fixture, url: &str, format: Format) {
    let push = NewPush { url: url.into(), format };
    let change = CompanyChange { siem_push: Some(Some(push)), ..CompanyChange::default() };
    company::change(&fixture.services, &fixture.admin, change).await.unwrap();
}

fn standing(fixture: &Fixture) -> Pushed {
    company::settings(&fixture.services, &fixture.admin).unwrap().siem_push.unwrap().1
}

/// Waits for the newest push to end; answers what it failed with.
async fn ended(fixture: &Fixture) -> Option<String> {
    let (jobs, scope) = (&fixture.services.jobs, fixture.admin.scope());
    let (found, _) = jobs.list(scope, Some(PUSH_KIND), 0, 1).unwrap();
    jobs.wait(scope, found[0].0).await.unwrap().error
}

#[tokio::test]
async fn a_backlog_goes_out_once_and_new_alerts_follow_by_themselves() {
    let fixture = found(501).await;
    let sink = sink(&fixture);
    set(&fixture, "https://siem.example/in", Format::Json).await;
    assert_eq!(ended(&fixture).await, None);
    assert_eq!(sink.sizes(), [500, 1], "in batches, oldest first");
    assert_eq!(sink.batches.lock().unwrap()[0].0, "https://siem.example/in");
    assert_eq!(standing(&fixture).last, Some(fixture.services.platform.now()));

    // Another address of the same SIEM: what it has is not sent again.
    set(&fixture, "syslog+tls://siem.example", Format::Cef).await;
    assert_eq!(ended(&fixture).await, None);
    scan(&fixture, &["p7@acme.example".into()], "LinkedIn").await;
    assert_eq!(ended(&fixture).await, None);
    assert_eq!(sink.sizes(), [500, 1, 1]);
    let (target, batch) = sink.batches.lock().unwrap()[2].clone();
    assert_eq!(target, "syslog+tls://siem.example:6514");
    let Batch::Messages(messages) = batch else { panic!("{batch:?}") };
    assert!(messages[0].starts_with("<83>1 ") && messages[0].contains(" breach-exposure - CEF:0|"));
}

#[tokio::test]
async fn what_did_not_arrive_comes_again() {
    let fixture = found(3).await;
    let sink = sink(&fixture);
    let refused = ConnectorError::Refused("nothing grants https://siem.example".into());
    sink.failures.lock().unwrap().push_back(refused);
    set(&fixture, "https://siem.example/in", Format::Json).await;
    let error = ended(&fixture).await.unwrap();
    assert!(error.contains("nothing grants"), "{error}");
    let told = standing(&fixture);
    assert_eq!((told.error.as_deref(), told.last), (Some(error.as_str()), None));
    assert_eq!(sink.sizes(), [] as [usize; 0]);

    // One new alert asks for all that is missing.
    scan(&fixture, &["p1@acme.example".into()], "LinkedIn").await;
    assert_eq!(ended(&fixture).await, None);
    assert_eq!((sink.sizes(), standing(&fixture).error), (vec![4], None));
}

#[tokio::test]
async fn nobody_is_pushed_to_unasked_or_no_longer() {
    let fixture = found(2).await;
    let sink = sink(&fixture);
    let jobs = |fixture: &Fixture| {
        fixture.services.jobs.list(fixture.admin.scope(), Some(PUSH_KIND), 0, 10).unwrap().1
    };
    assert_eq!(jobs(&fixture), 0);
    set(&fixture, "https://siem.example/in", Format::Json).await;
    assert_eq!(ended(&fixture).await, None);
    let off = CompanyChange { siem_push: Some(None), ..CompanyChange::default() };
    company::change(&fixture.services, &fixture.admin, off).await.unwrap();
    scan(&fixture, &["p1@acme.example".into()], "LinkedIn").await;
    assert_eq!((jobs(&fixture), sink.sizes()), (1, vec![2]));
}
