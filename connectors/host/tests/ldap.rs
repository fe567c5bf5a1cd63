//! LDAP directories through the port: against a real OpenLDAP, and against servers that misbehave.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
#[path = "../../../tests/src/slapd.rs"]
#[allow(unreachable_pub, reason = "the black-box tests share it")]
mod slapd;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;

use common::{Bench, Names, host};
use gatehouse_connector_host::{CertificateDer, HostConfig};
use gatehouse_core::ports::ConnectorError::{self, BadSettings, Other, Refused, Unauthorized, Unavailable};
use gatehouse_core::ports::{Connectors, Directory, DirectoryUser, Settings};
use slapd::{BASE, BIND_DN, BIND_PASSWORD, Slapd, people};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

async fn bench(change: impl FnOnce(&mut HostConfig)) -> Bench {
    host(&[], |config| {
        config.allow_private_targets = true;
        config.resolver =
            Arc::new(Names(BTreeMap::from([("ldap.test".into(), vec!["127.0.0.1".parse().unwrap()])])));
        change(config);
    })
    .await
}

fn ldap(bench: &Bench) -> Arc<dyn Directory> {
    bench.host.directory("ldap").unwrap()
}

fn settings(port: u16, more: &[(&str, &str)]) -> Settings {
    let port = port.to_string();
    let base = [
        ("host", "127.0.0.1"),
        ("port", &port),
        ("bindDN", BIND_DN),
        ("bindPassword", BIND_PASSWORD),
        ("baseDN", BASE),
        ("ssl", "false"),
    ];
    common::settings(&[base.as_slice(), more].concat())
}

/// Everybody, and over how many pages.
async fn everybody(
    directory: &dyn Directory,
    settings: &Settings,
) -> Result<(Vec<DirectoryUser>, usize), ConnectorError> {
    let (mut all, mut pages, mut cursor) = (Vec::new(), 0, None);
    loop {
        let page = directory.list_users(settings, cursor.as_deref()).await?;
        all.extend(page.users);
        pages += 1;
        cursor = page.next;
        if cursor.is_none() {
            return Ok((all, pages));
        }
    }
}

fn names(users: &[DirectoryUser]) -> BTreeSet<&str> {
    users.iter().map(|user| user.attributes["uid"].as_str()).collect()
}

#[track_caller]
fn says<T: std::fmt::Debug>(
    outcome: Result<T, ConnectorError>,
    kind: fn(String) -> ConnectorError,
    words: &str,
) {
    let cause = outcome.expect_err("it fails");
    let text = match &cause {
        BadSettings(text) | Refused(text) | Unauthorized(text) | Unavailable(text) | Other(text) => {
            text.clone()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(cause, kind(text.clone()), "{words}");
    assert!(text.contains(words), "{words:?} is not in {text:?}");
}

#[tokio::test]
async fn ten_thousand_people_come_page_by_page() {
    let server = Slapd::start(&people(10_000), None);
    let bench = bench(|_| ()).await;
    let settings = settings(server.port, &[]);
    assert_eq!(ldap(&bench).test(&settings).await, Ok(10_000));
    let (users, pages) = everybody(&*ldap(&bench), &settings).await.unwrap();
    assert_eq!((users.len(), pages), (10_000, 20));
    let ids: BTreeSet<&str> = users.iter().map(|user| user.external_id.as_str()).collect();
    assert_eq!(ids.len(), 10_000, "each has an id of its own");
    let one = users.iter().find(|user| user.attributes["uid"] == "p4711").unwrap();
    assert_eq!(one.email.as_deref(), Some("p4711@acme.example"));
    assert_eq!((one.first_name.as_str(), one.last_name.as_str()), ("Given4711", "Family4711"));
    assert_eq!((one.department.as_str(), one.location.as_str(), one.active), ("D0", "London", true));
    assert_eq!(one.attributes["title"], "Engineer");
    let narrow = [settings, common::settings(&[("userFilter", "uid=p12*")])].into_iter().flatten().collect();
    assert_eq!(ldap(&bench).test(&narrow).await, Ok(111));
}

/// A certificate and key for `ldap.test`, and what to trust.
fn certificate() -> (String, String, CertificateDer<'static>) {
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root_key = rcgen::KeyPair::generate().unwrap();
    let root = parameters.self_signed(&root_key).unwrap();
    let issuer = rcgen::Issuer::from_params(&parameters, &root_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let made = rcgen::CertificateParams::new(vec!["ldap.test".to_owned()])
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    (made.pem(), key.serialize_pem(), root.der().clone())
}

#[tokio::test]
async fn under_tls_only_a_trusted_certificate_of_that_name_will_do() {
    let (certificate, key, root) = certificate();
    let server = Slapd::start(&people(3), Some((&certificate, &key)));
    let trusting = bench(|config| config.extra_roots = vec![root]).await;
    let stranger = bench(|_| ()).await;
    for (port, secured) in [(server.tls_port, ("ssl", "true")), (server.port, ("startTls", "true"))] {
        let right = settings(port, &[secured, ("host", "ldap.test")]);
        assert_eq!(ldap(&trusting).test(&right).await, Ok(3), "{secured:?}");
        says(ldap(&stranger).test(&right).await, Unavailable, "TLS does not do");
        says(ldap(&trusting).test(&settings(port, &[secured])).await, Unavailable, "TLS does not do");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let server = Slapd::start(&people(3), None);
    let bench = bench(|_| ()).await;
    let test = async |more: &[(&str, &str)]| ldap(&bench).test(&settings(server.port, more)).await;
    says(test(&[("bindPassword", "wrong")]).await, Unauthorized, "wrong name or password");
    says(test(&[("baseDN", "dc=nowhere,dc=example")]).await, BadSettings, "look at baseDN");
    says(test(&[("baseDN", "not a dn")]).await, BadSettings, "no DN");
    says(test(&[("startTls", "true")]).await, BadSettings, "offers no StartTLS");
    says(test(&[("userFilter", "((")]).await, BadSettings, "userFilter");
    says(test(&[("groupDN", "cn=nobody,dc=acme,dc=example")]).await, BadSettings, "groupDN");
    let anonymous = settings(server.port, &[("bindDN", ""), ("bindPassword", "")]);
    says(ldap(&bench).test(&anonymous).await, Unauthorized, "no right");
}

#[tokio::test]
async fn only_members_of_a_group_and_of_groups_in_it() {
    let group = |name: &str, members: &[&str]| {
        let members: String = members.iter().map(|member| format!("member: {member},{BASE}\n")).collect();
        format!(
            "dn: cn={name},ou=groups,{BASE}\nchangetype: add\nobjectClass: groupOfNames\ncn: {name}\n{members}\n"
        )
    };
    let server = Slapd::start(&people(6), None);
    server.change(&group("outer", &["uid=p1,ou=people", "cn=inner,ou=groups"]));
    // A circle does not go on for ever.
    server.change(&group("inner", &["uid=p2,ou=people", "cn=outer,ou=groups"]));
    server.change(&format!(
        "dn: cn=outer,ou=groups,{BASE}\nchangetype: modify\ndelete: member\nmember: cn=inner,ou=groups,{BASE}\n-\nadd: member\n\
         member: cn=inner,ou=groups,{BASE}\n"
    ));
    let bench = bench(|_| ()).await;
    let dn = format!("cn=outer,ou=groups,{BASE}");
    for (nested, expected) in [("false", vec!["p1"]), ("true", vec!["p1", "p2"])] {
        let settings = settings(server.port, &[("groupDN", &dn), ("nestedGroups", nested)]);
        let (users, _) = everybody(&*ldap(&bench), &settings).await.unwrap();
        assert_eq!(names(&users), expected.into_iter().collect(), "nested: {nested}");
    }
}

#[tokio::test]
async fn a_new_password_is_asked_for() {
    let server = Slapd::start(&people(2), None);
    let bench = bench(|_| ()).await;
    let settings = settings(server.port, &[]);
    let (users, _) = everybody(&*ldap(&bench), &settings).await.unwrap();
    let id = &users.iter().find(|user| user.attributes["uid"] == "p1").unwrap().external_id;
    assert!(!server.entry(&format!("uid=p1,ou=people,{BASE}")).contains("pwdReset"));
    ldap(&bench).force_password_reset(&settings, id).await.unwrap();
    assert!(server.entry(&format!("uid=p1,ou=people,{BASE}")).contains("pwdReset: TRUE"));
    for nobody in ["784b973c-7cc3-1041-93d9-eb850f7243a6", "uid=p9,ou=people,dc=acme,dc=example", "*)(uid=*"]
    {
        says(ldap(&bench).force_password_reset(&settings, nobody).await, Other, "no longer has this person");
    }
    let sessions = ldap(&bench).revoke_sessions(&settings, id).await;
    assert!(matches!(sessions, Err(ConnectorError::NotSupported(_))));
}

#[tokio::test]
async fn entries_like_those_of_active_directory() {
    let entry = |name: &str, guid: &str, control: u32| {
        format!(
            "dn: cn={name},ou=people,{BASE}\nobjectClass: inetOrgPerson\nobjectClass: extensibleObject\ncn: {name}\n\
             sn: Lovelace\nsAMAccountName: {name}\nuserPrincipalName: {name}@acme.example\nobjectGUID:: {guid}\n\
             userAccountControl: {control}\naccountExpires: 9223372036854775807\npwdLastSet: 133000000000000000\n\n"
        )
    };
    let people =
        [entry("ada", "AAECAwQFBgcICQoLDA0ODw==", 512), entry("bob", "EAECAwQFBgcICQoLDA0ODw==", 514)]
            .concat();
    let server = Slapd::start(&people, None);
    let bench = bench(|_| ()).await;
    let settings = settings(server.port, &[]);
    let (users, _) = everybody(&*ldap(&bench), &settings).await.unwrap();
    let told: BTreeSet<_> = users
        .iter()
        .map(|user| (user.external_id.as_str(), user.email.as_deref().unwrap(), user.active))
        .collect();
    let expected = [
        ("03020100-0504-0706-0809-0a0b0c0d0e0f", "ada@acme.example", true),
        ("03020110-0504-0706-0809-0a0b0c0d0e0f", "bob@acme.example", false),
    ];
    assert_eq!(told, expected.into_iter().collect());
    ldap(&bench).force_password_reset(&settings, expected[0].0).await.unwrap();
    assert!(server.entry(&format!("cn=ada,ou=people,{BASE}")).contains("pwdLastSet: 0\n"));
    assert!(!server.entry(&format!("cn=bob,ou=people,{BASE}")).contains("pwdLastSet: 0\n"));
}

#[tokio::test]
async fn a_server_inside_needs_the_admins_grant() {
    let server = Slapd::start(&people(1), None);
    let ask = async |grant: Option<String>| {
        let bench = host(&[], |config| {
            config.extra_grants = grant.iter().map(|text| text.parse().unwrap()).collect()
        })
        .await;
        ldap(&bench).test(&settings(server.port, &[])).await
    };
    let grant = format!("ldap://127.0.0.1:{}", server.port);
    says(ask(None).await, Refused, &format!("grant \"{grant}\""));
    assert_eq!(ask(Some(grant.clone())).await, Ok(1));
    assert_eq!(ask(Some(format!("ldap={grant}"))).await, Ok(1));
    says(ask(Some(format!("mail={grant}"))).await, Refused, "grant");
}

#[tokio::test]
async fn a_server_that_goes_away_between_pages_is_unavailable() {
    let server = Slapd::start(&people(1200), None);
    let bench = bench(|_| ()).await;
    let settings = settings(server.port, &[]);
    let page = ldap(&bench).list_users(&settings, None).await.unwrap();
    drop(server);
    says(ldap(&bench).list_users(&settings, page.next.as_deref()).await, Unavailable, "broke off");
    says(ldap(&bench).list_users(&settings, page.next.as_deref()).await, Unavailable, "waited too long");
}

/// A server that lets everybody in and answers the search with `answer`, to be read as LDAP messages with id 2.
async fn answers(answer: Vec<u8>) -> u16 {
    odd_server(move |mut stream| {
        let answer = answer.clone();
        async move {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(&[0x30, 0x0c, 2, 1, 1, 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0]).await;
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(&answer).await;
        }
    })
    .await
}

async fn odd_server<F: Future<Output = ()> + Send + 'static>(
    act: impl Fn(TcpStream) -> F + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(act(stream));
        }
    });
    port
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82], length.as_slice(), content].concat()
}

fn message(operation: &[u8]) -> Vec<u8> {
    element(0x30, &[&[2, 1, 2], operation].concat())
}

fn entry(dn: &[u8], attributes: &[(&str, &[u8])]) -> Vec<u8> {
    let one = |(name, value): &(&str, &[u8])| {
        let values = element(0x31, &element(4, value));
        element(0x30, &[element(4, name.as_bytes()), values].concat())
    };
    let attributes: Vec<u8> = attributes.iter().flat_map(one).collect();
    message(&element(0x64, &[element(4, dn), element(0x30, &attributes)].concat()))
}

fn done(code: u8) -> Vec<u8> {
    message(&element(0x65, &[0x0a, 1, code, 4, 0, 4, 0]))
}

#[tokio::test]
async fn references_are_passed_over_and_bytes_where_text_is_due_say_nothing() {
    let reference = message(&element(0x73, &element(4, b"ldap://elsewhere.example/dc=x")));
    let ada =
        entry(b"cn=Ada", &[("entryUUID", b"u1"), ("sn", b"\xff\xfe\x00"), ("mail", b"ada@acme.example")]);
    let nameless = entry(b"\xff\xff", &[("entryUUID", b"u2")]);
    let port = answers([reference, ada, nameless, done(0)].concat()).await;
    let bench = bench(|_| ()).await;
    let (users, pages) = everybody(&*ldap(&bench), &settings(port, &[])).await.unwrap();
    assert_eq!((users.len(), pages), (1, 1));
    assert_eq!((users[0].external_id.as_str(), users[0].last_name.as_str()), ("u1", ""));
    let elsewhere = answers(done(10)).await;
    says(ldap(&bench).test(&settings(elsewhere, &[])).await, BadSettings, "referrals are not followed");
    let limited = answers([entry(b"cn=Ada", &[]), done(4)].concat()).await;
    says(everybody(&*ldap(&bench), &settings(limited, &[])).await, BadSettings, "limit");
}

#[tokio::test]
async fn servers_that_misbehave_are_unavailable() {
    let bench = bench(|config| config.limits.wall_ms = 3_000).await;
    let test = async |port| ldap(&bench).test(&settings(port, &[])).await;
    let half = entry(b"cn=Ada", &[("entryUUID", b"u1")]);
    says(test(answers(half[..half.len() - 3].to_vec()).await).await, Unavailable, "broke off");
    says(test(answers(half).await).await, Unavailable, "broke off");
    says(test(answers(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()).await).await, Unavailable, "does not speak LDAP");
    // Well formed, and no answer to a search: the library gives up on it.
    says(test(answers(message(&element(0x61, &[]))).await).await, Unavailable, "");
    says(test(answers(message(&element(0x65, &[]))).await).await, Unavailable, "");
    let deep = (0..600).fold(Vec::new(), |inner, _| element(0x30, &inner));
    says(test(answers(message(&element(0x64, &deep))).await).await, Unavailable, "does not speak LDAP");
    let (_listener, url) = common::standin::silent().await;
    says(test(url.rsplit(':').next().unwrap().parse().unwrap()).await, Unavailable, "took too long");
    let endless =
        odd_server(|mut stream| async move { while stream.write_all(&[0x30; 4096]).await.is_ok() {} });
    says(test(endless.await).await, Unavailable, "does not speak LDAP");
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    says(test(nobody).await, Unavailable, "cannot be reached");
}

#[tokio::test]
async fn words_slipped_in_before_tls_are_lost() {
    let port = odd_server(|mut stream| async move {
        let _ = stream.read(&mut [0; 4096]).await;
        // Yes to StartTLS, and at once a bind that succeeded, for the connection that is to come.
        let yes = [0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0];
        let bound = [0x30, 0x0c, 2, 1, 1, 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0];
        let _ = stream.write_all(&[yes, bound].concat()).await;
        let _ = stream.read(&mut [0; 4096]).await;
    })
    .await;
    let bench = bench(|_| ()).await;
    let outcome = ldap(&bench).test(&settings(port, &[("startTls", "true"), ("host", "ldap.test")])).await;
    says(outcome, Unavailable, "TLS does not do");
}
