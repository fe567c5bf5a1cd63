//! Reports by mail: once a schedule fires or somebody asks, to everybody, each of them once.

use super::tables::text;
use super::{company, found};
use crate::audit;
use crate::error::Error;
use crate::fixture::Fixture;
use crate::jobs::{Job, JobState};
use crate::ports::{ConnectorError, Mail};
use crate::report::{
    Format, Frequency, NewSchedule, REPORT_KIND, ScheduleChange, Section, Shown, add_schedule,
    change_schedule, remove_schedule, schedules, send_now,
};
use crate::store::Id;
use crate::tenancy::{self, OrganizationChange};
use crate::time::Timestamp;

const DAY: i64 = 86_400_000;

fn new(recipients: &[&str]) -> NewSchedule {
    NewSchedule {
        frequency: Frequency::Weekly,
        recipients: recipients.iter().map(ToString::to_string).collect(),
        sections: vec![Section::Employees],
        formats: vec![Format::Csv],
    }
}

async fn scheduled(fixture: &Fixture, new: NewSchedule) -> Shown {
    add_schedule(&fixture.services, &fixture.admin, new).await.unwrap()
}

fn shown(fixture: &Fixture, id: Id) -> Shown {
    schedules(&fixture.services, &fixture.admin).unwrap().into_iter().find(|shown| shown.id == id).unwrap()
}

fn mails(fixture: &Fixture) -> Vec<Mail> {
    fixture.mailer.sent.lock().unwrap().iter().map(|(_, mail)| mail.clone()).collect()
}

fn jobs(fixture: &Fixture) -> Vec<(Id, Job)> {
    fixture.services.jobs.list(fixture.admin.scope(), Some(REPORT_KIND), 0, 100).unwrap().0
}

async fn ended(fixture: &Fixture, job: Id) -> Job {
    fixture.services.jobs.wait(fixture.admin.scope(), job).await.unwrap()
}

/// Waits until the job waits for another try.
async fn put_off(fixture: &Fixture, job: Id) {
    let scope = fixture.admin.scope();
    loop {
        let found = fixture.services.jobs.get(scope, job).unwrap();
        if found.state == JobState::Queued && found.error.is_some() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_report_reaches_everybody_with_its_files() {
    let fixture = company("Acme", "UTC").await;
    found(&fixture).await;
    let mut asked = new(&["ada@acme.example", " Board@acme.example", "board@ACME.example"]);
    asked.sections = vec![Section::Trends, Section::Employees, Section::Employees];
    asked.formats = vec![Format::Pdf, Format::Csv];
    let made = scheduled(&fixture, asked).await;
    assert_eq!(made.schedule.recipients, ["ada@acme.example", "board@acme.example"]);
    assert_eq!(made.schedule.sections, [Section::Employees, Section::Trends]);
    assert_eq!(made.next, Timestamp::parse("2026-06-01T07:00:00Z"), "the next Monday");
    assert_eq!((made.schedule.last_sent, made.schedule.last_error), (None, None));

    let job = send_now(&fixture.services, &fixture.admin, made.id).await.unwrap();
    let done = ended(&fixture, job).await;
    assert_eq!(done.result.as_deref(), Some(r#"{"files":3,"sent":2}"#), "{done:?}");
    let sent = mails(&fixture);
    let to: Vec<&str> = sent.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ada@acme.example", "board@acme.example"]);
    assert_ne!(sent[0].id, sent[1].id);
    assert_eq!(sent[0].subject, "Exposure report of Acme, 2026-05-28");
    assert!(sent[0].text.contains("Employees: 3, 2 of them exposed"), "{}", sent[0].text);
    let names: Vec<&str> = sent[1].attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "gatehouse_acme_all_2026-05-28.pdf",
            "gatehouse_acme_employees_2026-05-28.csv",
            "gatehouse_acme_trends_2026-05-28.csv"
        ]
    );
    assert!(sent[0].attachments[0].content.starts_with(b"%PDF-1"));
    assert_eq!(&*sent[0].attachments[1].content, text(&fixture, Section::Employees).await.as_bytes());
    let shown = shown(&fixture, made.id);
    assert_eq!(shown.schedule.last_sent, Some(fixture.services.platform.now()));
    let (log, _) = audit::list(&fixture.services.platform, &fixture.admin, 0, 10).unwrap();
    assert!(log.iter().any(|entry| entry.action == "report.sent"), "{log:?}");
}

#[tokio::test]
async fn a_clock_that_jumps_sends_one_report() {
    let fixture = company("Acme", "Europe/Berlin").await;
    let made = scheduled(&fixture, new(&["ada@acme.example"])).await;
    assert_eq!(made.next, Timestamp::parse("2026-06-01T05:00:00Z"), "seven o'clock there");
    assert!(jobs(&fixture).is_empty());
    fixture.clock.advance(50 * DAY);
    fixture.services.jobs.wake();
    while jobs(&fixture).is_empty() {
        tokio::task::yield_now().await;
    }
    ended(&fixture, jobs(&fixture)[0].0).await;
    assert!(
        fixture.services.jobs.fire_due().await.unwrap().is_empty(),
        "seven missed Mondays are one report"
    );
    assert_eq!((mails(&fixture).len(), jobs(&fixture).len()), (1, 1));
    let next = shown(&fixture, made.id).next.unwrap();
    assert!(next > fixture.services.platform.now());
}

#[tokio::test]
async fn a_schedule_follows_the_companys_time() {
    let fixture = company("Acme", "UTC").await;
    let monthly = NewSchedule { frequency: Frequency::Monthly, ..new(&["ada@acme.example"]) };
    let made = scheduled(&fixture, monthly).await;
    assert_eq!(made.next, Timestamp::parse("2026-06-01T07:00:00Z"));
    let change = OrganizationChange { time_zone: Some("Asia/Tokyo".into()), ..Default::default() };
    tenancy::update(&fixture.services.platform, &fixture.admin, change, None).await.unwrap();
    assert_eq!(shown(&fixture, made.id).next, Timestamp::parse("2026-05-31T22:00:00Z"));

    let (services, admin) = (&fixture.services, &fixture.admin);
    let off = ScheduleChange { enabled: Some(false), ..ScheduleChange::default() };
    assert_eq!(change_schedule(services, admin, made.id, off).await.unwrap().next, None);
    fixture.clock.advance(40 * DAY);
    assert!(services.jobs.fire_due().await.unwrap().is_empty(), "it is switched off");
    let on = ScheduleChange {
        enabled: Some(true),
        frequency: Some(Frequency::Weekly),
        recipients: Some(vec!["grace@acme.example".into()]),
        ..ScheduleChange::default()
    };
    let changed = change_schedule(services, admin, made.id, on).await.unwrap();
    assert_eq!(changed.next, Timestamp::parse("2026-07-12T22:00:00Z"), "Monday in Tokyo");
    assert_eq!(changed.schedule.recipients, ["grace@acme.example"]);
}

#[tokio::test]
async fn a_server_that_fails_gets_the_rest_later_and_nobody_gets_it_twice() {
    let fixture = company("Acme", "UTC").await;
    let made = scheduled(&fixture, new(&["ada@acme.example", "grace@acme.example"])).await;
    let busy = ConnectorError::Unavailable("the mail server put the mail off: 451 busy".into());
    fixture.mailer.failures.lock().unwrap().push_back(busy);
    let job = send_now(&fixture.services, &fixture.admin, made.id).await.unwrap();
    put_off(&fixture, job).await;
    let standing = shown(&fixture, made.id).schedule;
    assert_eq!(standing.last_sent, None);
    assert!(
        standing
            .last_error
            .unwrap()
            .contains("ada@acme.example: unavailable: the mail server put the mail off")
    );
    assert_eq!(mails(&fixture).len(), 1, "grace has hers");
    let again = send_now(&fixture.services, &fixture.admin, made.id).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");

    fixture.clock.advance(31_000);
    fixture.services.jobs.wake();
    assert_eq!(ended(&fixture, job).await.state, JobState::Succeeded);
    let to: Vec<String> = mails(&fixture).into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["grace@acme.example", "ada@acme.example"]);
    let standing = shown(&fixture, made.id).schedule;
    assert_eq!(standing.last_error, None);
    assert_eq!(standing.last_sent, Some(fixture.services.platform.now()));
    let (log, _) = audit::list(&fixture.services.platform, &fixture.admin, 0, 20).unwrap();
    let told: Vec<&str> = log.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert!(told.ends_with(&["report.asked_for", "report.failed", "report.sent"]), "{told:?}");
}

#[tokio::test]
async fn an_address_that_nobody_has_is_said_and_the_others_get_theirs() {
    let fixture = company("Acme", "UTC").await;
    let made = scheduled(&fixture, new(&["gone@acme.example", "grace@acme.example"])).await;
    let refused = ConnectorError::BadSettings("the mail server refused the mail: 550 no such user".into());
    fixture.mailer.failures.lock().unwrap().push_back(refused);
    let job = send_now(&fixture.services, &fixture.admin, made.id).await.unwrap();
    let done = ended(&fixture, job).await;
    assert_eq!((done.state, done.attempts), (JobState::Failed, 1), "another try cannot help");
    assert_eq!(mails(&fixture).len(), 1);
    let standing = shown(&fixture, made.id).schedule;
    assert_eq!(standing.last_sent, None);
    assert!(standing.last_error.unwrap().starts_with("gone@acme.example: bad settings: "));
}

#[tokio::test]
async fn a_schedule_that_is_gone_sends_nothing() {
    let fixture = company("Acme", "UTC").await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let made = scheduled(&fixture, new(&["ada@acme.example"])).await;
    let busy = ConnectorError::Unavailable("busy".into());
    fixture.mailer.failures.lock().unwrap().push_back(busy);
    let job = send_now(services, admin, made.id).await.unwrap();
    put_off(&fixture, job).await;
    remove_schedule(services, admin, made.id).await.unwrap();
    fixture.clock.advance(60_000);
    services.jobs.wake();
    assert_eq!(ended(&fixture, job).await.result.as_deref(), Some(r#"{"sent":0}"#));
    assert!(mails(&fixture).is_empty() && schedules(services, admin).unwrap().is_empty());
    assert!(matches!(remove_schedule(services, admin, made.id).await, Err(Error::NotFound(_))));
    assert!(matches!(send_now(services, admin, made.id).await, Err(Error::NotFound(_))));
    fixture.clock.advance(30 * DAY);
    assert!(services.jobs.fire_due().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_when_it_is_entered() {
    let fixture = company("Acme", "UTC").await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let many: Vec<String> = (0..21).map(|n| format!("p{n}@acme.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (field, wrong) in [
        ("recipients", new(&[])),
        ("recipients", new(&many)),
        ("recipients[1]", new(&["ada@acme.example", "nobody"])),
        ("recipients[0]", new(&["ada@acme.example\r\nBcc: eve@evil.example"])),
        ("recipients[0]", new(&["Ada <ada@acme.example>"])),
        ("sections", NewSchedule { sections: vec![], ..new(&["ada@acme.example"]) }),
        ("formats", NewSchedule { formats: vec![], ..new(&["ada@acme.example"]) }),
    ] {
        let refused = add_schedule(services, admin, wrong.clone()).await;
        assert!(
            matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
            "{wrong:?}: {refused:?}"
        );
    }
    assert!(schedules(services, admin).unwrap().is_empty());
}

#[tokio::test]
async fn what_is_too_large_for_a_mail_is_left_out_and_said() {
    let fixture = company("Acme", "UTC").await;
    found(&fixture).await;
    let schedule = scheduled(&fixture, NewSchedule { sections: vec![Section::All], ..new(&["a@b.example"]) })
        .await
        .schedule;
    let (store, now) = (fixture.services.org(&fixture.admin), fixture.services.platform.now());
    let build = |most| crate::report::attach::build_within(&store, &schedule, now, most).unwrap();
    let whole = build(1 << 20);
    assert_eq!(whole.attachments.len(), 4);
    assert!(!whole.text.contains("Too large"), "{}", whole.text);
    let least = whole.attachments.iter().map(|file| file.content.len()).min().unwrap();
    let part = build(least);
    assert_eq!((part.attachments.len(), part.bytes()), (1, least));
    let left =
        whole.attachments.iter().filter(|file| part.text.contains(&format!("- {}\n", file.name))).count();
    assert_eq!(left, 4, "each is named, as attached or as left out: {}", part.text);
    assert!(part.text.contains("Too large for a mail"), "{}", part.text);
}
