//! The server: a loopback socket and a thread of its own.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{Recorded, Script, connection, control::Control, record::Record};

/// A running server on 127.0.0.1; stops when dropped.
///
/// It runs on a thread of its own, so that it works beside any runtime, or none, and beside a paused clock. The waits
/// (`reached`, `closed`, …) have no time limit: put the test's own around them.
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

    /// Starts a server on this port (0: a free one) that also offers the control routes.
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

    /// `http://127.0.0.1:PORT/v1`, to be given to a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.record.requests()
    }

    /// How many requests this path (without query) has had so far.
    pub fn count(&self, path: &str) -> usize {
        let same = |request: &Recorded| request.path.split('?').next() == Some(path);
        self.requests().into_iter().filter(same).count()
    }

    /// Waits for the request of this index (from 0) to arrive.
    pub async fn request(&self, index: usize) -> Recorded {
        self.record.request(index).await
    }

    /// Waits until the reply to this request is written whole.
    pub async fn served(&self, index: usize) -> Recorded {
        self.record.wait_served(index).await
    }

    /// Waits until the client has closed the connection on which this was the last request.
    pub async fn closed(&self, index: usize) -> Recorded {
        self.record.wait_closed(index).await
    }

    /// Waits until a reply stands at this gate.
    pub async fn reached(&self, gate: &str) {
        self.record.reached(gate).await;
    }

    /// Opens a gate, for good.
    pub fn open(&self, gate: &str) {
        self.record.open(gate);
    }

    /// Takes another script; requests and gates stay.
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
    // Made here because it needs the runtime's reactor.
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
            // Out of descriptors, most likely: wait for some to be closed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}
