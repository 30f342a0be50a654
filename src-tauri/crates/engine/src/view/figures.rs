//! The figures of a turn or of a whole conversation, beside each other, as the page draws them.

use chat::{AnswerState, Charge, Cost, FinishReason, TabId};
use serde::Serialize;
use ts_rs::TS;

/// The table of figures and what its plots are drawn from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FiguresView {
    /// One for each open tab that answered.
    pub rows: Vec<FigureRow>,
    /// All of them together.
    pub together: Together,
}

/// A figure that is the best of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// The soonest first text.
    FirstText,
    /// The shortest time.
    Duration,
    /// The highest speed.
    Speed,
    /// The lowest cost.
    Cost,
}

/// A mark on a figure, and among how many figures it is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Marked {
    /// Which figure.
    pub best: Best,
    /// How many were compared: those that are not final, or of another kind, were not.
    pub of: u32,
}

/// One tab's figures: of its answer to a turn, or of all its answers, times and speed as means and the rest added up.
/// `None` means unknown, never zero.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FigureRow {
    /// The tab.
    pub tab: TabId,
    /// Its place among the open tabs, from 1.
    pub ordinal: u32,
    /// The model asked.
    pub model: String,
    /// The endpoint asked.
    pub endpoint_name: String,
    /// How many answers these are.
    pub answers: u32,
    /// How many of them were whole: ended by the model, and not at a limit.
    pub whole: u32,
    /// Where the newest one is.
    pub state: AnswerState,
    /// Why the newest one stopped, if its server said so.
    pub finish: Option<FinishReason>,
    /// Milliseconds to the first text.
    pub first_text_ms: Option<u64>,
    /// Milliseconds to the first reasoning.
    pub first_reasoning_ms: Option<u64>,
    /// Milliseconds to the end.
    pub duration_ms: Option<u64>,
    /// Tokens a second.
    pub tokens_per_second: Option<f64>,
    /// Tokens read.
    pub input: Option<u64>,
    /// Tokens written.
    pub output: Option<u64>,
    /// Of them reasoning.
    pub thinking: Option<u64>,
    /// Whether the tokens read are known of every answer.
    pub input_is_whole: bool,
    /// Whether the tokens written are known of every answer.
    pub output_is_whole: bool,
    /// Whether speed and tokens written are estimates.
    pub about: bool,
    /// What it cost.
    pub charge: Charge,
    /// Characters of text.
    pub length: u64,
    /// What is best of two or more final figures of the same kind.
    pub best: Vec<Marked>,
    /// Tokens over time, oldest first; empty where that was not counted, and for a whole conversation.
    pub series: Vec<Point>,
    /// Until when the series is reasoning, milliseconds.
    pub thinking_until_ms: Option<u64>,
}

/// So many tokens had come by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Point {
    /// Milliseconds since the request was sent.
    pub ms: u64,
    /// Tokens, reasoning included.
    pub tokens: u64,
}

/// Figures added up over the rows.
#[allow(clippy::struct_excessive_bools, reason = "of each sum, whether it is whole")]
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Together {
    /// The longest of a turn; for a conversation none.
    pub duration_ms: Option<u64>,
    /// Tokens read.
    pub input: Option<u64>,
    /// Tokens written.
    pub output: Option<u64>,
    /// Of them reasoning.
    pub thinking: Option<u64>,
    /// Whether the tokens read are known of every row.
    pub input_is_whole: bool,
    /// Whether the tokens written are known of every row.
    pub output_is_whole: bool,
    /// Whether the tokens written are an estimate in some row.
    pub about: bool,
    /// What is known of the cost; `None` where nothing is.
    pub cost: Option<Cost>,
    /// Whether the cost of every row is known.
    pub cost_is_whole: bool,
}
