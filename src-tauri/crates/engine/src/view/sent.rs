//! What was sent for an answer, and what a prompt would cost: as the page shows them.

use chat::{Cost, SentExchange, TokenRange};
use serde::Serialize;
use ts_rs::TS;

/// Every request of an answer that is still kept, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SentView {
    /// The requests.
    pub attempts: Vec<SentAttempt>,
}

/// One request of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SentAttempt {
    /// Which segment it was to fill, from 0: *Continue* makes a further one.
    pub segment: u32,
    /// Whether it is under way.
    pub running: bool,
    /// How it can be copied as a call.
    pub copy: SentCopy,
    /// What went out and came back.
    pub exchange: SentExchange,
}

/// How much of a request's body is kept, and so how it can be copied as a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SentCopy {
    /// All of it: the body stands in the call.
    Whole,
    /// All but the files, which are kept elsewhere: the body is written to a file that the call names.
    File,
    /// Not all of it.
    No,
}

/// What sending a prompt would come to, over all tabs it goes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Estimate {
    /// Tokens that would be read.
    pub input: TokenRange,
    /// What it would cost; `None` where no price is known.
    pub cost: Option<CostRange>,
    /// How many of the tabs have a model without a known price, which `cost` leaves out.
    pub unpriced: u32,
    /// Whether the upper end holds for sure, as every answer has a limit; otherwise it goes by what such answers were like.
    pub bounded: bool,
}

/// From the least to the most it is likely to cost, picodollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct CostRange {
    /// The least.
    pub low: Cost,
    /// The most.
    pub high: Cost,
}

/// One thing in a prompt, or in a file that goes with it, that looks like a secret or an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SuspectView {
    /// The file's name, empty for pasted text; `None` for the prompt itself.
    pub file: Option<String>,
    /// `api_key`, `private_key`, `password`, `iban` or `card`.
    pub kind: String,
    /// The line it stands on, from 1.
    pub line: u32,
    /// A few characters of it, enough for its owner to know it.
    pub shown: String,
}
