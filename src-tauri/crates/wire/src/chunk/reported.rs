//! Parses figures that a server reports itself: its speed and what it charges.

use chat::{Cost, Reported};
use serde_json::Value;

use super::lenient::{count, first};

/// Returns the speed and cost in `value`, a chunk or complete answer; `None` if it has neither.
pub(super) fn parse_reported(value: &Value) -> Option<Reported> {
    let usage = [value.get("usage"), value.pointer("/x_groq/usage")]
        .into_iter()
        .flatten()
        .find(|usage| usage.is_object());
    let reported = Reported {
        speed_milli: reported_speed(value, usage).or_else(|| computed_speed(value, usage)),
        cost: usage.and_then(cost),
    };
    (reported != Reported::default()).then_some(reported)
}

/// Returns tokens per second as reported by llama.cpp, `LM Studio` and `SambaNova`.
fn reported_speed(value: &Value, usage: Option<&Value>) -> Option<u64> {
    let places = [
        value.pointer("/timings/predicted_per_second"),
        value.pointer("/stats/tokens_per_second"),
        usage.and_then(|usage| usage.get("completion_tokens_per_sec")),
    ];
    places.into_iter().flatten().find_map(milli).filter(|speed| *speed > 0)
}

/// Computes tokens per second from tokens and time: Groq and Cerebras in seconds, Ollama in nanoseconds.
fn computed_speed(value: &Value, usage: Option<&Value>) -> Option<u64> {
    let completion = usage.and_then(|usage| usage.get("completion_tokens"));
    let seconds = [
        usage.and_then(|usage| usage.get("completion_time")),
        value.pointer("/time_info/completion_time"),
    ];
    let seconds = seconds.into_iter().flatten().find_map(|time| scaled(time, 9));
    let (tokens, nanos) = match (completion.and_then(count), seconds) {
        (Some(tokens), Some(nanos)) => (tokens, nanos),
        _ => (
            value.get("eval_count").and_then(count)?,
            value.get("eval_duration").and_then(count)?,
        ),
    };
    let speed = u128::from(tokens)
        .checked_mul(1_000_000_000_000)?
        .checked_div(u128::from(nanos))?;
    u64::try_from(speed).ok().filter(|speed| *speed > 0)
}

/// Returns the cost: `OpenRouter` in `cost` (plus what one's own key pays upstream), Perplexity in `cost.total_cost`,
/// `DeepInfra` in `estimated_cost`, xAI in ticks of 10⁻¹⁰ USD.
fn cost(usage: &Value) -> Option<Cost> {
    let usd = |value: &Value| scaled(value, 12).map(Cost);
    if let Some(ticks) = usage.get("cost_in_usd_ticks").and_then(count) {
        return ticks.checked_mul(100).map(Cost);
    }
    let cost = first(usage, &["cost", "estimated_cost"])?;
    let charged = usd(cost.get("total_cost").unwrap_or(cost))?;
    let own_key = usage.get("is_byok").and_then(Value::as_bool).unwrap_or(false);
    let upstream = usage
        .pointer("/cost_details/upstream_inference_cost")
        .filter(|_| own_key);
    Some(
        upstream
            .and_then(usd)
            .map_or(charged, |upstream| charged.plus(upstream)),
    )
}

fn milli(value: &Value) -> Option<u64> {
    scaled(value, 3)
}

/// Multiplies a number, or a string with one, by ten to the power of `digits`, without floating point.
fn scaled(value: &Value, digits: u32) -> Option<u64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    // `Cost` parses decimals exactly, with twelve digits.
    let pico = Cost::from_usd(&text)?.0;
    Some(pico / 10u64.checked_pow(12u32.checked_sub(digits)?)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn speed(value: &Value) -> Option<u64> {
        parse_reported(value)?.speed_milli
    }

    fn usd(usage: &Value) -> Option<String> {
        Some(parse_reported(&json!({"usage": usage}))?.cost?.usd())
    }

    #[test]
    fn how_fast_servers_say_they_were() {
        for (name, value, expected) in [
            (
                "llama.cpp",
                json!({"timings": {"predicted_n": 51, "predicted_ms": 696.4, "predicted_per_second": 73.232_625}}),
                73_232,
            ),
            (
                "LM Studio",
                json!({"stats": {"tokens_per_second": 51.435_5, "time_to_first_token": 0.111}}),
                51_435,
            ),
            (
                "SambaNova",
                json!({"usage": {"completion_tokens_per_sec": 330.25}}),
                330_250,
            ),
            (
                "Groq",
                json!({"usage": {"completion_tokens": 556, "completion_time": 0.463_333_333}}),
                1_200_000,
            ),
            (
                "Groq, streamed",
                json!({"x_groq": {"usage": {"completion_tokens": 50, "completion_time": 0.1}}}),
                500_000,
            ),
            (
                "Cerebras",
                json!({"usage": {"completion_tokens": 20}, "time_info": {"completion_time": 0.01}}),
                2_000_000,
            ),
            (
                "Ollama",
                json!({"eval_count": 290, "eval_duration": 4_709_213_000_u64}),
                61_581,
            ),
        ] {
            assert_eq!(speed(&value), Some(expected), "{name}");
        }
    }

    #[test]
    fn nonsense_is_no_speed() {
        for value in [
            json!({"timings": {"predicted_per_second": "fast"}}),
            json!({"timings": {"predicted_per_second": -3.0}}),
            json!({"timings": {"predicted_per_second": 0.0}}),
            json!({"usage": {"completion_tokens": 5, "completion_time": 0}}),
            json!({"usage": {"completion_tokens": 5}}),
            json!({"usage": null, "timings": null}),
        ] {
            assert_eq!(speed(&value), None, "{value}");
        }
    }

    #[test]
    fn what_servers_say_they_charge() {
        for (name, usage, expected) in [
            (
                "OpenRouter",
                json!({"cost": 0.000_140_7, "cost_details": {"upstream_inference_cost": null}}),
                "0.0001407",
            ),
            ("OpenRouter, an exponent", json!({"cost": 4.2e-7}), "0.00000042"),
            (
                "OpenRouter, a key of one's own",
                json!({"cost": 0.01, "is_byok": true, "cost_details": {"upstream_inference_cost": 0.19}}),
                "0.2",
            ),
            (
                "OpenRouter, theirs",
                json!({"cost": 0.01, "cost_details": {"upstream_inference_cost": 0.19}}),
                "0.01",
            ),
            (
                "Perplexity",
                json!({"cost": {"input_tokens_cost": 0.1, "total_cost": 0.006}}),
                "0.006",
            ),
            ("DeepInfra", json!({"estimated_cost": 0.000_026_8}), "0.0000268"),
            ("xAI", json!({"cost_in_usd_ticks": 37_756_000}), "0.0037756"),
            ("free", json!({"cost": 0}), "0"),
        ] {
            assert_eq!(usd(&usage).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(usd(&json!({"cost": -1})), None);
        assert_eq!(usd(&json!({"cost": "a lot"})), None);
    }
}
