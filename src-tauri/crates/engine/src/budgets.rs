//! What the person allows to be spent, what was spent, and what the next send may cost.

use chat::{AnswerId, Bound, Caps, ConversationId, Cost, ErrorCode, Event, Failure, Meter, TabId, TurnId};
use store::Sum;
use uuid::Uuid;

use crate::{
    Engine, clock,
    talk::unknown,
    view::{BudgetsForm, BudgetsView, MayCost, SpentView},
};

/// The setting with the caps.
pub(crate) const BUDGETS: &str = "budgets";
/// The setting that says whether marking an answer best stops the others of its turn.
pub(crate) const STOP_REST: &str = "stop_rest_on_best";

impl Engine {
    /// The caps, and what was spent today and this month.
    pub async fn budgets(&self) -> Result<BudgetsView, Failure> {
        let now = clock::now_ms();
        let read = self.store().run(move |store| {
            let caps: Caps = store.setting(BUDGETS)?.unwrap_or_default();
            let stop_rest: bool = store.setting(STOP_REST)?.unwrap_or_default();
            Ok((caps, stop_rest, store.spent(now)?))
        });
        let (caps, stop_rest, spent) = read.await.map_err(|error| error.failure())?;
        Ok(BudgetsView {
            caps,
            day: shown(spent.day),
            month: shown(spent.month),
            month_ends_ms: spent.month_ends_ms,
            stop_rest,
        })
    }

    /// Sets the caps, as written; an empty one is none.
    ///
    /// Fails with `bad_request`, reason `amount` and the `field`, where one is no amount of money.
    pub async fn set_budgets(&self, form: BudgetsForm) -> Result<BudgetsView, Failure> {
        let (caps, stop_rest) = (form.read()?, form.stop_rest);
        self.keep(move |writer| {
            writer.set_setting(BUDGETS, &caps)?;
            writer.set_setting(STOP_REST, &stop_rest)
        })
        .await?;
        self.budgets().await
    }

    /// What a prompt to these tabs may cost at worst, and of which of them that is not known.
    pub async fn may_cost(&self, id: ConversationId, prompt: String, tabs: Vec<TabId>) -> Result<MayCost, Failure> {
        let caps = self.caps().await?;
        let mut may = MayCost::default();
        for tab in tabs {
            let request = self.request_of(id, tab, prompt.clone()).await?;
            let terms = self.terms(request.endpoint, &request.model).await;
            let listed = self.output_limit(&request).await;
            let bound = Bound::of(&request.messages, &request.parameters, listed, &terms.dropped);
            let meter = Meter::new(terms.price, bound);
            match (meter.worst(), meter.floor()) {
                (Some(worst), _) => may.worst = may.worst.plus(worst),
                (None, Some(_)) if terms.price.is_some_and(|price| price.is_free()) => {}
                (None, Some(floor)) => {
                    may.worst = may.worst.plus(floor);
                    may.unlimited.push(tab);
                }
                (None, None) => may.unpriced.push(tab),
            }
        }
        may.ask = caps.warn.filter(|warn| may.worst > *warn);
        may.capped = caps.any();
        Ok(may)
    }

    /// The request a prompt would become, without sending it: made in a copy of the conversation.
    async fn request_of(&self, id: ConversationId, tab: TabId, prompt: String) -> Result<chat::Request, Failure> {
        let answer = AnswerId(Uuid::new_v4());
        let attached = chat::Attached {
            files: self.draft_files(id).await?,
            unseen_by: Vec::new(),
        };
        let send = Event::Send {
            turn: TurnId(Uuid::new_v4()),
            prompt,
            attached,
            to: vec![(tab, answer)],
        };
        let made = |room: &crate::room::Room| {
            let mut copy = room.conversation.clone();
            copy.apply(send, 0).ok()?;
            let held = copy.answers.get(&answer)?;
            Some(chat::Request {
                answer,
                tab,
                endpoint: held.endpoint,
                model: held.model.clone(),
                messages: copy.messages_for(answer, false),
                parameters: copy.tab(tab)?.parameters.clone(),
                segment: 0,
            })
        };
        self.visit(id, made).await?.ok_or_else(unknown)
    }
}

fn shown(sum: Sum) -> SpentView {
    SpentView {
        cost: sum.cost,
        reserved: sum.reserved,
        unpriced: sum.unpriced,
    }
}

impl BudgetsForm {
    fn read(&self) -> Result<Caps, Failure> {
        Ok(Caps {
            send: amount("send", &self.send)?,
            day: amount("day", &self.day)?,
            month: amount("month", &self.month)?,
            warn: amount("warn", &self.warn)?,
        })
    }
}

/// USD as written, with or without its sign.
fn amount(field: &str, text: &str) -> Result<Option<Cost>, Failure> {
    let written = text.trim().trim_start_matches('$').trim_start().replace(',', ".");
    if written.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        Failure::new(ErrorCode::BadRequest)
            .with("reason", "amount")
            .with("field", field)
    };
    Cost::from_usd(&written).map(Some).ok_or_else(wrong)
}
