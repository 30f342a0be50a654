//! One request until it is answered or given up: asked, waited for, asked again (quirks 35 and 42).

use std::{sync::Arc, time::Duration};

use chat::{Delta, Ending, ErrorCode, Event, Failure, Price, Request};
use tokio::sync::Notify;
use wire::{Answering, Step};

use crate::{
    Engine, clock,
    frames::state::Mark,
    models::prices::left_out,
    request::{
        budget::Purse,
        queue::{Slot, Ticket},
        task::Place,
    },
    session::live::Room,
};

/// On which terms a request goes out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    /// What its model costs now, where that is known.
    pub(crate) price: Option<Price>,
    /// Members of the request that this server refuses for this model.
    pub(crate) dropped: Vec<String>,
}

/// How one asking ended.
struct Heard {
    ending: Ending,
    /// Whether anything of an answer had come.
    begun: bool,
}

/// A request on its way, with what each of its askings needs.
struct Asker<'a> {
    engine: &'a Engine,
    place: Place,
    /// Which of the answer's requests it is.
    number: u64,
    request: &'a Request,
    purse: &'a Purse,
}

/// Asks, and asks again where a server or the network may get over it: only while
/// nothing of an answer has come, for it would be billed twice.
pub(crate) async fn exchange(
    engine: Engine,
    place: Place,
    request: Request,
    number: u64,
    mut ticket: Ticket,
    purse: Arc<Purse>,
) -> Ending {
    let asker = Asker {
        engine: &engine,
        place,
        number,
        request: &request,
        purse: &purse,
    };
    let mut terms = engine.terms(request.endpoint, &request.model).await;
    let mut attempt = 0;
    loop {
        let slot = engine.slot(place, number, &mut ticket).await;
        // Only now, so that what waits for its slot keeps no money from what runs.
        if attempt == 0
            && let Err(failure) = engine.set_aside(&purse, &request, &terms).await
        {
            return Ending::Failed(failure);
        }
        if !engine.goes_out(place, number, &terms).await {
            return Ending::Stopped;
        }
        let Heard { ending, begun } = asker.ask_in_time(&mut terms).await;
        // A wait to be asked again holds up nobody.
        drop(slot);
        engine.mark_model(&request, &ending).await;
        let Ending::Failed(failure) = ending else {
            return ending;
        };
        let Some(wait) = wire::retry::advise(attempt, &failure, begun, jitter()) else {
            return Ending::Failed(failure);
        };
        attempt += 1;
        tracing::info!(code = failure.code.as_str(), ?wait, attempt, "asking again");
        if !engine.wait_to_ask_again(place, number, failure, attempt, wait).await {
            return Ending::Stopped;
        }
    }
}

impl Asker<'_> {
    /// Asks once, and lets go of the request when its tab's time for an answer is up.
    async fn ask_in_time(&self, terms: &mut Terms) -> Heard {
        let limits = self.purse.limits();
        let asked = self.ask_once(terms);
        match (limits.seconds, limits.out_of_time()) {
            (Some(most), Some(failure)) => {
                let ending = Ending::Failed(failure);
                let late = Heard { ending, begun: true };
                tokio::time::timeout(Duration::from_secs(most.into()), asked)
                    .await
                    .unwrap_or(late)
            }
            _ => asked.await,
        }
    }

    /// Asks once, to its end.
    async fn ask_once(&self, terms: &mut Terms) -> Heard {
        self.purse.goes_out();
        let heard = match self.engine.open_stream(self.place, self.request).await {
            Ok(mut answering) => {
                self.learn(&answering, terms).await;
                self.hear(&mut answering).await
            }
            Err(failure) => Heard {
                ending: Ending::Failed(failure),
                begun: false,
            },
        };
        if matches!(heard.ending, Ending::Failed(_)) && !heard.begun {
            self.purse.refused();
        }
        heard
    }

    /// Notes what this server turned out to refuse.
    async fn learn(&self, answering: &Answering, terms: &mut Terms) {
        let dropped = left_out(answering.adaptations());
        if dropped != terms.dropped {
            terms.dropped = dropped;
            self.purse.dropped(&terms.dropped);
            self.engine.tell_terms(self.place, self.number, terms).await;
        }
    }

    async fn hear(&self, answering: &mut Answering) -> Heard {
        let mut begun = false;
        while let Some(step) = answering.next().await {
            begun |= !matches!(step, Step::Delta(Delta::Served(_)) | Step::End(_));
            if let Some(ending) = self.take(step).await {
                return Heard { ending, begun };
            }
        }
        // A stream of steps without an end would be a fault of ours.
        let ending = Ending::Failed(Failure::new(ErrorCode::Internal));
        Heard { ending, begun }
    }

    /// One step of the answer; `Some` when it was the last.
    async fn take(&self, step: Step) -> Option<Ending> {
        let Place { conversation, answer } = self.place;
        match step {
            Step::Delta(delta) if self.engine.take(conversation, answer, self.number, &delta) => {
                self.purse.hear(&delta)
            }
            Step::Delta(_) => Some(Ending::Stopped),
            Step::Image(picture) => {
                let taken = self.engine.take_image(conversation, answer, self.number, picture);
                (!taken.await).then_some(Ending::Stopped)
            }
            Step::End(ending) => Some(ending),
        }
    }
}

fn goes_out(place: Place, terms: &Terms) -> Event {
    Event::GoesOut {
        answer: place.answer,
        price: terms.price,
        dropped: terms.dropped.clone(),
    }
}

/// From 0 to 1, another for each request.
fn jitter() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_bytes()[0]) / 255.0
}

impl Engine {
    /// Waits for a slot at the endpoint; the answer says so meanwhile.
    async fn slot(&self, place: Place, number: u64, ticket: &mut Ticket) -> Slot {
        if let Some(slot) = ticket.now() {
            return slot;
        }
        self.tell_slot(place, number, true);
        let slot = ticket.slot().await;
        self.tell_slot(place, number, false);
        slot
    }

    fn tell_slot(&self, place: Place, number: u64, waits: bool) {
        if let Some(room) = self.rooms().get_mut(&place.conversation) {
            room.waits_for_slot(place.answer, number, waits);
            self.frames().mark(place.conversation, place.answer, Mark::Whole);
        }
    }

    /// Notes that a request goes out, and that its time begins now. `false` when it no longer counts.
    async fn goes_out(&self, place: Place, number: u64, terms: &Terms) -> bool {
        let event = goes_out(place, terms);
        let begun = self.change_live(place, number, event, |room| room.restart(place.answer));
        begun.await.is_some()
    }

    /// Notes that the request went out on other terms than it began with.
    async fn tell_terms(&self, place: Place, number: u64, terms: &Terms) {
        self.change_live(place, number, goes_out(place, terms), |_| ()).await;
    }

    /// Waits until it is time, or until the person wants it now; the answer says so meanwhile. `false` when the request
    /// no longer counts: stopping it ends the wait at once, as it drops this task.
    async fn wait_to_ask_again(
        &self,
        place: Place,
        number: u64,
        failure: Failure,
        attempt: u32,
        wait: Duration,
    ) -> bool {
        let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let event = Event::RetryAt {
            answer: place.answer,
            failure: failure.clone(),
            attempt,
            at_ms: clock::now_ms().saturating_add(wait_ms),
        };
        let until = tokio::time::Instant::now() + wait;
        let skipped = self.change_live(place, number, event, |room| {
            room.hold(place.answer, failure, attempt, wait)
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

    /// One event of a request that still counts, and what goes with it. `None` when it does not.
    async fn change_live<T: Send>(
        &self,
        place: Place,
        number: u64,
        event: Event,
        also: impl FnOnce(&mut Room) -> T + Send,
    ) -> Option<T> {
        let mut made = None;
        let changed = self.change(place.conversation, |room| {
            if room.live(place.answer).is_none_or(|live| live.request != number) {
                return Ok(Vec::new());
            }
            let effects = room.conversation.apply(event, clock::now_ms())?;
            made = Some(also(room));
            Ok(effects)
        });
        changed.await.ok().and(made)
    }

    /// Asks again at once an answer that waits for its retry number `attempt`. One that does not is left as it is: the
    /// wait may be over already.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn retry_now(&self, answer: chat::AnswerId, attempt: u32) -> Result<(), Failure> {
        let place = self.place(answer)?;
        if let Some(room) = self.rooms().get_mut(&place.conversation) {
            room.skip(answer, attempt);
        }
        Ok(())
    }
}
