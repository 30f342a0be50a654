//! How long an answer may get before it is stopped: a tab's own limits, enforced by the app and never sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ErrorCode, Failure, RefusalReason};

/// A tab's caps on its answers. An answer that exceeds one is stopped; its text is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AnswerLimits {
    /// Seconds from the request on.
    pub seconds: Option<u32>,
    /// Tokens, reasoning included; as reported, or about a quarter of the bytes.
    pub tokens: Option<u32>,
}

impl AnswerLimits {
    /// Drops limits of zero, which no answer could keep.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            seconds: self.seconds.filter(|most| *most > 0),
            tokens: self.tokens.filter(|most| *most > 0),
        }
    }

    /// Returns whether nothing is limited.
    pub fn is_none(&self) -> bool {
        self.seconds.is_none() && self.tokens.is_none()
    }

    /// Returns the failure of an answer that ran for its seconds. `None` if they are not limited.
    pub fn out_of_time(&self) -> Option<Failure> {
        self.seconds.map(|most| stopped(RefusalReason::LimitSeconds, most))
    }

    /// Returns the failure of an answer with so many tokens. `None` while it is within its limit.
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
