//! Budget of one request: reserved before it is sent, counted while it runs, settled with its true cost.

use std::{collections::HashMap, sync::Arc};

use chat::{
    AnswerLimits, Bill, Bound, Caps, Cost, Delta, Ending, EndpointId, ErrorCode, Failure, Meter, RefusalReason,
    Request, TurnId,
};
use parking_lot::{Mutex, MutexGuard};
use store::{Period, Reservation, Reserved, Settlement};
use uuid::Uuid;

use crate::{Engine, clock, request::terms::Terms, session::answer_ref::AnswerRef, spending::caps::CAPS};

/// Budgets of the running requests, by ID.
#[derive(Default)]
pub(crate) struct RequestBudgets(Mutex<HashMap<Uuid, Arc<RequestBudget>>>);

/// Budget of one request.
pub(crate) struct RequestBudget {
    id: Uuid,
    send: TurnId,
    at_ms: i64,
    limits: AnswerLimits,
    count: Mutex<Count>,
}

#[derive(Default)]
struct Count {
    meter: Meter,
    share: Option<Cost>,
    settled: bool,
}

impl RequestBudget {
    fn new(send: TurnId, limits: AnswerLimits) -> Self {
        Self {
            id: Uuid::new_v4(),
            send,
            at_ms: clock::now_ms(),
            limits,
            count: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Count> {
        self.count.lock()
    }

    /// Returns the caps of the tab for one answer.
    pub(crate) fn limits(&self) -> AnswerLimits {
        self.limits
    }

    /// Records that the request is sent, for the first time or as a retry.
    pub(crate) fn request_sent(&self) {
        self.lock().meter.request_sent();
    }

    /// Records that the request was refused before any content arrived.
    pub(crate) fn refused(&self) {
        self.lock().meter.refused();
    }

    /// Records the parameters that were left out: without its limit the answer counts as unlimited.
    pub(crate) fn dropped(&self, dropped: &[String]) {
        if dropped.iter().any(|name| name.starts_with("max_")) {
            self.lock().meter.unlimited();
        }
    }

    /// Counts a delta. Returns how to end the answer if its share is used up or its tab's cap is reached.
    pub(crate) fn record_delta(&self, delta: &Delta) -> Option<Ending> {
        let mut count = self.lock();
        count.meter.record_delta(delta);
        if !matches!(delta, Delta::Text(_) | Delta::Reasoning(_)) {
            return None;
        }
        let past = count.share.filter(|share| count.meter.is_past(*share));
        let capped = past.map(|share| capped(RefusalReason::CapRunning).with("share", usd(share)));
        let failure = capped.or_else(|| self.limits.out_of_tokens(count.meter.tokens()))?;
        Some(Ending::Failed(failure))
    }

    fn reservation(&self, worst: Option<Cost>, floor: Cost, sharers: u64) -> Reservation {
        Reservation {
            id: self.id,
            send: self.send,
            at_ms: self.at_ms,
            worst,
            floor,
            sharers,
        }
    }
}

impl Engine {
    /// Opens the budget of a request.
    pub(crate) fn open_budget(&self, answer_ref: AnswerRef, request: &Request) -> Arc<RequestBudget> {
        let sessions = self.sessions();
        let answer = sessions
            .get(&answer_ref.conversation)
            .and_then(|live| live.conversation.answers.get(&answer_ref.answer));
        let send = answer.map_or(TurnId(Uuid::nil()), |answer| answer.turn);
        drop(sessions);
        let budget = Arc::new(RequestBudget::new(send, request.parameters.limits));
        self.request_budgets().lock().insert(budget.id, budget.clone());
        budget
    }

    /// Reserves the worst-case cost of a request, if there are caps and its price is known.
    ///
    /// Fails with `cap_reached`, its `reason` one of `cap_send`, `cap_day`, `cap_month`, where it does not fit.
    pub(crate) async fn reserve(
        &self,
        budget: &RequestBudget,
        request: &Request,
        terms: &Terms,
    ) -> Result<(), Failure> {
        let bound = |listed| Bound::for_request(&request.messages, &request.parameters, listed, &terms.dropped);
        let unlisted = bound(None);
        budget.lock().meter = Meter::new(terms.price, unlisted);
        let caps = self.caps().await?;
        if !caps.any() || terms.price.is_none_or(|price| price.is_free()) {
            return Ok(());
        }
        if unlisted.output.is_none() {
            let listed = self.output_limit(request.endpoint, &request.model).await;
            budget.lock().meter = Meter::new(terms.price, bound(listed));
        }
        self.reserve_within(budget, caps).await
    }

    async fn reserve_within(&self, budget: &RequestBudget, caps: Caps) -> Result<(), Failure> {
        let (worst, floor) = {
            let count = budget.lock();
            (count.meter.worst(), count.meter.floor())
        };
        // Without a rate for both ways the price says nothing of the cost.
        let Some(floor) = floor else { return Ok(()) };
        let wanted = budget.reservation(worst, floor, self.sharers(budget.send));
        let held = self
            .store()
            .run(move |store| store.write(|writer| writer.reserve(&caps, &wanted)))
            .await?;
        match held {
            Reserved::Share(share) => {
                budget.lock().share = Some(share);
                Ok(())
            }
            Reserved::Refused { period, cap, left } => Err(capped(reason(period))
                .with("cap", usd(cap))
                .with("left", usd(left))
                .with("worst", usd(worst.unwrap_or(floor)))),
        }
    }

    /// Counts the requests of a prompt that have no reservation yet.
    fn sharers(&self, send: TurnId) -> u64 {
        let request_budgets = self.request_budgets().lock();
        request_budgets
            .values()
            .filter(|budget| budget.send == send && budget.lock().share.is_none())
            .count() as u64
    }

    /// How many tokens a model writes at most, as far as its list says.
    pub(crate) async fn output_limit(&self, endpoint: EndpointId, model: &str) -> Option<u64> {
        self.capabilities(endpoint, model).await.output.map(u64::from)
    }

    /// The caps as they are now; another process may have set them.
    pub(crate) async fn caps(&self) -> Result<Caps, Failure> {
        let caps = self.setting(&CAPS).await?;
        Ok(caps.unwrap_or_default().into())
    }

    /// Queues the write of a request's true cost, in place of its reservation.
    pub(crate) fn settle_budget(&self, budget: &RequestBudget) {
        self.request_budgets().lock().remove(&budget.id);
        let mut count = budget.lock();
        if std::mem::replace(&mut count.settled, true) {
            return;
        }
        let settled = match count.meter.bill() {
            Bill::Nothing => None,
            Bill::Exact(cost) => Some(Settlement::Exact(cost)),
            Bill::AtMost(cost) => Some(Settlement::AtMost(cost)),
            Bill::Unpriced => Some(Settlement::Unpriced),
        };
        let nothing = matches!(settled, None | Some(Settlement::Exact(Cost(0))));
        if nothing && count.share.is_none() {
            return;
        }
        let wanted = budget.reservation(None, Cost(0), 1);
        // The write is not awaited: the store runs jobs in the order of these calls.
        drop(
            self.store()
                .run(move |store| store.write(|writer| writer.settle(&wanted, settled))),
        );
    }

    /// Settles everything under way, as the process is about to end.
    pub(crate) fn settle_all(&self) {
        let held: Vec<Arc<RequestBudget>> = self.request_budgets().lock().values().cloned().collect();
        for budget in &held {
            self.settle_budget(budget);
        }
    }
}

impl RequestBudgets {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<RequestBudget>>> {
        self.0.lock()
    }
}

fn capped(reason: RefusalReason) -> Failure {
    Failure::new(ErrorCode::CapReached).with_reason(reason)
}

fn reason(period: Period) -> RefusalReason {
    match period {
        Period::Send => RefusalReason::CapSend,
        Period::Day => RefusalReason::CapDay,
        Period::Month => RefusalReason::CapMonth,
    }
}

/// Formats USD to the millionth, rounded up, so that no amount is understated.
fn usd(cost: Cost) -> String {
    const MICRO: u64 = 1_000_000;
    let micro = cost.0.div_ceil(MICRO).saturating_mul(MICRO);
    let text = Cost(micro).usd();
    match text.split_once('.') {
        Some((_, cents)) if cents.len() < 2 => format!("{text}0"),
        _ => text,
    }
}
