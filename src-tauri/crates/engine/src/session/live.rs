//! A conversation in memory, with what runs in it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    mem,
    sync::Arc,
    time::Duration,
};

use chat::{AnswerId, Conversation, Delta, Event, Failure};
use tokio::{
    sync::{Notify, oneshot},
    time::Instant,
};

use crate::{
    frames::{live_markup::LiveMarkup, mark::Moved, visible::VisibleTabs},
    session::{listener::Listener, rendered::RenderedSegments},
};

/// One conversation in memory.
pub(crate) struct LiveConversation {
    pub(crate) conversation: Conversation,
    /// Whether it is written to disk; a console answer without `--save` is not.
    pub(crate) kept: bool,
    /// How far its writes have got.
    pub(crate) writes: Writes,
    /// Changes that are being written and whose requests have not gone out yet: it must stay in memory for them.
    pub(crate) changing: usize,
    /// Who listens instead of a page: then nothing is rendered.
    pub(crate) listener: Option<Listener>,
    requests: HashMap<AnswerId, LiveRequest>,
    counter: u64,
    /// Files of its prompts that were never a draft's: a console's.
    pub(crate) files: wire::Files,
    /// What was rendered of its answers.
    pub(crate) rendered: RenderedSegments,
}

/// A request under way: its documents and the text not yet in the journal. Dropping it ends the request.
pub(crate) struct LiveRequest {
    /// Tells this request from an earlier one of the same answer, whose late words must not count.
    pub(crate) number: u64,
    /// The segment it fills.
    pub(crate) segment: usize,
    /// The answer text as it is drawn. Whoever looks at it draws it, hence the cell.
    pub(crate) text: RefCell<LiveMarkup>,
    /// The reasoning as it is drawn.
    pub(crate) reasoning: RefCell<LiveMarkup>,
    /// Whether an image arrived that no frame has carried.
    pub(crate) images: Cell<bool>,
    /// Whether it waits in its endpoint's queue; nothing was sent yet.
    pub(crate) waits_for_slot: bool,
    unwritten: Unwritten,
    started: Instant,
    /// The retry it waits for, and the notification that ends the wait early.
    skip: Option<(u32, Arc<Notify>)>,
    _stop: oneshot::Sender<()>,
}

/// Text that arrived since the journal was last written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unwritten {
    pub(crate) text: String,
    pub(crate) reasoning: String,
}

impl LiveRequest {
    /// Milliseconds since the request was sent.
    pub(crate) fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Keeps a delta to be drawn.
    fn draw(&mut self, delta: &Delta) {
        match delta {
            Delta::Text(text) => self.text.get_mut().add(text),
            Delta::Reasoning(text) => self.reasoning.get_mut().add(text),
            Delta::Image(_) => self.images.set(true),
            _ => {}
        }
        let is_broken = self.text.get_mut().is_broken() || self.reasoning.get_mut().is_broken();
        // Within the request's own task: that ends this answer, and no other.
        assert!(!is_broken, "what came could not be rendered");
    }

    /// Checks for text or images that no frame has carried.
    pub(crate) fn is_due(&self) -> bool {
        self.text.borrow().is_due() || self.reasoning.borrow().is_due() || self.images.get()
    }

    /// Keeps a delta's text for the journal.
    fn record_delta(&mut self, delta: &Delta) {
        match delta {
            Delta::Text(text) => self.unwritten.text.push_str(text),
            Delta::Reasoning(text) => self.unwritten.reasoning.push_str(text),
            _ => {}
        }
    }
}

/// A live conversation's writes happen in the order they were handed over. One that failed is made up for by a later one of the whole
/// live conversation, and by nothing less.
#[derive(Debug, Default)]
pub(crate) struct Writes {
    handed_over: u64,
    failed: u64,
    whole: u64,
}

impl Writes {
    /// The number of the next write.
    pub(crate) fn hand_over(&mut self) -> u64 {
        self.handed_over += 1;
        self.handed_over
    }

    /// Something is in memory only.
    pub(crate) fn is_owed(&self) -> bool {
        self.failed > self.whole
    }

    /// Records a failed write. `true` if nothing was owed before.
    pub(crate) fn fail(&mut self, number: u64) -> bool {
        let before = self.is_owed();
        self.failed = self.failed.max(number);
        !before && self.is_owed()
    }

    /// Records that the whole conversation is on disk as of that write.
    pub(crate) fn whole(&mut self, number: u64) {
        self.whole = self.whole.max(number);
    }
}

impl LiveConversation {
    /// A conversation without anything running in this process.
    pub(crate) fn new(conversation: Conversation, kept: bool) -> Self {
        Self {
            conversation,
            kept,
            writes: Writes::default(),
            changing: 0,
            listener: None,
            requests: HashMap::new(),
            counter: 0,
            files: wire::Files::default(),
            rendered: RenderedSegments::default(),
        }
    }

    /// The request under way for an answer.
    pub(crate) fn request(&self, answer: AnswerId) -> Option<&LiveRequest> {
        self.requests.get(&answer)
    }

    /// Nothing runs in it, and everything in it is on the disk: it can be read again at any time.
    pub(crate) fn is_idle(&self) -> bool {
        self.kept && self.requests.is_empty() && self.changing == 0 && !self.writes.is_owed()
    }

    /// Drops every request, because the process is about to end.
    pub(crate) fn abandon(&mut self) {
        self.requests.clear();
    }

    /// How many requests are under way.
    pub(crate) fn running(&self) -> usize {
        self.requests.len()
    }

    /// Registers a request. Returns its number, and a receiver that resolves when it must stop.
    pub(crate) fn begin(&mut self, answer: AnswerId, segment: usize) -> (u64, oneshot::Receiver<()>) {
        let (stop, stopped) = oneshot::channel();
        self.counter += 1;
        let request = LiveRequest {
            number: self.counter,
            segment,
            text: RefCell::default(),
            reasoning: RefCell::default(),
            images: Cell::new(false),
            waits_for_slot: false,
            unwritten: Unwritten::default(),
            started: Instant::now(),
            skip: None,
            _stop: stop,
        };
        self.requests.insert(answer, request);
        self.rendered.forget(answer, segment);
        (self.counter, stopped)
    }

    /// Sets whether a request is queued, unless it was stopped or replaced.
    pub(crate) fn waits_for_slot(&mut self, answer: AnswerId, number: u64, waits: bool) {
        if let Some(request) = self
            .requests
            .get_mut(&answer)
            .filter(|request| request.number == number)
        {
            request.waits_for_slot = waits;
        }
    }

    /// Restarts the clock of a request that is sent, for the first time or as a retry.
    pub(crate) fn restart(&mut self, answer: AnswerId) {
        if let Some(request) = self.requests.get_mut(&answer) {
            (request.started, request.skip) = (Instant::now(), None);
        }
    }

    /// A request waits to go out again; gives what ends the wait early.
    pub(crate) fn hold(
        &mut self,
        answer: AnswerId,
        failure: Failure,
        attempt: u32,
        wait: Duration,
    ) -> Option<Arc<Notify>> {
        let request = self.requests.get_mut(&answer)?;
        let skipped = Arc::new(Notify::new());
        request.skip = Some((attempt, skipped.clone()));
        if let Some(listener) = &self.listener {
            listener.waits(answer, failure, wait);
        }
        Some(skipped)
    }

    /// Ends the wait for this retry, if that is what the answer waits for.
    pub(crate) fn skip(&mut self, answer: AnswerId, attempt: u32) {
        if let Some((_, waiting)) = self
            .requests
            .get_mut(&answer)
            .and_then(|request| request.skip.take_if(|(waits_for, _)| *waits_for == attempt))
        {
            waiting.notify_one();
        }
    }

    /// Ends an answer's request at once; nothing more of it is taken.
    pub(crate) fn cancel(&mut self, answer: AnswerId) {
        self.requests.remove(&answer);
    }

    /// Applies a delta to the answer, its live markup and the journal. `None` if the request was stopped or replaced.
    pub(crate) fn apply_delta(&mut self, answer: AnswerId, number: u64, delta: &Delta, now_ms: i64) -> Option<Moved> {
        let request = self
            .requests
            .get_mut(&answer)
            .filter(|request| request.number == number)?;
        let at_ms = request.elapsed_ms();
        // Kept before it is drawn: should drawing fail, the text is here all the same.
        if self.kept {
            request.record_delta(delta);
        }
        let state = |conversation: &Conversation| conversation.answers.get(&answer).map(|answer| answer.state);
        let before = state(&self.conversation);
        let event = Event::Delta {
            answer,
            delta: delta.clone(),
            at_ms,
        };
        // A running answer takes every delta; a refusal could only mean that it does not run, and then nothing changes.
        let _ = self.conversation.apply(event, now_ms);
        match &self.listener {
            Some(listener) => listener.delta(answer, delta),
            None => request.draw(delta),
        }
        Some(Moved {
            tab: self.conversation.answers.get(&answer)?.tab,
            has_new_state: state(&self.conversation) != before,
        })
    }

    /// Returns the running answers in visible tabs that have something no frame has carried.
    pub(crate) fn due(&self, visible: &VisibleTabs) -> impl Iterator<Item = AnswerId> {
        let answers = &self.conversation.answers;
        let is_in = move |answer: &AnswerId| answers.get(answer).is_some_and(|held| visible.shows(held.tab));
        let due = self.requests.iter().filter(|(_, request)| request.is_due());
        due.map(|(answer, _)| *answer).filter(is_in)
    }

    /// Forgets a request that has ended by itself. `None` when it no longer counts; else how long it ran.
    pub(crate) fn end(&mut self, answer: AnswerId, number: u64) -> Option<u64> {
        let request = self.requests.get(&answer).filter(|request| request.number == number)?;
        let at_ms = request.elapsed_ms();
        self.requests.remove(&answer);
        Some(at_ms)
    }

    /// Tells a listener of an answer that has ended.
    pub(crate) fn tell_end(&mut self, answer: AnswerId) {
        let ended = self
            .conversation
            .answers
            .get(&answer)
            .filter(|answer| answer.state.is_final());
        if let (Some(listener), Some(answer)) = (&mut self.listener, ended) {
            listener.ended(answer);
        }
    }

    /// Takes the text that is not in the journal yet, with its answer and segment.
    pub(crate) fn take_unwritten(&mut self) -> Vec<(AnswerId, usize, Unwritten)> {
        let waiting = self
            .requests
            .iter_mut()
            .filter(|(_, request)| request.unwritten != Unwritten::default());
        waiting
            .map(|(answer, request)| (*answer, request.segment, mem::take(&mut request.unwritten)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Writes;

    #[test]
    fn a_failed_write_is_owed_until_a_later_one_of_the_whole_room_works() {
        let mut writes = Writes::default();
        let (first, second) = (writes.hand_over(), writes.hand_over());
        // The second worked, which settles nothing; the first failed, as is known only now.
        assert!(writes.fail(first) && writes.is_owed());
        assert!(!writes.fail(second), "said already");
        let whole = writes.hand_over();
        // Handed over behind the whole one, and failed before that is known to have worked.
        let later = writes.hand_over();
        writes.fail(later);
        writes.whole(whole);
        assert!(writes.is_owed());
        let again = writes.hand_over();
        writes.whole(again);
        assert!(!writes.is_owed());
        assert!(
            !writes.fail(later) && !writes.is_owed(),
            "made up for before it was known"
        );
    }
}
