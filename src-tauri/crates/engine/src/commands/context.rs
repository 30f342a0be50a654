//! Which earlier turns the requests of a conversation carry.

use chat::{CommandId, Context, ConversationId, Event, Failure};

use crate::{Engine, clock, view::News};

impl Engine {
    /// Sets which earlier turns requests of a conversation carry, from the next one on.
    pub async fn set_context(
        &self,
        command: CommandId,
        id: ConversationId,
        context: Context,
    ) -> Result<Context, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                engine
                    .change(id, |room| {
                        room.conversation.apply(Event::SetContext { context }, clock::now_ms())
                    })
                    .await?;
                engine.tell(News::Conversations);
                Ok(context.tidied())
            })
            .await
    }
}
