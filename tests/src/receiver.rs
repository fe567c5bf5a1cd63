//! A webhook receiver on loopback: what it is told it keeps; what it answers the test decides.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// One request that came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// The header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Received {
    /// A header field's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Listens until the test ends.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    answers: Arc<Mutex<VecDeque<String>>>,
    received: mpsc::Receiver<Received>,
}

impl Default for Receiver {
    fn default() -> Self {
        Self::new()
    }
}

impl Receiver {
    /// Listens on a free port and answers 200 to everything.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let (sender, received) = mpsc::channel();
        let script = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (sender, script) = (sender.clone(), Arc::clone(&script));
                std::thread::spawn(move || drop(serve(&stream, &sender, &script)));
            }
        });
        Self { address, answers, received }
    }

    /// What a connector must be granted to reach it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request is answered with this status line and header fields, `503 Busy\r\nretry-after: 1`.
    pub fn answer_next(&self, head: &str) {
        self.answers.lock().expect("no test panics with it").push_back(head.to_owned());
    }

    /// Waits for the next request.
    pub fn next(&self) -> Received {
        self.received.recv_timeout(Duration::from_secs(60)).expect("a message comes")
    }

    /// Every request that has come in and was not looked at.
    pub fn rest(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }
}

fn serve(
    stream: &TcpStream,
    sender: &mpsc::Sender<Received>,
    script: &Mutex<VecDeque<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let mut headers = Vec::new();
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8_lossy(&body).into_owned();
        let head = script.lock().expect("no test panics with it").pop_front();
        drop(sender.send(Received { headers, body }));
        let head = head.unwrap_or_else(|| "200 OK".into());
        write!(&*stream, "HTTP/1.1 {head}\r\ncontent-length: 0\r\n\r\n")?;
        line.clear();
    }
    Ok(())
}
