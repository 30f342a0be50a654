//! Request queue: limits how many requests of an endpoint run at once; the rest wait in the order they were made.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chat::EndpointId;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::oneshot;

/// Queues of all endpoints.
#[derive(Clone, Default)]
pub(crate) struct RequestQueue(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The number of the newest ticket.
    tickets: u64,
    endpoints: HashMap<EndpointId, EndpointQueue>,
}

/// Requests running at an endpoint, and those waiting, by ticket number.
#[derive(Default)]
struct EndpointQueue {
    limit: usize,
    running: usize,
    waiting: BTreeMap<u64, oneshot::Sender<Permit>>,
}

/// Permit for one running request. Dropping it admits the next.
pub(crate) struct Permit {
    queue: RequestQueue,
    endpoint: EndpointId,
    /// Whether the permit was never received, so that it must not be released again.
    is_void: bool,
}

/// Position in an endpoint's queue, kept from the first request of an answer until it ends. Of several waiting, the one
/// with the oldest ticket goes first, whether for a first request or for a retry.
pub(crate) struct Ticket {
    queue: RequestQueue,
    endpoint: EndpointId,
    number: u64,
    waits: Option<oneshot::Receiver<Permit>>,
}

impl RequestQueue {
    /// Queues a request. From now on at most `limit` requests run at once.
    pub(crate) fn enqueue(&self, endpoint: EndpointId, limit: usize) -> Ticket {
        let mut state = self.lock();
        state.tickets += 1;
        let number = state.tickets;
        state.endpoints.entry(endpoint).or_default().limit = limit;
        let mut ticket = Ticket {
            queue: self.clone(),
            endpoint,
            number,
            waits: None,
        };
        drop(state);
        ticket.join();
        ticket
    }

    /// Sets the limit of an endpoint. A higher one admits more at once.
    pub(crate) fn limit(&self, endpoint: EndpointId, limit: usize) {
        if let Some(endpoint_queue) = self.lock().endpoints.get_mut(&endpoint) {
            endpoint_queue.limit = limit;
        }
        self.admit(endpoint);
    }

    /// Admits as many as fit. A permit whose receiver is gone goes to the next one.
    fn admit(&self, endpoint: EndpointId) {
        loop {
            let next = {
                let mut state = self.lock();
                let Some(endpoint_queue) = state.endpoints.get_mut(&endpoint) else {
                    return;
                };
                if endpoint_queue.running >= endpoint_queue.limit {
                    return;
                }
                let Some((_, next)) = endpoint_queue.waiting.pop_first() else {
                    return;
                };
                endpoint_queue.running += 1;
                next
            };
            let permit = Permit {
                queue: self.clone(),
                endpoint,
                is_void: false,
            };
            if let Err(mut refused) = next.send(permit) {
                refused.is_void = true;
                self.release(endpoint);
            }
        }
    }

    fn release(&self, endpoint: EndpointId) {
        if let Some(endpoint_queue) = self.lock().endpoints.get_mut(&endpoint) {
            endpoint_queue.running = endpoint_queue.running.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock()
    }
}

impl Ticket {
    /// Joins the queue, once.
    fn join(&mut self) {
        if self.waits.is_some() {
            return;
        }
        let (send, receive) = oneshot::channel();
        let mut state = self.queue.lock();
        let endpoint_queue = state.endpoints.entry(self.endpoint).or_default();
        endpoint_queue.waiting.insert(self.number, send);
        drop(state);
        self.waits = Some(receive);
        self.queue.admit(self.endpoint);
    }

    /// Returns the permit if it is available now.
    pub(crate) fn try_now(&mut self) -> Option<Permit> {
        self.join();
        let permit = self.waits.as_mut()?.try_recv().ok()?;
        self.waits = None;
        Some(permit)
    }

    /// Waits for the permit.
    pub(crate) async fn wait(&mut self) -> Permit {
        loop {
            self.join();
            if let Some(waits) = &mut self.waits
                && let Ok(permit) = waits.await
            {
                self.waits = None;
                return permit;
            }
            // The sender is dropped only together with the queue, so join again.
            self.waits = None;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(endpoint_queue) = self.queue.lock().endpoints.get_mut(&self.endpoint) {
            endpoint_queue.waiting.remove(&self.number);
        }
        // A permit that was sent but not received is released when the channel drops.
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if !self.is_void {
            self.queue.release(self.endpoint);
            self.queue.admit(self.endpoint);
        }
    }
}

#[cfg(test)]
mod tests;
