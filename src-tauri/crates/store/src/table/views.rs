//! Views: what the person left in a conversation: draft, shown tab and place. They go with the conversation.

use chat::{ConversationId, TabId};
use rusqlite::{OptionalExtension, ToSql, params};

use crate::schema::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE views (
              conversation BLOB PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
              draft TEXT NOT NULL DEFAULT '',
              selected BLOB,
              scroll REAL
          ) STRICT;",
}];

/// What the person left in a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The composer's text.
    pub draft: String,
    /// The tab shown.
    pub selected: Option<TabId>,
    /// Where it was scrolled to, CSS pixels from the top; `None` means at the end.
    pub scroll: Option<f64>,
}

impl Store {
    /// What the person left in a conversation; nothing yet is the default.
    pub fn view(&self, conversation: ConversationId) -> Result<ViewState, StoreError> {
        let view = self
            .connection()
            .prepare_cached("SELECT draft, selected, scroll FROM views WHERE conversation = ?1")?
            .query_row([conversation.0], |row| {
                Ok(ViewState {
                    draft: row.get(0)?,
                    selected: row.get::<_, Option<_>>(1)?.map(TabId),
                    scroll: row.get(2)?,
                })
            })
            .optional()?;
        Ok(view.unwrap_or_default())
    }
}

impl Writer<'_> {
    /// Keeps the composer's text. [`StoreError::Gone`] if the conversation was deleted; so with the two below.
    pub fn save_draft(&mut self, conversation: ConversationId, draft: &str) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, draft) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET draft = excluded.draft",
            conversation,
            &draft,
        )
    }

    /// Keeps which tab is shown.
    pub fn select_tab(&mut self, conversation: ConversationId, tab: Option<TabId>) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, selected) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET selected = excluded.selected",
            conversation,
            &tab.map(|tab| tab.0),
        )
    }

    /// Keeps where the person was; `None` means at the end.
    pub fn save_scroll(&mut self, conversation: ConversationId, top: Option<f64>) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, scroll) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET scroll = excluded.scroll",
            conversation,
            &top,
        )
    }

    fn set_view(&mut self, sql: &str, conversation: ConversationId, value: &dyn ToSql) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(sql)?
            .execute(params![conversation.0, value])?;
        Ok(())
    }
}
