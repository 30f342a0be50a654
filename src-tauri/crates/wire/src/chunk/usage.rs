//! Parses token counts.

use chat::Usage;
use serde_json::Value;

use super::lenient::{count, first};

/// Returns the token counts in `value`; `None` if there are none (quirks 27 and 28).
pub(super) fn parse_usage(value: &Value) -> Option<Usage> {
    let named = |names: &[&str]| first(value, names).and_then(count);
    let detail = |owners: &[&str], name: &str| first(value, owners)?.get(name).and_then(count);
    let usage = Usage {
        prompt_tokens: named(&["prompt_tokens", "input_tokens"]),
        completion_tokens: named(&["completion_tokens", "output_tokens"]),
        total_tokens: named(&["total_tokens"]),
        reasoning_tokens: detail(
            &["completion_tokens_details", "output_tokens_details"],
            "reasoning_tokens",
        )
        .or_else(|| named(&["reasoning_tokens"])),
        cached_tokens: detail(&["prompt_tokens_details", "input_tokens_details"], "cached_tokens")
            .or_else(|| named(&["prompt_cache_hit_tokens", "cached_tokens"])),
    };
    (usage != Usage::default()).then_some(usage)
}

/// Returns the newer counts, and the older ones where they are missing. Never adds them up.
pub(crate) fn merge(older: Usage, newer: Usage) -> Usage {
    Usage {
        prompt_tokens: newer.prompt_tokens.or(older.prompt_tokens),
        completion_tokens: newer.completion_tokens.or(older.completion_tokens),
        total_tokens: newer.total_tokens.or(older.total_tokens),
        reasoning_tokens: newer.reasoning_tokens.or(older.reasoning_tokens),
        cached_tokens: newer.cached_tokens.or(older.cached_tokens),
    }
}
