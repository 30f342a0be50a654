//! Events of a conversation, and why one may be refused.

use crate::{
    AnswerId, Attached, Context, Delta, Ending, Failure, Parameters, Price, RefusalReason, Tab, TabId, TurnId,
};

/// One thing that happens to a conversation: the person's commands, and what the wire says about running answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A tab is opened; its `head` may name an answer of this conversation, whose path it then shares.
    OpenTab {
        /// The new tab; `closed` is taken as false.
        tab: Tab,
        /// Where among all tabs, closed ones counted; at the end when absent or beyond it.
        at: Option<usize>,
    },
    /// A tab is closed: its running and queued answers are stopped, its history is kept.
    CloseTab {
        /// The tab.
        tab: TabId,
    },
    /// A closed tab stands again where it stood, with its history.
    ReopenTab {
        /// The tab.
        tab: TabId,
    },
    /// A tab is put elsewhere among the open ones.
    MoveTab {
        /// The tab.
        tab: TabId,
        /// Its place among the open tabs, from 0; at the end when beyond it.
        to: usize,
    },
    /// The person names a tab.
    RenameTab {
        /// The tab.
        tab: TabId,
        /// Its name, folded to one line; blank for none.
        name: String,
    },
    /// Earlier prompts of the conversation are asked in a tab without a history, one after the other.
    Replay {
        /// The tab.
        tab: TabId,
        /// The turns in the order to ask them, each with its new answer's id.
        turns: Vec<(TurnId, AnswerId)>,
    },
    /// Everything that runs or is queued in a tab is stopped.
    StopTab {
        /// The tab.
        tab: TabId,
    },
    /// The person sets what a tab asks of its model, from its next request on.
    SetParameters {
        /// The tab.
        tab: TabId,
        /// All of them: what is not named is not sent.
        parameters: Parameters,
    },
    /// The person says which earlier turns requests carry, from the next one on.
    SetContext {
        /// Which.
        context: Context,
    },
    /// The person names the conversation.
    Rename {
        /// The new title; folded to one line.
        title: String,
    },
    /// A prompt goes to one or more tabs. A tab whose path still runs takes it when that has ended.
    Send {
        /// The new turn's id.
        turn: TurnId,
        /// What is asked, sent as it stands; may be blank where something goes with it.
        prompt: String,
        /// What goes with it.
        attached: Attached,
        /// The tabs, each with its new answer's id.
        to: Vec<(TabId, AnswerId)>,
    },
    /// An ended answer, the newest of its tab, is asked again: reset in place when it holds nothing, else a sibling
    /// (same turn, same parent) is made and becomes the tab's head.
    Retry {
        /// The answer to ask again.
        answer: AnswerId,
        /// The sibling's id, should one be made.
        sibling: AnswerId,
    },
    /// An answer that ended short, the newest of its tab, goes on in a further segment.
    Continue {
        /// The answer.
        answer: AnswerId,
    },
    /// Any ended answer is asked again beside itself: a sibling (same turn, same parent) is made and becomes the head of
    /// its tab, in which nothing may run. What followed the old one stays in the tree.
    Regenerate {
        /// The answer to ask again.
        answer: AnswerId,
        /// The sibling's id.
        sibling: AnswerId,
    },
    /// A prompt is asked otherwise, in some of the tabs that have its turn on their path and in which nothing runs. The
    /// new turn stands where the old one stands; the old one stays in the tree with everything that followed it.
    Edit {
        /// The turn that is edited.
        turn: TurnId,
        /// The new turn's id.
        edited: TurnId,
        /// What is asked instead, sent as it stands.
        prompt: String,
        /// The tabs, each with its new answer's id.
        to: Vec<(TabId, AnswerId)>,
    },
    /// An ended answer with text becomes the head of these tabs, in which nothing may run: they go on from its history.
    Adopt {
        /// The answer.
        answer: AnswerId,
        /// The tabs.
        tabs: Vec<TabId>,
    },
    /// Tabs in which nothing runs go over to other answers of theirs, each to the newest one that followed there.
    Walk {
        /// Each tab with the answer that is to be on its path: one of its own, or one it has gone on from.
        to: Vec<(TabId, AnswerId)>,
    },
    /// Tabs in which nothing runs get these heads back, as an act before is undone.
    SetHeads {
        /// Each tab with its head.
        heads: Vec<(TabId, Option<AnswerId>)>,
    },
    /// One answer is stopped, running or queued. One that has ended stays as it is.
    Stop {
        /// The answer.
        answer: AnswerId,
    },
    /// Every running and queued answer is stopped; queued ones are never asked.
    StopAll,
    /// The server said something about a running answer. Changes nothing when the answer does not run.
    Delta {
        /// The answer.
        answer: AnswerId,
        /// What it said.
        delta: Delta,
        /// Milliseconds since this request was sent.
        at_ms: u64,
    },
    /// A request goes out, for the first time or again, on these terms. Changes nothing unless the answer waits.
    GoesOut {
        /// The answer.
        answer: AnswerId,
        /// What its model costs now, where that is known.
        price: Option<Price>,
        /// Members of the request that are left out, as this server refused them before.
        dropped: Vec<String>,
    },
    /// A request failed before anything of an answer came, and goes out again at `at_ms`. Changes nothing unless the
    /// answer waits and has nothing.
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
    /// A request has ended. Changes nothing when the answer does not run.
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
    /// The tab has a history, and was to get one.
    #[error("the tab has a history")]
    HasHistory,
    /// No such turn here.
    #[error("this conversation has no such turn")]
    UnknownTurn,
    /// A prompt to nobody.
    #[error("no tab was named")]
    NoTabs,
    /// The prompt is blank, and nothing goes with it that the model could read.
    #[error("the prompt is empty")]
    EmptyPrompt,
    /// The title is blank.
    #[error("the title is empty")]
    EmptyTitle,
    /// A parameter that a conversation decides by itself: model, messages or stream.
    #[error("the parameter is not one to set")]
    ReservedParameter,
    /// A tab was named twice in one send, or a new id is already taken.
    #[error("an id is named twice")]
    TakenId,
    /// The answer has not ended.
    #[error("the answer is still running")]
    StillRunning,
    /// Something comes after the answer.
    #[error("the answer is not the newest of its tab")]
    NotNewest,
    /// The answer has not ended, or has no text.
    #[error("there is nothing to go on from")]
    NothingToAdopt,
    /// The turn is not on the tab's path.
    #[error("the tab has no such turn")]
    NotOnPath,
    /// The tab has never gone on from that answer, and it is none of its own.
    #[error("the answer was never the tab's")]
    Elsewhere,
    /// The answer has no text, or is whole.
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
