//! Writes the figures of an answer as one line.

use chat::Charge;

use super::event::Done;
use crate::messages;

/// Returns the line for stderr about a complete answer.
pub(super) fn line(model: &str, done: &Done) -> String {
    let metrics = &done.metrics;
    let mut figures = Vec::new();
    if let Some(ms) = metrics.first_text_ms {
        figures.push(messages::say("ask.first_text", &[("time", &seconds(ms))]));
    }
    if let Some(ms) = metrics.duration_ms {
        figures.push(messages::say("ask.duration", &[("time", &seconds(ms))]));
    }
    if let Some(speed) = metrics.tokens_per_second {
        let template = if metrics.estimated {
            messages::word("ask.speed_estimated")
        } else {
            messages::word("ask.speed")
        };
        figures.push(messages::fill(template, &[("speed", &format!("{speed:.0}"))]));
    }
    if let Some(speed) = metrics.reported_tokens_per_second {
        figures.push(messages::say("ask.server_speed", &[("speed", &format!("{speed:.0}"))]));
    }
    if let (Some(prompt), Some(completion)) = (metrics.usage.prompt_tokens, metrics.usage.completion_tokens) {
        let values = [
            ("prompt", &*prompt.to_string()),
            ("completion", &*completion.to_string()),
        ];
        figures.push(messages::say("ask.tokens", &values));
    }
    figures.extend(charged(metrics.charge));
    if let Some(served) = &metrics.served_model {
        figures.push(messages::say("ask.served", &[("model", served)]));
    }
    if done.finish_reason.as_deref() == Some("length") {
        figures.push(messages::word("ask.length").to_owned());
    }
    messages::say("ask.metrics", &[("model", model), ("figures", &figures.join(", "))])
}

/// Returns the exact cost; `None` if unknown.
fn charged(charge: Charge) -> Option<String> {
    let key = match charge {
        Charge::Unknown => return None,
        Charge::NoPrice => return Some(messages::word("ask.no_price").to_owned()),
        Charge::Known { reported: false, .. } => messages::word("ask.cost"),
        Charge::Known { reported: true, .. } => messages::word("ask.cost_reported"),
    };
    let Charge::Known { cost, .. } = charge else {
        return None;
    };
    Some(messages::fill(key, &[("cost", &format!("${}", cost.usd()))]))
}

/// Returns the line about an answer that waits for its retry.
pub(super) fn waits(model: &str, failure: &chat::Failure, wait: std::time::Duration) -> String {
    let title = messages::failed(failure.code.as_str());
    let time = messages::say("ask.seconds", &[("seconds", &wait.as_secs_f64().ceil().to_string())]);
    messages::say("ask.waits", &[("model", model), ("cause", title), ("time", &time)])
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of an answer stay far below 2^52"
)]
fn seconds(ms: u64) -> String {
    messages::say("ask.seconds", &[("seconds", &format!("{:.2}", ms as f64 / 1000.0))])
}
