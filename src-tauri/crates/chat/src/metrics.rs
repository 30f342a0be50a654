//! Figures of an answer: times, speed, tokens, and the model that served it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Answer, Cost, Segment, Usage, model_name};

/// Shortest generating time for which a speed is meaningful: below it the answer came in one piece.
const SHORTEST_MS: u64 = 10;

/// Figures over all segments of an answer. `None` means unknown, never zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Milliseconds from request to first reasoning text.
    pub first_reasoning_ms: Option<u64>,
    /// Milliseconds from request to first answer text.
    pub first_text_ms: Option<u64>,
    /// Milliseconds from request to its end, or to now while it runs; segments added up.
    pub duration_ms: Option<u64>,
    /// Completion tokens a second over the generating time: from the first token of any kind to the end.
    pub tokens_per_second: Option<f64>,
    /// Whether speed and tokens are estimated: while it runs, or where a segment with text has no reported usage.
    pub estimated: bool,
    /// The newest speed the server itself reports; never mixed with ours.
    pub reported_tokens_per_second: Option<f64>,
    /// As reported, segments added up.
    pub usage: Usage,
    /// About how many tokens were generated, where they are not reported, or not yet.
    pub about_tokens: Option<u64>,
    /// What it cost.
    pub charge: Charge,
    /// The served model, only where it is not the one asked for.
    pub served_model: Option<String>,
    /// The `system_fingerprint` it was served with, only where the served model is not the one asked for.
    pub served_fingerprint: Option<String>,
}

/// What an answer cost, segments added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Charge {
    /// Not known: it runs, brought nothing, or its usage was not reported.
    #[default]
    Unknown,
    /// Its usage may be known, but not the price of its model.
    NoPrice,
    /// Known.
    Known {
        /// Picodollars.
        cost: Cost,
        /// The server said so itself; otherwise its usage times the price known when it was asked.
        reported: bool,
    },
}

impl Answer {
    /// Returns its figures. `elapsed_ms` is the time since its running request was sent; ignored when it does not run.
    /// The cost does not grow with the text.
    pub fn metrics(&self, elapsed_ms: Option<u64>) -> Metrics {
        let running = self.state.is_running();
        let mut metrics = Metrics {
            estimated: running,
            ..Metrics::default()
        };
        let mut speed = Speed::default();
        for (index, segment) in self.segments.iter().enumerate() {
            let live = running && index + 1 == self.segments.len();
            let end_ms = if live {
                elapsed_ms.max(segment.timing.duration_ms)
            } else {
                segment.timing.duration_ms
            };
            metrics.add(segment, end_ms);
            speed.add(segment, end_ms, live);
            metrics.estimated |= segment.reported_tokens().is_none() && segment.estimated_tokens() > 0;
            metrics.reported_tokens_per_second = segment.reported_speed().or(metrics.reported_tokens_per_second);
        }
        metrics.tokens_per_second = speed.tokens_per_second();
        metrics.about_tokens = self.about_tokens(metrics.estimated);
        metrics.charge = self.charge();
        metrics.served_model = self.rerouted_to().map(str::to_owned);
        metrics.served_fingerprint = metrics.served_model.as_ref().and_then(|_| self.fingerprint());
        metrics
    }

    /// Returns reported tokens plus estimated ones for segments without a report. `None` if nothing is estimated.
    fn about_tokens(&self, estimated: bool) -> Option<u64> {
        let tokens = |segment: &Segment| segment.usage.and_then(|usage| usage.completion_tokens);
        let about = |segment: &Segment| tokens(segment).unwrap_or(0).max(segment.estimated_tokens());
        estimated
            .then(|| self.segments.iter().map(about).fold(0, u64::saturating_add))
            .filter(|tokens| *tokens > 0)
    }

    /// Returns the cost. Known only once the answer has ended, and only if the cost of every request that returned
    /// something is known.
    fn charge(&self) -> Charge {
        if !self.state.is_final() {
            return Charge::Unknown;
        }
        let billed = self.segments.iter().filter(|segment| !segment.came_to_nothing());
        billed.map(Segment::charge).reduce(Charge::plus).unwrap_or_default()
    }

    fn fingerprint(&self) -> Option<String> {
        self.segments.iter().rev().find_map(|s| s.served.fingerprint.clone())
    }

    /// Returns the newest served model if it is not the requested one.
    fn rerouted_to(&self) -> Option<&str> {
        let served = self.segments.iter().rev().find_map(|s| s.served.model.as_deref())?;
        (!model_name::is_same(&self.model, served)).then_some(served)
    }
}

impl Metrics {
    fn add(&mut self, segment: &Segment, end_ms: Option<u64>) {
        self.first_reasoning_ms = self.first_reasoning_ms.or(segment.timing.first_reasoning_ms);
        self.first_text_ms = self.first_text_ms.or(segment.timing.first_text_ms);
        self.duration_ms = sum(self.duration_ms, end_ms);
        self.usage = self.usage.plus(segment.usage.unwrap_or_default());
    }
}

impl Charge {
    /// Adds two costs. The sum is unknown if one of them is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (
                Self::Known { cost, reported },
                Self::Known {
                    cost: more,
                    reported: too,
                },
            ) => Self::Known {
                cost: cost.plus(more),
                reported: reported && too,
            },
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::NoPrice, _) | (_, Self::NoPrice) => Self::NoPrice,
        }
    }
}

/// Tokens and the time they took, over those segments of which both are known.
#[derive(Default)]
struct Speed {
    tokens: u64,
    ms: u64,
}

impl Speed {
    /// Adds a segment. While it is live its tokens are always estimated, because a report amid the stream lags behind
    /// the text.
    fn add(&mut self, segment: &Segment, end_ms: Option<u64>, live: bool) {
        let (Some(first_ms), Some(end_ms)) = (segment.first_token_ms(), end_ms) else {
            return;
        };
        let reported = if live { None } else { segment.reported_tokens() };
        self.tokens = self
            .tokens
            .saturating_add(reported.unwrap_or_else(|| segment.estimated_tokens()));
        self.ms = self.ms.saturating_add(end_ms.saturating_sub(first_ms));
    }

    #[allow(clippy::cast_precision_loss, reason = "both stay far below 2^52")]
    fn tokens_per_second(&self) -> Option<f64> {
        let known = self.tokens > 0 && self.ms >= SHORTEST_MS;
        known.then(|| self.tokens as f64 * 1000.0 / self.ms as f64)
    }
}

impl Segment {
    /// Returns the cost that the server reported, else the usage times the price known when the request was sent.
    fn charge(&self) -> Charge {
        if let Some(cost) = self.reported.cost {
            return Charge::Known { cost, reported: true };
        }
        let Some(price) = self.price else {
            return Charge::NoPrice;
        };
        match price.cost_of(&self.usage.unwrap_or_default()) {
            Some(cost) => Charge::Known { cost, reported: false },
            None => Charge::Unknown,
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "a speed stays far below 2^52")]
    fn reported_speed(&self) -> Option<f64> {
        self.reported.speed_milli.map(|milli| milli as f64 / 1000.0)
    }

    fn first_token_ms(&self) -> Option<u64> {
        let Segment { timing, .. } = self;
        timing.first_reasoning_ms.into_iter().chain(timing.first_text_ms).min()
    }

    /// Returns the reported tokens generated in the measured time. Reasoning counts only if it was streamed, since
    /// hidden reasoning took place before the first token.
    fn reported_tokens(&self) -> Option<u64> {
        let usage = self.usage?;
        let completion = usage.completion_tokens?;
        let reasoning = usage.reasoning_tokens.unwrap_or(0);
        let streamed = self.timing.first_reasoning_ms.is_some();
        Some(match (streamed, usage.reasoning_is_included()) {
            (true, true) | (false, false) => completion,
            (true, false) => completion.saturating_add(reasoning),
            (false, true) => completion.saturating_sub(reasoning),
        })
    }

    /// Estimates tokens as a quarter of the bytes: four characters of English, fewer in scripts that take more tokens.
    /// Counting characters instead would cost more with every token.
    fn estimated_tokens(&self) -> u64 {
        (self.text.len() + self.reasoning.len()).div_ceil(4) as u64
    }
}

impl Usage {
    /// Adds two usages. A count is unknown only if both are.
    fn plus(self, other: Self) -> Self {
        Self {
            prompt_tokens: sum(self.prompt_tokens, other.prompt_tokens),
            completion_tokens: sum(self.completion_tokens, other.completion_tokens),
            total_tokens: sum(self.total_tokens, other.total_tokens),
            reasoning_tokens: sum(self.reasoning_tokens, other.reasoning_tokens),
            cached_tokens: sum(self.cached_tokens, other.cached_tokens),
        }
    }

    /// Returns whether `completion_tokens` includes the reasoning, as in the protocol. Some servers count it
    /// separately, which shows in the total or in more reasoning than completion.
    pub(crate) fn reasoning_is_included(&self) -> bool {
        let (completion, reasoning) = (self.completion_tokens.unwrap_or(0), self.reasoning_tokens.unwrap_or(0));
        let apart = self
            .prompt_tokens
            .and_then(|p| p.checked_add(completion)?.checked_add(reasoning));
        reasoning <= completion && (reasoning == 0 || self.total_tokens.is_none() || self.total_tokens != apart)
    }
}

fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}
