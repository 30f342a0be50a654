//! Prices of models, and the cost of a usage.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cost, Rate, Usage};

/// Where a price comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    /// The endpoint's own list.
    #[default]
    List,
    /// The person.
    Person,
    /// Nobody is paid: the offline demo.
    Free,
}

/// The price of a model. `None` means unknown, never free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Price {
    /// A token read.
    pub input: Option<Rate>,
    /// A token written.
    pub output: Option<Rate>,
    /// A token read from the server's cache; the same as `input` unless listed.
    pub cached: Option<Rate>,
    /// A token written to the server's cache. Shown only: requests never ask for that.
    pub cache_write: Option<Rate>,
    /// A token of reasoning; the same as `output` unless listed apart.
    pub reasoning: Option<Rate>,
    /// Each request, whatever its tokens.
    pub request: Option<Rate>,
    /// Where it comes from.
    pub source: PriceSource,
}

impl Price {
    /// Returns a price of zero.
    pub fn free() -> Self {
        Self {
            input: Some(Rate(0)),
            output: Some(Rate(0)),
            source: PriceSource::Free,
            ..Self::default()
        }
    }

    /// Returns whether every usage is free.
    pub fn is_free(&self) -> bool {
        let rates = [self.cached, self.cache_write, self.reasoning, self.request];
        let zero = |rate: Option<Rate>| rate.is_some_and(|rate| rate == Rate(0));
        zero(self.input) && zero(self.output) && rates.into_iter().flatten().all(|rate| rate == Rate(0))
    }

    /// Returns the cost of a usage, saturating. `None` if a count or a rate it needs is unknown.
    pub fn cost_of(&self, usage: &Usage) -> Option<Cost> {
        if self.is_free() {
            return Some(Cost(0));
        }
        let femto = self
            .input_of(usage)?
            .saturating_add(self.output_of(usage)?)
            .saturating_add(self.request.map_or(0, |fee| u128::from(fee.0)));
        let pico = femto.saturating_add(500) / 1_000;
        Some(Cost(u64::try_from(pico).unwrap_or(u64::MAX)))
    }

    /// Returns the cost of the prompt, femtodollars. Cached tokens are part of the prompt, as in the protocol; more of
    /// them than the prompt has were counted separately.
    fn input_of(&self, usage: &Usage) -> Option<u128> {
        let (prompt, rate) = (usage.prompt_tokens?, self.input?);
        let cached = usage.cached_tokens.unwrap_or(0);
        let fresh = prompt.checked_sub(cached).unwrap_or(prompt);
        Some(times(fresh, rate).saturating_add(times(cached, self.cached.unwrap_or(rate))))
    }

    fn output_of(&self, usage: &Usage) -> Option<u128> {
        let (completion, rate) = (usage.completion_tokens?, self.output?);
        let reasoning = usage.reasoning_tokens.or_else(|| usage.untold()).unwrap_or(0);
        let included = usage.reasoning_tokens.is_some() && usage.reasoning_is_included();
        let text = if included {
            completion.saturating_sub(reasoning)
        } else {
            completion
        };
        Some(times(text, rate).saturating_add(times(reasoning, self.reasoning.unwrap_or(rate))))
    }
}

impl Usage {
    /// Returns tokens that only the total includes: reasoning that Gemini's compatible route generates and bills
    /// without naming it. Not cached tokens that were counted beside the prompt.
    fn untold(&self) -> Option<u64> {
        let (prompt, completion) = (self.prompt_tokens?, self.completion_tokens?);
        let beside = self.cached_tokens.filter(|cached| *cached > prompt).unwrap_or(0);
        let told = prompt.checked_add(completion)?.checked_add(beside)?;
        self.total_tokens?.checked_sub(told)
    }
}

fn times(tokens: u64, rate: Rate) -> u128 {
    u128::from(tokens) * u128::from(rate.0)
}
