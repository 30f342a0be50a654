//! Figures of an answer: times, speed, tokens, and the model that really served it.

use crate::{Answer, Usage};

/// Figures over all segments of an answer. `None` means unknown, never zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Milliseconds from request to first reasoning text.
    pub first_reasoning_ms: Option<u64>,
    /// Milliseconds from request to first answer text.
    pub first_text_ms: Option<u64>,
    /// Milliseconds from request to its end, or to now while it runs; segments added up.
    pub duration_ms: Option<u64>,
    /// Completion tokens a second over the generating time.
    pub tokens_per_second: Option<f64>,
    /// Whether speed and tokens are estimated: while it runs, or where a segment's usage was never reported.
    pub estimated: bool,
    /// As reported, segments added up.
    pub usage: Usage,
    /// The served model, only where it is not the one asked for.
    pub served_model: Option<String>,
}

impl Answer {
    /// Its figures. `elapsed_ms` is the time since its running request was sent; ignored when it does not run.
    pub fn metrics(&self, elapsed_ms: Option<u64>) -> Metrics {
        let _ = elapsed_ms;
        Metrics::default()
    }
}
