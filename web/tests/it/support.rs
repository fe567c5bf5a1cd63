//! A server in memory, and a client that keeps its cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use gatehouse_core::access::{Access, AccessSettings, FirstSteps, HashCost, NewMember, Principal, Role};
use gatehouse_core::blobs::Blobs;
use gatehouse_core::jobs::{Jobs, Outbox};
use gatehouse_core::notify::{MailChange, Messenger, set_mail_settings};
use gatehouse_core::platform::Platform;
use gatehouse_core::ports::{
    BreachProvider, ConnectorError, ConnectorInfo, Connectors, Directory, Mail, MailSecurity, MailSettings,
    Mailer, Notifier,
};
use gatehouse_core::search::{Doc, Feed, FeedChange, Options, RawId, Search};
use gatehouse_core::services::Services;
use gatehouse_core::tenancy::NewOrganization;
use gatehouse_web::frame::Connection;
use gatehouse_web::{App, Config};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tower::ServiceExt as _;

pub const ADMIN: &str = "ada@acme.example";
pub const VIEWER: &str = "vera@acme.example";
pub const PASSWORD: &str = "correct horse battery";

pub struct NoConnectors;

impl Connectors for NoConnectors {
    fn list(&self) -> Vec<ConnectorInfo> {
        Vec::new()
    }
    fn provider(&self, _: &str) -> Option<Arc<dyn BreachProvider>> {
        None
    }
    fn directory(&self, _: &str) -> Option<Arc<dyn Directory>> {
        None
    }
    fn notifier(&self, _: &str) -> Option<Arc<dyn Notifier>> {
        None
    }
}

/// Sends nothing, and says so.
pub struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _: &MailSettings, _: &Mail) -> Result<(), ConnectorError> {
        Err(ConnectorError::Unavailable("this house sends no mail".into()))
    }

    fn check_address(&self, _: &str) -> Result<(), ConnectorError> {
        Ok(())
    }
}

/// Hands every mail to the test.
struct Postbox(mpsc::UnboundedSender<Mail>);

#[async_trait]
impl Mailer for Postbox {
    async fn send(&self, _: &MailSettings, mail: &Mail) -> Result<(), ConnectorError> {
        self.0.send(mail.clone()).map_err(|_| ConnectorError::Unavailable("the test is over".into()))
    }

    fn check_address(&self, _: &str) -> Result<(), ConnectorError> {
        Ok(())
    }
}

pub struct House {
    pub app: App,
    pub router: Router,
    pub principal: Principal,
    /// Where the index lies while the house stands.
    pub folder: tempfile::TempDir,
}

/// Documents that do not change.
struct Shelf {
    docs: Vec<Doc>,
    last: watch::Sender<u64>,
}

impl Feed for Shelf {
    fn last(&self) -> u64 {
        0
    }
    fn oldest(&self) -> u64 {
        1
    }
    fn changes_after(&self, _: u64, _: usize) -> gatehouse_core::Result<Vec<FeedChange>> {
        Ok(Vec::new())
    }
    fn document(&self, _: RawId, _: &str, id: RawId) -> gatehouse_core::Result<Option<Doc>> {
        Ok(self.docs.iter().find(|doc| doc.id == id).cloned())
    }
    fn all(&self, visit: &mut dyn FnMut(Doc) -> gatehouse_core::Result<()>) -> gatehouse_core::Result<u64> {
        self.docs.iter().cloned().try_for_each(visit)?;
        Ok(0)
    }
    fn watch(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }
}

/// An index of `docs`, in `folder`.
pub fn index(folder: &Path, docs: Vec<Doc>) -> Arc<Search> {
    let shelf = Shelf { docs, last: watch::channel(0).0 };
    Arc::new(Search::open(folder, Arc::new(shelf), Options::default()).unwrap())
}

/// A house with an admin and a viewer, and a hash that costs little.
pub async fn house() -> House {
    house_with(Config { cron_secret: Some("the cron secret".into()), ..Config::default() }).await
}

pub async fn house_with(config: Config) -> House {
    house_over(config, Arc::new(NoConnectors)).await
}

/// A house with these connectors.
pub async fn house_over(config: Config, connectors: Arc<dyn Connectors>) -> House {
    house_of(config, connectors, Arc::new(NoMailer)).await
}

/// A house that sends mail, and the mails that it sends.
pub async fn house_with_mail(config: Config) -> (House, mpsc::UnboundedReceiver<Mail>) {
    let (sender, mails) = mpsc::unbounded_channel();
    let house = house_of(config, Arc::new(NoConnectors), Arc::new(Postbox(sender))).await;
    let services = house.app.services();
    let change = MailChange {
        host: "mail.acme.example".into(),
        port: 587,
        security: MailSecurity::Starttls,
        username: String::new(),
        password: None,
        from: "gate@acme.example".into(),
        enabled: true,
    };
    set_mail_settings(services, &house.principal, change).await.unwrap();
    tokio::spawn(services.outbox.clone().work(Arc::new(Messenger::new(services))));
    (house, mails)
}

async fn house_of(config: Config, connectors: Arc<dyn Connectors>, mailer: Arc<dyn Mailer>) -> House {
    let platform = Platform::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let services = Services {
        jobs: Jobs::new(platform.clone()),
        outbox: Outbox::new(platform.clone()),
        blobs: Blobs::open(&folder.path().join("blobs")).unwrap(),
        search: index(folder.path(), Vec::new()),
        connectors,
        mailer,
        platform: platform.clone(),
    };
    let settings = AccessSettings {
        hash_cost: HashCost { memory_kib: 64, passes: 1, lanes: 1 },
        tries_by_account: NonZeroU32::new(5).unwrap(),
        ..AccessSettings::default()
    };
    let access = Access::new(platform, settings).unwrap();
    let principal = access
        .initialize(FirstSteps {
            organization: NewOrganization::client("Acme"),
            admin_email: ADMIN.into(),
            admin_name: "Ada".into(),
            admin_password: PASSWORD.into(),
        })
        .await
        .unwrap();
    let viewer = NewMember {
        email: VIEWER.into(),
        name: String::new(),
        role: Role::Viewer,
        password: PASSWORD.into(),
    };
    access.add_member(&principal, viewer).await.unwrap();
    let app = App::new(services, access, config);
    House { router: gatehouse_web::router(app.clone()), app, principal, folder }
}

/// An answer, read whole.
pub struct Got {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A client that keeps its cookies, as a browser does.
pub struct Client {
    router: Router,
    peer: SocketAddr,
    pub cookies: BTreeMap<String, String>,
}

impl House {
    pub fn client(&self) -> Client {
        Client {
            router: self.router.clone(),
            peer: "192.0.2.7:5000".parse().unwrap(),
            cookies: BTreeMap::new(),
        }
    }

    pub async fn signed_in(&self, email: &str) -> Client {
        let mut client = self.client();
        let got = client.sign_in(email, PASSWORD).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        client
    }
}

impl Client {
    pub async fn send(&mut self, request: Request<Body>) -> Got {
        self.whole(request).await.0
    }

    /// Sends, and answers with the body as it came too.
    async fn whole(&mut self, mut request: Request<Body>) -> (Got, Vec<u8>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        // HTTP/2 names the host in the target and nowhere else.
        if request.uri().authority().is_none() {
            request.headers_mut().entry(header::HOST).or_insert("gate.example".parse().unwrap());
        }
        request.extensions_mut().insert(Connection { peer: self.peer, tls: false });
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body).into();
        (Got { status: parts.status, headers: parts.headers, text }, body.to_vec())
    }

    /// GET, with the body as it came.
    pub async fn bytes(&mut self, path: &str) -> (Got, Vec<u8>) {
        self.whole(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get(&mut self, path: &str) -> Got {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Asks for a page, as a browser does when somebody types an address.
    pub async fn page(&mut self, path: &str) -> Got {
        let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        self.send(Request::get(path).header("accept", accept).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Got {
        let request = Request::post(path).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub async fn patch(&mut self, path: &str, body: &Value) -> Got {
        let request = Request::patch(path).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub async fn put(&mut self, path: &str, body: &Value) -> Got {
        let request = Request::put(path).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub async fn delete(&mut self, path: &str) -> Got {
        self.send(Request::delete(path).body(Body::empty()).unwrap()).await
    }

    pub async fn csrf(&mut self) -> String {
        self.get("/api/auth/csrf").await.json()["csrfToken"].as_str().unwrap().to_owned()
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Got {
        self.sign_in_with(email, password, Value::Null).await
    }

    pub async fn sign_in_with(&mut self, email: &str, password: &str, otp: impl Into<Value>) -> Got {
        let token = self.csrf().await;
        let body = json!({"csrfToken": token, "email": email, "password": password, "otp": otp.into()});
        self.post("/api/auth/callback/credentials", &body).await
    }
}
