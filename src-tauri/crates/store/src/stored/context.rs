//! Column `conversations.context`.

use chat::{Context, TurnId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which earlier turns a request carries.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum StoredContext {
    All,
    Last { turns: u32 },
    None,
    Since { turn: Uuid, before: u32 },
}

impl From<Context> for StoredContext {
    fn from(context: Context) -> Self {
        match context {
            Context::All => Self::All,
            Context::Last { turns } => Self::Last { turns },
            Context::None => Self::None,
            Context::Since { turn, before } => Self::Since { turn: turn.0, before },
        }
    }
}

impl From<StoredContext> for Context {
    fn from(context: StoredContext) -> Self {
        match context {
            StoredContext::All => Self::All,
            StoredContext::Last { turns } => Self::Last { turns },
            StoredContext::None => Self::None,
            StoredContext::Since { turn, before } => Self::Since {
                turn: TurnId(turn),
                before,
            },
        }
    }
}
