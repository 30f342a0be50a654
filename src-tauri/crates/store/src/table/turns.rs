//! Table `turns`: the prompts of a conversation, in order of sending.

use chat::{Attached, ConversationId, TabId, Turn, TurnId};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};

use super::attachments;
use crate::column::Json;
use crate::migration::Migration;
use crate::{StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE turns (
              seq INTEGER PRIMARY KEY,
              id BLOB NOT NULL UNIQUE,
              conversation BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              prompt TEXT NOT NULL,
              created_ms INTEGER NOT NULL,
              edits BLOB
          ) STRICT;
          CREATE INDEX turns_conversation ON turns (conversation);",
    ),
    // Which tabs' models cannot see what goes with the prompt.
    Migration::sql(5, "ALTER TABLE turns ADD COLUMN unseen_by TEXT NOT NULL DEFAULT '[]';"),
];

impl Writer<'_> {
    /// Saves a turn, a new one behind the others. [`StoreError::Gone`] if its conversation was deleted.
    pub fn save_turn(&mut self, conversation: ConversationId, turn: &Turn) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO turns (id, conversation, prompt, created_ms, edits, unseen_by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt, edits = excluded.edits,
                                                unseen_by = excluded.unseen_by",
            )?
            .execute(params![
                turn.id.0,
                conversation.0,
                turn.prompt,
                turn.created_ms,
                turn.edits.map(|id| id.0),
                Json(&turn.attached.unseen_by)
            ])?;
        attachments::save(self.connection(), conversation, turn)
    }
}

pub(super) fn load(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<IndexMap<TurnId, Turn>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, prompt, created_ms, edits, unseen_by FROM turns WHERE conversation = ?1 ORDER BY seq",
    )?;
    let rows = statement.query_map([conversation.0], turn)?;
    let mut turns = rows
        .map(|turn| turn.map(|turn| (turn.id, turn)))
        .collect::<Result<_, _>>()?;
    attachments::read(connection, conversation, &mut turns)?;
    Ok(turns)
}

fn turn(row: &Row<'_>) -> rusqlite::Result<Turn> {
    Ok(Turn {
        id: TurnId(row.get("id")?),
        prompt: row.get("prompt")?,
        created_ms: row.get("created_ms")?,
        edits: row.get::<_, Option<_>>("edits")?.map(TurnId),
        attached: Attached {
            files: Vec::new(),
            unseen_by: row.get::<_, Json<Vec<TabId>>>("unseen_by")?.0,
        },
    })
}
