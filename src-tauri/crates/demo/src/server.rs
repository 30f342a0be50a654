//! The server: a loopback socket with its own thread.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{Recorded, Script, connection, control::Control, record::Record};

/// A running server on 127.0.0.1 that stops when it is dropped.
///
/// It has its own thread, so it works with any async runtime, without one, and with a paused clock. Waiting methods
/// (`reached`, `closed`, …) have no time limit: the test should set one.
pub struct Server {
    address: SocketAddr,
    base: String,
    record: Arc<Record>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port.
    pub fn start(script: Script) -> io::Result<Self> {
        Self::listen(0, script, Control::Off)
    }

    /// Starts a server with control routes on this port (0 for a free one).
    pub fn start_controlled(port: u16, script: Script) -> io::Result<Self> {
        Self::listen(port, script, Control::On)
    }

    fn listen(port: u16, script: Script, control: Control) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let base = script.base.clone();
        let record = Arc::new(Record::new(script));
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let accepting = accept(listener, Arc::clone(&record), control);
        let run = move || {
            runtime.block_on(async {
                tokio::select! { () = accepting => (), _ = stopped => () }
            });
        };
        let thread = std::thread::Builder::new().name("demo-server".to_owned()).spawn(run)?;
        Ok(Self {
            address,
            base,
            record,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns `http://127.0.0.1:PORT/v1`, the base URL for clients.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Returns the address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns all requests so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.record.requests()
    }

    /// Returns the number of requests to this path (without query) so far.
    pub fn count(&self, path: &str) -> usize {
        let same = |request: &Recorded| request.path.split('?').next() == Some(path);
        self.requests().into_iter().filter(same).count()
    }

    /// Waits until the request with this index (from 0) has arrived.
    pub async fn request(&self, index: usize) -> Recorded {
        self.record.request(index).await
    }

    /// Waits until the reply to this request is completely written.
    pub async fn served(&self, index: usize) -> Recorded {
        self.record.wait_served(index).await
    }

    /// Waits until the client has closed the connection whose last request this was.
    pub async fn closed(&self, index: usize) -> Recorded {
        self.record.wait_closed(index).await
    }

    /// Waits until a reply has reached this gate.
    pub async fn reached(&self, gate: &str) {
        self.record.reached(gate).await;
    }

    /// Opens a gate permanently.
    pub fn open(&self, gate: &str) {
        self.record.open(gate);
    }

    /// Replaces the script; requests and gates stay.
    pub fn replace_script(&self, script: Script) {
        self.record.replace_script(script);
    }

    /// Serves until the process ends.
    pub fn run(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, record: Arc<Record>, control: Control) {
    // Created here because it needs the runtime's reactor.
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    for number in 0.. {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection::serve(
                stream,
                Arc::clone(&record),
                number,
                control,
            ))),
            // Probably out of file descriptors: waits for some to be closed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}
