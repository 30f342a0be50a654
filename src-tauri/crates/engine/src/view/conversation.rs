//! Conversations, tabs and answers as the page draws them.

use chat::{
    AnswerId, AnswerState, Attachment, Charge, Context, ConversationId, EndpointId, Failure, FinishReason, ImageHash,
    ImageType, Parameters, Retry, TabId, TurnId, Usage,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EndpointView, NoteView, SiblingView};

/// Which colours the person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the answers of a conversation are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One model at a time.
    #[default]
    Tabs,
    /// All models side by side.
    Columns,
    /// Two answers compared.
    Diff,
}

/// How the person likes the page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Appearance {
    /// Which colours.
    pub theme: Theme,
    /// How large, 1 being as designed.
    pub zoom: f64,
    /// How large text is beside everything else: 0.875, 1, 1.125 or 1.25.
    pub text: f64,
    /// How wide the sidebar is, CSS pixels; `None` as designed.
    pub sidebar: Option<u32>,
}

/// How a conversation's columns are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ColumnsLayout {
    /// Whether all columns scroll together.
    pub linked: bool,
    /// Whether the selected one has the window to itself.
    pub alone: bool,
}

impl Default for ColumnsLayout {
    fn default() -> Self {
        Self {
            linked: true,
            alone: false,
        }
    }
}

/// Everything the page needs for its first screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Boot {
    /// The app's version.
    pub version: String,
    /// Whether this window runs on the demo's own data folder (`juxta --demo`).
    pub demo: bool,
    /// How the person likes the page.
    pub look: Appearance,
    /// Every endpoint, in the person's order. Empty means First run.
    pub endpoints: Vec<EndpointView>,
    /// Every conversation, newest first.
    pub conversations: Vec<ConversationRow>,
    /// The conversation shown last, whole.
    pub open: Option<ConversationView>,
}

/// One row of the conversation list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first prompt.
    pub title: String,
    /// Last change, milliseconds since the epoch.
    pub updated_ms: i64,
    /// How many tabs are open in it.
    pub tabs: u32,
    /// Whether an answer runs in it.
    pub running: bool,
}

/// One conversation, whole: a snapshot.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ConversationView {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first prompt.
    pub title: String,
    /// The composer's text, kept per conversation.
    pub draft: String,
    /// The tab shown.
    pub selected: Option<TabId>,
    /// Open tabs in order.
    pub tabs: Vec<TabView>,
    /// How its answers are laid out.
    pub layout: Layout,
    /// How its columns are read.
    pub columns: ColumnsLayout,
    /// How many tabs were closed and can be opened again.
    pub closed_tabs: u32,
    /// Which earlier turns its requests carry.
    pub context: Context,
    /// The answers marked best, at most one a turn, in no particular order.
    pub best: Vec<AnswerId>,
    /// What the person wrote on answers, in no particular order.
    pub notes: Vec<NoteView>,
    /// Where the tab was scrolled to, CSS pixels from the top; `None` means at the end.
    pub scroll: Option<f64>,
    /// Files of the draft, in the order they were added.
    pub attachments: Vec<Attachment>,
}

/// One tab with its own history.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TabView {
    /// Its id.
    pub id: TabId,
    /// Its endpoint.
    pub endpoint: EndpointId,
    /// The endpoint's name; shown beside the model as soon as two endpoints exist.
    pub endpoint_name: String,
    /// Whether the offline demo answers here.
    pub demo: bool,
    /// The model id.
    pub model: String,
    /// What the person calls the tab.
    pub name: Option<String>,
    /// What it asks of the model.
    pub parameters: Parameters,
    /// Tells apart tabs of the same model and endpoint: 2 for the second; `None` for the only or first one.
    pub twin: Option<u32>,
    /// The turns of this tab's own history, oldest first.
    pub entries: Vec<EntryView>,
    /// The newest answer of this tab that follows its history's end, when it went back: to be walked to.
    pub ahead: Option<AnswerId>,
}

/// One turn in one tab: prompt and answer.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntryView {
    /// The turn.
    pub turn: TurnId,
    /// What was asked; plain text.
    pub prompt: String,
    /// What went with it.
    pub attachments: Vec<Attachment>,
    /// Whether this tab's requests leave its pictures out, as its model cannot see.
    pub unseen: bool,
    /// Whether later requests of this tab leave this turn out because its answer has no text.
    pub left_out: bool,
    /// What this tab's model answered, or what it goes on from.
    pub answer: AnswerView,
    /// The tab it was asked in, when that is another one.
    pub from: Option<TabId>,
    /// The prompts this tab has had in this place, this one included, in order of sending.
    pub prompts: Vec<SiblingView>,
    /// The answers this tab has had to this prompt, this one included, in order of asking.
    pub answers: Vec<AnswerId>,
}

/// One entry and the tab it stands in: what *send*, *retry* and *continue* answer with.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TabEntry {
    /// The tab.
    pub tab: TabId,
    /// The entry, new or replacing the one of the same turn.
    pub entry: EntryView,
}

/// What *send* did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Sent {
    /// The conversation's row, with its title.
    pub row: ConversationRow,
    /// One new entry for each tab asked.
    pub entries: Vec<TabEntry>,
}

/// One answer, whole.
#[derive(Clone, Debug, Serialize, TS)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct AnswerView {
    /// Its id.
    pub id: AnswerId,
    /// Where it is; `queued` is shown as waiting.
    pub state: AnswerState,
    /// The model asked.
    pub model: String,
    /// The endpoint asked.
    pub endpoint_name: String,
    /// Whether the offline demo answered.
    pub demo: bool,
    /// One a request; *Continue* adds one.
    pub segments: Vec<SegmentView>,
    /// Why it failed or is incomplete.
    pub failure: Option<Failure>,
    /// When it is asked again and why; only while it waits for that.
    pub retry: Option<Retry>,
    /// Whether it waits for a slot at its endpoint: nothing was sent yet.
    pub waits_for_slot: bool,
    /// Members of its newest request that were left out because this server refuses them.
    pub dropped: Vec<String>,
    /// How many earlier turns its newest request did not carry, as the conversation's context said.
    pub earlier_left_out: u32,
    /// Whether *Continue* is offered: stopped, incomplete or cut at the limit, with text, newest of its tab.
    pub can_continue: bool,
    /// Whether *Retry* is offered: newest of its tab and ended.
    pub can_retry: bool,
    /// Figures over all segments.
    pub metrics: Metrics,
}

/// One request's text, rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct SegmentView {
    /// Blocks of the answer text.
    pub blocks: Vec<BlockView>,
    /// Blocks of the reasoning.
    pub reasoning: Vec<BlockView>,
    /// Sources, each once.
    pub sources: Vec<SourceView>,
    /// Pictures, each once, shown below the text.
    pub images: Vec<ImageView>,
    /// Why the model stopped, if it said so.
    pub finish: Option<FinishReason>,
}

/// One top-level block as sanitised HTML: a shell, and what goes into its element with `data-slot`. A long block grows by
/// parts (lines, items, rows), so that a token costs the same at its end as at its start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct BlockView {
    /// The HTML around the parts; all of it where there are none.
    pub shell: String,
    /// The HTML of the slot's children: each is one element, at most followed by a line break.
    pub parts: Vec<String>,
}

/// One source named by the model; untrusted, opened only through Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SourceView {
    /// Where it points: as it would be opened, or where it may not be, as the model wrote it, at most 200 characters.
    pub url: String,
    /// The host that would really be asked, in punycode, to be shown beside the title. `None`: never opened.
    pub host: Option<String>,
    /// Its title, never blank.
    pub title: Option<String>,
}

/// One picture a model returned, kept by the app and shown through its own scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ImageView {
    /// Its name: where it is shown from.
    pub hash: ImageHash,
    /// What it is.
    pub media_type: ImageType,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What the model called it; untrusted.
    pub alt: Option<String>,
}

/// Figures of an answer. `None` means unknown, never zero. While `running`, figures are marked as about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Metrics {
    /// Milliseconds from request to first reasoning text.
    pub first_reasoning_ms: Option<u64>,
    /// Milliseconds from request to first answer text.
    pub first_text_ms: Option<u64>,
    /// Milliseconds from request to its end, or to now while it runs; segments added up.
    pub duration_ms: Option<u64>,
    /// Completion tokens a second over the generating time.
    pub tokens_per_second: Option<f64>,
    /// Whether speed and tokens are estimated, because the server has not reported usage.
    pub estimated: bool,
    /// The speed the server itself reports; never mixed with ours.
    pub reported_tokens_per_second: Option<f64>,
    /// As reported, segments added up.
    pub usage: Usage,
    /// About how many tokens were generated, where they are not reported, or not yet.
    pub about_tokens: Option<u64>,
    /// What it cost.
    pub charge: Charge,
    /// The served model, only where it is not the one asked for.
    pub served_model: Option<String>,
    /// Its `system_fingerprint`, only beside a served model.
    pub served_fingerprint: Option<String>,
}
