//! Frames: what changed in running answers since the page last asked, for all tabs together.
//!
//! A frame crosses IPC as a raw body: the JSON of [`Frame`] in UTF-8, or nothing when the call was released.

use chat::{AnswerId, AnswerState, ConversationId, TabId};
use serde::Serialize;
use ts_rs::TS;

use super::{AnswerView, BlockView, ImageView, Metrics};

/// What changed since the frame before. A page whose `cursor` is not the newest gets `resync`.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Frame {
    /// To be handed back with the next call.
    pub cursor: u64,
    /// The page missed something: it must read the open conversation again.
    pub resync: bool,
    /// Whether something still runs anywhere; when not, the page need not call again until news comes.
    pub running: bool,
    /// Changes to answers of the conversation this page shows.
    pub answers: Vec<AnswerPatch>,
}

/// What changed in one answer.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnswerPatch {
    /// Its conversation.
    pub conversation: ConversationId,
    /// Its tab.
    pub tab: TabId,
    /// Its id.
    pub answer: AnswerId,
    /// Where it is now.
    pub state: AnswerState,
    /// Figures so far.
    pub metrics: Metrics,
    /// New text, for the segment being written. `None` when only state or figures moved.
    pub segment: Option<SegmentPatch>,
    /// The whole answer, once, when it has ended: replaces everything the page holds of it.
    pub ended: Option<Box<AnswerView>>,
}

/// New text of one segment.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentPatch {
    /// Which segment, from 0.
    pub index: u32,
    /// Answer text.
    pub text: Option<BlocksPatch>,
    /// Reasoning text.
    pub reasoning: Option<BlocksPatch>,
    /// All pictures of the segment, when one came.
    pub images: Option<Vec<ImageView>>,
}

/// What changed in a list of blocks, down to the part. A page that holds fewer blocks or parts than are kept has missed
/// something and must read the conversation again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BlocksPatch {
    /// How many blocks stay as they are.
    pub keep: u32,
    /// Of the block after them, how many parts stay, and its shell with them. `None`: nothing of it does.
    pub keep_parts: Option<u32>,
    /// The parts that follow those kept, where the block's shell stays.
    pub parts: Vec<String>,
    /// The blocks after that; whatever else stood there goes.
    pub blocks: Vec<BlockView>,
}

/// Rare news, sent as the Tauri event `news`. The page reads again what it shows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum News {
    /// The conversation list changed.
    Conversations,
    /// Endpoints changed.
    Endpoints,
    /// One conversation changed beyond running text (tabs, turns, another process).
    Conversation(ConversationChange),
    /// Answers began to run: the page should ask for frames.
    Running,
    /// Something could not be written to disk; it goes on in memory.
    StorageFailed,
}

/// Which conversation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConversationChange {
    /// Its id.
    pub id: ConversationId,
}
