//! Parses prices in model lists.

use chat::{Price, Rate};
use serde_json::Value;

use crate::chunk::lenient::first;

/// Parses the price of a listed model; `None` if it has none.
///
/// `OpenRouter` and similar servers have `prompt` and `completion` in USD per token; `AiHubMix`, Together and
/// `DeepInfra` have `input` and `output` in USD per million tokens (`AiHubMix` documents per thousand, but its values
/// aren't). Others have prices per token under `input`: nobody sells a million tokens for less than a hundredth of a
/// cent, so the magnitude decides.
pub(super) fn parse_price(model: &Value) -> Option<Price> {
    let pricing = [model.get("pricing"), model.pointer("/metadata/pricing")]
        .into_iter()
        .flatten()
        .find(|pricing| pricing.is_object())?;
    let price = if pricing.get("prompt").is_some() || pricing.get("completion").is_some() {
        price_per_token(pricing)
    } else {
        price_per_million(pricing)
    };
    (price != Price::default()).then_some(price)
}

fn price_per_token(pricing: &Value) -> Price {
    let rate = |name: &str| number(pricing, &[name]).and_then(|usd| Rate::per_token(&usd));
    Price {
        input: rate("prompt"),
        output: rate("completion"),
        cached: rate("input_cache_read"),
        cache_write: rate("input_cache_write"),
        // These lists use 0 for *not charged separately*.
        reasoning: rate("internal_reasoning").filter(|rate| rate.0 > 0),
        request: rate("request").filter(|rate| rate.0 > 0),
        ..Price::default()
    }
}

fn price_per_million(pricing: &Value) -> Price {
    /// USD 0.0001 per million tokens.
    const LEAST: Rate = Rate(100_000);
    let read = |read: fn(&str) -> Option<Rate>| {
        let rate = |names: &[&str]| number(pricing, names).and_then(|usd| read(&usd));
        Price {
            input: rate(&["input", "input_tokens"]),
            output: rate(&["output", "output_tokens"]),
            cached: rate(&["cache_read", "input_cache_read", "cache_read_tokens", "cached_input"]),
            cache_write: rate(&["cache_write", "input_cache_write"]),
            reasoning: rate(&["reasoning", "internal_reasoning"]).filter(|rate| rate.0 > 0),
            ..Price::default()
        }
    };
    let price = read(Rate::per_million);
    let mut paid = [price.input, price.output]
        .into_iter()
        .flatten()
        .filter(|rate| rate.0 > 0);
    // A price per token that is parsed as one per million may have been rounded to zero.
    let names = |name: &str| number(pricing, &[name]).is_some_and(|usd| usd.bytes().any(|b| matches!(b, b'1'..=b'9')));
    let any_paid = ["input", "output", "input_tokens", "output_tokens"]
        .into_iter()
        .any(names);
    if any_paid && paid.all(|rate| rate < LEAST) {
        read(Rate::per_token)
    } else {
        price
    }
}

/// Returns a number, or a string that contains one, as text.
fn number(pricing: &Value, names: &[&str]) -> Option<String> {
    match first(pricing, names)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Returns USD per million tokens: input, output, cached.
    fn read_all(model: &Value) -> [Option<String>; 3] {
        let price = parse_price(model).unwrap_or_default();
        [price.input, price.output, price.cached].map(|rate| rate.map(Rate::usd_per_million))
    }

    fn usd(values: [&str; 3]) -> [Option<String>; 3] {
        values.map(|value| (!value.is_empty()).then(|| value.to_owned()))
    }

    #[test]
    fn each_list_in_its_own_unit() {
        for (name, model, expected) in [
            (
                "OpenRouter",
                json!({"pricing": {"prompt": "0.0000025", "completion": "0.00001", "request": "0", "image": "0", "internal_reasoning": "0", "input_cache_read": "0.00000125"}}),
                ["2.5", "10", "1.25"],
            ),
            (
                "OpenRouter, free",
                json!({"pricing": {"prompt": "0", "completion": "0"}}),
                ["0", "0", ""],
            ),
            (
                "OpenRouter, it depends",
                json!({"pricing": {"prompt": "-1", "completion": "-1"}}),
                ["", "", ""],
            ),
            (
                "AiHubMix",
                json!({"pricing": {"input": 0.15, "output": 0.6, "cache_read": 0.075}}),
                ["0.15", "0.6", "0.075"],
            ),
            (
                "AiHubMix, nulls",
                json!({"pricing": {"input": 1.1, "output": 4.4, "cache_read": null}}),
                ["1.1", "4.4", ""],
            ),
            (
                "Together",
                json!({"pricing": {"hourly": 0, "input": 0.88, "output": 0.88, "base": 0}}),
                ["0.88", "0.88", ""],
            ),
            (
                "DeepInfra",
                json!({"metadata": {"pricing": {"input_tokens": 0.03, "output_tokens": 0.05, "cache_read_tokens": 0.01}}}),
                ["0.03", "0.05", "0.01"],
            ),
            (
                "a gateway",
                json!({"pricing": {"input": "0.0000008", "output": "0.000004", "input_cache_read": "0.00000008"}}),
                ["0.8", "4", "0.08"],
            ),
            ("nothing", json!({"pricing": {}}), ["", "", ""]),
            ("no object", json!({"pricing": "cheap"}), ["", "", ""]),
        ] {
            assert_eq!(read_all(&model), usd(expected), "{name}");
        }
    }

    #[test]
    fn fees_and_reasoning_apart() {
        let model = json!({"pricing": {"prompt": "0.000002", "completion": "0.000008", "request": "0.005", "internal_reasoning": "0.000003"}});
        let price = parse_price(&model).expect("a price");
        assert_eq!(price.request, Rate::per_token("0.005"));
        assert_eq!(price.reasoning, Rate::per_million("3"));
    }
}
