//! The figures of an answer as one line.

use super::print::Done;
use crate::words;

/// The line for stderr about an answer that ended well.
pub(super) fn line(model: &str, done: &Done) -> String {
    let metrics = &done.metrics;
    let mut figures = Vec::new();
    if let Some(ms) = metrics.first_text_ms {
        figures.push(words::say("ask.first_text", &[("time", &seconds(ms))]));
    }
    if let Some(ms) = metrics.duration_ms {
        figures.push(words::say("ask.duration", &[("time", &seconds(ms))]));
    }
    if let Some(speed) = metrics.tokens_per_second {
        let template = if metrics.estimated {
            words::word("ask.speed_estimated")
        } else {
            words::word("ask.speed")
        };
        figures.push(words::fill(template, &[("speed", &format!("{speed:.0}"))]));
    }
    if let (Some(prompt), Some(completion)) = (metrics.usage.prompt_tokens, metrics.usage.completion_tokens) {
        let values = [
            ("prompt", &*prompt.to_string()),
            ("completion", &*completion.to_string()),
        ];
        figures.push(words::say("ask.tokens", &values));
    }
    if let Some(served) = &metrics.served_model {
        figures.push(words::say("ask.served", &[("model", served)]));
    }
    if done.finish_reason.as_deref() == Some("length") {
        figures.push(words::word("ask.length").to_owned());
    }
    words::say("ask.metrics", &[("model", model), ("figures", &figures.join(", "))])
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of an answer stay far below 2^52"
)]
fn seconds(ms: u64) -> String {
    words::say("ask.seconds", &[("seconds", &format!("{:.2}", ms as f64 / 1000.0))])
}
