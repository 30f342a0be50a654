//! What a prompt would come to before it is sent: tokens to read, and money, over all tabs it goes to.

use chat::{Attachment, ConversationId, Cost, EndpointId, Failure, Message, Price, TabId, TokenRange, Usage, estimate};

use crate::{
    Engine,
    session::live::LiveConversation,
    view::{CostRange, Estimate},
};

/// How long answers are where nothing is known of them: from a word to a long explanation with its thoughts, in tokens.
const USUAL_ANSWER: TokenRange = TokenRange { low: 20, high: 2_000 };

/// What one tab would be asked.
struct Recipient {
    endpoint: EndpointId,
    model: String,
    messages: Vec<Message>,
    /// Tokens of the answer, as far as can be told.
    answer: TokenRange,
    bounded: bool,
}

impl Engine {
    /// What sending `prompt` and the draft's files to these tabs would come to. Without a price it has tokens only.
    pub async fn estimate(&self, id: ConversationId, prompt: String, tabs: Vec<TabId>) -> Result<Estimate, Failure> {
        let files = self.draft_files(id).await?;
        let asked = self.read(id, |live| recipients(live, &prompt, &files, &tabs)).await?;
        let mut sum = Estimate {
            bounded: true,
            ..Estimate::default()
        };
        for recipient in asked {
            let price = self.terms(recipient.endpoint, &recipient.model).await.price;
            sum.add(&recipient, price);
        }
        Ok(sum)
    }
}

impl Estimate {
    fn add(&mut self, asked: &Recipient, price: Option<Price>) {
        let input = estimate::of_messages(&asked.messages, &asked.model);
        self.input = self.input.plus(input);
        self.bounded &= asked.bounded;
        let cost = |price: Price| {
            Some(CostRange {
                low: cost(price, input.low, asked.answer.low)?,
                high: cost(price, input.high, asked.answer.high)?,
            })
        };
        match price.and_then(cost) {
            Some(more) => {
                let known = self.cost.unwrap_or_default();
                self.cost = Some(CostRange {
                    low: known.low.plus(more.low),
                    high: known.high.plus(more.high),
                });
            }
            None => self.unpriced += 1,
        }
    }
}

fn recipients(live: &LiveConversation, prompt: &str, files: &[Attachment], tabs: &[TabId]) -> Vec<Recipient> {
    let conversation = &live.conversation;
    let recipient = |id: &TabId| {
        let tab = conversation.tab(*id)?;
        let limit = estimate::answer_limit(&tab.parameters);
        let earlier = conversation.path(*id).into_iter().filter_map(|answer| {
            let usage = answer.metrics(None).usage;
            usage.completion_tokens.filter(|_| answer.state.is_final())
        });
        Some(Recipient {
            endpoint: tab.endpoint,
            model: tab.model.clone(),
            messages: conversation.messages_if_sent(*id, prompt, files, false),
            answer: estimate::of_answer(earlier, USUAL_ANSWER, limit),
            bounded: limit.is_some(),
        })
    };
    tabs.iter().filter_map(recipient).collect()
}

fn cost(price: Price, read: u64, written: u64) -> Option<Cost> {
    price.cost_of(&Usage {
        prompt_tokens: Some(read),
        completion_tokens: Some(written),
        ..Usage::default()
    })
}
