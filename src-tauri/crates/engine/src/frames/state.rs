//! Marks of what the page has not seen yet, and the pending call that waits for them.
//!
//! Only marks are kept here (which answer changed), so a page that does not call costs nothing, nor does a tab that is not
//! seen; the text itself is read from the live conversation when a frame is made.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use chat::{AnswerId, ConversationId};
use parking_lot::{Mutex, MutexGuard};
use tokio::{sync::Notify, time::Instant};

use super::throttled::Throttled;
use crate::frames::{
    mark::{Mark, Moved},
    visible::VisibleTabs,
};

/// A call is held no longer than this, so that a dead page leaves nothing behind for long.
const HOLD: Duration = Duration::from_secs(25);
/// Retired pages remembered: their late calls are released, not taken for a new page.
const RETIRED: usize = 16;

/// Reply to a pending `next_frame` call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Another page or a newer call took over: an empty body.
    Released,
    /// Make a frame of these marks.
    Frame {
        /// The new cursor.
        cursor: u64,
        /// The page missed a frame.
        resync: bool,
        /// What changed.
        marks: Vec<(AnswerId, Mark)>,
        /// Answers of throttled tabs whose text is due in this frame.
        throttled: Vec<AnswerId>,
    },
}

/// Marks of the shown conversation, and the page's pending call.
#[derive(Default)]
pub(crate) struct Frames {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    shown: Option<ConversationId>,
    visible: VisibleTabs,
    marks: HashMap<AnswerId, Mark>,
    throttled: Throttled,
    running: usize,
    viewer: String,
    retired: VecDeque<String>,
    cursor: u64,
    /// Whether the page missed a frame and has not been told to resync yet.
    missed: bool,
    /// Cursor of the last snapshot. If the page is new, it never got the frames sent since.
    snapshot: u64,
    call: u64,
    last: Option<Instant>,
}

impl Frames {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// The page now shows this conversation: marks of another are dropped, a snapshot has them. `true` when it showed
    /// another; then all of it counts as seen until [`Frames::see`] says what is.
    pub(crate) fn show(&self, conversation: Option<ConversationId>) -> bool {
        let mut state = self.lock();
        state.snapshot = state.cursor;
        let is_new = state.shown != conversation;
        if is_new {
            state.shown = conversation;
            state.visible = VisibleTabs::default();
            state.marks.clear();
            state.throttled = Throttled::default();
        }
        is_new
    }

    /// What the person sees of a conversation changes, if that is the one shown.
    pub(crate) fn set_visible(&self, conversation: ConversationId, change: impl FnOnce(&mut VisibleTabs)) {
        let mut state = self.lock();
        if state.shown == Some(conversation) {
            change(&mut state.visible);
        }
    }

    /// What the person sees.
    pub(crate) fn visible(&self) -> VisibleTabs {
        self.lock().visible.clone()
    }

    /// The conversation the page shows.
    pub(crate) fn shown(&self) -> Option<ConversationId> {
        self.lock().shown
    }

    /// Records that an answer changed.
    pub(crate) fn mark(&self, conversation: ConversationId, answer: AnswerId, mark: Mark) {
        let mut state = self.lock();
        if state.shown == Some(conversation) {
            let held = state.marks.entry(answer).or_insert(mark);
            *held = mark.max(*held);
            drop(state);
            self.wake.notify_waiters();
        }
    }

    /// Records progress of a running answer. In a hidden tab only a new state counts.
    pub(crate) fn moved(&self, conversation: ConversationId, answer: AnswerId, moved: Moved) {
        if moved.has_new_state {
            self.mark(conversation, answer, Mark::State);
        }
        let mut state = self.lock();
        if state.shown != Some(conversation) {
            return;
        }
        let is_news = if state.visible.shows(moved.tab) {
            // A call that waits for a frame to be due need not be woken for each word.
            let is_first = state.marks.is_empty();
            state.marks.entry(answer).or_insert(Mark::Moved);
            is_first
        } else {
            state.visible.is_throttled(moved.tab) && state.throttled.note(answer, Instant::now())
        };
        drop(state);
        if is_news {
            self.wake.notify_waiters();
        }
    }

    /// Records that an answer in a throttled tab has text that no frame has carried.
    pub(crate) fn throttled(&self, answer: AnswerId) {
        self.lock().throttled.note(answer, Instant::now());
    }

    /// Whether something changed that no frame has shown yet.
    pub(crate) fn has_marks(&self) -> bool {
        !self.lock().marks.is_empty()
    }

    /// How many answers run, over all conversations.
    pub(crate) fn set_running(&self, running: usize) {
        self.lock().running = running;
        self.wake.notify_waiters();
    }

    /// Waits until a frame is due for this page, at most [`HOLD`], and only while something runs.
    pub(crate) async fn due(&self, viewer: &str, cursor: u64) -> Due {
        let Some(call) = self.enter(viewer, cursor) else {
            return Due::Released;
        };
        let end = Instant::now() + HOLD;
        loop {
            // Registered before looking, so that a change in between is not missed.
            let woken = self.wake.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let wait = match self.next_due(call, Instant::now() >= end) {
                NextFrame::Done(due) => return due,
                NextFrame::At(time) => time.min(end),
                NextFrame::Nothing => end,
            };
            tokio::select! {
                () = tokio::time::sleep_until(wait) => {}
                () = woken => {}
            }
        }
    }

    /// Registers a call: the page before, or this page's older call, is released. `None` for a page already retired.
    fn enter(&self, viewer: &str, cursor: u64) -> Option<u64> {
        let mut state = self.lock();
        if state.retired.iter().any(|retired| retired == viewer) {
            return None;
        }
        if state.viewer == viewer {
            state.missed |= cursor != state.cursor;
        } else {
            state.missed = state.snapshot != state.cursor;
            let before = std::mem::replace(&mut state.viewer, viewer.to_owned());
            state.retired.push_back(before);
            if state.retired.len() > RETIRED {
                state.retired.pop_front();
            }
        }
        state.call += 1;
        let call = state.call;
        drop(state);
        self.wake.notify_waiters();
        Some(call)
    }

    /// What is due to a call, now or `at_end` of its time. Taken in one go, so that no newer call comes in between.
    fn next_due(&self, call: u64, at_end: bool) -> NextFrame {
        let mut state = self.lock();
        if state.call != call {
            return NextFrame::Done(Due::Released);
        }
        if state.missed || at_end {
            return NextFrame::Done(state.make());
        }
        match state.next() {
            Some(next) if next > Instant::now() => NextFrame::At(next),
            None if state.running > 0 => NextFrame::Nothing,
            _ => NextFrame::Done(state.make()),
        }
    }
}

impl State {
    /// When a frame is due, if there is anything to tell.
    fn next(&self) -> Option<Instant> {
        let now = Instant::now();
        let is_marked = !self.marks.is_empty();
        // Ended answers were sent whole.
        let throttled = self.throttled.next().filter(|_| self.running > 0);
        let due = if is_marked { now } else { throttled? };
        let rested = self.last.map(|last| last + interval(self.marks.len(), self.running));
        Some(rested.map_or(due, |rested| rested.max(due)))
    }

    fn make(&mut self) -> Due {
        let now = Instant::now();
        self.cursor += 1;
        self.last = Some(now);
        let throttled = self.throttled.take(now);
        for answer in &throttled {
            self.marks.entry(*answer).or_insert(Mark::Moved);
        }
        Due::Frame {
            cursor: self.cursor,
            resync: std::mem::take(&mut self.missed),
            marks: self.marks.drain().collect(),
            throttled,
        }
    }
}

/// When the next frame is due.
enum NextFrame {
    Done(Due),
    At(Instant),
    Nothing,
}

/// Returns the shortest time between two frames: 30 a second, or 15 with more than four answers in a frame or more than
/// a wall of them, so that a key finds time.
fn interval(answers: usize, running: usize) -> Duration {
    let is_much = answers > 4 || running > 8;
    Duration::from_millis(if is_much { 66 } else { 33 })
}

#[cfg(test)]
mod tests;
