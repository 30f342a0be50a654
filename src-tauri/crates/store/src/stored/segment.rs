//! Columns `citations`, `usage` and `timing` of table `segments`.

use chat::{Citation, Timing, Usage};
use serde::{Deserialize, Serialize};

/// One source.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredCitation {
    url: String,
    title: Option<String>,
}

/// Token counts as reported.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_field_names, reason = "the stored names")]
pub(crate) struct StoredUsage {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    total_tokens: Option<u64>,
    reasoning_tokens: Option<u64>,
    cached_tokens: Option<u64>,
}

/// Times of one request.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_field_names, reason = "the stored names")]
pub(crate) struct StoredTiming {
    first_reasoning_ms: Option<u64>,
    first_text_ms: Option<u64>,
    duration_ms: Option<u64>,
}

impl From<&Citation> for StoredCitation {
    fn from(citation: &Citation) -> Self {
        let Citation { url, title } = citation.clone();
        Self { url, title }
    }
}

impl From<StoredCitation> for Citation {
    fn from(stored: StoredCitation) -> Self {
        Self {
            url: stored.url,
            title: stored.title,
        }
    }
}

impl From<Usage> for StoredUsage {
    fn from(usage: Usage) -> Self {
        Self {
            prompt_tokens: usage.prompt_tokens,
            completion_tokens: usage.completion_tokens,
            total_tokens: usage.total_tokens,
            reasoning_tokens: usage.reasoning_tokens,
            cached_tokens: usage.cached_tokens,
        }
    }
}

impl From<StoredUsage> for Usage {
    fn from(stored: StoredUsage) -> Self {
        Self {
            prompt_tokens: stored.prompt_tokens,
            completion_tokens: stored.completion_tokens,
            total_tokens: stored.total_tokens,
            reasoning_tokens: stored.reasoning_tokens,
            cached_tokens: stored.cached_tokens,
        }
    }
}

impl From<Timing> for StoredTiming {
    fn from(timing: Timing) -> Self {
        Self {
            first_reasoning_ms: timing.first_reasoning_ms,
            first_text_ms: timing.first_text_ms,
            duration_ms: timing.duration_ms,
        }
    }
}

impl From<StoredTiming> for Timing {
    fn from(stored: StoredTiming) -> Self {
        Self {
            first_reasoning_ms: stored.first_reasoning_ms,
            first_text_ms: stored.first_text_ms,
            duration_ms: stored.duration_ms,
        }
    }
}
