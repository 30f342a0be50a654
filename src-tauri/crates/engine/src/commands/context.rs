//! Which earlier turns the requests of a conversation carry.

use chat::{CommandId, Context, ConversationId, Event, Failure};

use crate::Engine;

impl Engine {
    /// Sets which earlier turns requests of a conversation carry, from the next one on.
    pub async fn set_context(
        &self,
        command: CommandId,
        id: ConversationId,
        context: Context,
    ) -> Result<Context, Failure> {
        self.once(command, move |engine| async move {
            engine.apply(id, Event::SetContext { context }).await?;
            Ok(context.tidied())
        })
        .await
    }
}
