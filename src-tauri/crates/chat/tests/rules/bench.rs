//! A conversation with an engine of three lines: ids are counted, endings are said by the test.

use chat::{
    Answer, AnswerId, AnswerState, Attached, Context, Conversation, ConversationId, Delta, Effect, Ending, EndpointId,
    ErrorCode, Event, Failure, FinishReason, Parameters, Refused, Request, Role, Tab, TabId, TurnId,
};
use uuid::Uuid;

pub(crate) struct Bench {
    pub(crate) chat: Conversation,
    ids: u128,
    pub(crate) now_ms: i64,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self {
            chat: Conversation::new(ConversationId(Uuid::from_u128(1)), 1_000),
            ids: 1,
            now_ms: 1_000,
        }
    }

    /// A bench with `count` open tabs, each of its own model: `model-0`, `model-1`…
    pub(crate) fn with_tabs(count: usize) -> (Self, Vec<TabId>) {
        let mut bench = Self::new();
        let tabs = (0..count).map(|n| bench.open(&format!("model-{n}"), None)).collect();
        (bench, tabs)
    }

    pub(crate) fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub(crate) fn apply(&mut self, event: Event) -> Vec<Effect> {
        self.chat.apply(event, self.now_ms).unwrap()
    }

    pub(crate) fn refused(&mut self, event: Event) -> Refused {
        let before = self.chat.clone();
        let refused = self.chat.apply(event, self.now_ms).unwrap_err();
        assert_eq!(self.chat, before, "a refused event changes nothing");
        refused
    }

    pub(crate) fn new_tab(&mut self, model: &str) -> Tab {
        Tab {
            id: TabId(self.id()),
            endpoint: EndpointId(Uuid::from_u128(7)),
            model: model.to_owned(),
            parameters: Parameters::default(),
            head: None,
            name: None,
            closed: false,
            closing: 0,
        }
    }

    pub(crate) fn open(&mut self, model: &str, at: Option<usize>) -> TabId {
        let tab = self.new_tab(model);
        let id = tab.id;
        self.apply(Event::OpenTab { tab, at });
        id
    }

    pub(crate) fn send_event(&mut self, prompt: &str, tabs: &[TabId]) -> Event {
        let turn = TurnId(self.id());
        let to = tabs.iter().map(|&tab| (tab, AnswerId(self.id()))).collect();
        Event::Send {
            turn,
            prompt: prompt.to_owned(),
            attached: Attached::default(),
            to,
        }
    }

    /// Sends and gives the new answers' ids with what is to be done.
    pub(crate) fn send(&mut self, prompt: &str, tabs: &[TabId]) -> (Vec<AnswerId>, Vec<Effect>) {
        let event = self.send_event(prompt, tabs);
        let Event::Send { to, .. } = &event else { unreachable!() };
        let answers = to.iter().map(|&(_, answer)| answer).collect();
        (answers, self.apply(event))
    }

    /// Sends to one tab.
    pub(crate) fn ask(&mut self, prompt: &str, tab: TabId) -> AnswerId {
        self.send(prompt, &[tab]).0[0]
    }

    /// Sends to one tab and has it answered.
    pub(crate) fn ask_and_answer(&mut self, prompt: &str, tab: TabId, text: &str) -> AnswerId {
        let answer = self.ask(prompt, tab);
        self.says(answer, text);
        self.ends(answer, Ending::Complete);
        answer
    }

    pub(crate) fn hears(&mut self, answer: AnswerId, delta: Delta, at_ms: u64) -> Vec<Effect> {
        self.apply(Event::Delta { answer, delta, at_ms })
    }

    pub(crate) fn says(&mut self, answer: AnswerId, text: &str) {
        let effects = self.hears(answer, Delta::Text(text.to_owned()), 100);
        assert_eq!(effects, [], "running text is journalled, not saved");
    }

    pub(crate) fn thinks(&mut self, answer: AnswerId, text: &str) {
        self.hears(answer, Delta::Reasoning(text.to_owned()), 50);
    }

    pub(crate) fn ends(&mut self, answer: AnswerId, ending: Ending) -> Vec<Effect> {
        self.apply(Event::Ended {
            answer,
            ending,
            at_ms: 200,
        })
    }

    pub(crate) fn stop(&mut self, answer: AnswerId) -> Vec<Effect> {
        self.apply(Event::Stop { answer })
    }

    pub(crate) fn set_context(&mut self, context: Context) {
        assert_eq!(self.apply(Event::SetContext { context }), [Effect::SaveConversation]);
    }

    pub(crate) fn go_on(&mut self, answer: AnswerId) -> Vec<Effect> {
        self.apply(Event::Continue { answer })
    }

    pub(crate) fn retry_event(&mut self, answer: AnswerId) -> (AnswerId, Event) {
        let sibling = AnswerId(self.id());
        (sibling, Event::Retry { answer, sibling })
    }

    pub(crate) fn retry(&mut self, answer: AnswerId) -> (AnswerId, Vec<Effect>) {
        let (sibling, event) = self.retry_event(answer);
        (sibling, self.apply(event))
    }

    pub(crate) fn cut_at_the_limit(&mut self, answer: AnswerId) {
        self.hears(answer, Delta::Finish(FinishReason::Length), 150);
        self.ends(answer, Ending::Complete);
    }

    pub(crate) fn answer(&self, answer: AnswerId) -> &Answer {
        &self.chat.answers[&answer]
    }

    pub(crate) fn state(&self, answer: AnswerId) -> AnswerState {
        self.answer(answer).state
    }

    pub(crate) fn tab_mut(&mut self, tab: TabId) -> &mut Tab {
        self.chat.tabs.iter_mut().find(|t| t.id == tab).unwrap()
    }

    pub(crate) fn head(&self, tab: TabId) -> Option<AnswerId> {
        self.chat.tab(tab).unwrap().head
    }

    /// What a request of this answer says, `role: text` a line.
    pub(crate) fn messages(&self, answer: AnswerId) -> Vec<String> {
        lines(&self.chat.messages_for(answer, false))
    }
}

pub(crate) fn failure() -> Failure {
    Failure::new(ErrorCode::ServerError)
}

pub(crate) fn requests(effects: &[Effect]) -> Vec<&Request> {
    effects
        .iter()
        .filter_map(|e| if let Effect::Request(r) = e { Some(r) } else { None })
        .collect()
}

/// The answers asked by these effects.
pub(crate) fn asked(effects: &[Effect]) -> Vec<AnswerId> {
    requests(effects).iter().map(|r| r.answer).collect()
}

pub(crate) fn lines(messages: &[chat::Message]) -> Vec<String> {
    let role = |role| match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    messages
        .iter()
        .map(|m| format!("{}: {}", role(m.role), m.text()))
        .collect()
}
