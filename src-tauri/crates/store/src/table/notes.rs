//! Table `notes`: notes and labels that the person wrote on answers. They change nothing else.

use chat::{AnswerId, ConversationId};
use rusqlite::{Connection, params};

use crate::column::Json;
use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    5,
    "CREATE TABLE notes (
              answer BLOB PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
              note TEXT NOT NULL,
              labels TEXT NOT NULL,
              written_ms INTEGER NOT NULL
          ) STRICT;",
)];

/// A note and labels on one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The answer.
    pub answer: AnswerId,
    /// The note; may be empty.
    pub note: String,
    /// Labels in the person's order.
    pub labels: Vec<String>,
}

impl Store {
    /// Reads the notes of a conversation, the oldest first.
    pub fn notes(&self, conversation: ConversationId) -> Result<Vec<Note>, StoreError> {
        read(self.connection(), conversation)
    }
}

pub(crate) fn read(connection: &Connection, conversation: ConversationId) -> Result<Vec<Note>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT notes.answer AS answer, note, labels FROM notes JOIN answers ON answers.id = notes.answer
         WHERE answers.conversation = ?1 ORDER BY written_ms, answers.seq",
    )?;
    let rows = statement.query_map([conversation.0], |row| {
        Ok(Note {
            answer: AnswerId(row.get("answer")?),
            note: row.get("note")?,
            labels: row.get::<_, Json<_>>("labels")?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Writer<'_> {
    /// Saves a note, replacing the one before; an empty one is deleted. [`StoreError::Gone`] if its answer was deleted.
    pub fn save_note(&mut self, note: &Note, written_ms: i64) -> Result<(), StoreError> {
        if note.note.is_empty() && note.labels.is_empty() {
            self.connection()
                .prepare_cached("DELETE FROM notes WHERE answer = ?1")?
                .execute([note.answer.0])?;
            return Ok(());
        }
        let written = self
            .connection()
            .prepare_cached(
                "INSERT INTO notes (answer, note, labels, written_ms) SELECT id, ?2, ?3, ?4 FROM answers WHERE id = ?1
                 ON CONFLICT (answer) DO UPDATE SET note = excluded.note, labels = excluded.labels,
                     written_ms = excluded.written_ms",
            )?
            .execute(params![note.answer.0, note.note, Json(&note.labels), written_ms])?;
        if written == 0 { Err(StoreError::Gone) } else { Ok(()) }
    }
}
