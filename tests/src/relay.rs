//! Something in the middle of a connection that stops where a test wants it to.

use std::io::{self, Read as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Passes connections to a port of loopback on; one of them only so far.
#[derive(Debug)]
pub struct Relay {
    /// Where it listens.
    pub port: u16,
    target: Arc<AtomicU16>,
    reached: mpsc::Receiver<()>,
    cut: mpsc::Sender<()>,
}

impl Relay {
    /// To `target`. Connection `held` (the first is 0) is held when `bytes` of it went on, until [`Self::cut`].
    pub fn start(target: u16, held: usize, bytes: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let (tell, reached) = mpsc::channel();
        let (cut, told) = mpsc::channel();
        let target = Arc::new(AtomicU16::new(target));
        let to = Arc::clone(&target);
        std::thread::spawn(move || {
            let mut held_back = Some((tell, told));
            for (number, client) in listener.incoming().map_while(Result::ok).enumerate() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", to.load(Ordering::SeqCst))) else {
                    continue;
                };
                let hold = if number == held { held_back.take() } else { None };
                std::thread::spawn(move || match hold {
                    Some((tell, told)) => hold_back(&client, &server, bytes, &tell, &told),
                    None => pass(&client, &server),
                });
            }
        });
        Self { port, target, reached, cut }
    }

    /// Waits until the held connection has come so far.
    pub fn reached(&self) {
        self.reached.recv_timeout(Duration::from_secs(60)).expect("the connection comes");
    }

    /// Resets the held connection: what was sent on it and did not go on is lost.
    pub fn cut(&self) {
        self.cut.send(()).expect("a connection is held");
    }

    /// Further connections lead to this port.
    pub fn lead_to(&self, port: u16) {
        self.target.store(port, Ordering::SeqCst);
    }
}

/// Both ways, each to its end.
fn pass(client: &TcpStream, server: &TcpStream) {
    std::thread::scope(|scope| {
        scope.spawn(|| one_way(server, client));
        one_way(client, server);
    });
}

fn one_way(mut from: &TcpStream, mut to: &TcpStream) {
    drop(io::copy(&mut from, &mut to));
    drop(to.shutdown(Shutdown::Write));
}

fn hold_back(
    client: &TcpStream,
    server: &TcpStream,
    bytes: u64,
    reached: &mpsc::Sender<()>,
    cut: &mpsc::Receiver<()>,
) {
    std::thread::scope(|scope| {
        // The other end's farewell is not passed on: the connection ends by being reset.
        scope.spawn(|| drop(io::copy(&mut &*server, &mut &*client)));
        drop(io::copy(&mut client.take(bytes), &mut &*server));
        // A test that is over neither listens nor tells.
        let _ = reached.send(());
        let _ = cut.recv();
        drop(server.shutdown(Shutdown::Both));
    });
    // Dropping the client's end now resets it, since bytes of it were not read.
}
