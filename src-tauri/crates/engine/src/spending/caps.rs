//! What the person allows to be spent, what was spent, and what the next send may cost.

use chat::{
    Attachment, Bound, Caps, ConversationId, Cost, Failure, FormField, Message, Meter, RefusalReason, Tab, TabId,
};
use store::Spend;

use crate::{
    Engine, clock,
    failure::unknown,
    session::live::LiveConversation,
    setting::Setting,
    stored::StoredCaps,
    view::{BudgetsForm, BudgetsView, MayCost, SpentView},
};

/// The setting with the caps.
pub(crate) const CAPS: Setting<StoredCaps> = Setting::new("budgets");
/// The setting that says whether marking an answer best stops the others of its turn.
pub(crate) const STOP_REST: Setting<bool> = Setting::new("stop_rest_on_best");

impl Engine {
    /// The caps, and what was spent today and this month.
    pub async fn budgets(&self) -> Result<BudgetsView, Failure> {
        let now = clock::now_ms();
        let read = self.store().run(move |store| {
            let caps = CAPS.read(store)?;
            let stop_rest = STOP_REST.read(store)?;
            Ok((caps, stop_rest, store.spent(now)?))
        });
        let (caps, stop_rest, spent) = read.await?;
        Ok(BudgetsView {
            caps: caps.into(),
            day: shown(spent.day),
            month: shown(spent.month),
            month_ends_ms: spent.month_ends_ms,
            stop_rest,
        })
    }

    /// Sets the caps, as written; an empty one is none.
    ///
    /// Fails with `bad_request`, reason `amount` and the `field`, if one is not an amount of money.
    pub async fn set_budgets(&self, form: BudgetsForm) -> Result<BudgetsView, Failure> {
        let (caps, stop_rest) = (form.read()?, form.stop_rest);
        self.write(move |writer| {
            CAPS.write(writer, &StoredCaps::from(caps))?;
            STOP_REST.write(writer, &stop_rest)
        })
        .await?;
        self.budgets().await
    }

    /// What a prompt to these tabs, with the draft's files, may cost at worst, and of which of them that is not known.
    pub async fn may_cost(&self, id: ConversationId, prompt: String, tabs: Vec<TabId>) -> Result<MayCost, Failure> {
        let caps = self.caps().await?;
        let files = self.draft_files(id).await?;
        let asked = |live: &LiveConversation| tabs.iter().map(|tab| asked(live, *tab, &prompt, &files)).collect();
        let requests: Option<Vec<Asked>> = self.read(id, asked).await?;
        let mut may = MayCost::default();
        for Asked { tab, messages } in requests.ok_or_else(unknown)? {
            let terms = self.terms(tab.endpoint, &tab.model).await;
            let listed = self.output_limit(tab.endpoint, &tab.model).await;
            let bound = Bound::for_request(&messages, &tab.parameters, listed, &terms.dropped);
            let meter = Meter::new(terms.price, bound);
            match (meter.worst(), meter.floor()) {
                (Some(worst), _) => may.worst = may.worst.plus(worst),
                (None, Some(_)) if terms.price.is_some_and(|price| price.is_free()) => {}
                (None, Some(floor)) => {
                    may.worst = may.worst.plus(floor);
                    may.unlimited.push(tab.id);
                }
                (None, None) => may.unpriced.push(tab.id),
            }
        }
        may.ask = caps.warn.filter(|warn| may.worst > *warn);
        may.capped = caps.any();
        Ok(may)
    }
}

/// A tab, and what its model would be asked.
struct Asked {
    tab: Tab,
    messages: Vec<Message>,
}

/// What a prompt would ask of a tab; `None` where it could not be sent.
fn asked(live: &LiveConversation, tab: TabId, prompt: &str, files: &[Attachment]) -> Option<Asked> {
    if prompt.trim().is_empty() && files.is_empty() {
        return None;
    }
    let open = live.conversation.tab(tab).filter(|tab| !tab.closed)?;
    Some(Asked {
        tab: open.clone(),
        messages: live.conversation.messages_if_sent(tab, prompt, files, false),
    })
}

fn shown(sum: Spend) -> SpentView {
    SpentView {
        cost: sum.cost,
        reserved: sum.reserved,
        unpriced: sum.unpriced,
    }
}

impl BudgetsForm {
    fn read(&self) -> Result<Caps, Failure> {
        Ok(Caps {
            send: amount(FormField::Send, &self.send)?,
            day: amount(FormField::Day, &self.day)?,
            month: amount(FormField::Month, &self.month)?,
            warn: amount(FormField::Warn, &self.warn)?,
        })
    }
}

/// USD as written, with or without its sign.
fn amount(field: FormField, text: &str) -> Result<Option<Cost>, Failure> {
    let written = text.trim().trim_start_matches('$').trim_start().replace(',', ".");
    if written.is_empty() {
        return Ok(None);
    }
    let wrong = || Failure::refused_field(field, RefusalReason::Amount);
    Cost::from_usd(&written).map(Some).ok_or_else(wrong)
}
