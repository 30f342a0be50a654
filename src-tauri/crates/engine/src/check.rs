//! Checking an endpoint before it is stored: address, key, list, and one word from a model where only that can tell.

use std::time::Instant;

use chat::{CommandId, Ending, EndpointId, ErrorCode, Failure, Message, Parameters, Role};
use wire::{BaseUrl, ChatRequest, ListedModel, Step};

use crate::{
    Engine, clock,
    keys::Bound,
    view::{CheckOutcome, CheckReport, CheckStep, EndpointForm, EndpointView, StepName},
};

/// Asked first where it is listed: known everywhere, and one word of it costs less than $0.0001.
const CHEAP: &str = "gpt-4o-mini";
/// In the names of small, cheap chat models.
const SMALL: [&str; 6] = ["mini", "nano", "flash", "haiku", "small", "lite"];
/// Smaller limits are refused by some models.
const LIMIT: u32 = 64;

/// A check under way.
#[derive(Default)]
pub(crate) struct Check {
    steps: Vec<CheckStep>,
    asked_model: Option<String>,
    /// The list, where there is one.
    pub(crate) models: Option<Vec<ListedModel>>,
    failure: Option<Failure>,
}

impl Engine {
    /// Checks an endpoint as filled in; when everything needed worked, stores it and its key.
    ///
    /// A form that cannot be checked is an error; what the check found is a report.
    pub async fn save_endpoint(&self, command: CommandId, form: EndpointForm) -> Result<CheckReport, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                let candidate = engine.candidate(form).await?;
                let check = engine.check(&candidate.base, candidate.key.as_ref()).await;
                if check.refuses() {
                    return Ok(engine.give_back(candidate, check));
                }
                engine.keep_candidate(candidate, check).await
            })
            .await
    }

    /// Checks a stored endpoint.
    pub async fn check_endpoint(&self, id: EndpointId) -> Result<CheckReport, Failure> {
        let endpoint = self.endpoint(id)?;
        let base = self.base_url(&endpoint).await?;
        let key = self.key_for(&endpoint).await?;
        let check = self.check(&base, key.as_ref()).await;
        if check.verifies() {
            let now = clock::now_ms();
            self.update_endpoint(id, move |endpoint| endpoint.verified_ms = Some(now))
                .await?;
        }
        let works = check.failure.is_none();
        let mut report = check.report();
        if works {
            report.endpoint = Some(self.endpoint_view(&self.endpoint(id)?));
        }
        Ok(report)
    }

    /// Stores an endpoint and its key as filled in, without asking anybody.
    pub async fn add_endpoint(&self, form: EndpointForm) -> Result<EndpointView, Failure> {
        let candidate = self.candidate(form).await?;
        let id = candidate.id;
        self.keep_candidate(candidate, Check::default()).await?;
        Ok(self.endpoint_view(&self.endpoint(id)?))
    }

    /// Looks at the address with the key. A list that is also given without the key proves nothing about it: then one
    /// model is asked for one word.
    async fn check(&self, base: &BaseUrl, key: Option<&Bound>) -> Check {
        let mut check = Check::default();
        let started = Instant::now();
        let listed = self.wire().models(base, key.map(Bound::credential)).await;
        let ms = Some(elapsed_ms(started));
        match listed {
            Ok(models) => {
                check.step(StepName::Address, CheckOutcome::Ok, ms);
                check.step(StepName::Models, CheckOutcome::Ok, ms);
                check.models = Some(models);
            }
            Err(failure) if refuses_key(&failure) => {
                check.step(StepName::Address, CheckOutcome::Ok, ms);
                check.fail(StepName::Key, failure, ms);
                return check;
            }
            // A server without a list still takes a pasted id.
            Err(failure) if has_no_list(&failure) => {
                check.step(StepName::Address, CheckOutcome::Ok, ms);
                check.step(StepName::Models, CheckOutcome::Skipped, ms);
            }
            Err(failure) => {
                check.fail(StepName::Address, failure, ms);
                return check;
            }
        }
        if let Some(key) = key {
            self.check_key(&mut check, base, key).await;
        }
        check
    }

    async fn check_key(&self, check: &mut Check, base: &BaseUrl, key: &Bound) {
        let started = Instant::now();
        let Some(models) = check.models.as_deref() else {
            check.step(StepName::Key, CheckOutcome::Skipped, None);
            return;
        };
        let model = cheapest(models);
        let without = self.wire().models(base, None).await;
        if without.is_err_and(|failure| refuses_key(&failure)) {
            check.step(StepName::Key, CheckOutcome::Ok, Some(elapsed_ms(started)));
            return;
        }
        let Some(model) = model else {
            check.step(StepName::Key, CheckOutcome::Skipped, None);
            return;
        };
        check.asked_model = Some(model.clone());
        let answered = self.one_word(base, key, &model).await;
        let ms = Some(elapsed_ms(started));
        match answered {
            Ok(()) => {
                check.step(StepName::Key, CheckOutcome::Ok, ms);
                check.step(StepName::Answer, CheckOutcome::Ok, ms);
            }
            Err(failure) if refuses_key(&failure) => check.fail(StepName::Key, failure, ms),
            Err(failure) => {
                check.step(StepName::Key, CheckOutcome::Ok, ms);
                check.fail(StepName::Answer, failure, ms);
            }
        }
    }

    async fn one_word(&self, base: &BaseUrl, key: &Bound, model: &str) -> Result<(), Failure> {
        let messages = [Message::new(Role::User, "Answer with one word: ready")];
        let mut parameters = Parameters::default();
        parameters.body.insert("max_tokens".to_owned(), LIMIT.into());
        let request = ChatRequest {
            model,
            messages: &messages,
            parameters: &parameters,
            stream: true,
            include_usage: false,
        };
        let mut answering = self.wire().chat(base, &request, Some(key.credential())).await?;
        while let Some(step) = answering.next().await {
            if let Step::End(Ending::CutOff(failure) | Ending::Failed(failure)) = step {
                return Err(failure);
            }
        }
        Ok(())
    }
}

impl Check {
    fn step(&mut self, name: StepName, outcome: CheckOutcome, ms: Option<u64>) {
        self.steps.push(CheckStep { name, outcome, ms });
    }

    fn fail(&mut self, name: StepName, failure: Failure, ms: Option<u64>) {
        self.step(name, CheckOutcome::Failed, ms);
        self.failure = Some(failure);
    }

    fn failed(&self, name: StepName) -> bool {
        self.steps
            .iter()
            .any(|step| step.name == name && step.outcome == CheckOutcome::Failed)
    }

    /// Whether the key was turned down.
    pub(crate) fn refuses_key(&self) -> bool {
        self.failed(StepName::Key)
    }

    /// Whether something failed without which the endpoint is of no use. One model that did not answer is not that.
    fn refuses(&self) -> bool {
        self.failed(StepName::Address) || self.refuses_key()
    }

    /// Whether this is an API that can be used, as far as can be told without asking every model.
    pub(crate) fn verifies(&self) -> bool {
        self.failure.is_none() && self.models.is_some()
    }

    pub(crate) fn report(self) -> CheckReport {
        CheckReport {
            steps: self.steps,
            asked_model: self.asked_model,
            endpoint: None,
            failure: self.failure,
        }
    }
}

fn refuses_key(failure: &Failure) -> bool {
    matches!(failure.code, ErrorCode::Unauthorised | ErrorCode::Forbidden)
}

fn has_no_list(failure: &Failure) -> bool {
    matches!(failure.status, Some(404 | 405 | 501))
}

/// The model to ask for one word: the known cheap one, else one named like a small one, else the first.
fn cheapest(models: &[ListedModel]) -> Option<String> {
    let known = models
        .iter()
        .find(|model| model.id == CHEAP || model.id.ends_with(&format!("/{CHEAP}")));
    let small = || {
        models
            .iter()
            .find(|model| SMALL.iter().any(|word| model.id.contains(word)))
    };
    known
        .or_else(small)
        .or_else(|| models.first())
        .map(|model| model.id.clone())
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
