//! The figures of an answer as one line.

use chat::Charge;

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
    if let Some(speed) = metrics.reported_tokens_per_second {
        figures.push(words::say("ask.server_speed", &[("speed", &format!("{speed:.0}"))]));
    }
    if let (Some(prompt), Some(completion)) = (metrics.usage.prompt_tokens, metrics.usage.completion_tokens) {
        let values = [
            ("prompt", &*prompt.to_string()),
            ("completion", &*completion.to_string()),
        ];
        figures.push(words::say("ask.tokens", &values));
    }
    figures.extend(charged(metrics.charge));
    if let Some(served) = &metrics.served_model {
        figures.push(words::say("ask.served", &[("model", served)]));
    }
    if done.finish_reason.as_deref() == Some("length") {
        figures.push(words::word("ask.length").to_owned());
    }
    words::say("ask.metrics", &[("model", model), ("figures", &figures.join(", "))])
}

/// What it cost, exactly; `None` where that is not known.
fn charged(charge: Charge) -> Option<String> {
    let key = match charge {
        Charge::Unknown => return None,
        Charge::NoPrice => return Some(words::word("ask.no_price").to_owned()),
        Charge::Known { reported: false, .. } => words::word("ask.cost"),
        Charge::Known { reported: true, .. } => words::word("ask.cost_reported"),
    };
    let Charge::Known { cost, .. } = charge else {
        return None;
    };
    Some(words::fill(key, &[("cost", &format!("${}", cost.usd()))]))
}

/// What is said while an answer waits to be asked again.
pub(super) fn waits(model: &str, failure: &chat::Failure, wait: std::time::Duration) -> String {
    let title = words::failed(failure.code.as_str());
    let time = words::say("ask.seconds", &[("seconds", &wait.as_secs_f64().ceil().to_string())]);
    words::say("ask.waits", &[("model", model), ("cause", title), ("time", &time)])
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of an answer stay far below 2^52"
)]
fn seconds(ms: u64) -> String {
    words::say("ask.seconds", &[("seconds", &format!("{:.2}", ms as f64 / 1000.0))])
}
