//! How many answers of one endpoint are under way at once: the rest wait for a slot, in the order in which they were asked.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chat::EndpointId;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::oneshot;

/// The lines at all endpoints.
#[derive(Clone, Default)]
pub(crate) struct RequestQueue(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The number of the newest ticket.
    tickets: u64,
    endpoints: HashMap<EndpointId, EndpointQueue>,
}

/// Who is under way at an endpoint, and who waits, by ticket.
#[derive(Default)]
struct EndpointQueue {
    limit: usize,
    running: usize,
    waiting: BTreeMap<u64, oneshot::Sender<Permit>>,
}

/// The right to one request under way. Dropping it lets the next in.
pub(crate) struct Permit {
    queue: RequestQueue,
    endpoint: EndpointId,
    /// Not to be given back: it was never handed over.
    is_void: bool,
}

/// A place in the line at one endpoint, kept from when an answer is asked until it has ended. Where several wait, the one
/// with the oldest ticket goes first, be it for its first request or for one of its retries.
pub(crate) struct Ticket {
    queue: RequestQueue,
    endpoint: EndpointId,
    number: u64,
    waits: Option<oneshot::Receiver<Permit>>,
}

impl RequestQueue {
    /// Puts an answer that is about to be asked in line; at most `limit` are let in at once from now on.
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

    /// Another limit for an endpoint: should it be higher, more go in at once.
    pub(crate) fn limit(&self, endpoint: EndpointId, limit: usize) {
        if let Some(endpoint_queue) = self.lock().endpoints.get_mut(&endpoint) {
            endpoint_queue.limit = limit;
        }
        self.admit(endpoint);
    }

    /// Lets in as many as there is room for. Who was let in but is gone gives its slot back at once, to the next.
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
    /// Stands in line, once.
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

    /// The slot, if it is this one's turn already.
    pub(crate) fn try_now(&mut self) -> Option<Permit> {
        self.join();
        let permit = self.waits.as_mut()?.try_recv().ok()?;
        self.waits = None;
        Some(permit)
    }

    /// Waits for its turn.
    pub(crate) async fn wait(&mut self) -> Permit {
        loop {
            self.join();
            if let Some(waits) = &mut self.waits
                && let Ok(permit) = waits.await
            {
                self.waits = None;
                return permit;
            }
            // The sender is only ever dropped with the line, which lives as long as the slots do: stand anew.
            self.waits = None;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(endpoint_queue) = self.queue.lock().endpoints.get_mut(&self.endpoint) {
            endpoint_queue.waiting.remove(&self.number);
        }
        // A slot that was sent and not taken is in the channel, and is given back with it.
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
