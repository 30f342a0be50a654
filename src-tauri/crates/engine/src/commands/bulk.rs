//! Bulk actions: retry failed answers, stop the rest of a turn.

use chat::{AnswerId, AnswerState, CommandId, Conversation, ConversationId, Event, Failure};
use uuid::Uuid;

use crate::{Engine, clock, session::live::LiveConversation, spending::caps::STOP_REST, view::TabEntry};

impl Engine {
    /// Asks every tab's newest answer again that failed or was cut off. Gives their entries, in the order of the tabs.
    pub async fn retry_failed(&self, command: CommandId, id: ConversationId) -> Result<Vec<TabEntry>, Failure> {
        self.once(command, move |engine| async move {
            let mut asked: Vec<(AnswerId, AnswerId)> = Vec::new();
            engine
                .change(id, |live| {
                    let failed = failed(&live.conversation);
                    asked.extend(failed.into_iter().map(|answer| (answer, AnswerId(Uuid::new_v4()))));
                    let mut effects = Vec::new();
                    for &(answer, sibling) in &asked {
                        effects.extend(
                            live.conversation
                                .apply(Event::Retry { answer, sibling }, clock::now_ms())?,
                        );
                    }
                    Ok(effects)
                })
                .await?;
            engine.tell(crate::view::News::Conversations);
            let endpoints = engine.endpoints();
            let entries = |live: &LiveConversation| {
                let entry = |(answer, sibling): &(AnswerId, AnswerId)| {
                    let made = live.tab_entry(*sibling, &endpoints);
                    made.or_else(|| live.tab_entry(*answer, &endpoints))
                };
                asked.iter().filter_map(entry).collect()
            };
            engine.read(id, entries).await
        })
        .await
    }

    /// Stops the other answers of the turn of the one marked best, where the person wants that.
    pub(crate) async fn stop_rest(&self, id: ConversationId, best: AnswerId) -> Result<(), Failure> {
        let wanted = self.setting(&STOP_REST).await;
        if !wanted?.unwrap_or_default() {
            return Ok(());
        }
        let turn = |conversation: &Conversation| conversation.answers.get(&best).map(|answer| answer.turn);
        self.change(id, |live| {
            let turn = turn(&live.conversation);
            let running = live.conversation.running();
            let rest: Vec<AnswerId> = running.filter(|a| Some(a.turn) == turn).map(|a| a.id).collect();
            let mut effects = Vec::new();
            for answer in rest {
                effects.extend(live.conversation.apply(Event::Stop { answer }, clock::now_ms())?);
            }
            Ok(effects)
        })
        .await?;
        self.tell(crate::view::News::Conversations);
        Ok(())
    }
}

/// Returns the newest answers of open tabs that failed or were cut off and can be retried.
fn failed(conversation: &Conversation) -> Vec<AnswerId> {
    let open = conversation.tabs.iter().filter(|tab| !tab.closed);
    let newest = open.filter_map(|tab| conversation.answers.get(&tab.head?));
    newest
        .filter(|answer| matches!(answer.state, AnswerState::Failed | AnswerState::Incomplete))
        .filter(|answer| conversation.can_retry(answer.id))
        .map(|answer| answer.id)
        .collect()
}
