//! A body that arrives in chunks, read by a thread that may block.

use std::io::{self, Read};

use tokio::sync::mpsc;

/// How many chunks wait between the network and the reader.
const WAITING: usize = 16;

/// The reading end: blocks until the next chunk.
#[derive(Debug)]
pub struct ChunkReader {
    chunks: mpsc::Receiver<io::Result<Vec<u8>>>,
    current: Vec<u8>,
    read: usize,
}

/// The end that the network feeds.
pub type ChunkSender = mpsc::Sender<io::Result<Vec<u8>>>;

/// Both ends. Dropping the sender is the end of the file; sending an error fails the reader.
pub fn chunks() -> (ChunkSender, ChunkReader) {
    let (sender, chunks) = mpsc::channel(WAITING);
    (sender, ChunkReader { chunks, current: Vec::new(), read: 0 })
}

impl Read for ChunkReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.read == self.current.len() {
            match self.chunks.blocking_recv() {
                Some(chunk) => (self.current, self.read) = (chunk?, 0),
                None => return Ok(0),
            }
        }
        let rest = &self.current[self.read..];
        let n = rest.len().min(out.len());
        out[..n].copy_from_slice(&rest[..n]);
        self.read += n;
        Ok(n)
    }
}
