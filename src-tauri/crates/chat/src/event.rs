//! Events of a conversation, and why one may be refused.

use crate::{
    AnswerId, Attached, Context, Delta, Ending, Failure, Parameters, Price, RefusalReason, Tab, TabId, TurnId,
};

/// One thing that happens to a conversation: the person's commands, and what the wire says about running answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Opens a tab. Its `head` may name an answer of this conversation, whose path it then shares.
    OpenTab {
        /// The new tab; `closed` is taken as false.
        tab: Tab,
        /// Its position among all tabs, closed ones counted; at the end if absent or beyond it.
        at: Option<usize>,
    },
    /// Closes a tab: its running and queued answers are stopped, its history is kept.
    CloseTab {
        /// The tab.
        tab: TabId,
    },
    /// Reopens a closed tab in its position, with its history.
    ReopenTab {
        /// The tab.
        tab: TabId,
    },
    /// Moves a tab among the open ones.
    MoveTab {
        /// The tab.
        tab: TabId,
        /// Its position among the open tabs, from 0; at the end if beyond it.
        to: usize,
    },
    /// Renames a tab.
    RenameTab {
        /// The tab.
        tab: TabId,
        /// Its name, folded to one line; blank for none.
        name: String,
    },
    /// Sends earlier prompts of the conversation in a tab without a history, one after the other.
    Replay {
        /// The tab.
        tab: TabId,
        /// The turns in the order to send them, each with its new answer's id.
        turns: Vec<(TurnId, AnswerId)>,
    },
    /// Stops everything that runs or is queued in a tab.
    StopTab {
        /// The tab.
        tab: TabId,
    },
    /// Sets the parameters of a tab, from its next request on.
    SetParameters {
        /// The tab.
        tab: TabId,
        /// All of them: unset ones are not sent.
        parameters: Parameters,
    },
    /// Sets which earlier turns requests include, from the next one on.
    SetContext {
        /// Which.
        context: Context,
    },
    /// Renames the conversation.
    Rename {
        /// The new title; folded to one line.
        title: String,
    },
    /// Sends a prompt to one or more tabs. A tab with a running answer sends it when that has ended.
    Send {
        /// The new turn's id.
        turn: TurnId,
        /// The prompt, sent unchanged; may be blank if there are files.
        prompt: String,
        /// The files.
        attached: Attached,
        /// The tabs, each with its new answer's id.
        to: Vec<(TabId, AnswerId)>,
    },
    /// Retries an ended answer, the newest of its tab: resets it in place if it is empty, else makes a sibling (same
    /// turn, same parent) that becomes the tab's head.
    Retry {
        /// The answer.
        answer: AnswerId,
        /// The sibling's id, if one is made.
        sibling: AnswerId,
    },
    /// Continues an answer that ended short, the newest of its tab, in a new segment.
    Continue {
        /// The answer.
        answer: AnswerId,
    },
    /// Regenerates any ended answer: makes a sibling (same turn, same parent) that becomes the head of its tab, in
    /// which nothing may run. What followed the old answer stays in the tree.
    Regenerate {
        /// The answer.
        answer: AnswerId,
        /// The sibling's id.
        sibling: AnswerId,
    },
    /// Edits a prompt, in some of the tabs that have its turn on their path and in which nothing runs. The new turn
    /// takes the position of the old one, which stays in the tree with everything that followed it.
    Edit {
        /// The turn to edit.
        turn: TurnId,
        /// The new turn's id.
        edited: TurnId,
        /// The new prompt, sent unchanged.
        prompt: String,
        /// The tabs, each with its new answer's id.
        to: Vec<(TabId, AnswerId)>,
    },
    /// Makes an ended answer with text the head of these tabs, in which nothing may run: they continue its history.
    Adopt {
        /// The answer.
        answer: AnswerId,
        /// The tabs.
        tabs: Vec<TabId>,
    },
    /// Switches tabs in which nothing runs to other answers of theirs, each to the newest one after it.
    SwitchSibling {
        /// Each tab with the answer to have on its path: one of its own, or one it continued from.
        to: Vec<(TabId, AnswerId)>,
    },
    /// Restores the heads of tabs in which nothing runs, to undo an earlier event.
    SetHeads {
        /// Each tab with its head.
        heads: Vec<(TabId, Option<AnswerId>)>,
    },
    /// Stops one answer, running or queued. Does nothing if it has ended.
    Stop {
        /// The answer.
        answer: AnswerId,
    },
    /// Stops every running and queued answer; queued ones are never requested.
    StopAll,
    /// Applies a delta to a running answer. Does nothing if it does not run.
    Delta {
        /// The answer.
        answer: AnswerId,
        /// The delta.
        delta: Delta,
        /// Milliseconds since this request was sent.
        at_ms: u64,
    },
    /// Records that a request is sent, for the first time or again, on these terms. Does nothing unless the answer
    /// waits.
    RequestSent {
        /// The answer.
        answer: AnswerId,
        /// The price of its model now, if known.
        price: Option<Price>,
        /// Members of the request that are left out because this server refused them before.
        dropped: Vec<String>,
    },
    /// Schedules a retry at `at_ms` of a request that failed before anything of an answer came. Does nothing unless the
    /// answer waits and is empty.
    RetryAt {
        /// The answer.
        answer: AnswerId,
        /// Why it failed.
        failure: Failure,
        /// Which retry it will be, from 1.
        attempt: u32,
        /// When, milliseconds since the epoch.
        at_ms: i64,
    },
    /// Ends a running answer. Does nothing if it does not run.
    Ended {
        /// The answer.
        answer: AnswerId,
        /// How.
        ending: Ending,
        /// Milliseconds since this request was sent.
        at_ms: u64,
    },
}

/// Why an event was refused. A refused event has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such tab here.
    #[error("this conversation has no such tab")]
    UnknownTab,
    /// No such answer here.
    #[error("this conversation has no such answer")]
    UnknownAnswer,
    /// The tab is closed.
    #[error("the tab is closed")]
    ClosedTab,
    /// The tab is open.
    #[error("the tab is open")]
    OpenTab,
    /// [`Conversation::MOST_TABS`](crate::Conversation::MOST_TABS) are open.
    #[error("no more tabs can be open")]
    TooManyTabs,
    /// The tab already has a history.
    #[error("the tab has a history")]
    HasHistory,
    /// No such turn here.
    #[error("this conversation has no such turn")]
    UnknownTurn,
    /// A prompt to no tab.
    #[error("no tab was named")]
    NoTabs,
    /// The prompt is blank, and there is no file that the model can read.
    #[error("the prompt is empty")]
    EmptyPrompt,
    /// The title is blank.
    #[error("the title is empty")]
    EmptyTitle,
    /// A parameter that the app sets itself: model, messages or stream.
    #[error("the parameter is not one to set")]
    ReservedParameter,
    /// A tab was named twice in one send, or a new id is already taken.
    #[error("an id is named twice")]
    TakenId,
    /// The answer has not ended.
    #[error("the answer is still running")]
    StillRunning,
    /// Another answer comes after it.
    #[error("the answer is not the newest of its tab")]
    NotNewest,
    /// The answer has not ended, or has no text.
    #[error("there is nothing to go on from")]
    NothingToAdopt,
    /// The turn is not on the tab's path.
    #[error("the tab has no such turn")]
    NotOnPath,
    /// The tab never continued from that answer, and it is not its own.
    #[error("the answer was never the tab's")]
    Elsewhere,
    /// The answer has no text, or is complete.
    #[error("there is nothing to continue")]
    NothingToContinue,
}

impl Refused {
    /// Returns the stable word for it.
    pub fn reason(self) -> RefusalReason {
        match self {
            Self::UnknownTab => RefusalReason::UnknownTab,
            Self::UnknownAnswer => RefusalReason::UnknownAnswer,
            Self::ClosedTab => RefusalReason::ClosedTab,
            Self::OpenTab => RefusalReason::OpenTab,
            Self::TooManyTabs => RefusalReason::TooManyTabs,
            Self::HasHistory => RefusalReason::HasHistory,
            Self::UnknownTurn => RefusalReason::UnknownTurn,
            Self::NoTabs => RefusalReason::NoTabs,
            Self::EmptyPrompt => RefusalReason::EmptyPrompt,
            Self::EmptyTitle => RefusalReason::EmptyTitle,
            Self::ReservedParameter => RefusalReason::ReservedParameter,
            Self::TakenId => RefusalReason::TakenId,
            Self::StillRunning => RefusalReason::StillRunning,
            Self::NotNewest => RefusalReason::NotNewest,
            Self::NothingToAdopt => RefusalReason::NothingToAdopt,
            Self::NotOnPath => RefusalReason::NotOnPath,
            Self::Elsewhere => RefusalReason::Elsewhere,
            Self::NothingToContinue => RefusalReason::NothingToContinue,
        }
    }
}

/// `bad_request` with the `reason`, and its sentence as `message` for where no other words are known.
impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::refused(refused.reason()).with("message", refused.to_string())
    }
}
