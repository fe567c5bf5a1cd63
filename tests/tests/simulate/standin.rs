//! A server on loopback that answers as the published endpoint API does, remembers what it was asked, and fails when a
//! test says so.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::{Value, json};

/// The key that it knows.
pub(crate) const KEY: &str = "gh_standin";

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Over which connection, counted from 0.
    pub(crate) connection: usize,
    pub(crate) at: Instant,
    /// The answer's status; 0 when the connection was closed instead.
    pub(crate) answered: u16,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("agents send JSON")
    }
}

/// What happens to an alert instead of being taken.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mishap {
    /// The connection is closed without an answer.
    Closed,
    /// A status, and the header field Retry-After if it is not empty.
    Refused(u16, &'static str),
}

#[derive(Debug, Default)]
struct State {
    asked: Mutex<Vec<Asked>>,
    mishaps: Mutex<VecDeque<Mishap>>,
}

/// The server, until the test ends.
#[derive(Debug)]
pub(crate) struct StandIn {
    address: SocketAddr,
    state: Arc<State>,
}

impl StandIn {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || drop(serve(&stream, number, &state)));
            }
        });
        Self { address, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next alert has this mishap.
    pub(crate) fn next_alert(&self, mishap: Mishap) {
        self.state.mishaps.lock().expect("no test panics with it").push_back(mishap);
    }

    /// All requests to paths that begin so, in order.
    pub(crate) fn asked(&self, path: &str) -> Vec<Asked> {
        let asked = self.state.asked.lock().expect("no test panics with it");
        asked.iter().filter(|asked| asked.path.starts_with(path)).cloned().collect()
    }
}

fn serve(stream: &TcpStream, connection: usize, state: &State) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let host = stream.local_addr()?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let mut words = line.split_whitespace().map(str::to_owned);
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut headers = Vec::new();
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        line.clear();
        let mut asked =
            Asked { method, path, headers, body: Vec::new(), connection, at: Instant::now(), answered: 0 };
        let mut body = vec![0; asked.header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body)?;
        asked.body = body;
        let answer = answer(&asked, host, state);
        asked.answered = answer.as_ref().map_or(0, |(status, ..)| *status);
        state.asked.lock().expect("no test panics with it").push(asked);
        let Some((status, retry_after, body)) = answer else { return Ok(()) };
        let body = body.to_string();
        let retry_after =
            if retry_after.is_empty() { String::new() } else { format!("retry-after: {retry_after}\r\n") };
        let head = format!("HTTP/1.1 {status} x\r\n{retry_after}content-type: application/json\r\n");
        write!(&mut &*stream, "{head}content-length: {}\r\n\r\n{body}", body.len())?;
    }
    Ok(())
}

/// Status, Retry-After and body; nothing when the connection is to be closed.
fn answer(asked: &Asked, host: SocketAddr, state: &State) -> Option<(u16, &'static str, Value)> {
    let refusal = |status, message| Some((status, "", json!({"success": false, "message": message})));
    if asked.method == "PUT" && asked.path.starts_with("/files/") {
        return Some((200, "", json!({"success": true})));
    }
    if asked.header("x-api-key") != KEY {
        return refusal(401, "Unknown API key");
    }
    match (asked.method.as_str(), asked.path.as_str()) {
        ("POST", "/alerts") => {
            match state.mishaps.lock().expect("no test panics with it").pop_front() {
                Some(Mishap::Closed) => return None,
                Some(Mishap::Refused(status, retry_after)) => {
                    return Some((status, retry_after, json!({"success": false, "message": "not now"})));
                }
                None => {}
            }
            let body = asked.json();
            Some((200, "", json!({"success": true, "data": {"entity_id": "a1", "agent_id": body["uuid"]}})))
        }
        ("POST", "/agents/poll") => {
            Some((200, "", json!({"success": true, "data": {"polling_interval": 60}})))
        }
        ("POST", "/file-upload-url/crash_logs" | "/file-upload-url/suspicious_processes") => {
            let name = asked.json()["fileName"].as_str().unwrap_or_default().to_owned();
            Some((
                200,
                "",
                json!({"success": true, "url": format!("http://{host}/files/{name}?signature=s")}),
            ))
        }
        _ => refusal(404, "Not found"),
    }
}
