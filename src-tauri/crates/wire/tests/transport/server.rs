//! A server that follows a script: exact bytes on a real loopback socket.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use secret::Origin;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use wire::BaseUrl;

/// A step of the script.
pub(crate) enum Act {
    /// Reads one request, head and body.
    Request,
    /// Writes these bytes.
    Send(Vec<u8>),
    /// Writes these bytes one by one.
    Trickle(Vec<u8>),
    /// Gives the client time to read.
    Breathe,
    /// Waits for the test.
    Gate(oneshot::Receiver<()>),
    /// Tells the test that the script has reached this step.
    Tell(oneshot::Sender<()>),
    /// Writes these bytes repeatedly until the client is gone.
    Repeat(Vec<u8>),
    /// Resets the connection.
    Reset,
    /// Closes only the sending half, then waits for the client.
    HalfClose,
    /// Waits until the client has closed.
    UntilClosed,
}

/// What the server received.
#[derive(Default)]
pub(crate) struct Seen {
    /// The requests, head and body.
    pub(crate) requests: Vec<String>,
    /// Whether the client closed while the server waited for that.
    pub(crate) closed: bool,
}

/// A running server.
pub(crate) struct Server {
    pub(crate) base: BaseUrl,
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    seen: JoinHandle<Seen>,
}

impl Server {
    /// Follows `script` on the first connection; counts the others and closes them.
    pub(crate) async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&connections);
        let seen = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.expect("a connection");
            counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                while listener.accept().await.is_ok() {
                    counter.fetch_add(1, Ordering::SeqCst);
                }
            });
            follow(stream, script).await
        });
        Self {
            base: base(&format!("http://{address}/v1")),
            address,
            connections,
            seen,
        }
    }

    /// Reads one request and replies with `bytes`.
    pub(crate) async fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        Self::start(vec![Act::Request, Act::Send(bytes.into())]).await
    }

    pub(crate) fn origin(&self) -> Origin {
        self.base.origin()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Returns what it received, once its script has ended.
    pub(crate) async fn seen(self) -> Seen {
        self.seen.await.expect("the script ran to its end")
    }
}

pub(crate) fn base(url: &str) -> BaseUrl {
    BaseUrl::parse(url).expect("a base URL")
}

async fn follow(mut stream: TcpStream, script: Vec<Act>) -> Seen {
    let mut seen = Seen::default();
    stream.set_nodelay(true).expect("nodelay");
    for act in script {
        match act {
            Act::Request => seen.requests.push(request(&mut stream).await),
            // A client that has read enough may be gone.
            Act::Send(bytes) => seen.closed = stream.write_all(&bytes).await.is_err(),
            Act::Trickle(bytes) => seen.closed = trickle(&mut stream, &bytes).await,
            Act::Breathe => breathe().await,
            Act::Gate(gate) => gate.await.expect("the test goes on"),
            Act::Tell(test) => test.send(()).expect("the test listens"),
            Act::Repeat(bytes) => seen.closed = repeat(&mut stream, &bytes).await,
            Act::Reset => socket2::SockRef::from(&stream)
                .set_linger(Some(std::time::Duration::ZERO))
                .expect("linger"),
            Act::HalfClose => stream.shutdown().await.expect("shutdown"),
            Act::UntilClosed => seen.closed = closed(&mut stream).await,
        }
    }
    seen
}

/// Sends what was written by itself and lets the client run. Nothing depends on it having read.
async fn breathe() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

/// Returns true if the client left meanwhile.
async fn trickle(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    for byte in bytes {
        if stream.write_all(std::slice::from_ref(byte)).await.is_err() {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

/// Returns true once the client is gone.
async fn repeat(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    let mut pace = tokio::time::interval(std::time::Duration::from_millis(5));
    loop {
        pace.tick().await;
        if stream.write_all(bytes).await.is_err() {
            return true;
        }
    }
}

async fn closed(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.map_or(true, |length| length == 0)
}

/// Reads one request, head and body.
async fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer).await.expect("a request");
        assert!(length > 0, "the client closed within its request");
        bytes.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let announced = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= announced.unwrap_or(0usize) {
            return text.into_owned();
        }
    }
}

/// Returns a reply whose body ends with the connection.
pub(crate) fn reply(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n").into_bytes();
    bytes.extend_from_slice(body.as_ref());
    bytes
}

/// Returns the head of a stream and these events, without an end.
pub(crate) fn stream(events: &[&str]) -> Vec<u8> {
    let body: String = events.iter().flat_map(|data| ["data: ", data, "\n\n"]).collect();
    reply(
        "200 OK",
        "content-type: text/event-stream\r\nx-request-id: req-7\r\n",
        body,
    )
}

/// Returns a chunk with this text.
pub(crate) fn text(text: &str) -> String {
    format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"{text}"}}}}]}}"#)
}

pub(crate) const STOP: &str = r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#;
