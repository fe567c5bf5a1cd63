//! Crash logs and quarantined programs, from the agent's link to the person's.

use std::future::poll_fn;
use std::io::Read as _;
use std::pin::{Pin, pin};
use std::task::Poll;

use super::{House, body};
use crate::access::Principal;
use crate::endpoint::{
    FileState, MAX_FILE, Prefix, Upload, agent, crash_logs, file_state, files_before, unlink_removed,
};
use crate::error::{Error, Result};
use crate::store::{Id, OrgScope};
use crate::tenancy::{self, NewOrganization};
use crate::time::Timestamp;

pub(super) fn crash_log(agent: &str) -> Upload {
    Upload {
        prefix: Prefix::CrashLogs,
        key: None,
        file_name: "crash.zip".into(),
        content_type: "application/zip".into(),
        file_size: None,
        agent: Some(agent.into()),
    }
}

pub(super) fn suspicious(name: &str) -> Upload {
    Upload { prefix: Prefix::SuspiciousProcesses, file_name: name.into(), ..crash_log("a-1") }
}

impl House {
    pub(super) fn token(&self, upload: Upload) -> String {
        let path = self.endpoint.upload_link(&self.fixture.admin, upload).unwrap();
        path.strip_prefix("/files/").unwrap().to_owned()
    }

    pub(super) async fn put(&self, token: &str, content: &[u8]) -> Result<()> {
        let mut receiving = self.endpoint.open_upload(token, "application/zip", None)?;
        content.chunks(1000).try_for_each(|piece| receiving.write(piece))?;
        receiving.finish().await
    }

    pub(super) fn fetch(&self, path: &str) -> Result<(String, String, Vec<u8>)> {
        let mut download = self.endpoint.open_download(path.strip_prefix("/files/").unwrap())?;
        let mut content = Vec::new();
        download.reader.read_to_end(&mut content).unwrap();
        assert_eq!(content.len() as u64, download.bytes);
        Ok((download.file_name, download.content_type, content))
    }

    /// The content of every stored file.
    pub(super) fn stored(&self) -> Vec<Vec<u8>> {
        fn gather(folder: &std::path::Path, found: &mut Vec<Vec<u8>>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { gather(&path, found) } else { found.push(std::fs::read(path).unwrap()) }
            }
        }
        let mut found = Vec::new();
        gather(&self.fixture.blobs_folder(), &mut found);
        found
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_log_is_unseen_until_somebody_fetches_it() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.add(body("a-1", "host", "evil.exe", 1, house.seconds())).await;
    house.put(&house.token(crash_log("a-1")), b"boom").await.unwrap();
    let unseen = || agent(services, admin, "a-1").unwrap().1.unseen_crash_logs;
    assert_eq!(unseen(), 1);
    let logs = crash_logs(services, admin, Some("a-1")).unwrap();
    let (id, log) = logs[0].clone();
    assert_eq!(crash_logs(services, admin, None).unwrap(), logs);
    assert_eq!(crash_logs(services, admin, Some("a-2")).unwrap(), []);
    assert_eq!((log.file_size(), log.seen), (4, false));
    let expected = format!("crash_logs/{}/a-1/20260528202640.zip", admin.scope().org());
    assert_eq!(log.s3_key, expected);

    let path = house.endpoint.crash_log_link(admin, id).await.unwrap();
    assert_eq!(house.fetch(&path).unwrap(), ("crash.zip".into(), "application/zip".into(), b"boom".to_vec()));
    assert_eq!(unseen(), 0);
    house.endpoint.crash_log_link(admin, id).await.unwrap();
    assert_eq!(unseen(), 0, "fetching it twice counts once");
    house.fixture.clock.advance(6 * 60 * 1000);
    assert!(matches!(house.fetch(&path), Err(Error::Forbidden(_))), "a link lasts five minutes");

    let stranger = Principal::system(OrgScope::of(services.platform.new_id()), "test");
    assert!(matches!(house.endpoint.crash_log_link(&stranger, id).await, Err(Error::NotFound(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_takes_what_was_promised_and_once() {
    let house = House::new().await;
    let token = house.token(Upload { file_size: Some(4), ..crash_log("a-1") });
    let open =
        |content_type: &str, length: Option<u64>| house.endpoint.open_upload(&token, content_type, length);
    assert!(matches!(open("text/html", None), Err(Error::Invalid { field, .. }) if field == "Content-Type"));
    assert!(
        matches!(open("application/zip", Some(5)), Err(Error::Invalid { field, .. }) if field == "Content-Length")
    );
    assert!(
        matches!(house.put(&token, b"12345").await, Err(Error::Invalid { field, .. }) if field == "body")
    );
    assert!(matches!(house.put(&token, b"123").await, Err(Error::Invalid { field, .. }) if field == "body"));
    assert!(house.stored().is_empty(), "half an upload leaves nothing");
    // Two at once: one of them comes first.
    let (mut first, mut second) =
        (open("application/zip", None).unwrap(), open("application/ZIP", None).unwrap());
    first.write(b"1234").unwrap();
    second.write(b"4321").unwrap();
    first.finish().await.unwrap();
    assert!(matches!(second.finish().await, Err(Error::Conflict(_))));
    assert!(matches!(house.put(&token, b"1234").await, Err(Error::Conflict(_))));
    assert_eq!(house.stored(), [b"1234".to_vec()], "who came second leaves nothing");
    let third = house.token(crash_log("a-1"));
    let same = house.token(crash_log("a-1"));
    house.put(&third, b"1234").await.unwrap();
    let mut again = house.endpoint.open_upload(&same, "application/zip", None).unwrap();
    house.put(&same, b"other").await.unwrap();
    again.write(b"1234").unwrap();
    assert!(matches!(again.finish().await, Err(Error::Conflict(_))));
    assert_eq!(house.stored().len(), 2, "what another crash log has stays");

    let late = house.token(crash_log("a-1"));
    house.fixture.clock.advance(16 * 60 * 1000);
    assert!(matches!(house.put(&late, b"1234").await, Err(Error::Forbidden(_))));
    for forged in ["", "AAAA", &late[..late.len() - 2]] {
        assert!(matches!(house.put(forged, b"1234").await, Err(Error::NotFound(_))), "{forged}");
    }
    let admin = &house.fixture.admin;
    for (wrong, field) in [
        (Upload { agent: None, ..crash_log("") }, "metadata.agent_id"),
        (Upload { file_name: "../x".into(), ..crash_log("a") }, "fileName"),
        (Upload { key: Some("a/../b".into()), ..crash_log("a") }, "s3_key"),
        (Upload { content_type: "zip".into(), ..crash_log("a") }, "contentType"),
        (Upload { file_size: Some(MAX_FILE + 1), ..crash_log("a") }, "metadata.file_size"),
    ] {
        let refused = house.endpoint.upload_link(admin, wrong);
        assert!(
            matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
            "{refused:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quarantined_program_lies_sealed_and_belongs_to_its_alert() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let malware = b"MZ this program cannot be run in DOS mode".repeat(9000);
    let unseen = || agent(services, admin, "a-1").unwrap().1.unseen_suspicious_processes;
    let mut report = body("a-1", "host", "evil.exe", 1, house.seconds());
    report["quarantine_file_name"] = "q-1.bin".into();
    let (id, alert) = house.add(report).await;
    assert_eq!(file_state(services, admin, &alert).unwrap(), FileState::Expected);
    assert!(matches!(house.endpoint.suspicious_process_link(admin, id).await, Err(Error::NotFound(_))));
    assert_eq!(unseen(), 0);

    house.put(&house.token(suspicious("q-1.bin")), &malware).await.unwrap();
    assert_eq!((file_state(services, admin, &alert).unwrap(), unseen()), (FileState::Stored, 1));
    let stored = house.stored();
    assert!(
        stored.len() == 1 && !stored[0].windows(12).any(|window| window == b"this program"),
        "it lies sealed"
    );
    let path = house.endpoint.suspicious_process_link(admin, id).await.unwrap();
    let fetched = house.fetch(&path).unwrap();
    assert_eq!(fetched, ("q-1.bin".into(), "application/octet-stream".into(), malware.clone()));
    assert_eq!(unseen(), 0);

    // The same again is no news, another one is refused, and neither stays on the disk.
    house.put(&house.token(suspicious("q-1.bin")), &malware).await.unwrap();
    let other = house.put(&house.token(suspicious("q-1.bin")), b"harmless").await;
    assert!(matches!(other, Err(Error::Conflict(_))), "{other:?}");
    assert_eq!(house.stored().len(), 1);

    // The file may come before its alert, and without saying whose it is.
    house.put(&house.token(Upload { agent: None, ..suspicious("q-2.bin") }), b"early").await.unwrap();
    let mut report = body("a-1", "host", "evil.exe", 2, house.seconds());
    report["quarantine_file_name"] = "q-2.bin".into();
    let (id, _) = house.add(report.clone()).await;
    assert_eq!(unseen(), 1);
    // Others name it, too: it is still one file that nobody fetched.
    report["pid"] = 3.into();
    house.add(report.clone()).await;
    report["uuid"] = "a-2".into();
    house.add(report).await;
    let of_the_other = || agent(services, admin, "a-2").unwrap().1.unseen_suspicious_processes;
    assert_eq!((unseen(), of_the_other()), (1, 0));
    let path = house.endpoint.suspicious_process_link(admin, id).await.unwrap();
    assert_eq!(house.fetch(&path).unwrap().2, b"early");
    assert_eq!((unseen(), of_the_other()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_counts_for_its_agent_however_many_name_one_alike() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let mut last = String::new();
    for n in 0..=1000 {
        last = format!("a-{n}");
        let mut report = body(&last, &format!("host-{n}"), "evil.exe", 1, house.seconds());
        report["quarantine_file_name"] = "quarantined_file.bin".into();
        house.add(report).await;
    }
    let upload = Upload { agent: Some(last.clone()), ..suspicious("quarantined_file.bin") };
    house.put(&house.token(upload), b"MZ").await.unwrap();
    let unseen = |id: &str| agent(services, admin, id).unwrap().1.unseen_suspicious_processes;
    assert_eq!((unseen(&last), unseen("a-0")), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_links_of_a_disabled_organization_lead_nowhere() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    house.put(&house.token(crash_log("a-1")), b"boom").await.unwrap();
    let (id, _) = crash_logs(services, admin, None).unwrap()[0];
    let upload = house.token(crash_log("a-1"));
    let download = house.endpoint.crash_log_link(admin, id).await.unwrap();
    let (org, now) = (admin.scope().org(), services.platform.now());
    let enable = async |enabled| {
        let changed = services.platform.store.write(move |writer| {
            // The first organization runs the appliance and cannot be disabled: it is another one here.
            if tenancy::find(&*writer, Id([0; 16]))?.is_none() {
                tenancy::create(writer, Id([0; 16]), now, NewOrganization::client("Operator"))?;
            }
            tenancy::set_enabled(writer, org, enabled)
        });
        changed.await.unwrap();
    };
    enable(false).await;
    assert!(matches!(house.put(&upload, b"late").await, Err(Error::Forbidden(_))));
    assert!(matches!(house.fetch(&download), Err(Error::Forbidden(_))));
    enable(true).await;
    assert_eq!(house.fetch(&download).unwrap().2, b"boom");
    house.put(&upload, b"late").await.unwrap();
}

/// Polls a future so often at most, as a server does whose client then goes away.
async fn abandoned<T>(mut work: Pin<&mut impl Future<Output = T>>, mut polls: usize) -> Option<T> {
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending if polls == 0 => Poll::Ready(None),
        Poll::Pending => {
            polls -= 1;
            Poll::Pending
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_goes_away_in_the_middle_leaves_nothing_or_a_file() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let (mut whole, mut gone) = (0, 0);
    for polls in 0..8 {
        for (upload, content) in
            [(crash_log("a-1"), format!("log {polls}")), (suspicious(&format!("{polls}.bin")), "MZ".into())]
        {
            let token = house.token(upload);
            let mut receiving = house.endpoint.open_upload(&token, "application/zip", None).unwrap();
            receiving.write(content.as_bytes()).unwrap();
            match abandoned(pin!(receiving.finish()), polls).await {
                Some(outcome) => outcome.map(|()| whole += 1).unwrap(),
                None => gone += 1,
            }
        }
    }
    assert!(whole > 0 && gone > 0, "{whole} whole, {gone} gone");
    // What was handed to the disk or to the store's writer goes on without who asked.
    let incoming = house.fixture.blobs_folder().join("incoming");
    while std::fs::read_dir(&incoming).unwrap().next().is_some() {
        tokio::task::yield_now().await;
    }
    services.platform.store.write(|_| Ok(())).await.unwrap();
    while unlink_removed(&services.platform, &services.blobs, admin.scope()).await.unwrap().is_some() {}
    let rows = services.platform.store.org(admin.scope()).read().unwrap();
    let (mut named, mut place) = (0, None);
    loop {
        let (found, next) = files_before(&rows, Timestamp(i64::MAX), place.as_ref(), 100).unwrap();
        named += found.len();
        match next {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    assert!(named >= whole);
    assert_eq!(house.stored().len(), named);
}

#[tokio::test(flavor = "multi_thread")]
async fn clearing_leaves_what_is_just_coming_in() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    for polls in 0..8 {
        for upload in [crash_log("a-1"), suspicious(&format!("{polls}.bin"))] {
            let token = house.token(upload);
            let mut receiving = house.endpoint.open_upload(&token, "application/zip", None).unwrap();
            receiving.write(format!("content {polls}").as_bytes()).unwrap();
            let mut finishing = pin!(receiving.finish());
            let done = abandoned(finishing.as_mut(), polls).await;
            while unlink_removed(&services.platform, &services.blobs, admin.scope()).await.unwrap().is_some()
            {
            }
            match done {
                Some(outcome) => outcome.unwrap(),
                None => finishing.await.unwrap(),
            }
        }
    }
    assert_eq!(house.stored().len(), 16);
    for (id, _) in crash_logs(services, admin, None).unwrap() {
        let path = house.endpoint.crash_log_link(admin, id).await.unwrap();
        assert!(house.fetch(&path).unwrap().2.starts_with(b"content "));
    }
}
