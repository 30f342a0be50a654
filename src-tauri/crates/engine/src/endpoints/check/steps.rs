//! The steps of a check as they end: kept for the report, and told at once.

use chat::{EndpointId, Failure};
use tokio::sync::broadcast;
use wire::ListedModel;

use super::probe::{self, Word};
use crate::{
    endpoints::client,
    view::{CheckEvent, CheckOutcome, CheckProgress, CheckReport, CheckStep, StepName, StepReason},
};

const ALL: [StepName; 6] = [
    StepName::Address,
    StepName::Tls,
    StepName::Key,
    StepName::Model,
    StepName::Streaming,
    StepName::Usage,
];

/// A check under way.
pub(crate) struct Check {
    about: String,
    tell: Option<broadcast::Sender<CheckProgress>>,
    steps: Vec<CheckStep>,
    pub(super) asked_model: Option<String>,
    pieces: Option<u32>,
    listed: Option<u32>,
    /// The list, where there is one.
    pub(crate) models: Option<Vec<ListedModel>>,
    failure: Option<Failure>,
}

impl Check {
    pub(super) fn new(about: String, tell: broadcast::Sender<CheckProgress>) -> Self {
        Self {
            about,
            tell: Some(tell),
            ..Self::untold()
        }
    }

    /// A check of nothing, for what is stored unchecked.
    pub(crate) fn untold() -> Self {
        Self {
            about: String::new(),
            tell: None,
            steps: Vec::new(),
            asked_model: None,
            pieces: None,
            listed: None,
            models: None,
            failure: None,
        }
    }

    fn say(&self, event: CheckEvent) {
        if let Some(tell) = &self.tell {
            // Nobody listening is fine: a console prints the report.
            let _ = tell.send(CheckProgress {
                about: self.about.clone(),
                event,
            });
        }
    }

    pub(super) fn list(&mut self, models: Vec<ListedModel>) {
        self.listed = u32::try_from(models.len()).ok();
        self.models = Some(models);
    }

    pub(super) fn begin(&self, name: StepName) {
        self.say(CheckEvent::Began { name });
    }

    /// Names the model that is about to be asked.
    pub(super) fn asking(&self, model: &str) {
        self.say(CheckEvent::Asking {
            model: model.to_owned(),
            max_tokens: probe::LIMIT,
        });
    }

    pub(super) fn end(&mut self, name: StepName, outcome: CheckOutcome, reason: Option<StepReason>, ms: Option<u64>) {
        let step = CheckStep {
            name,
            outcome,
            reason,
            ms,
        };
        self.say(CheckEvent::Ended { step: step.clone() });
        self.steps.push(step);
    }

    pub(super) fn fail(&mut self, name: StepName, failure: Failure, ms: Option<u64>) {
        self.end(name, CheckOutcome::Failed, None, ms);
        self.failure = Some(failure);
    }

    /// Ends the key's step; `accepted` says what the answer of a model proves.
    pub(super) fn end_key(&mut self, has_key: bool, proven: bool, accepted: bool, ms: u64) {
        let (outcome, reason) = match (has_key, proven, accepted) {
            (false, ..) => (CheckOutcome::Skipped, StepReason::NoKey),
            (true, true, _) => (CheckOutcome::Ok, StepReason::Proven),
            (true, false, true) => (CheckOutcome::Ok, StepReason::ProvenByAnswer),
            (true, false, false) => (CheckOutcome::Warned, StepReason::Unproven),
        };
        let ms = has_key.then_some(ms);
        self.end(StepName::Key, outcome, Some(reason), ms);
    }

    /// Ends a check in which no model was asked.
    pub(super) fn end_unasked(&mut self, has_key: bool, proven: bool, local: bool, ms: u64) {
        self.end_key(has_key, proven, false, ms);
        let listed = self.models.as_ref().map(|models| probe::cheapest(models).is_some());
        let (outcome, reason) = match listed {
            Some(true) => (CheckOutcome::Ok, None),
            Some(false) => (CheckOutcome::Warned, Some(StepReason::NoChatModel)),
            None => (CheckOutcome::Warned, Some(StepReason::NoList)),
        };
        self.end(StepName::Model, outcome, reason, None);
        let why = match (listed, local) {
            (_, true) => StepReason::LocalModel,
            (Some(true), false) => StepReason::NotNeeded,
            (_, false) => StepReason::NotTried,
        };
        for name in [StepName::Streaming, StepName::Usage] {
            self.end(name, CheckOutcome::Skipped, Some(why), None);
        }
    }

    /// Ends a check in which a model answered.
    pub(super) fn end_answered(&mut self, word: &Word) {
        self.pieces = Some(word.pieces);
        self.end(StepName::Model, CheckOutcome::Ok, None, Some(word.first_ms));
        let (outcome, reason) = match (word.pieces, !word.streamed) {
            (0, _) => (CheckOutcome::Warned, Some(StepReason::NoText)),
            (_, true) => (CheckOutcome::Warned, Some(StepReason::Whole)),
            (_, false) => (CheckOutcome::Ok, None),
        };
        let since = word.ms.saturating_sub(word.first_ms);
        self.end(StepName::Streaming, outcome, reason, Some(since));
        let (outcome, reason) = if word.usage {
            (CheckOutcome::Ok, None)
        } else {
            (CheckOutcome::Warned, Some(StepReason::NoUsage))
        };
        self.end(StepName::Usage, outcome, reason, None);
    }

    /// Has the failure say which endpoint it is about.
    pub(super) fn about(mut self, id: EndpointId) -> Self {
        self.failure = self.failure.take().map(|failure| client::with_endpoint(failure, id));
        self
    }

    fn failed(&self, name: StepName) -> bool {
        self.steps
            .iter()
            .any(|step| step.name == name && step.outcome == CheckOutcome::Failed)
    }

    /// Whether nothing failed.
    pub(super) fn works(&self) -> bool {
        self.failure.is_none()
    }

    /// Whether the key was turned down.
    pub(crate) fn refuses_key(&self) -> bool {
        self.failed(StepName::Key)
    }

    /// Whether something failed without which the endpoint is of no use. One model that did not answer is not that.
    pub(crate) fn refuses(&self) -> bool {
        self.failed(StepName::Address) || self.failed(StepName::Tls) || self.refuses_key()
    }

    /// Whether this is an API that can be used, as far as can be told without asking every model.
    pub(crate) fn verifies(&self) -> bool {
        self.works() && (self.models.is_some() || self.pieces.is_some())
    }

    /// The report: all six steps, those that were not reached as not tried.
    pub(crate) fn report(mut self) -> CheckReport {
        for name in ALL {
            if !self.steps.iter().any(|step| step.name == name) {
                self.end(name, CheckOutcome::Skipped, Some(StepReason::NotTried), None);
            }
        }
        CheckReport {
            steps: self.steps,
            asked_model: self.asked_model,
            pieces: self.pieces,
            listed: self.listed,
            endpoint: None,
            failure: self.failure,
        }
    }
}
