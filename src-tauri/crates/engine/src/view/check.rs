//! Checks as the page sees them: six steps, live and as a report.

use chat::Failure;
use serde::Serialize;
use ts_rs::TS;

use super::EndpointView;

/// The steps of a check, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The address answers (name, connection).
    Address,
    /// The connection is encrypted, and the certificate is trusted.
    Tls,
    /// The key was accepted.
    Key,
    /// There is a model: listed, or one that answered.
    Model,
    /// The answer came as it was written.
    Streaming,
    /// The answer came with token counts.
    Usage,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// It worked.
    Ok,
    /// It works, with a gap; see the reason.
    Warned,
    /// It did not matter or could not be tried.
    Skipped,
    /// It did not work; see the report's failure.
    Failed,
}

/// Why a step went as it did, where that needs saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepReason {
    /// An earlier step failed.
    NotTried,
    /// Tls: this computer, where nothing needs to be encrypted.
    Loopback,
    /// Tls: plain http; anyone on the network can read along.
    PlainHttp,
    /// Key: there is none, and none was asked for.
    NoKey,
    /// Key: the list is given with it and refused without it.
    Proven,
    /// Key: the list is public; the answer of a model proved the key.
    ProvenByAnswer,
    /// Key: the server lists its models without it, and nothing could be asked: it may be wrong.
    Unproven,
    /// Model: there is no list. Give the id of a model to have it asked.
    NoList,
    /// Model: the list is empty, or holds no chat model. Give the id of one.
    NoChatModel,
    /// Model, streaming, usage: asking might load a model on this computer.
    LocalModel,
    /// Streaming, usage: nothing was asked, as the key was proven without.
    NotNeeded,
    /// Streaming: the answer came whole.
    Whole,
    /// Streaming: the answer was cut short by the limit before any visible text, as reasoning models do.
    NoText,
    /// Usage: no token counts came.
    NoUsage,
}

/// One step of a check.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CheckStep {
    /// Which.
    pub name: StepName,
    /// How it went.
    pub outcome: CheckOutcome,
    /// Why, where that needs saying.
    pub reason: Option<StepReason>,
    /// How long it took.
    pub ms: Option<u64>,
}

/// What a check found. `endpoint` is set when everything needed worked and it was saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckReport {
    /// All six steps, in order.
    pub steps: Vec<CheckStep>,
    /// The model that was asked for one word, named to the person.
    pub asked_model: Option<String>,
    /// Pieces of text its answer came in.
    pub pieces: Option<u32>,
    /// Models in the list.
    pub listed: Option<u32>,
    /// The endpoint as saved.
    pub endpoint: Option<EndpointView>,
    /// What went wrong.
    pub failure: Option<Failure>,
}

/// One thing that happened in a check, sent as the Tauri event `check`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CheckProgress {
    /// Which check: the command id of `save_endpoint`, the endpoint's id of `check_endpoint`, the id of what was found.
    pub about: String,
    /// What happened.
    pub event: CheckEvent,
}

/// What happened in a check.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum CheckEvent {
    /// A step began.
    Began {
        /// Which.
        name: StepName,
    },
    /// A model is about to be asked for one word.
    Asking {
        /// Which.
        model: String,
        /// The limit on its answer, tokens.
        max_tokens: u32,
    },
    /// A step ended.
    Ended {
        /// How.
        step: CheckStep,
    },
}
