//! How long an answer may get before it is stopped: a tab's own limits, kept by the app, never sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ErrorCode, Failure, RefusalReason};

/// A tab's limits. An answer that exceeds one is stopped; its text is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AnswerLimits {
    /// Seconds from the request on.
    pub seconds: Option<u32>,
    /// Tokens, reasoning included; as reported, or about a quarter of the bytes.
    pub tokens: Option<u32>,
}

impl AnswerLimits {
    /// Without limits that nothing could keep.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            seconds: self.seconds.filter(|most| *most > 0),
            tokens: self.tokens.filter(|most| *most > 0),
        }
    }

    /// Whether nothing is limited.
    pub fn is_none(&self) -> bool {
        self.seconds.is_none() && self.tokens.is_none()
    }

    /// How an answer ends that has taken so many seconds; `None` where they are not limited.
    pub fn out_of_time(&self) -> Option<Failure> {
        self.seconds.map(|most| stopped(RefusalReason::LimitSeconds, most))
    }

    /// How an answer ends that has come to so many tokens; `None` while it goes on.
    pub fn out_of_tokens(&self, tokens: u64) -> Option<Failure> {
        let most = self.tokens.filter(|most| tokens > u64::from(*most))?;
        Some(stopped(RefusalReason::LimitTokens, most))
    }
}

fn stopped(reason: RefusalReason, most: u32) -> Failure {
    Failure::new(ErrorCode::Cancelled)
        .with_reason(reason)
        .with("most", most.to_string())
}
