//! The two ways on when a model finds a conversation too long: fewer earlier turns, or a summary in a new conversation.

use chat::{
    AnswerId, Attached, CommandId, Context, ContextOverflow, Conversation, ConversationId, ErrorCode, Event, Failure,
    Refused, TabId, TurnId,
};
use uuid::Uuid;

use crate::{
    Engine, clock,
    commands::branches::everything,
    failure::unknown,
    session::live::LiveConversation,
    view::{ConversationView, News},
};

/// A conversation to be made, that begins with a summary.
struct Summary {
    conversation: Conversation,
    /// Which earlier turns go from the summary on.
    context: Context,
    /// Whose histories are summarised.
    tabs: Vec<TabId>,
    /// The tab to show.
    shown: TabId,
    /// What was not answered: text and files.
    draft: (String, Attached),
}

impl Engine {
    /// Has requests of a conversation carry as few earlier turns as should fit, and asks an answer again that was too long.
    ///
    /// Fails with `bad_request` when there is no earlier turn to leave out.
    pub async fn fit_context(&self, command: CommandId, answer: AnswerId) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let id = engine.answer_ref(answer)?.conversation;
            let known = engine.known_limit(id, answer).await?;
            let fit = engine.read(id, |live| live.conversation.turns_that_fit(answer, known, None));
            let turns = fit.await?.ok_or_else(unknown)?;
            let sibling = AnswerId(Uuid::new_v4());
            engine
                .change(id, |live| {
                    trimmed(live, Context::Last { turns }, Event::Retry { answer, sibling })
                })
                .await?;
            engine.tell(News::Conversations);
            engine.conversation_view(id).await
        })
        .await
    }

    /// Makes a conversation from what this one had come to before an answer that was too long, and asks there for a
    /// summary with `prompt`, in each tab whose newest answer was too long, of its own history. What was not answered
    /// becomes the draft. Nothing changes here.
    ///
    /// Fails with `bad_request` when there is no earlier turn to be summarised.
    pub async fn summarise(
        &self,
        command: CommandId,
        answer: AnswerId,
        title: String,
        prompt: String,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            engine.summarise_once(answer, title, prompt).await
        })
        .await
    }

    async fn summarise_once(
        &self,
        answer: AnswerId,
        title: String,
        prompt: String,
    ) -> Result<ConversationView, Failure> {
        let id = self.answer_ref(answer)?.conversation;
        let known = self.known_limit(id, answer).await?;
        let turn = TurnId(Uuid::new_v4());
        let plan = self.read(id, |live| {
            plan(&live.conversation, answer, known, title, (turn, &prompt))
        });
        let Summary {
            conversation,
            context,
            tabs,
            shown,
            draft: (text, attached),
        } = plan.await?.ok_or_else(unknown)?;
        let (new, effects) = (conversation.id, everything(&conversation));
        self.sessions().insert(new, LiveConversation::new(conversation, true));
        self.change(new, |_| Ok(effects)).await?;
        self.write(move |writer| {
            for file in &attached.files {
                writer.keep_draft_attachment(new, file, None)?;
            }
            writer.save_draft(new, &text)?;
            writer.select_tab(new, Some(shown))
        })
        .await?;
        let to = tabs.into_iter().map(|tab| (tab, AnswerId(Uuid::new_v4()))).collect();
        let attached = Attached::default();
        let send = Event::Send {
            turn,
            prompt,
            attached,
            to,
        };
        self.change(new, |live| trimmed(live, context, send)).await?;
        self.tell(News::Conversations);
        self.open_conversation(new).await
    }

    /// Returns the context limit that the server named, else the listed one.
    async fn known_limit(&self, id: ConversationId, answer: AnswerId) -> Result<ContextOverflow, Failure> {
        let said = self.read(id, |live| {
            let asked = live.conversation.answers.get(&answer)?;
            let failure = asked.failure.as_ref()?;
            let number = |name| {
                failure
                    .details
                    .get(name)
                    .and_then(|number: &String| number.parse().ok())
            };
            let known = ContextOverflow {
                limit: number("limit_tokens"),
                asked: number("asked_tokens"),
            };
            Some((known, asked.endpoint, asked.model.clone()))
        });
        let (known, endpoint, model) = said.await?.ok_or_else(unknown)?;
        let listed = match known.limit {
            Some(_) => None,
            None => self.capabilities(endpoint, &model).await.context,
        };
        Ok(ContextOverflow {
            limit: known.limit.or(listed.map(u64::from)),
            ..known
        })
    }
}

/// Sets which earlier turns go, and then applies `event`; when that is refused, nothing has changed.
fn trimmed(live: &mut LiveConversation, context: Context, event: Event) -> Result<Vec<chat::Effect>, Refused> {
    let (before, now) = (live.conversation.context, clock::now_ms());
    let mut effects = live.conversation.apply(Event::SetContext { context }, now)?;
    match live.conversation.apply(event, now) {
        Ok(more) => effects.extend(more),
        Err(refused) => {
            live.conversation.context = before;
            return Err(refused);
        }
    }
    Ok(effects)
}

/// The conversation that begins with the summary of an answer's history; `None` when it has none.
fn plan(
    old: &Conversation,
    answer: AnswerId,
    known: ContextOverflow,
    title: String,
    (turn, prompt): (TurnId, &str),
) -> Option<Summary> {
    let fit = old.turns_that_fit(answer, known, Some(prompt))?;
    let failed = old.answers.get(&answer)?;
    // An answer that went on for too long belongs to what is summarised.
    let (until, draft) = if failed.has_text() {
        (failed.turn, (String::new(), Attached::default()))
    } else {
        let unanswered = old.turns.get(&failed.turn)?;
        let attached = unanswered.attached.clone();
        (
            old.answers.get(&failed.parent?)?.turn,
            (unanswered.prompt.clone(), attached),
        )
    };
    let id = ConversationId(Uuid::new_v4());
    let conversation = old.fork(until, id, title, clock::now_ms(), Uuid::new_v4)?;
    let open = old.tabs.iter().filter(|tab| !tab.closed);
    let pairs = || open.clone().zip(conversation.tabs.iter().filter(|tab| !tab.closed));
    let shown = pairs().find(|(tab, _)| tab.id == failed.tab)?.1.id;
    let too_long = |head: AnswerId| {
        let failure = old.answers.get(&head).and_then(|head| head.failure.as_ref());
        failure.is_some_and(|failure| failure.code == ErrorCode::ContextExceeded)
    };
    let asked = pairs().filter(|(tab, new)| new.head.is_some() && tab.head.is_some_and(too_long));
    let tabs = asked.map(|(_, new)| new.id).collect();
    Some(Summary {
        context: Context::Since {
            turn,
            before: fit.max(1),
        },
        tabs,
        shown,
        draft,
        conversation,
    })
}
