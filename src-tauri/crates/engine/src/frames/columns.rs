//! How a conversation's columns are read, and which of them are in view.

use chat::{ConversationId, Failure, TabId};

use crate::{Engine, view::ColumnsLayout};

impl Engine {
    /// Remembers how a conversation's columns are read.
    pub async fn set_columns(&self, id: ConversationId, columns: ColumnsLayout) -> Result<(), Failure> {
        self.write(move |writer| writer.save_columns(id, columns.into())).await
    }

    /// The columns that can be seen: their text comes with every frame, that of the others once a second.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn set_in_view(&self, id: ConversationId, tabs: Vec<TabId>) -> Result<(), Failure> {
        self.frames().set_visible(id, |visible| visible.in_view = Some(tabs));
        self.tell_due(id);
        Ok(())
    }
}
