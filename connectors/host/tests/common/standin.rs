//! HTTP servers in this process that stand in for somebody else's service.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// Status, headers, body.
pub type Reply = (u16, Vec<(&'static str, String)>, String);

/// A server and what it was asked.
pub struct StandIn {
    /// `http://127.0.0.1:port`
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl StandIn {
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The port, for a URL of another host that leads here.
    pub fn port(&self) -> &str {
        self.url.rsplit(':').next().unwrap()
    }
}

/// Answers every request as `answer` says.
pub async fn serve(answer: impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static) -> StandIn {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let handler = move |request: Request| {
        let (answer, kept) = (answer.clone(), Arc::clone(&kept));
        async move {
            let (head, body) = request.into_parts();
            let text =
                |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
            let asked = Seen {
                method: head.method.to_string(),
                target: head.uri.to_string(),
                headers: head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
                body: to_bytes(body, 1 << 20).await.unwrap().to_vec(),
            };
            let (status, headers, body) = answer(&asked);
            kept.lock().unwrap().push(asked);
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(body)).unwrap()
        }
    };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(handler)).await });
    StandIn { url, seen }
}

/// Answers every request with that status and body.
pub async fn says(status: u16, body: &str) -> StandIn {
    let body = body.to_owned();
    serve(move |_| (status, Vec::new(), body.clone())).await
}

/// Takes connections and never answers. The listener must be kept.
pub async fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// Answers one request with a body without end and without a length.
pub async fn endless() -> String {
    let (listener, url) = silent().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await;
        while stream.write_all(&[b'x'; 4096]).await.is_ok() {}
    });
    url
}

/// Answers one request with a body of that many bytes, as its header says, and writes it for as long as it is read.
pub async fn huge(length: usize) -> String {
    let (listener, url) = silent().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
        let _ = stream.write_all(head.as_bytes()).await;
        let mut left = length;
        while left > 0 && stream.write_all(&[b' '; 4096][..left.min(4096)]).await.is_ok() {
            left -= left.min(4096);
        }
    });
    url
}
