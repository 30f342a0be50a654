//! Table `attachments`: the files of turns, and those of a draft. Their bytes are files of [`crate::Media`].

use chat::{Attachment, ConversationId, ImageHash, Turn, TurnId};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};

use super::images::Hash;
use crate::column::Json;
use crate::media::Staged;
use crate::migration::Migration;
use crate::stored::StoredAttachmentKind;
use crate::{Media, Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    // Without a turn: a file of the conversation's draft.
    Migration::sql(
        5,
        "CREATE TABLE attachments (
              seq INTEGER PRIMARY KEY,
              conversation BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              turn BLOB REFERENCES turns (id) ON DELETE CASCADE,
              hash BLOB NOT NULL CHECK (length(hash) = 32),
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              bytes INTEGER NOT NULL,
              tokens INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX attachments_hash ON attachments (hash);
          CREATE INDEX attachments_conversation ON attachments (conversation);
          CREATE INDEX attachments_turn ON attachments (turn);",
    ),
];

impl Store {
    /// Reads the files of a conversation's draft, in the order they were added.
    pub fn draft_attachments(&self, conversation: ConversationId) -> Result<Vec<Attachment>, StoreError> {
        read_draft(self.connection(), conversation)
    }

    /// Removes a file from a conversation's draft, and its bytes unless something else references them.
    pub fn drop_draft_attachment(&mut self, conversation: ConversationId, hash: ImageHash) -> Result<(), StoreError> {
        self.write(|writer| writer.clear_draft_attachments(conversation, &[hash]))?;
        self.forget_images(&[hash])
    }
}

impl Writer<'_> {
    /// Adds a file to a conversation's draft, and gives its bytes their final name. A file that is there already keeps
    /// its position; without `staged` only the row is written. [`StoreError::Gone`] if the conversation was deleted;
    /// then the bytes are removed.
    pub fn keep_draft_attachment(
        &mut self,
        conversation: ConversationId,
        attachment: &Attachment,
        staged: Option<&Staged>,
    ) -> Result<(), StoreError> {
        let held: bool = self
            .connection()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM attachments WHERE conversation = ?1 AND turn IS NULL AND hash = ?2)",
            )?
            .query_row(params![conversation.0, attachment.hash.0], |row| row.get(0))?;
        if !held {
            insert(self.connection(), conversation, None, attachment)?;
        }
        staged.map_or(Ok(()), |staged| self.place_media(staged))
    }

    /// Removes files from a conversation's draft but keeps their bytes: a turn references them now.
    pub fn clear_draft_attachments(
        &mut self,
        conversation: ConversationId,
        hashes: &[ImageHash],
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("DELETE FROM attachments WHERE conversation = ?1 AND turn IS NULL AND hash = ?2")?;
        for hash in hashes {
            statement.execute(params![conversation.0, hash.0])?;
        }
        Ok(())
    }

    /// Gives bytes their final name, for a turn that is about to be written: until it is, they count as orphans.
    pub fn place_media(&mut self, staged: &Staged) -> Result<(), StoreError> {
        Media::of(self.dir()).place(staged)
    }
}

pub(crate) fn read_draft(connection: &Connection, conversation: ConversationId) -> Result<Vec<Attachment>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        select!(),
        " WHERE conversation = ?1 AND turn IS NULL ORDER BY seq"
    ))?;
    let rows = statement.query_map([conversation.0], attachment)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Replaces the rows of a turn with its files.
pub(super) fn save(connection: &Connection, conversation: ConversationId, turn: &Turn) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM attachments WHERE turn = ?1")?
        .execute([turn.id.0])?;
    for file in &turn.attached.files {
        insert(connection, conversation, Some(turn.id), file)?;
    }
    Ok(())
}

/// Reads the files of each turn into it.
pub(super) fn read(
    connection: &Connection,
    conversation: ConversationId,
    turns: &mut IndexMap<TurnId, Turn>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        select!(),
        " WHERE conversation = ?1 AND turn IS NOT NULL ORDER BY seq"
    ))?;
    let mut rows = statement.query([conversation.0])?;
    while let Some(row) = rows.next()? {
        if let Some(turn) = turns.get_mut(&TurnId(row.get("turn")?)) {
            turn.attached.files.push(attachment(row)?);
        }
    }
    Ok(())
}

/// Reads the hashes of all files of a conversation, its draft's included.
pub(super) fn hashes(connection: &Connection, conversation: ConversationId) -> Result<Vec<ImageHash>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT hash FROM attachments WHERE conversation = ?1")?;
    let rows = statement.query_map([conversation.0], |row| Ok(row.get::<_, Hash>("hash")?.0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert(
    connection: &Connection,
    conversation: ConversationId,
    turn: Option<TurnId>,
    file: &Attachment,
) -> Result<(), StoreError> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO attachments (conversation, turn, hash, kind, name, bytes, tokens)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            conversation.0,
            turn.map(|turn| turn.0),
            file.hash.0,
            Json(StoredAttachmentKind::from(&file.kind)),
            file.name,
            count(file.bytes),
            count(file.tokens)
        ])?;
    Ok(())
}

macro_rules! select {
    () => {
        "SELECT hash, kind, name, bytes, tokens, turn FROM attachments"
    };
}
use select;

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        hash: row.get::<_, Hash>("hash")?.0,
        kind: row.get::<_, Json<StoredAttachmentKind>>("kind")?.0.into(),
        name: row.get("name")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        tokens: row.get::<_, i64>("tokens")?.unsigned_abs(),
    })
}
