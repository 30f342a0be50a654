//! The arithmetic behind spending caps: what a request may cost at worst, and what a running one has cost so far.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Attachment, Cost, Delta, Message, Parameters, Price, Usage};

/// Tokens of a chat template around each message, and around the whole request: more than any known template has.
const AROUND_MESSAGE: u64 = 16;
const AROUND_REQUEST: u64 = 64;

/// Spending caps. `None`: no cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Caps {
    /// For one prompt in all tabs, with its retries and continuations.
    pub send: Option<Cost>,
    /// For a day by the local calendar.
    pub day: Option<Cost>,
    /// For a month by the local calendar.
    pub month: Option<Cost>,
    /// Not a cap: the person is asked before a send that may cost more.
    pub warn: Option<Cost>,
}

impl Caps {
    /// Returns whether any cap is set.
    pub fn any(&self) -> bool {
        self.send.is_some() || self.day.is_some() || self.month.is_some()
    }
}

/// The most tokens a request can read and write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// Read. A token is at least one byte, so this is a true bound.
    pub input: u64,
    /// Written; `None` where neither the request nor the model's list says how many at most.
    pub output: Option<u64>,
}

impl Bound {
    /// Returns the bound of a request with these messages and parameters, to a model that writes at most `listed`
    /// tokens. `dropped` names members of the request that are not sent.
    pub fn for_request(messages: &[Message], parameters: &Parameters, listed: Option<u64>, dropped: &[String]) -> Self {
        let said = |message: &Message| {
            let text: usize = message.texts().map(str::len).sum();
            text + message.reasoning.as_ref().map_or(0, String::len)
        };
        let files = |message: &Message| message.files().map(of_file).fold(0, u64::saturating_add);
        let messages = messages
            .iter()
            .map(|message| files(message).saturating_add(said(message) as u64 + AROUND_MESSAGE));
        // The model reads a schema or a grammar among them too.
        let members = parameters
            .body
            .iter()
            .map(|(name, value)| name.len() + value.to_string().len());
        let input = messages
            .chain(members.map(|bytes| bytes as u64))
            .fold(AROUND_REQUEST, u64::saturating_add);
        Self {
            input,
            output: written_at_most(parameters, dropped)
                .or(listed)
                .map(|most| most.saturating_mul(answers(parameters))),
        }
    }
}

/// Returns the most tokens a file can take. A text is sent between markers with its name. How models count an image
/// differs widely: four times the usual.
fn of_file(file: &Attachment) -> u64 {
    if file.is_picture() {
        file.tokens.saturating_mul(4)
    } else {
        file.bytes.saturating_add(file.name.len() as u64 + AROUND_MESSAGE)
    }
}

/// Returns the max output tokens that the request sets, under either of the protocol's names.
fn written_at_most(parameters: &Parameters, dropped: &[String]) -> Option<u64> {
    let limit = |name: &str| {
        let sent = !dropped.iter().any(|gone| gone == name);
        sent.then(|| parameters.body.get(name)?.as_u64()).flatten()
    };
    limit("max_tokens").max(limit("max_completion_tokens"))
}

/// Returns how many answers the request asks for at once.
fn answers(parameters: &Parameters) -> u64 {
    let count = parameters.body.get("n").and_then(serde_json::Value::as_u64);
    count.unwrap_or(1).max(1)
}

impl Price {
    /// Returns the most that so many tokens can cost, however they are counted. `None` if the price is unknown.
    pub fn at_worst(&self, input: u64, output: u64) -> Option<Cost> {
        if self.is_free() {
            return Some(Cost(0));
        }
        let read = self
            .input?
            .max(self.cached.unwrap_or_default())
            .max(self.cache_write.unwrap_or_default());
        let written = self.output?.max(self.reasoning.unwrap_or_default());
        let femto = (u128::from(input) * u128::from(read.0))
            .saturating_add(u128::from(output) * u128::from(written.0))
            .saturating_add(self.request.map_or(0, |fee| u128::from(fee.0)));
        Some(Cost(u64::try_from(femto.div_ceil(1_000)).unwrap_or(u64::MAX)))
    }
}

/// The cost of a request that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bill {
    /// Nothing was charged: it was refused before anything came.
    Nothing,
    /// As the server said, or its usage at the price known.
    Exact(Cost),
    /// At most this: the server said nothing of it.
    AtMost(Cost),
    /// Its model's price is not known.
    Unpriced,
}

/// Counts a request's cost while it runs. A delta costs one addition.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    price: Option<Price>,
    bound: Bound,
    /// The request went out, and was not refused since.
    open: bool,
    bytes: u64,
    usage: Option<Usage>,
    charged: Option<Cost>,
}

impl Meter {
    /// Returns the meter of a request with this price and bound.
    pub fn new(price: Option<Price>, bound: Bound) -> Self {
        Self {
            price,
            bound,
            ..Self::default()
        }
    }

    /// Returns the worst-case cost. `None` if the price or the answer's limit is unknown.
    pub fn worst(&self) -> Option<Cost> {
        self.price?.at_worst(self.bound.input, self.bound.output?)
    }

    /// Returns the worst-case cost of the prompt alone. `None` if the price is unknown.
    pub fn floor(&self) -> Option<Cost> {
        self.price?.at_worst(self.bound.input, 0)
    }

    /// Records that the request is sent.
    pub fn request_sent(&mut self) {
        self.open = true;
    }

    /// Records that the server refused the request: nothing is charged for it.
    pub fn refused(&mut self) {
        self.open = self.bytes > 0 || self.usage.is_some();
    }

    /// Records that the server does not accept a limit of the answer.
    pub fn unlimited(&mut self) {
        self.bound.output = None;
    }

    /// Records one delta.
    pub fn record_delta(&mut self, delta: &Delta) {
        match delta {
            Delta::Text(words) | Delta::Reasoning(words) => self.bytes = self.bytes.saturating_add(words.len() as u64),
            Delta::Usage(usage) => self.usage = Some(*usage),
            Delta::Reported(reported) => self.charged = reported.cost.or(self.charged),
            _ => {}
        }
    }

    /// Estimates the tokens so far: as reported, or a quarter of the bytes.
    pub fn tokens(&self) -> u64 {
        self.reported().max(self.bytes.div_ceil(4))
    }

    /// Returns whether it has used up its share. A request with a limit is stopped only if the server ignores the limit
    /// beyond any doubt about the length of tokens; one without a limit is stopped early.
    pub fn is_past(&self, share: Cost) -> bool {
        let limited = self.bound.output.is_some();
        let guess = if limited {
            self.bytes / 16
        } else {
            self.bytes.div_ceil(2)
        };
        let input = self
            .usage
            .and_then(|usage| usage.prompt_tokens)
            .unwrap_or(self.bound.input);
        let cost = self
            .price
            .and_then(|price| price.at_worst(input, guess.max(self.reported())));
        cost.is_some_and(|cost| if limited { cost > share } else { cost >= share })
    }

    /// Returns the cost once the request has ended.
    pub fn bill(&self) -> Bill {
        if let Some(cost) = self.charged {
            return Bill::Exact(cost);
        }
        if !self.open {
            return Bill::Nothing;
        }
        let Some(price) = self.price else {
            return Bill::Unpriced;
        };
        match self.usage.and_then(|usage| price.cost_of(&usage)) {
            Some(cost) => Bill::Exact(cost),
            None => self.at_most(price),
        }
    }

    fn at_most(&self, price: Price) -> Bill {
        let written = self
            .bytes
            .min(self.bound.output.unwrap_or(u64::MAX))
            .max(self.reported());
        price
            .at_worst(self.bound.input, written)
            .map_or(Bill::Unpriced, Bill::AtMost)
    }

    fn reported(&self) -> u64 {
        let written = |usage: Usage| {
            let reasoning = if usage.reasoning_is_included() {
                None
            } else {
                usage.reasoning_tokens
            };
            usage
                .completion_tokens
                .unwrap_or(0)
                .saturating_add(reasoning.unwrap_or(0))
        };
        self.usage.map_or(0, written)
    }
}
