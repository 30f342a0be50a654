//! Typed ids, so that a tab's id is never passed as an answer's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(/** One conversation. */ ConversationId);
id!(/** One model tab of a conversation. */ TabId);
id!(/** One prompt, sent to one or more tabs at once. */ TurnId);
id!(/** One answer of one tab to one turn. */ AnswerId);
id!(/** One configured endpoint. Random, never reused. */ EndpointId);
id!(/** Made by the page for each changing command, which happens at most once per id. */ CommandId);
