//! The demo's webhook receiver: somebody to tell.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;

/// How many messages are printed in full.
const SHOWN: usize = 8;

type Received = Arc<Mutex<Vec<String>>>;

/// A small server on loopback that keeps what it is told.
#[derive(Debug)]
pub(super) struct Receiver {
    address: SocketAddr,
    received: Received,
}

impl Receiver {
    /// Listens on a free port until the process ends.
    pub(super) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let received = Received::default();
        let router = Router::new().route("/alerts", post(receive)).with_state(Arc::clone(&received));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, received })
    }

    /// What a connector must be granted to reach it.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it takes messages.
    pub(super) fn url(&self) -> String {
        format!("http://{}/alerts", self.address)
    }

    /// Prints what came in.
    pub(super) fn print(&self) {
        let received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        println!("\nThe webhook receiver at {} got {} messages:", self.url(), received.len());
        for text in received.iter().take(SHOWN) {
            println!("  {text}");
        }
        if received.len() > SHOWN {
            println!("  … and {} more", received.len() - SHOWN);
        }
    }
}

async fn receive(State(received): State<Received>, Json(message): Json<Value>) -> StatusCode {
    let text = message.get("text").and_then(Value::as_str).unwrap_or("(no text)").to_owned();
    received.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    StatusCode::NO_CONTENT
}
