//! Effects: what the engine has to do after an event.

use crate::{AnswerId, EndpointId, Message, Parameters, TabId, TurnId};

/// One thing to do. [`Conversation::apply`](crate::Conversation::apply) returns them in the order to do them:
/// requests to drop, then what must be on disk, then requests to send.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask a model. Exactly one for each time an answer is asked.
    Request(Request),
    /// Drop the request of this answer now, and hand in nothing more of it: the same answer may be asked again.
    Cancel(AnswerId),
    /// The conversation's own row changed: title or times.
    SaveConversation,
    /// A tab was made, behind all others, or changed.
    SaveTab(TabId),
    /// The tabs, closed ones too, stand in another order.
    SaveTabOrder,
    /// A turn was made.
    SaveTurn(TurnId),
    /// An answer was made, asked again or ended. Deltas give none: running text is journalled at the engine's own pace.
    SaveAnswer(AnswerId),
}

/// One request to one model.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The answer its deltas belong to.
    pub answer: AnswerId,
    /// The answer's tab.
    pub tab: TabId,
    /// Where to send it.
    pub endpoint: EndpointId,
    /// The model id to ask for.
    pub model: String,
    /// What the model reads; without reasoning. For an endpoint that wants its reasoning back, take
    /// [`Conversation::messages_for`](crate::Conversation::messages_for) with the switch on instead.
    pub messages: Vec<Message>,
    /// The tab's parameters.
    pub parameters: Parameters,
    /// Which segment of the answer it fills; not 0 for a *Continue*.
    pub segment: usize,
}
