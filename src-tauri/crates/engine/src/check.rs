//! Checking an endpoint before it is stored: address, key, list, and one word from a model where only that can tell.

use std::time::Instant;

use chat::{CommandId, Ending, EndpointId, ErrorCode, Failure, Message, Parameters, Role};
use secret::Key;
use store::{Endpoint, KeyMarker};
use uuid::Uuid;
use wire::{BaseUrl, ChatRequest, ListedModel, Step};

use crate::{
    Engine, clock,
    endpoints::{bad_url, is_exposed},
    keys::Bound,
    view::{CheckOutcome, CheckReport, CheckStep, EndpointForm, EndpointView, KeyInput, StepName},
};

/// Asked first where it is listed: known everywhere, and one word of it costs less than $0.0001.
const CHEAP: &str = "gpt-4o-mini";
/// In the names of small, cheap chat models.
const SMALL: [&str; 6] = ["mini", "nano", "flash", "haiku", "small", "lite"];
/// Smaller limits are refused by some models.
const LIMIT: u32 = 64;

/// A check under way.
#[derive(Default)]
struct Check {
    steps: Vec<CheckStep>,
    asked_model: Option<String>,
    models: Option<Vec<ListedModel>>,
    failure: Option<Failure>,
    /// Whether anybody was asked at all.
    verified: bool,
}

/// A form whose parts are known to fit together.
struct Candidate {
    id: EndpointId,
    name: String,
    base: BaseUrl,
    key: Option<Bound>,
    /// The key came in with this form and is not stored yet.
    fresh: bool,
    pasted: bool,
    session_only: bool,
    plain_http_origin: Option<String>,
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
        let verified = !check.refuses() && check.failure.is_none();
        if verified && self.endpoints().environment() != Some(id) {
            self.write_endpoint(Endpoint {
                verified_ms: Some(clock::now_ms()),
                ..endpoint.clone()
            })
            .await?;
        }
        let view = self.endpoint_view(&self.endpoint(id)?);
        let mut report = check.report();
        report.endpoint = verified.then_some(view);
        Ok(report)
    }

    /// Stores an endpoint and its key as filled in, without asking anybody.
    pub async fn add_endpoint(&self, form: EndpointForm) -> Result<EndpointView, Failure> {
        let candidate = self.candidate(form).await?;
        let id = candidate.id;
        self.keep_candidate(
            candidate,
            Check {
                verified: false,
                ..Check::default()
            },
        )
        .await?;
        Ok(self.endpoint_view(&self.endpoint(id)?))
    }

    async fn candidate(&self, form: EndpointForm) -> Result<Candidate, Failure> {
        let base = BaseUrl::parse(&form.base_url).map_err(bad_url)?;
        let origin = base.origin();
        let before = form.id.and_then(|id| self.endpoints().get(id).cloned());
        let pasted = matches!(form.key, KeyInput::Pasted);
        let fresh = pasted || matches!(form.key, KeyInput::Typed(_));
        let key = match form.key {
            KeyInput::None => None,
            KeyInput::Typed(key) => Some(bind(key, &base)),
            KeyInput::Pasted => Some(bind(
                self.keys().take_pasted().ok_or(Failure::new(ErrorCode::NoKey))?,
                &base,
            )),
            // The key was stored for the old origin; for another one there is none.
            KeyInput::Keep => match &before {
                Some(before) => self.keys().read(before.id, &origin, before.key).await?,
                None => None,
            },
        };
        if key.is_some() && is_exposed(&origin) && !form.accept_plain_http {
            let failure = Failure::new(ErrorCode::BadRequest).with("reason", "plain_http");
            if let (true, Some(bound)) = (pasted, key) {
                self.keys().give_back(bound.key);
            }
            return Err(failure.with("origin", origin.to_string()));
        }
        let name = match form.name.trim() {
            "" => origin.host(),
            name => name.to_owned(),
        };
        let keeps_name = before.as_ref().is_some_and(|before| before.name == name);
        Ok(Candidate {
            id: before.map_or_else(|| EndpointId(Uuid::new_v4()), |before| before.id),
            name: if keeps_name {
                name
            } else {
                self.endpoints().free_name(&name)
            },
            plain_http_origin: (key.is_some() && is_exposed(&origin)).then(|| origin.to_string()),
            base,
            key,
            fresh,
            pasted,
            session_only: form.session_only,
        })
    }

    /// A pasted key whose check failed need not be pasted again; a typed one is gone, as the page's field is.
    fn give_back(&self, candidate: Candidate, check: Check) -> CheckReport {
        if let (true, Some(bound)) = (candidate.pasted && !check.refuses_key(), candidate.key) {
            self.keys().give_back(bound.key);
        }
        check.report()
    }

    async fn keep_candidate(&self, candidate: Candidate, check: Check) -> Result<CheckReport, Failure> {
        let Candidate {
            id,
            name,
            base,
            key,
            fresh,
            session_only,
            plain_http_origin,
            ..
        } = candidate;
        let before = self.endpoints().get(id).map(|before| before.key);
        let marker = match key {
            Some(bound) if fresh => self.keys().keep(id, bound, session_only).await?,
            Some(_) => before.unwrap_or_default(),
            None => KeyMarker::None,
        };
        let verified = check.verified && check.failure.is_none();
        let endpoint = Endpoint {
            id,
            name,
            base_url: base.to_string(),
            key: marker,
            plain_http_origin,
            verified_ms: verified.then(clock::now_ms),
            models: None,
            demo: false,
        };
        self.write_endpoint(endpoint.clone()).await?;
        let mut check = check;
        if let Some(models) = check.models.take() {
            self.keep_models(&endpoint, models).await?;
        }
        let mut report = check.report();
        report.endpoint = Some(self.endpoint_view(&self.endpoint(id)?));
        Ok(report)
    }

    /// Looks at the address with the key. A list that is also given without the key proves nothing about it: then one
    /// model is asked for one word.
    async fn check(&self, base: &BaseUrl, key: Option<&Bound>) -> Check {
        let mut check = Check {
            verified: true,
            ..Check::default()
        };
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
        let without = self.wire().models(base, None).await;
        if check.models.is_some() && without.is_err_and(|failure| refuses_key(&failure)) {
            check.step(StepName::Key, CheckOutcome::Ok, Some(elapsed_ms(started)));
            return;
        }
        let Some(model) = check.models.as_deref().and_then(cheapest) else {
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
    fn refuses_key(&self) -> bool {
        self.failed(StepName::Key)
    }

    /// Whether something failed without which the endpoint is of no use. One model that did not answer is not that.
    fn refuses(&self) -> bool {
        self.failed(StepName::Address) || self.refuses_key()
    }

    fn report(self) -> CheckReport {
        CheckReport {
            steps: self.steps,
            asked_model: self.asked_model,
            endpoint: None,
            failure: self.failure,
        }
    }
}

fn bind(key: Key, base: &BaseUrl) -> Bound {
    Bound {
        key,
        origin: base.origin(),
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
