//! Checking an endpoint in six steps, told live: address, TLS, key, model, streaming, usage.
//!
//! The list is read with the key and without it. Where that proves the key, nothing is asked. Where the list is public,
//! the cheapest listed chat model is asked for one word, named before it is sent. A model on this computer is never
//! asked: that might load it.

mod probe;
mod steps;
mod subject;

use std::time::Instant;

use chat::{CommandId, EndpointId, ErrorCode, Failure};
use wire::{BaseUrl, Purpose};

pub(crate) use steps::Check;
pub(crate) use subject::Subject;
use subject::elapsed_ms;

use crate::{
    Engine, clock,
    endpoints::keys::Bound,
    view::{CheckOutcome, CheckReport, EndpointForm, EndpointView, StepName, StepReason},
};

impl Engine {
    /// Checks an endpoint as filled in; when everything needed worked, stores it and its key.
    ///
    /// A form that cannot be checked is an error; what the check found is a report.
    pub async fn save_endpoint(&self, command: CommandId, form: EndpointForm) -> Result<CheckReport, Failure> {
        self.once(command, move |engine| async move {
            let candidate = engine.candidate(form).await?;
            let client = engine.client_of(&candidate).await?;
            let check = engine.check(&candidate.subject(&client), command.to_string()).await;
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
        let client = self.endpoint_client(&endpoint).await?;
        let subject = Subject {
            client: &client.http.with_purpose(Purpose::Check),
            base: &client.base,
            key: client.key.as_ref(),
            settings: &crate::endpoints::settings::endpoint_settings(&endpoint),
        };
        let check = self.check(&subject, id.to_string()).await;
        if check.verifies() {
            let now = clock::now_ms();
            self.update_endpoint(id, move |endpoint| endpoint.verified_ms = Some(now))
                .await?;
        }
        let works = check.works();
        let mut report = check.about(id).report();
        if works {
            report.endpoint = Some(self.endpoint_view(&self.endpoint(id)?));
        }
        Ok(report)
    }

    /// Stores an endpoint and its key as filled in, without asking anybody.
    pub async fn add_endpoint(&self, form: EndpointForm) -> Result<EndpointView, Failure> {
        let candidate = self.candidate(form).await?;
        let id = candidate.id;
        self.keep_candidate(candidate, Check::untold()).await?;
        Ok(self.endpoint_view(&self.endpoint(id)?))
    }

    pub(crate) async fn check(&self, subject: &Subject<'_>, about: String) -> Check {
        let mut check = Check::new(about, self.check_teller());
        if check_address(&mut check, subject).await {
            check_model(&mut check, subject).await;
        }
        check
    }
}

/// The list with the key tells of address, TLS, and of a key that is refused. Whether to go on.
async fn check_address(check: &mut Check, subject: &Subject<'_>) -> bool {
    check.begin(StepName::Address);
    let started = Instant::now();
    let credential = subject.key.map(Bound::credential);
    let listed = subject.client.models(subject.base, credential).await;
    let ms = Some(elapsed_ms(started));
    let failure = match listed {
        Ok(models) => {
            check.list(models);
            None
        }
        // A server without a list still takes a pasted id.
        Err(failure) if has_no_list(&failure) => None,
        Err(failure) => Some(failure),
    };
    match failure {
        Some(failure) if failure.code == ErrorCode::Tls => {
            check.end(StepName::Address, CheckOutcome::Ok, None, ms);
            check.fail(StepName::Tls, failure, ms);
            false
        }
        Some(failure) if !refuses_key(&failure) => {
            check.fail(StepName::Address, failure, ms);
            false
        }
        refused => {
            check.end(StepName::Address, CheckOutcome::Ok, None, ms);
            check_tls(check, subject.base);
            refused.map(|failure| check.fail(StepName::Key, failure, ms)).is_none()
        }
    }
}

/// Key and model belong together: only an answer proves the key of a public list.
async fn check_model(check: &mut Check, subject: &Subject<'_>) {
    check.begin(StepName::Key);
    let started = Instant::now();
    let proven = match subject.key {
        Some(_) if check.models.is_some() => {
            let without = subject.client.models(subject.base, None).await;
            without.is_err_and(|failure| refuses_key(&failure))
        }
        _ => false,
    };
    let Some(model) = model_to_ask(check, subject, proven) else {
        check.end_unasked(subject.key.is_some(), proven, subject.is_local(), elapsed_ms(started));
        return;
    };
    check.asking(&model);
    let word = probe::ask(subject, &model).await;
    check.asked_model = Some(model);
    match word {
        Err(failure) if failure.code == ErrorCode::Unauthorised => {
            check.fail(StepName::Key, failure, Some(elapsed_ms(started)));
        }
        // Also where this model is not permitted: another may be.
        Err(failure) => {
            let accepted = failure.status.is_some_and(|status| (400..500).contains(&status));
            check.end_key(subject.key.is_some(), proven, accepted, elapsed_ms(started));
            check.fail(StepName::Model, failure, Some(elapsed_ms(started)));
        }
        Ok(word) => {
            check.end_key(subject.key.is_some(), proven, true, elapsed_ms(started));
            check.end_answered(&word);
        }
    }
}

fn check_tls(check: &mut Check, base: &BaseUrl) {
    let origin = base.origin();
    let (outcome, reason) = match (origin.is_plain_http(), origin.is_loopback()) {
        (false, _) => (CheckOutcome::Ok, None),
        (true, true) => (CheckOutcome::Skipped, Some(StepReason::Loopback)),
        (true, false) => (CheckOutcome::Warned, Some(StepReason::PlainHttp)),
    };
    check.end(StepName::Tls, outcome, reason, None);
}

/// The model to ask for one word: the one the person named, or the cheapest of a public list where there is a key to
/// prove. None on this computer.
fn model_to_ask(check: &Check, subject: &Subject<'_>, proven: bool) -> Option<String> {
    if subject.is_local() {
        return None;
    }
    if let Some(named) = subject.named_model() {
        return Some(named.to_owned());
    }
    subject.key.filter(|_| !proven)?;
    probe::cheapest(check.models.as_deref()?)
}

pub(crate) fn refuses_key(failure: &Failure) -> bool {
    matches!(failure.code, ErrorCode::Unauthorised | ErrorCode::Forbidden)
}

fn has_no_list(failure: &Failure) -> bool {
    matches!(failure.status, Some(404 | 405 | 501))
}
