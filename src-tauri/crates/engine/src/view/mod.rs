//! What the page is told and what it may hand in: the types that cross IPC, generated for TypeScript.
//!
//! Rust sends codes, numbers and sanitised HTML; the words are in the page's message files. No type here can carry a
//! key outwards; [`KeyInput`] carries one inwards, once.

mod conversation;
mod endpoint;
mod frame;
mod model;

pub use conversation::{
    AnswerView, Boot, ConversationRow, ConversationView, EntryView, ImageView, Layout, Look, Metrics, SegmentView,
    Sent, SourceView, TabEntry, TabView, Theme,
};
pub use endpoint::{
    CheckOutcome, CheckReport, CheckStep, EndpointForm, EndpointView, KeyInput, KeyState, KeyringState, PasteReceipt,
    StepName, UrlPreview, UrlProblem,
};
pub use frame::{AnswerPatch, BlocksPatch, ConversationChange, Frame, News, SegmentPatch};
pub use model::{ModelRef, ModelRow, ModelsView};
