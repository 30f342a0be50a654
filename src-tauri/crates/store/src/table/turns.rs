//! Turns: the prompts of a conversation, in order of sending.

use chat::{ConversationId, Turn, TurnId};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};

use crate::schema::Migration;
use crate::{StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE turns (
              seq INTEGER PRIMARY KEY,
              id BLOB NOT NULL UNIQUE,
              conversation BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              prompt TEXT NOT NULL,
              created_ms INTEGER NOT NULL,
              edits BLOB
          ) STRICT;
          CREATE INDEX turns_conversation ON turns (conversation);",
}];

impl Writer<'_> {
    /// Writes a turn, a new one behind the others. [`StoreError::Gone`] if its conversation was deleted.
    pub fn save_turn(&mut self, conversation: ConversationId, turn: &Turn) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO turns (id, conversation, prompt, created_ms, edits) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt, edits = excluded.edits",
            )?
            .execute(params![
                turn.id.0,
                conversation.0,
                turn.prompt,
                turn.created_ms,
                turn.edits.map(|id| id.0)
            ])?;
        Ok(())
    }
}

pub(super) fn of(connection: &Connection, conversation: ConversationId) -> Result<IndexMap<TurnId, Turn>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT id, prompt, created_ms, edits FROM turns WHERE conversation = ?1 ORDER BY seq")?;
    let rows = statement.query_map([conversation.0], turn)?;
    Ok(rows
        .map(|turn| turn.map(|turn| (turn.id, turn)))
        .collect::<Result<_, _>>()?)
}

fn turn(row: &Row<'_>) -> rusqlite::Result<Turn> {
    Ok(Turn {
        id: TurnId(row.get(0)?),
        prompt: row.get(1)?,
        created_ms: row.get(2)?,
        edits: row.get::<_, Option<_>>(3)?.map(TurnId),
    })
}
