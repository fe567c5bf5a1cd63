//! A client as a program would write it: cookies, JSON, nothing clever.

use std::sync::{Arc, Once};

use reqwest::Method;
use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// Speaks to one server, keeping its cookies.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    jar: Arc<Jar>,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Reply {
    /// Expects a status and answers the body as JSON (null when it is none).
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// A header field's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// TLS needs a provider once a process, also for plain HTTP clients.
pub(crate) fn provider() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().expect("only the tests install one");
    });
}

impl Client {
    /// A client without a session, which follows no redirect.
    pub fn new(url: &str) -> Self {
        Self::build(url, |builder| builder)
    }

    /// A client that trusts this CA only.
    pub fn trusting(url: &str, ca_pem: &str) -> Self {
        let ca = reqwest::Certificate::from_pem(ca_pem.as_bytes()).expect("a certificate");
        Self::build(url, |builder| builder.tls_certs_only([ca]))
    }

    /// A client that speaks HTTP/2 without asking first.
    pub fn http2(url: &str) -> Self {
        Self::build(url, reqwest::ClientBuilder::http2_prior_knowledge)
    }

    fn build(url: &str, change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        provider();
        let jar = Arc::new(Jar::default());
        let builder = reqwest::Client::builder()
            .cookie_provider(Arc::clone(&jar))
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        Self { http: change(builder).build().expect("a client"), url: url.to_owned(), jar }
    }

    /// The cookies that this client would send, to be used with another server over the same data.
    pub fn session(&self) -> String {
        let url = self.url.parse().expect("a URL");
        let cookies = self.jar.cookies(&url).expect("somebody is signed in");
        cookies.to_str().expect("cookies are ASCII").to_owned()
    }

    /// The same client with these cookies.
    pub fn with_session(self, cookies: &str) -> Self {
        let url = self.url.parse().expect("a URL");
        cookies.split("; ").for_each(|cookie| self.jar.add_cookie_str(cookie, &url));
        self
    }

    /// Any request at all.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    /// Sends a request and reads the answer; `None` when the connection broke.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> Option<Reply> {
        let response = request.send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Some(Reply { status, headers, text: response.text().await.ok()? })
    }

    /// Sends a request and reads the answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        self.try_send(request).await.expect("the server answers")
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// PUT with a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::PATCH, path).json(&body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Signs in the way a browser's page does: token first, then the credentials.
    pub async fn sign_in(&self, email: &str, password: &str) -> Reply {
        let token = self.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
        let body = json!({"csrfToken": token, "email": email, "password": password});
        self.post("/api/auth/callback/credentials", body).await
    }

    /// Asks `path` again and again until `good` accepts the JSON: for what becomes visible soon (search, deliveries).
    /// The bound is generous; it exists so that a test that fails ends.
    pub async fn until(&self, path: &str, mut good: impl FnMut(&Value) -> bool) -> Value {
        let begun = std::time::Instant::now();
        loop {
            let answer = self.get(path).await.expect(200);
            if good(&answer) {
                return answer;
            }
            assert!(begun.elapsed().as_secs() < 60, "{path} stayed {answer}");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}
