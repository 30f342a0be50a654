//! What answers cost: usages as servers sent them, and costs worked out by hand.

use chat::{
    Answer, AnswerState, Charge, Cost, Ending, ErrorCode, Failure, Price, PriceSource, Rate, Reported, Segment, Usage,
};
use proptest::prelude::*;

use crate::bench::Bench;

/// USD per million tokens: read, written, read from the cache, reasoning.
fn price(input: &str, output: &str, cached: Option<&str>, reasoning: Option<&str>) -> Price {
    let rate = |usd: &str| Some(Rate::per_million(usd).expect("a price"));
    Price {
        input: rate(input),
        output: rate(output),
        cached: cached.and_then(rate),
        reasoning: reasoning.and_then(rate),
        ..Price::default()
    }
}

/// Prompt, completion, total, reasoning, cached; 0 stands for *not said*.
fn usage(counts: [u64; 5]) -> Usage {
    let [
        prompt_tokens,
        completion_tokens,
        total_tokens,
        reasoning_tokens,
        cached_tokens,
    ] = counts.map(|count| (count > 0).then_some(count));
    Usage {
        prompt_tokens,
        completion_tokens,
        total_tokens,
        reasoning_tokens,
        cached_tokens,
    }
}

#[test]
fn recorded_usages_cost_what_they_cost_by_hand() {
    let none = None;
    let table = [
        // OpenAI's reference, gpt-4.1: 19 × 2 + 10 × 8.
        (
            "openai",
            [19, 10, 29, 0, 0],
            price("2", "8", Some("0.5"), none),
            "0.000118",
        ),
        // OpenAI's guide to prompt caching, gpt-4o: 86 × 2.5 + 1920 × 1.25 + 300 × 10.
        (
            "openai cached",
            [2006, 300, 2306, 0, 1920],
            price("2.5", "10", Some("1.25"), none),
            "0.005615",
        ),
        // o4-mini with reasoning, part of the completion: 75 × 1.1 + 1186 × 4.4.
        (
            "openai reasoning",
            [75, 1186, 1261, 1024, 0],
            price("1.1", "4.4", Some("0.275"), none),
            "0.0053009",
        ),
        // DeepSeek, cache hits named beside: 192 × 0.028 + 24 × 0.28 + 310 × 0.42.
        (
            "deepseek",
            [216, 310, 526, 0, 192],
            price("0.28", "0.42", Some("0.028"), none),
            "0.000142296",
        ),
        // xAI, grok-3-mini: reasoning beside the completion, in the total: 32 × 0.3 + (9 + 94) × 0.5.
        (
            "xai",
            [32, 9, 135, 94, 0],
            price("0.3", "0.5", Some("0.075"), none),
            "0.0000611",
        ),
        // Gemini's compatible route: 302 tokens of thought only the total knows of: 9 × 0.3 + (10 + 302) × 2.5.
        (
            "gemini",
            [9, 10, 321, 0, 0],
            price("0.3", "2.5", Some("0.03"), none),
            "0.0007827",
        ),
        // Qwen, reasoning at a price of its own: 100 × 0.4 + 50 × 1.2 + 150 × 4.
        (
            "qwen",
            [100, 200, 300, 150, 0],
            price("0.4", "1.2", none, Some("4")),
            "0.0007",
        ),
        // Groq, llama-3.3-70b: 18 × 0.59 + 556 × 0.79.
        (
            "groq",
            [18, 556, 574, 0, 0],
            price("0.59", "0.79", none, none),
            "0.00044986",
        ),
        // No price for cached tokens listed: they are read at the full price. 1000 × 0.05 + 10 × 0.08.
        (
            "no cache price",
            [1000, 10, 1010, 0, 900],
            price("0.05", "0.08", none, none),
            "0.0000508",
        ),
        // Cached tokens counted beside the prompt, as some proxies pass them on: 12 × 3 + 4000 × 0.3 + 100 × 15.
        (
            "cached beside",
            [12, 100, 4112, 0, 4000],
            price("3", "15", Some("0.3"), none),
            "0.002736",
        ),
        // A price in thirds, as currencies give: 3 × 0.142857142 + 0 written, below a picodollar is rounded.
        (
            "fractions",
            [3, 1, 4, 0, 0],
            price("0.142857142", "0", none, none),
            "0.000000428571",
        ),
    ];
    for (name, counts, price, usd) in table {
        assert_eq!(
            price.cost_of(&usage(counts)).map(Cost::usd).as_deref(),
            Some(usd),
            "{name}"
        );
    }
}

#[test]
fn a_request_fee_comes_on_top() {
    let price = Price {
        request: Rate::per_token("0.005"),
        ..price("1", "1", None, None)
    };
    assert_eq!(
        price.cost_of(&usage([10, 20, 30, 0, 0])).map(Cost::usd).as_deref(),
        Some("0.00503")
    );
}

#[test]
fn what_is_not_known_is_unknown_and_free_is_free() {
    let known = price("1", "1", None, None);
    assert_eq!(known.cost_of(&usage([10, 0, 10, 0, 0])), None);
    assert_eq!(known.cost_of(&usage([0, 10, 10, 0, 0])), None);
    let half = Price { output: None, ..known };
    assert_eq!(half.cost_of(&usage([10, 10, 20, 0, 0])), None);
    assert_eq!(Price::free().cost_of(&Usage::default()), Some(Cost(0)));
    assert_eq!(Price::free().source, PriceSource::Free);
}

fn answered(segments: Vec<Segment>) -> Answer {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let id = bench.ask("Hello", tabs[0]);
    Answer {
        state: AnswerState::Done,
        segments,
        ..bench.answer(id).clone()
    }
}

fn segment(usage: Option<Usage>, price: Option<Price>, cost: Option<Cost>) -> Segment {
    Segment {
        text: "x".into(),
        usage,
        price,
        reported: Reported {
            cost,
            speed_milli: None,
        },
        ..Segment::default()
    }
}

fn charge(segments: Vec<Segment>) -> Charge {
    answered(segments).metrics(None).charge
}

#[test]
fn segments_are_added_up_and_what_the_server_charges_comes_first() {
    let (used, price) = (Some(usage([1000, 100, 1100, 0, 0])), Some(price("1", "10", None, None)));
    let ours = Cost::from_usd("0.002").expect("a cost");
    let theirs = Cost::from_usd("0.0017").expect("a cost");
    let known = |cost, reported| Charge::Known { cost, reported };
    assert_eq!(charge(vec![segment(used, price, None)]), known(ours, false));
    assert_eq!(charge(vec![segment(used, price, Some(theirs))]), known(theirs, true));
    let both = vec![segment(used, price, None), segment(used, None, Some(theirs))];
    assert_eq!(charge(both), known(ours.plus(theirs), false));
    // A request that brought nothing is no part of it; one that is not known makes the sum unknown.
    assert_eq!(
        charge(vec![segment(used, price, None), Segment::default()]),
        known(ours, false)
    );
    assert_eq!(
        charge(vec![segment(used, price, None), segment(None, price, None)]),
        Charge::Unknown
    );
    assert_eq!(
        charge(vec![segment(used, price, None), segment(used, None, None)]),
        Charge::NoPrice
    );
    assert_eq!(charge(vec![Segment::default()]), Charge::Unknown);
}

#[test]
fn nothing_is_said_to_cost_before_it_has_ended() {
    let used = segment(Some(usage([10, 10, 20, 0, 0])), Some(Price::free()), None);
    let running = Answer {
        state: AnswerState::Streaming,
        ..answered(vec![used])
    };
    assert_eq!(running.metrics(Some(9)).charge, Charge::Unknown);
}

#[test]
fn an_answer_refused_at_once_has_no_price_to_miss() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.ends(answer, Ending::Failed(Failure::new(ErrorCode::Unauthorised)));
    assert_eq!(bench.answer(answer).metrics(None).charge, Charge::Unknown);
}

fn any_price() -> impl Strategy<Value = Price> {
    any::<[Option<u64>; 6]>().prop_map(|rates| {
        let [input, output, cached, cache_write, reasoning, request] = rates.map(|rate| rate.map(Rate));
        Price {
            input,
            output,
            cached,
            cache_write,
            reasoning,
            request,
            source: PriceSource::List,
        }
    })
}

fn any_usage() -> impl Strategy<Value = Usage> {
    any::<[Option<u64>; 5]>().prop_map(|[prompt, completion, total, reasoning, cached]| Usage {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: total,
        reasoning_tokens: reasoning,
        cached_tokens: cached,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a server reports and a list says, there is a cost or none: never a panic, never less for more.
    #[test]
    fn a_cost_never_overflows_and_never_falls_when_more_is_generated(price in any_price(), used in any_usage()) {
        let cost = price.cost_of(&used);
        let completion_tokens = used.completion_tokens.map(|n| n.saturating_add(1));
        let more = Usage { completion_tokens, total_tokens: None, ..used };
        let less = Usage { total_tokens: None, ..used };
        if price.reasoning.is_none() {
            prop_assert!(price.cost_of(&less) <= price.cost_of(&more));
        }
        prop_assert_eq!(cost, price.cost_of(&used));
    }

    /// Within sensible amounts the cost is the sum of its parts, to the picodollar.
    #[test]
    fn a_plain_cost_is_exact(
        tokens in (0u64..10_000_000, 0u64..10_000_000),
        per_million in (0u64..1_000_000, 0u64..1_000_000),
    ) {
        let rate = |micro: u64| Some(Rate(micro * 1_000));
        let price = Price { input: rate(per_million.0), output: rate(per_million.1), ..Price::default() };
        let used = Usage { prompt_tokens: Some(tokens.0), completion_tokens: Some(tokens.1), ..Usage::default() };
        prop_assert_eq!(price.cost_of(&used), Some(Cost(tokens.0 * per_million.0 + tokens.1 * per_million.1)));
    }

    /// What is written out reads back as the same amount.
    #[test]
    fn money_is_read_as_it_is_written(amount in any::<u64>()) {
        prop_assert_eq!(Cost::from_usd(&Cost(amount).usd()), Some(Cost(amount)));
        prop_assert_eq!(Rate::per_million(&Rate(amount).usd_per_million()), Some(Rate(amount)));
    }
}
