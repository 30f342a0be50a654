//! Which earlier turns the next requests include.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::TurnId;

/// Which earlier turns a request carries. The system prompt, the newest prompt and what it continues always go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[ts(rename = "ContextPolicy")]
pub enum Context {
    /// All of them.
    #[default]
    All,
    /// The newest of them.
    Last {
        /// How many, from 1.
        turns: u32,
    },
    /// None: each prompt stands for itself.
    None,
    /// Those from a summary on, the summary included. What stands before it is read by the summary itself alone.
    Since {
        /// The turn that asks for the summary. In a tab without it all turns go.
        turn: TurnId,
        /// How many turns before it the summary itself reads, the newest.
        before: u32,
    },
}

impl Context {
    /// Normalizes it: zero turns become [`Context::None`].
    #[must_use]
    pub fn tidied(self) -> Self {
        match self {
            Self::Last { turns: 0 } => Self::None,
            other => other,
        }
    }

    /// Returns how many of `turns` earlier turns are left out, as far as their number alone decides.
    pub(crate) fn leaves_out(self, turns: usize) -> usize {
        match self {
            Self::All | Self::Since { .. } => 0,
            Self::Last { turns: kept } => turns.saturating_sub(kept as usize),
            Self::None => turns,
        }
    }
}
