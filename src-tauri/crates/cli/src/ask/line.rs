//! Defines the lines of `juxta ask --json`.

use chat::{Charge, Usage};
use serde::Serialize;

use super::event::Done;

/// One JSON line. Fields are in the order of the documentation.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Line<'a> {
    Delta {
        model: &'a str,
        r#type: &'static str,
        text: &'a str,
    },
    Done {
        model: &'a str,
        r#type: &'static str,
        finish_reason: Option<&'a str>,
        usage: Option<Usage>,
        ttft_ms: Option<u64>,
        duration_ms: Option<u64>,
        tokens_per_second: Option<f64>,
        cost_usd: Option<f64>,
        served_model: Option<&'a str>,
    },
    Error {
        model: &'a str,
        r#type: &'static str,
        code: &'static str,
        message: String,
        request_id: Option<&'a str>,
        retryable: bool,
    },
}

impl<'a> Line<'a> {
    /// Returns the last line of a complete answer.
    pub(super) fn done(model: &'a str, done: &'a Done) -> Self {
        let metrics = &done.metrics;
        Self::Done {
            model,
            r#type: "done",
            finish_reason: done.finish_reason.as_deref(),
            usage: (metrics.usage != Usage::default()).then_some(metrics.usage),
            ttft_ms: metrics.first_text_ms,
            duration_ms: metrics.duration_ms,
            // An estimate counts as unknown.
            tokens_per_second: metrics
                .tokens_per_second
                .filter(|_| !metrics.estimated)
                .map(|speed| (speed * 100.0).round() / 100.0),
            cost_usd: usd(metrics.charge),
            served_model: done.served_model.as_deref(),
        }
    }
}

/// Returns the cost as a number. No digit is lost: a cost has at most twelve decimals, and an `f64` keeps fifteen
/// digits.
fn usd(charge: Charge) -> Option<f64> {
    match charge {
        Charge::Known { cost, .. } => cost.usd().parse().ok(),
        Charge::NoPrice | Charge::Unknown => None,
    }
}
