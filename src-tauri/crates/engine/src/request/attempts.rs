//! Attempts of one request: sent, waited for and retried until it is answered or given up (quirks 35 and 42).

use std::{sync::Arc, time::Duration};

use chat::{Delta, Ending, ErrorCode, Event, Failure, Request};
use tokio::sync::Notify;
use wire::{AnswerStream, Step};

use crate::{
    Engine, clock,
    frames::mark::Mark,
    request::{
        budget::RequestBudget,
        queue::{Permit, Ticket},
        terms::{Terms, left_out},
    },
    session::{answer_ref::AnswerRef, live::LiveConversation},
};

/// Outcome of one attempt.
struct AttemptOutcome {
    ending: Ending,
    /// Whether any content had arrived.
    begun: bool,
}

/// Request under way, with what each attempt needs.
struct Attempt<'a> {
    engine: &'a Engine,
    answer_ref: AnswerRef,
    /// The request's number within its conversation.
    number: u64,
    request: &'a Request,
    budget: &'a RequestBudget,
}

/// Sends the request, and retries where a server or the network may recover. Only while
/// no content has arrived, because a retry would be billed again.
pub(crate) async fn exchange(
    engine: Engine,
    answer_ref: AnswerRef,
    request: Request,
    number: u64,
    mut ticket: Ticket,
    budget: Arc<RequestBudget>,
) -> Ending {
    let attempt_context = Attempt {
        engine: &engine,
        answer_ref,
        number,
        request: &request,
        budget: &budget,
    };
    let mut terms = engine.terms(request.endpoint, &request.model).await;
    let mut attempt = 0;
    loop {
        let permit = engine.wait_for_permit(answer_ref, number, &mut ticket).await;
        // Reserved only now, so that queued requests hold no money.
        if attempt == 0
            && let Err(failure) = engine.reserve(&budget, &request, &terms).await
        {
            return Ending::Failed(failure);
        }
        if !engine.request_sent(answer_ref, number, &terms).await {
            return Ending::Stopped;
        }
        let AttemptOutcome { ending, begun } = attempt_context.run_in_time(&mut terms).await;
        // Waiting for a retry holds no permit.
        drop(permit);
        engine.record_availability(&request, &ending).await;
        let Ending::Failed(failure) = ending else {
            return ending;
        };
        let Some(wait) = wire::retry::delay(attempt, &failure, begun, jitter()) else {
            return Ending::Failed(failure);
        };
        attempt += 1;
        tracing::info!(code = failure.code.as_str(), ?wait, attempt, "asking again");
        if !engine
            .wait_to_ask_again(answer_ref, number, failure, attempt, wait)
            .await
        {
            return Ending::Stopped;
        }
    }
}

impl Attempt<'_> {
    /// Runs one attempt, and ends it when the tab's time cap is reached.
    async fn run_in_time(&self, terms: &mut Terms) -> AttemptOutcome {
        let limits = self.budget.limits();
        let asked = self.run(terms);
        match (limits.seconds, limits.out_of_time()) {
            (Some(most), Some(failure)) => {
                let ending = Ending::Failed(failure);
                let late = AttemptOutcome { ending, begun: true };
                tokio::time::timeout(Duration::from_secs(most.into()), asked)
                    .await
                    .unwrap_or(late)
            }
            _ => asked.await,
        }
    }

    /// Runs one attempt to its end.
    async fn run(&self, terms: &mut Terms) -> AttemptOutcome {
        self.budget.request_sent();
        let outcome = match self.engine.open_stream(self.answer_ref, self.request).await {
            Ok(mut answering) => {
                self.learn(&answering, terms).await;
                self.read_answer(&mut answering).await
            }
            Err(failure) => AttemptOutcome {
                ending: Ending::Failed(failure),
                begun: false,
            },
        };
        if matches!(outcome.ending, Ending::Failed(_)) && !outcome.begun {
            self.budget.refused();
        }
        outcome
    }

    /// Records the parameters that this server refused.
    async fn learn(&self, answering: &AnswerStream, terms: &mut Terms) {
        let dropped = left_out(answering.adaptations());
        if dropped != terms.dropped {
            terms.dropped = dropped;
            self.budget.dropped(&terms.dropped);
            self.engine.tell_terms(self.answer_ref, self.number, terms).await;
        }
    }

    async fn read_answer(&self, answering: &mut AnswerStream) -> AttemptOutcome {
        let mut begun = false;
        while let Some(step) = answering.next().await {
            begun |= !matches!(step, Step::Delta(Delta::Served(_)) | Step::End(_));
            if let Some(ending) = self.on_step(step).await {
                return AttemptOutcome { ending, begun };
            }
        }
        // A stream of steps without an end would be a fault of ours.
        let ending = Ending::Failed(Failure::new(ErrorCode::Internal));
        AttemptOutcome { ending, begun }
    }

    /// Handles one step of the stream. `Some` if it was the last.
    async fn on_step(&self, step: Step) -> Option<Ending> {
        let AnswerRef { conversation, answer } = self.answer_ref;
        match step {
            Step::Delta(delta) if self.engine.on_delta(conversation, answer, self.number, &delta) => {
                self.budget.record_delta(&delta)
            }
            Step::Delta(_) => Some(Ending::Stopped),
            Step::Image(picture) => {
                let taken = self.engine.on_image(conversation, answer, self.number, picture);
                (!taken.await).then_some(Ending::Stopped)
            }
            Step::End(ending) => Some(ending),
        }
    }
}

fn sent_event(answer_ref: AnswerRef, terms: &Terms) -> Event {
    Event::RequestSent {
        answer: answer_ref.answer,
        price: terms.price,
        dropped: terms.dropped.clone(),
    }
}

/// From 0 to 1, another for each request.
fn jitter() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_bytes()[0]) / 255.0
}

impl Engine {
    /// Waits for a permit of the endpoint's queue. The answer shows that it is queued.
    async fn wait_for_permit(&self, answer_ref: AnswerRef, number: u64, ticket: &mut Ticket) -> Permit {
        if let Some(permit) = ticket.try_now() {
            return permit;
        }
        self.show_queued(answer_ref, number, true);
        let permit = ticket.wait().await;
        self.show_queued(answer_ref, number, false);
        permit
    }

    fn show_queued(&self, answer_ref: AnswerRef, number: u64, waits: bool) {
        if let Some(live) = self.sessions().get_mut(&answer_ref.conversation) {
            live.waits_for_slot(answer_ref.answer, number, waits);
            self.frames()
                .mark(answer_ref.conversation, answer_ref.answer, Mark::Whole);
        }
    }

    /// Records that the request is sent and starts its clock. `false` if it was stopped or replaced.
    async fn request_sent(&self, answer_ref: AnswerRef, number: u64, terms: &Terms) -> bool {
        let event = sent_event(answer_ref, terms);
        let begun = self.change_live(answer_ref, number, event, |live| live.restart(answer_ref.answer));
        begun.await.is_some()
    }

    /// Records that the terms of the request changed.
    async fn tell_terms(&self, answer_ref: AnswerRef, number: u64, terms: &Terms) {
        self.change_live(answer_ref, number, sent_event(answer_ref, terms), |_| ())
            .await;
    }

    /// Waits until it is time, or until the person wants it now; the answer says so meanwhile. `false` when the request
    /// no longer counts: stopping it ends the wait at once, as it drops this task.
    async fn wait_to_ask_again(
        &self,
        answer_ref: AnswerRef,
        number: u64,
        failure: Failure,
        attempt: u32,
        wait: Duration,
    ) -> bool {
        let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let event = Event::RetryAt {
            answer: answer_ref.answer,
            failure: failure.clone(),
            attempt,
            at_ms: clock::now_ms().saturating_add(wait_ms),
        };
        let until = tokio::time::Instant::now() + wait;
        let skipped = self.change_live(answer_ref, number, event, |live| {
            live.hold(answer_ref.answer, failure, attempt, wait)
        });
        match skipped.await.flatten() {
            Some(skipped) => {
                tokio::select! {
                    () = tokio::time::sleep_until(until) => {}
                    () = Notify::notified(&skipped) => {}
                }
                true
            }
            None => false,
        }
    }

    /// Applies an event of a running request and runs `also`. `None` if the request was stopped or replaced.
    async fn change_live<T: Send>(
        &self,
        answer_ref: AnswerRef,
        number: u64,
        event: Event,
        also: impl FnOnce(&mut LiveConversation) -> T + Send,
    ) -> Option<T> {
        let mut made = None;
        let changed = self.change(answer_ref.conversation, |live| {
            if live
                .request(answer_ref.answer)
                .is_none_or(|request| request.number != number)
            {
                return Ok(Vec::new());
            }
            let effects = live.conversation.apply(event, clock::now_ms())?;
            made = Some(also(live));
            Ok(effects)
        });
        changed.await.ok().and(made)
    }

    /// Asks again at once an answer that waits for its retry number `attempt`. One that does not is left as it is: the
    /// wait may be over already.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn retry_now(&self, answer: chat::AnswerId, attempt: u32) -> Result<(), Failure> {
        let answer_ref = self.answer_ref(answer)?;
        if let Some(live) = self.sessions().get_mut(&answer_ref.conversation) {
            live.skip(answer, attempt);
        }
        Ok(())
    }
}
