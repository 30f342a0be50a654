//! Siblings: the other answers and prompts that stood in the same place.

use chat::{AnswerId, TurnId};
use serde::Serialize;
use ts_rs::TS;

/// A sibling to switch to: an answer and the turn it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SiblingView {
    /// The turn.
    pub turn: TurnId,
    /// The answer to switch to.
    pub answer: AnswerId,
}
