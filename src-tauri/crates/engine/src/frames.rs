//! What the page has not seen yet, and the calls held open until there is something.
//!
//! Only marks are kept here (which answer changed), so a page that does not call costs nothing, nor does a tab that is not
//! seen; the text itself is read from the room when a frame is made.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chat::{AnswerId, ConversationId, TabId};
use tokio::{sync::Notify, time::Instant};

use crate::room::Moved;

/// A call is held no longer than this, so that a dead page leaves nothing behind for long.
const HOLD: Duration = Duration::from_secs(25);
/// Retired pages remembered: their late calls are released, not taken for a new page.
const RETIRED: usize = 16;

/// What changed in one answer since the last frame; of several the last counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Its text or figures: not told while its tab is not seen.
    Moved,
    /// Its state, which every tab shows.
    State,
    /// It has ended, or was asked anew: the page gets it whole.
    Whole,
}

/// What of the conversation shown the person sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sight {
    /// The tab selected.
    pub(crate) selected: Option<TabId>,
    /// Whether all tabs stand side by side.
    pub(crate) is_wide: bool,
}

impl Sight {
    /// Whether this tab is seen; in doubt it is.
    pub(crate) fn covers(self, tab: TabId) -> bool {
        self.is_wide || self.selected.is_none_or(|selected| selected == tab)
    }
}

/// What a held call ends with.
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
    },
}

/// The marks of the conversation shown, and who asks for them.
#[derive(Default)]
pub(crate) struct Frames {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    shown: Option<ConversationId>,
    sight: Sight,
    marks: HashMap<AnswerId, Mark>,
    running: usize,
    viewer: String,
    retired: VecDeque<String>,
    cursor: u64,
    /// The page has missed a frame and is not told yet.
    missed: bool,
    /// The cursor when a snapshot was last made: a frame handed out since went to nobody, if the page is a new one.
    snapshot: u64,
    call: u64,
    last: Option<Instant>,
}

impl Frames {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The page now shows this conversation: marks of another are dropped, a snapshot has them. `true` when it showed
    /// another; then all of it counts as seen until [`Frames::see`] says what is.
    pub(crate) fn show(&self, conversation: Option<ConversationId>) -> bool {
        let mut state = self.lock();
        state.snapshot = state.cursor;
        let is_new = state.shown != conversation;
        if is_new {
            state.shown = conversation;
            state.sight = Sight::default();
            state.marks.clear();
        }
        is_new
    }

    /// What the person sees of a conversation changes, if that is the one shown.
    pub(crate) fn see(&self, conversation: ConversationId, change: impl FnOnce(&mut Sight)) {
        let mut state = self.lock();
        if state.shown == Some(conversation) {
            change(&mut state.sight);
        }
    }

    /// What the person sees.
    pub(crate) fn sight(&self) -> Sight {
        self.lock().sight
    }

    /// The conversation the page shows.
    pub(crate) fn shown(&self) -> Option<ConversationId> {
        self.lock().shown
    }

    /// Notes a change of an answer.
    pub(crate) fn mark(&self, conversation: ConversationId, answer: AnswerId, mark: Mark) {
        let mut state = self.lock();
        if state.shown == Some(conversation) {
            let held = state.marks.entry(answer).or_insert(mark);
            *held = mark.max(*held);
            drop(state);
            self.wake.notify_waiters();
        }
    }

    /// Notes that a running answer moved; where it is not seen, only another state counts.
    pub(crate) fn moved(&self, conversation: ConversationId, answer: AnswerId, moved: Moved) {
        if moved.has_new_state {
            self.mark(conversation, answer, Mark::State);
        } else if self.sight().covers(moved.tab) {
            self.mark(conversation, answer, Mark::Moved);
        }
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
            let wait = match self.look(call, Instant::now() >= end) {
                Look::Done(due) => return due,
                Look::At(time) => time.min(end),
                Look::Wait => end,
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
    fn look(&self, call: u64, at_end: bool) -> Look {
        let mut state = self.lock();
        if state.call != call {
            return Look::Done(Due::Released);
        }
        if state.missed || at_end {
            return Look::Done(state.make());
        }
        if state.marks.is_empty() && state.running > 0 {
            return Look::Wait;
        }
        match state.last.map(|last| last + interval(state.marks.len())) {
            Some(next) if !state.marks.is_empty() && next > Instant::now() => Look::At(next),
            _ => Look::Done(state.make()),
        }
    }
}

impl State {
    fn make(&mut self) -> Due {
        self.cursor += 1;
        self.last = Some(Instant::now());
        Due::Frame {
            cursor: self.cursor,
            resync: std::mem::take(&mut self.missed),
            marks: self.marks.drain().collect(),
        }
    }
}

enum Look {
    Done(Due),
    At(Instant),
    Wait,
}

/// The shortest time between two frames: 30 a second, fewer when several answers are drawn at once.
fn interval(answers: usize) -> Duration {
    match answers {
        0..=2 => Duration::from_millis(33),
        3..=4 => Duration::from_millis(50),
        _ => Duration::from_millis(66),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;

    fn shown() -> (Arc<Frames>, ConversationId, AnswerId) {
        let frames = Arc::new(Frames::default());
        let conversation = ConversationId(Uuid::new_v4());
        frames.show(Some(conversation));
        (frames, conversation, AnswerId(Uuid::new_v4()))
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_is_held_until_something_changes_and_is_told_the_most_of_it() {
        let (frames, conversation, answer) = shown();
        frames.set_running(1);
        let call = tokio::spawn({
            let frames = frames.clone();
            async move { frames.due("page", 0).await }
        });
        tokio::task::yield_now().await;
        assert!(!call.is_finished());
        frames.mark(conversation, answer, Mark::State);
        frames.mark(conversation, answer, Mark::Moved);
        let marks = vec![(answer, Mark::State)];
        assert_eq!(
            call.await.expect("joined"),
            Due::Frame {
                cursor: 1,
                resync: false,
                marks
            }
        );
    }

    #[tokio::test(start_paused = true)]
    async fn frames_come_at_most_thirty_times_a_second() {
        let (frames, conversation, answer) = shown();
        frames.set_running(1);
        let start = Instant::now();
        for cursor in 0..30 {
            frames.mark(conversation, answer, Mark::Moved);
            frames.due("page", cursor).await;
        }
        assert!(start.elapsed() >= Duration::from_millis(33 * 29));
    }

    #[tokio::test(start_paused = true)]
    async fn a_newer_page_releases_the_older_one_for_good() {
        let (frames, _, _) = shown();
        frames.set_running(1);
        let old = tokio::spawn({
            let frames = frames.clone();
            async move { frames.due("old", 0).await }
        });
        tokio::task::yield_now().await;
        let new = tokio::spawn({
            let frames = frames.clone();
            async move { frames.due("new", 0).await }
        });
        assert_eq!(old.await.expect("joined"), Due::Released);
        assert_eq!(frames.due("old", 0).await, Due::Released);
        assert!(!new.is_finished());
        new.abort();
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_missed_a_frame_is_told_to_read_again() {
        let (frames, conversation, answer) = shown();
        frames.set_running(1);
        frames.mark(conversation, answer, Mark::Moved);
        frames.due("page", 0).await;
        assert!(matches!(
            frames.due("page", 0).await,
            Due::Frame {
                cursor: 2,
                resync: true,
                ..
            }
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_page_whose_predecessor_took_a_frame_after_the_snapshot_is_told_to_read_again() {
        let (frames, conversation, answer) = shown();
        frames.set_running(1);
        frames.mark(conversation, answer, Mark::Moved);
        frames.due("old", 0).await;
        // The new page reads, and then calls: nothing fell between.
        frames.show(Some(conversation));
        frames.mark(conversation, answer, Mark::Moved);
        let marks = vec![(answer, Mark::Moved)];
        let resync = false;
        assert_eq!(
            frames.due("new", 0).await,
            Due::Frame {
                cursor: 2,
                resync,
                marks
            }
        );
        // A third one reads; the second page's call is answered all the same, to nobody; then the third one calls.
        frames.show(Some(conversation));
        frames.mark(conversation, answer, Mark::Moved);
        frames.due("new", 2).await;
        let due = frames.due("third", 0).await;
        assert!(matches!(due, Due::Frame { resync: true, .. }), "{due:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_held_while_nothing_runs_nor_longer_than_the_limit() {
        let (frames, _, _) = shown();
        let start = Instant::now();
        frames.due("page", 0).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        frames.set_running(1);
        frames.due("page", 1).await;
        assert_eq!(start.elapsed(), HOLD);
    }

    #[tokio::test(start_paused = true)]
    async fn of_a_tab_that_is_not_seen_only_its_state_is_told() {
        let (frames, conversation, answer) = shown();
        let [tab, other] = [TabId(Uuid::new_v4()), TabId(Uuid::new_v4())];
        let moved = |has_new_state| Moved { tab, has_new_state };
        frames.see(conversation, |sight| sight.selected = Some(other));
        frames.moved(conversation, answer, moved(false));
        assert!(!frames.has_marks());
        frames.moved(conversation, answer, moved(true));
        assert!(frames.has_marks());
        frames.due("page", 0).await;
        frames.see(conversation, |sight| sight.is_wide = true);
        frames.moved(conversation, answer, moved(false));
        assert!(frames.has_marks());
    }

    #[tokio::test(start_paused = true)]
    async fn marks_of_a_conversation_not_shown_are_not_kept() {
        let (frames, _, answer) = shown();
        frames.mark(ConversationId(Uuid::new_v4()), answer, Mark::Moved);
        assert_eq!(
            frames.due("page", 0).await,
            Due::Frame {
                cursor: 1,
                resync: false,
                marks: vec![]
            }
        );
    }
}
