//! One request until it is answered or given up: asked, waited for, asked again (quirks 35 and 42).

use std::{sync::Arc, time::Duration};

use chat::{Delta, Ending, ErrorCode, Event, Failure, Price, Request};
use tokio::sync::Notify;
use wire::{Answering, Step};

use crate::{
    Engine,
    asking::Place,
    clock,
    frames::Mark,
    prices::left_out,
    purse::Purse,
    room::Room,
    slots::{Slot, Ticket},
};

/// On which terms a request goes out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    /// What its model costs now, where that is known.
    pub(crate) price: Option<Price>,
    /// Members of the request that this server refuses for this model.
    pub(crate) dropped: Vec<String>,
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
        let (ending, begun) = ask_in_time(&engine, place, &request, number, &mut terms, &purse).await;
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

/// One request, which is dropped when its tab's time for an answer is up.
async fn ask_in_time(
    engine: &Engine,
    place: Place,
    request: &Request,
    number: u64,
    terms: &mut Terms,
    purse: &Purse,
) -> (Ending, bool) {
    let asked = ask_once(engine, place, request, number, terms, purse);
    match (purse.limits().seconds, purse.limits().out_of_time()) {
        (Some(most), Some(failure)) => tokio::time::timeout(Duration::from_secs(most.into()), asked)
            .await
            .unwrap_or((Ending::Failed(failure), true)),
        _ => asked.await,
    }
}

/// One request to its end, and whether anything of an answer came.
async fn ask_once(
    engine: &Engine,
    place: Place,
    request: &Request,
    number: u64,
    terms: &mut Terms,
    purse: &Purse,
) -> (Ending, bool) {
    let mut begun = false;
    purse.goes_out();
    let mut answering = match engine.open_stream(place, request).await {
        Ok(answering) => answering,
        Err(failure) => {
            purse.refused();
            return (Ending::Failed(failure), begun);
        }
    };
    let dropped = left_out(answering.adaptations());
    if dropped != terms.dropped {
        terms.dropped = dropped;
        purse.dropped(&terms.dropped);
        engine.tell_terms(place, number, terms).await;
    }
    let ending = hear(engine, place, number, &mut answering, &mut begun, purse).await;
    if matches!(ending, Ending::Failed(_)) && !begun {
        purse.refused();
    }
    (ending, begun)
}

async fn hear(
    engine: &Engine,
    place: Place,
    number: u64,
    answering: &mut Answering,
    begun: &mut bool,
    purse: &Purse,
) -> Ending {
    while let Some(step) = answering.next().await {
        match step {
            Step::Delta(delta) => {
                *begun |= !matches!(delta, Delta::Served(_));
                if !engine.take(place.conversation, place.answer, number, &delta) {
                    return Ending::Stopped;
                }
                if let Some(ending) = purse.hear(&delta) {
                    return ending;
                }
            }
            Step::Image(picture) => {
                *begun = true;
                if !engine
                    .take_image(place.conversation, place.answer, number, picture)
                    .await
                {
                    return Ending::Stopped;
                }
            }
            Step::End(ending) => return ending,
        }
    }
    // A stream of steps without an end would be a fault of ours.
    Ending::Failed(Failure::new(ErrorCode::Internal))
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
