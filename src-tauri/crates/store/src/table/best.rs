//! Table `best`: which answer of a turn the person marked best. The mark changes nothing else.

use chat::{AnswerId, ConversationId};
use rusqlite::{Connection, params};

use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    4,
    "CREATE TABLE best (
              turn BLOB PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              marked_ms INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX best_answer ON best (answer);",
)];

impl Store {
    /// Reads the answers marked best in a conversation, in no particular order.
    pub fn best(&self, conversation: ConversationId) -> Result<Vec<AnswerId>, StoreError> {
        read(self.connection(), conversation)
    }
}

pub(crate) fn read(connection: &Connection, conversation: ConversationId) -> Result<Vec<AnswerId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT best.answer AS answer FROM best JOIN turns ON turns.id = best.turn WHERE turns.conversation = ?1",
    )?;
    let rows = statement.query_map([conversation.0], |row| row.get("answer").map(AnswerId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Writer<'_> {
    /// Marks an answer as the best of its turn, replacing the mark before. [`StoreError::Gone`] if it was deleted.
    pub fn mark_best(&mut self, answer: AnswerId, marked_ms: i64) -> Result<(), StoreError> {
        let written = self
            .connection()
            .prepare_cached(
                "INSERT INTO best (turn, answer, marked_ms) SELECT turn, id, ?2 FROM answers WHERE id = ?1
                 ON CONFLICT (turn) DO UPDATE SET answer = excluded.answer, marked_ms = excluded.marked_ms",
            )?
            .execute(params![answer.0, marked_ms])?;
        if written == 0 { Err(StoreError::Gone) } else { Ok(()) }
    }

    /// Removes the mark from an answer, if it has one.
    pub fn clear_best(&mut self, answer: AnswerId) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached("DELETE FROM best WHERE answer = ?1")?
            .execute([answer.0])?;
        Ok(())
    }
}
