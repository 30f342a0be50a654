//! How many answers of one endpoint are under way at once: the rest wait for a slot, in the order in which they were asked.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chat::EndpointId;
use tokio::sync::oneshot;

/// The lines at all endpoints.
#[derive(Clone, Default)]
pub(crate) struct Slots(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The number of the newest ticket.
    tickets: u64,
    lines: HashMap<EndpointId, Line>,
}

/// Who is under way at an endpoint, and who waits, by ticket.
#[derive(Default)]
struct Line {
    limit: usize,
    taken: usize,
    waiting: BTreeMap<u64, oneshot::Sender<Slot>>,
}

/// The right to one request under way. Dropping it lets the next in.
pub(crate) struct Slot {
    slots: Slots,
    endpoint: EndpointId,
    /// Not to be given back: it was never handed over.
    is_void: bool,
}

/// A place in the line at one endpoint, kept from when an answer is asked until it has ended. Where several wait, the one
/// with the oldest ticket goes first, be it for its first request or for one of its retries.
pub(crate) struct Ticket {
    slots: Slots,
    endpoint: EndpointId,
    number: u64,
    waits: Option<oneshot::Receiver<Slot>>,
}

impl Slots {
    /// Puts an answer that is about to be asked in line; at most `limit` are let in at once from now on.
    pub(crate) fn queue(&self, endpoint: EndpointId, limit: usize) -> Ticket {
        let mut state = self.lock();
        state.tickets += 1;
        let number = state.tickets;
        state.lines.entry(endpoint).or_default().limit = limit;
        let mut ticket = Ticket {
            slots: self.clone(),
            endpoint,
            number,
            waits: None,
        };
        drop(state);
        ticket.stand();
        ticket
    }

    /// Another limit for an endpoint: should it be higher, more go in at once.
    pub(crate) fn limit(&self, endpoint: EndpointId, limit: usize) {
        if let Some(line) = self.lock().lines.get_mut(&endpoint) {
            line.limit = limit;
        }
        self.let_in(endpoint);
    }

    /// Lets in as many as there is room for. Who was let in but is gone gives its slot back at once, to the next.
    fn let_in(&self, endpoint: EndpointId) {
        loop {
            let next = {
                let mut state = self.lock();
                let Some(line) = state.lines.get_mut(&endpoint) else {
                    return;
                };
                if line.taken >= line.limit {
                    return;
                }
                let Some((_, next)) = line.waiting.pop_first() else {
                    return;
                };
                line.taken += 1;
                next
            };
            let slot = Slot {
                slots: self.clone(),
                endpoint,
                is_void: false,
            };
            if let Err(mut refused) = next.send(slot) {
                refused.is_void = true;
                self.give_back(endpoint);
            }
        }
    }

    fn give_back(&self, endpoint: EndpointId) {
        if let Some(line) = self.lock().lines.get_mut(&endpoint) {
            line.taken = line.taken.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// Stands in line, once.
    fn stand(&mut self) {
        if self.waits.is_some() {
            return;
        }
        let (send, receive) = oneshot::channel();
        let mut state = self.slots.lock();
        let line = state.lines.entry(self.endpoint).or_default();
        line.waiting.insert(self.number, send);
        drop(state);
        self.waits = Some(receive);
        self.slots.let_in(self.endpoint);
    }

    /// The slot, if it is this one's turn already.
    pub(crate) fn now(&mut self) -> Option<Slot> {
        self.stand();
        let slot = self.waits.as_mut()?.try_recv().ok()?;
        self.waits = None;
        Some(slot)
    }

    /// Waits for its turn.
    pub(crate) async fn slot(&mut self) -> Slot {
        loop {
            self.stand();
            if let Some(waits) = &mut self.waits
                && let Ok(slot) = waits.await
            {
                self.waits = None;
                return slot;
            }
            // The sender is only ever dropped with the line, which lives as long as the slots do: stand anew.
            self.waits = None;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(line) = self.slots.lock().lines.get_mut(&self.endpoint) {
            line.waiting.remove(&self.number);
        }
        // A slot that was sent and not taken is in the channel, and is given back with it.
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.is_void {
            self.slots.give_back(self.endpoint);
            self.slots.let_in(self.endpoint);
        }
    }
}

#[cfg(test)]
mod tests;
