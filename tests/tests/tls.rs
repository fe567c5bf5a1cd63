//! TLS as the appliance makes it by itself, and with an admin's own files.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use gatehouse_tests::{ADMIN, Client, Folder, PASSWORD, Server, assert_refused};
use reqwest::{Method, Version};
use x509_parser::prelude::{FromDer as _, GeneralName, Pem, X509Certificate};

fn serve(folder: &Folder, options: &[&str]) -> Server {
    Server::start_with(folder, &[&["--tls", "auto"], options].concat())
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.data().join("tls").join(name)).unwrap()
}

/// The names in the first certificate of a PEM file.
fn names(pem: &str) -> Vec<String> {
    let first = Pem::iter_from_buffer(pem.as_bytes()).next().unwrap().unwrap();
    let (_, certificate) = X509Certificate::from_der(&first.contents).unwrap();
    let names = certificate.subject_alternative_name().unwrap().unwrap();
    names
        .value
        .general_names
        .iter()
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn auto_makes_a_ca_that_people_download_and_trust() {
    let (folder, other) = (Folder::initialized(), Folder::initialized());
    let server = serve(&folder, &[]);
    assert!(server.url.starts_with("https://127.0.0.1:"), "{}", server.url);
    let ca = read(&folder, "ca.pem");
    let localhost = server.url.replace("127.0.0.1", "localhost");
    for url in [&server.url, &localhost] {
        let client = Client::trusting(url, &ca);
        let download = client.get("/api/console/ca.pem").await;
        download.expect(200);
        assert_eq!(download.text, ca, "what is downloaded is what signs");
        let answer = client.request(Method::GET, "/api/health").send().await.unwrap();
        assert_eq!(answer.version(), Version::HTTP_2, "by ALPN");
    }
    assert!(!ca.contains("PRIVATE"));

    // Nobody else's certificate does, and no browser trusts it unasked.
    drop(serve(&other, &[]));
    for stranger in [Client::trusting(&server.url, &read(&other, "ca.pem")), Client::new(&server.url)] {
        assert!(stranger.try_send(stranger.request(Method::GET, "/api/health")).await.is_none());
    }
    // Plain HTTP on this port is no way in, and no harm.
    let plain = Client::new(&server.url.replace("https", "http"));
    assert!(plain.try_send(plain.request(Method::GET, "/api/health")).await.is_none());
    Client::trusting(&server.url, &ca).get("/api/health").await.expect(200);
}

#[tokio::test]
async fn cookies_stay_on_tls_and_browsers_are_told_to() {
    let folder = Folder::initialized();
    let server = serve(&folder, &[]);
    let ca = read(&folder, "ca.pem");
    let client = Client::trusting(&server.url, &ca);
    let signed_in = client.sign_in(ADMIN, PASSWORD).await;
    signed_in.expect(200);
    let cookie = signed_in.header("set-cookie").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
    client.get("/api/console/summary").await.expect(200);
    let told = client.get("/api/health").await;
    assert!(told.header("strict-transport-security").unwrap().starts_with("max-age="));
    // Other servers on other ports of localhost must stay reachable.
    let local = Client::trusting(&server.url.replace("127.0.0.1", "localhost"), &ca);
    assert_eq!(local.get("/api/health").await.header("strict-transport-security"), None);
}

#[tokio::test]
async fn a_restart_keeps_ca_and_certificate_and_a_new_name_renews_only_the_latter() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::initialized();
    serve(&folder, &[]).stop();
    let (ca, leaf) = (read(&folder, "ca.pem"), read(&folder, "server.pem"));
    for key in ["ca.key", "server.key"] {
        let mode = std::fs::metadata(folder.data().join("tls").join(key)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
    serve(&folder, &[]).stop();
    assert_eq!((read(&folder, "ca.pem"), read(&folder, "server.pem")), (ca.clone(), leaf.clone()));

    let server = serve(&folder, &["--names", "gate.example,gate2.example"]);
    Client::trusting(&server.url, &ca).get("/api/health").await.expect(200);
    assert_eq!(read(&folder, "ca.pem"), ca, "people need not install it again");
    let renewed = names(&read(&folder, "server.pem"));
    assert_eq!(renewed[..2], ["gate.example", "gate2.example"]);
    assert!(renewed.contains(&"localhost".to_owned()) && !names(&leaf).contains(&renewed[0]));
    server.stop();

    // A lost certificate is made again; a damaged CA is not replaced behind people's backs.
    std::fs::remove_file(folder.data().join("tls/server.pem")).unwrap();
    let server = serve(&folder, &[]);
    Client::trusting(&server.url, &ca).get("/api/health").await.expect(200);
    server.stop();
    std::fs::write(folder.data().join("tls/ca.key"), "not a key").unwrap();
    let refused = folder.gatehouse(&["serve", "--listen", "127.0.0.1:0"], "");
    assert_refused(&refused, &["ca.key is damaged", "backup"]);
}

/// Certificate and key of a folder's own appliance, as an admin's files.
fn files(folder: &Folder) -> (PathBuf, PathBuf) {
    drop(serve(folder, &[]));
    (folder.file("cert.pem", read(folder, "server.pem")), folder.file("key.pem", read(folder, "server.key")))
}

fn pair(cert: &Path, key: &Path) -> String {
    format!("{},{}", cert.display(), key.display())
}

#[tokio::test]
async fn an_admins_own_certificate_is_served() {
    let (maker, folder) = (Folder::initialized(), Folder::initialized());
    let (cert, key) = files(&maker);
    let server = Server::start_with(&folder, &["--tls", &pair(&cert, &key)]);
    let client = Client::trusting(&server.url, &read(&maker, "ca.pem"));
    client.get("/api/health").await.expect(200);
    client.get("/api/console/ca.pem").await.expect(404);
    assert!(!folder.data().join("tls/ca.pem").exists(), "no CA of our own was made");
}

#[tokio::test]
async fn files_that_do_not_fit_are_named() {
    let (maker, other, folder) = (Folder::initialized(), Folder::initialized(), Folder::initialized());
    let ((cert, key), (_, foreign)) = (files(&maker), files(&other));
    let garbage =
        folder.file("garbage.pem", "-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n");
    let empty = folder.file("empty.pem", "");
    let (missing, none) = (Path::new("/no/such.pem"), "tls is cert.pem");
    let cases = [
        (pair(missing, &key), "/no/such.pem"),
        (pair(&cert, missing), "/no/such.pem"),
        (pair(&garbage, &key), "garbage.pem"),
        (pair(&cert, &garbage), "garbage.pem"),
        (pair(&empty, &key), "empty.pem"),
        (pair(&cert, &empty), "empty.pem"),
        (pair(&key, &cert), "key.pem"),
        (pair(&cert, &foreign), "do not belong together"),
        ("cert.pem".to_owned(), none),
    ];
    for (files, words) in cases {
        let refused = folder.gatehouse(&["serve", "--listen", "127.0.0.1:0", "--tls", &files], "");
        assert_refused(&refused, &[words]);
    }
}
