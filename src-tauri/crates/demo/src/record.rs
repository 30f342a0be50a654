//! Recorded requests, and the gates that tests open.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::{Request, Script};

/// A recorded request.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// Index in order of arrival, from 0.
    pub index: usize,
    /// Index of its connection, from 0.
    pub connection: usize,
    /// Method, such as `GET` or `POST`.
    pub method: String,
    /// Path with query.
    pub path: String,
    /// Headers in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// Bytes of the body.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// The body as JSON; `null` if it is not JSON.
    pub json: Value,
    /// Milliseconds from arrival until the reply was completely written; absent before.
    pub served_ms: Option<u64>,
    /// Milliseconds from arrival until the client closed the connection; absent before. If `served_ms` is absent, the
    /// client closed before the end of the reply.
    pub closed_ms: Option<u64>,
    #[serde(skip)]
    arrived: Instant,
}

impl Recorded {
    /// Returns the first header with this name (lower case).
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

/// The mutable state of a server.
#[derive(Default)]
struct State {
    script: Arc<Script>,
    requests: Vec<Recorded>,
    open: BTreeSet<String>,
    reached: BTreeSet<String>,
    used: BTreeMap<String, usize>,
}

/// The state shared by connections and tests, which can wait for changes.
pub(crate) struct Record {
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

impl Record {
    pub(crate) fn new(script: Script) -> Self {
        let state = State {
            script: Arc::new(script),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            changed: watch::Sender::new(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.send_replace(());
        result
    }

    async fn wait<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            if let Some(found) = look(&self.lock()) {
                return found;
            }
            // The sender lives in `self`, so this can't fail.
            let _ = changed.changed().await;
        }
    }

    pub(crate) fn script(&self) -> Arc<Script> {
        Arc::clone(&self.lock().script)
    }

    /// Replaces the script; its replies start from the first.
    pub(crate) fn replace_script(&self, script: Script) {
        self.update(|state| {
            state.script = Arc::new(script);
            state.used.clear();
        });
    }

    /// Returns how often this entry was used before, and counts one more use.
    pub(crate) fn count_use(&self, entry: &str) -> usize {
        let mut state = self.lock();
        let count = state.used.entry(entry.to_owned()).or_default();
        *count += 1;
        *count - 1
    }

    /// Records a request, unless recording is off, and returns its index.
    pub(crate) fn arrived(&self, connection: usize, request: &Request) -> Option<usize> {
        self.update(|state| {
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
        self.update(|state| index.and_then(|index| state.requests.get_mut(index)).map(mark));
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
        self.update(|state| state.open.insert(gate.to_owned()));
    }

    /// Marks the gate as reached and waits until it is open.
    pub(crate) async fn pass_gate(&self, gate: &str) {
        self.update(|state| state.reached.insert(gate.to_owned()));
        self.wait(|state| state.open.contains(gate).then_some(())).await;
    }

    pub(crate) async fn reached(&self, gate: &str) {
        self.wait(|state| state.reached.contains(gate).then_some(())).await;
    }
}
