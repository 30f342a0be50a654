//! Everything a snapshot of a conversation needs beside the conversation itself, read in one call.

use chat::{AnswerId, Attachment, ConversationId};

use crate::table::{attachments, best, notes, views};
use crate::{Note, Store, StoreError, ViewState};

/// How a conversation was left, and what the person added to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedView {
    /// Draft, shown tab, scroll offset and layout.
    pub state: ViewState,
    /// The answers marked best, in no particular order.
    pub best: Vec<AnswerId>,
    /// Notes, the oldest first.
    pub notes: Vec<Note>,
    /// The draft's files, in the order they were added.
    pub attachments: Vec<Attachment>,
}

impl Store {
    /// Reads all of it from one unchanging state of the database; defaults for a conversation that is not there.
    pub fn saved_view(&self, conversation: ConversationId) -> Result<SavedView, StoreError> {
        self.snapshot(|connection| {
            Ok(SavedView {
                state: views::read(connection, conversation)?,
                best: best::read(connection, conversation)?,
                notes: notes::read(connection, conversation)?,
                attachments: attachments::read_draft(connection, conversation)?,
            })
        })
    }
}
