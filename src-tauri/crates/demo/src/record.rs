//! What a server remembers and what it waits for: requests, their ends, and the gates a test opens.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::{Request, Script};

/// One request as the server saw it.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// Its place in the order of arrival, from 0.
    pub index: usize,
    /// Which connection it came on, from 0.
    pub connection: usize,
    /// `GET`, `POST`, …
    pub method: String,
    /// Path with query.
    pub path: String,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body's bytes as they came.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// The body as JSON; `null` where it is none.
    pub json: Value,
    /// Milliseconds from arrival until the whole reply was written; absent while it was not.
    pub served_ms: Option<u64>,
    /// Milliseconds from arrival until the client closed the connection; absent while it has not.
    /// With `served_ms` absent, the client closed before the end of the reply.
    pub closed_ms: Option<u64>,
    #[serde(skip)]
    arrived: Instant,
}

impl Recorded {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.arrived.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Everything that changes while a server runs.
#[derive(Default)]
struct State {
    script: Arc<Script>,
    requests: Vec<Recorded>,
    open: BTreeSet<String>,
    reached: BTreeSet<String>,
    used: BTreeMap<String, usize>,
}

/// The state, shared by connections and test, with a bell that rings whenever it changes.
pub(crate) struct Record {
    state: Mutex<State>,
    bell: watch::Sender<()>,
}

impl Record {
    pub(crate) fn new(script: Script) -> Self {
        let state = State {
            script: Arc::new(script),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            bell: watch::Sender::new(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.bell.send_replace(());
        result
    }

    async fn wait<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        let mut bell = self.bell.subscribe();
        loop {
            if let Some(found) = look(&self.lock()) {
                return found;
            }
            // The sender lives in self, so this cannot fail.
            let _ = bell.changed().await;
        }
    }

    pub(crate) fn script(&self) -> Arc<Script> {
        Arc::clone(&self.lock().script)
    }

    /// Takes another script; its replies start from the first.
    pub(crate) fn replace_script(&self, script: Script) {
        self.change(|state| {
            state.script = Arc::new(script);
            state.used.clear();
        });
    }

    /// How often this table entry has been used before.
    pub(crate) fn use_of(&self, entry: &str) -> usize {
        let mut state = self.lock();
        let count = state.used.entry(entry.to_owned()).or_default();
        *count += 1;
        *count - 1
    }

    /// Keeps a request, if requests are kept, and gives its index.
    pub(crate) fn arrived(&self, connection: usize, request: &Request) -> Option<usize> {
        self.change(|state| {
            let index = state.requests.len();
            let kept = state.script.record;
            if kept {
                state.requests.push(Recorded {
                    index,
                    connection,
                    method: request.method.clone(),
                    path: request.path.clone(),
                    headers: request.headers.clone(),
                    body: request.body.clone(),
                    json: request.json.clone(),
                    served_ms: None,
                    closed_ms: None,
                    arrived: Instant::now(),
                });
            }
            kept.then_some(index)
        })
    }

    pub(crate) fn served(&self, index: Option<usize>) {
        self.mark(index, |request| request.served_ms = Some(request.elapsed_ms()));
    }

    pub(crate) fn closed(&self, index: Option<usize>) {
        self.mark(index, |request| request.closed_ms = Some(request.elapsed_ms()));
    }

    fn mark(&self, index: Option<usize>, mark: impl FnOnce(&mut Recorded)) {
        self.change(|state| index.and_then(|index| state.requests.get_mut(index)).map(mark));
    }

    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.lock().requests.clone()
    }

    pub(crate) async fn request(&self, index: usize) -> Recorded {
        self.wait(|state| state.requests.get(index).cloned()).await
    }

    pub(crate) async fn wait_served(&self, index: usize) -> Recorded {
        self.wait(|state| {
            state
                .requests
                .get(index)
                .filter(|request| request.served_ms.is_some())
                .cloned()
        })
        .await
    }

    pub(crate) async fn wait_closed(&self, index: usize) -> Recorded {
        self.wait(|state| {
            state
                .requests
                .get(index)
                .filter(|request| request.closed_ms.is_some())
                .cloned()
        })
        .await
    }

    pub(crate) fn open(&self, gate: &str) {
        self.change(|state| state.open.insert(gate.to_owned()));
    }

    /// Says that a reply stands at the gate, and waits for it to open.
    pub(crate) async fn pass(&self, gate: &str) {
        self.change(|state| state.reached.insert(gate.to_owned()));
        self.wait(|state| state.open.contains(gate).then_some(())).await;
    }

    pub(crate) async fn reached(&self, gate: &str) {
        self.wait(|state| state.reached.contains(gate).then_some(())).await;
    }
}
