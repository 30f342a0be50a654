//! Table `conversations`: the header of each, and loading, saving and deleting a whole conversation.

use chat::{Conversation, ConversationId, ConversationParts};
use rusqlite::{OptionalExtension, Row, params};

use super::{answers, attachments, images, tabs, turns};
use crate::column::Json;
use crate::migration::Migration;
use crate::stored::StoredContext;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE conversations (
              seq INTEGER PRIMARY KEY,
              id BLOB NOT NULL UNIQUE,
              title TEXT NOT NULL,
              created_ms INTEGER NOT NULL,
              updated_ms INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX conversations_updated ON conversations (updated_ms);",
    ),
    Migration::sql(
        5,
        r#"ALTER TABLE conversations ADD COLUMN context TEXT NOT NULL DEFAULT '{"kind":"all"}';"#,
    ),
];

/// One row of the conversation list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first prompt.
    pub title: String,
    /// Last send, milliseconds since the epoch.
    pub updated_ms: i64,
    /// How many tabs are open in it.
    pub open_tabs: u32,
    /// Whether an answer in it has not ended, in whatever process.
    pub running: bool,
}

impl Store {
    /// Lists every conversation, the last changed first.
    pub fn list(&self) -> Result<Vec<ConversationSummary>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, title, updated_ms,
                    (SELECT count(*) FROM tabs WHERE conversation = conversations.id AND NOT closed) AS open_tabs,
                    EXISTS (SELECT 1 FROM answers WHERE conversation = conversations.id
                            AND state IN ('queued', 'waiting', 'reasoning', 'streaming')) AS running
             FROM conversations ORDER BY updated_ms DESC, seq DESC",
        )?;
        let rows = statement.query_map([], summary)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Loads one conversation with everything in it; running answers with the text the journal has so far.
    /// [`StoreError::BrokenTree`] if its rows are not a tree of answers.
    pub fn load_conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
        self.snapshot(|connection| {
            let header = connection
                .prepare_cached("SELECT id, title, created_ms, updated_ms, context FROM conversations WHERE id = ?1")?
                .query_row([id.0], header)
                .optional()?;
            let Some(mut parts) = header else {
                return Ok(None);
            };
            parts.tabs = tabs::load(connection, id)?;
            parts.turns = turns::load(connection, id)?.into_values().collect();
            parts.answers = answers::load_all(connection, id)?.into_values().collect();
            Ok(Some(Conversation::from_parts(parts)?))
        })
    }

    /// Deletes a conversation and everything in it: zeroed in the database, removed from the log, its media files
    /// deleted unless another conversation has them too. Does nothing if there is no such conversation.
    pub fn delete_conversation(&mut self, id: ConversationId) -> Result<(), StoreError> {
        let pictures = self.write(|writer| {
            let mut pictures = images::hashes(writer.connection(), id)?;
            pictures.extend(attachments::hashes(writer.connection(), id)?);
            writer
                .connection()
                .execute("DELETE FROM conversations WHERE id = ?1", [id.0])?;
            Ok(pictures)
        })?;
        self.forget_images(&pictures)?;
        self.empty_log()
    }
}

impl Writer<'_> {
    /// Saves a conversation and everything in it, for creating and importing. Removes nothing, so that rows another
    /// process added meanwhile stay. Use the smaller calls for later changes.
    pub fn save_conversation(&mut self, conversation: &Conversation) -> Result<(), StoreError> {
        self.save_header(conversation)?;
        for tab in &conversation.tabs {
            self.save_tab(conversation.id, tab)?;
        }
        let order: Vec<_> = conversation.tabs.iter().map(|tab| tab.id).collect();
        self.order_tabs(&order)?;
        for turn in conversation.turns.values() {
            self.save_turn(conversation.id, turn)?;
        }
        conversation
            .answers
            .values()
            .try_for_each(|answer| self.save_answer(answer))
    }

    /// Saves title, times and context only.
    pub fn save_header(&mut self, conversation: &Conversation) -> Result<(), StoreError> {
        let Conversation {
            id,
            title,
            created_ms,
            updated_ms,
            context,
            ..
        } = conversation;
        self.connection()
            .prepare_cached(
                "INSERT INTO conversations (id, title, created_ms, updated_ms, context) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, updated_ms = excluded.updated_ms,
                     context = excluded.context",
            )?
            .execute(params![
                id.0,
                title,
                created_ms,
                updated_ms,
                Json(StoredContext::from(*context))
            ])?;
        Ok(())
    }

    /// Renames a conversation. [`StoreError::Gone`] if there is no such conversation.
    pub fn rename_conversation(&mut self, id: ConversationId, title: &str) -> Result<(), StoreError> {
        match self.connection().execute(
            "UPDATE conversations SET title = ?2 WHERE id = ?1",
            params![id.0, title],
        )? {
            0 => Err(StoreError::Gone),
            _ => Ok(()),
        }
    }
}

fn summary(row: &Row<'_>) -> rusqlite::Result<ConversationSummary> {
    Ok(ConversationSummary {
        id: ConversationId(row.get("id")?),
        title: row.get("title")?,
        updated_ms: row.get("updated_ms")?,
        open_tabs: row.get("open_tabs")?,
        running: row.get("running")?,
    })
}

fn header(row: &Row<'_>) -> rusqlite::Result<ConversationParts> {
    Ok(ConversationParts {
        id: ConversationId(row.get("id")?),
        title: row.get("title")?,
        created_ms: row.get("created_ms")?,
        updated_ms: row.get("updated_ms")?,
        context: row.get::<_, Json<StoredContext>>("context")?.0.into(),
        tabs: Vec::new(),
        turns: Vec::new(),
        answers: Vec::new(),
    })
}
