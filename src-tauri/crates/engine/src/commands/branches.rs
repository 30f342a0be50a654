//! Branches: regenerate, edit, adopt, switch siblings, fork. Each command applies one event and answers with a snapshot, as turns
//! may come and go in several tabs at once.

use chat::{AnswerId, CommandId, Conversation, ConversationId, Effect, Event, Failure, Tab, TabId, TurnId};
use uuid::Uuid;

use crate::{
    Engine, clock,
    failure::unknown,
    session::live::LiveConversation,
    view::{Adopted, ConversationView, EntryView, News, TabHead},
};

impl Engine {
    /// Regenerates an ended answer anywhere in the history. The old one stays as a sibling.
    pub async fn regenerate(&self, command: CommandId, answer: AnswerId) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let id = engine.answer_ref(answer)?.conversation;
            let sibling = AnswerId(Uuid::new_v4());
            engine.arrange_now(id, Event::Regenerate { answer, sibling }).await
        })
        .await
    }

    /// Sends an edited prompt in some tabs, in place of the one they have; that stays with everything after it.
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` as in [`Engine::send_with`]. The files of the prompt went out before,
    /// and were asked about then.
    pub async fn edit_prompt(
        &self,
        command: CommandId,
        id: ConversationId,
        turn: TurnId,
        prompt: String,
        tabs: Vec<TabId>,
        confirmed: bool,
    ) -> Result<ConversationView, Failure> {
        self.check_prompt(id, &prompt, &[], confirmed).await?;
        self.once(command, move |engine| async move {
            let to = tabs.into_iter().map(|tab| (tab, AnswerId(Uuid::new_v4()))).collect();
            let event = Event::Edit {
                turn,
                edited: TurnId(Uuid::new_v4()),
                prompt,
                to,
            };
            engine.arrange_now(id, event).await
        })
        .await
    }

    /// Puts an ended answer into the history of every open tab that has it not as its newest. Tabs in which an answer
    /// runs are left out.
    ///
    /// Fails with `bad_request` when the answer has no text or no tab can take it.
    pub async fn adopt(&self, command: CommandId, answer: AnswerId) -> Result<Adopted, Failure> {
        self.once(command, move |engine| async move { engine.adopt_once(answer).await })
            .await
    }

    async fn adopt_once(&self, answer: AnswerId) -> Result<Adopted, Failure> {
        let id = self.answer_ref(answer)?.conversation;
        let (mut before, mut left_out) = (Vec::new(), Vec::new());
        self.change(id, |live| {
            (before, left_out) = others(&live.conversation, answer);
            let tabs = before.iter().map(|head| head.tab).collect();
            live.conversation.apply(Event::Adopt { answer, tabs }, clock::now_ms())
        })
        .await?;
        self.tell(News::Conversations);
        Ok(Adopted {
            conversation: self.conversation_view(id).await?,
            before,
            left_out,
        })
    }

    /// Gives tabs the heads they had, as an adoption is undone.
    pub async fn restore_heads(
        &self,
        command: CommandId,
        id: ConversationId,
        heads: Vec<TabHead>,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let heads = heads.into_iter().map(|head| (head.tab, head.head)).collect();
            engine.arrange_now(id, Event::SetHeads { heads }).await
        })
        .await
    }

    /// Shows other answers in the place of those on the paths of some tabs.
    pub async fn walk(
        &self,
        command: CommandId,
        id: ConversationId,
        to: Vec<(TabId, AnswerId)>,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            engine.arrange_now(id, Event::SwitchSibling { to }).await
        })
        .await
    }

    /// Opens a tab beside this one that goes on from an answer, with the same model and parameters; it is the one shown.
    pub async fn branch(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
        answer: AnswerId,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let branch = TabId(Uuid::new_v4());
            let open = |conversation: &Conversation| Some((branch, open_beside(conversation, tab, branch, answer)?));
            engine.show_opened(id, open).await
        })
        .await
    }

    /// Makes a conversation of its own from what this one had come to at a turn, and shows it.
    pub async fn fork(
        &self,
        command: CommandId,
        id: ConversationId,
        turn: TurnId,
        title: String,
    ) -> Result<ConversationView, Failure> {
        self.once(
            command,
            move |engine| async move { engine.fork_once(id, turn, title).await },
        )
        .await
    }

    async fn fork_once(&self, id: ConversationId, turn: TurnId, title: String) -> Result<ConversationView, Failure> {
        let fork = ConversationId(Uuid::new_v4());
        let now = clock::now_ms();
        let made = self.read(id, |live| live.conversation.fork(turn, fork, title, now, Uuid::new_v4));
        let made = made.await?.ok_or_else(unknown)?;
        let effects = everything(&made);
        self.sessions().insert(fork, LiveConversation::new(made, true));
        self.change(fork, |_| Ok(effects)).await?;
        self.tell(News::Conversations);
        self.open_conversation(fork).await
    }

    /// Returns answers as a tab would show them, wherever they are in the tree.
    ///
    /// Fails with `bad_request` when one is not there.
    pub async fn read_answers(&self, id: ConversationId, answers: Vec<AnswerId>) -> Result<Vec<EntryView>, Failure> {
        let endpoints = self.endpoints();
        let read = |live: &LiveConversation| {
            let entry = |answer: &AnswerId| Some(live.tab_entry(*answer, &endpoints)?.entry);
            answers.iter().map(entry).collect::<Option<Vec<_>>>()
        };
        self.read(id, read).await?.ok_or_else(unknown)
    }
}

/// The open tabs that end in another answer, with their heads; and those among them that cannot move now.
fn others(conversation: &Conversation, answer: AnswerId) -> (Vec<TabHead>, Vec<TabId>) {
    let open = conversation.tabs.iter().filter(|tab| !tab.closed);
    let other = open.filter(|tab| tab.head != Some(answer));
    let (busy, free): (Vec<&Tab>, Vec<&Tab>) = other.partition(|tab| conversation.is_busy(tab.id));
    let head = |tab: &Tab| TabHead {
        tab: tab.id,
        head: tab.head,
    };
    (
        free.into_iter().map(head).collect(),
        busy.iter().map(|tab| tab.id).collect(),
    )
}

/// A tab like `tab`, to its right, that goes on from an answer.
fn open_beside(conversation: &Conversation, tab: TabId, branch: TabId, answer: AnswerId) -> Option<Event> {
    let at = conversation.tabs.iter().position(|held| held.id == tab)?;
    let tab = Tab {
        id: branch,
        head: Some(answer),
        name: None,
        ..conversation.tabs[at].clone()
    };
    Some(Event::OpenTab { tab, at: Some(at + 1) })
}

/// All there is of a conversation is to be saved.
pub(crate) fn everything(conversation: &Conversation) -> Vec<Effect> {
    let tabs = conversation.tabs.iter().map(|tab| Effect::SaveTab(tab.id));
    let turns = conversation.turns.keys().copied().map(Effect::SaveTurn);
    let answers = conversation.answers.keys().copied().map(Effect::SaveAnswer);
    std::iter::once(Effect::SaveConversation)
        .chain(tabs)
        .chain(turns)
        .chain(answers)
        .collect()
}
