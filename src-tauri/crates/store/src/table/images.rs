//! Table `images`: which answer has which image. The bytes are files of [`crate::Media`].

use chat::{Answer, AnswerId, ConversationId, Image, ImageHash, ImageType, Segment};
use indexmap::IndexMap;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, Row, params};

use super::scope::AnswerScope;
use crate::column::Word;
use crate::media::Staged;
use crate::migration::Migration;
use crate::{Media, Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    2,
    "CREATE TABLE images (
              seq INTEGER PRIMARY KEY,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              segment INTEGER NOT NULL CHECK (segment BETWEEN 0 AND 999),
              hash BLOB NOT NULL CHECK (length(hash) = 32),
              media_type TEXT NOT NULL,
              bytes INTEGER NOT NULL,
              width INTEGER NOT NULL,
              height INTEGER NOT NULL,
              alt TEXT,
              UNIQUE (answer, segment, hash)
          ) STRICT;
          CREATE INDEX images_hash ON images (hash);",
)];

impl Store {
    /// Returns the media files of this folder.
    pub fn media(&self) -> Media {
        Media::of(self.dir())
    }

    /// Removes orphaned files that a process left behind, which no answer and no prompt references.
    pub fn sweep_media(&mut self) -> Result<(), StoreError> {
        let media = self.media();
        self.write(|writer| media.sweep(|hash| is_named(writer.connection(), hash)))
    }

    /// Removes those of these files that nothing references any more. Failures are logged, and the files are swept
    /// later.
    pub(super) fn forget_images(&mut self, hashes: &[ImageHash]) -> Result<(), StoreError> {
        if hashes.is_empty() {
            return Ok(());
        }
        let media = self.media();
        self.write(|writer| {
            for hash in hashes {
                if !is_named(writer.connection(), *hash)? {
                    media.remove(*hash);
                }
            }
            Ok(())
        })
    }
}

impl Writer<'_> {
    /// Saves an image of a running answer at once, so that it survives the process like the journal.
    ///
    /// Without `staged` only the row is written (the file could not be). [`StoreError::Gone`] if the answer was deleted
    /// or has ended; then the file is removed.
    pub fn keep_image(
        &mut self,
        answer: AnswerId,
        segment: u32,
        image: &Image,
        staged: Option<&Staged>,
    ) -> Result<(), StoreError> {
        let runs: bool = self
            .connection()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM answers WHERE id = ?1
                                AND state IN ('queued', 'waiting', 'reasoning', 'streaming'))",
            )?
            .query_row([answer.0], |row| row.get(0))?;
        if !runs {
            return Err(StoreError::Gone);
        }
        // First, so that the file is there even if its row has to be written later.
        if let Some(staged) = staged {
            Media::of(self.dir()).place(staged)?;
        }
        insert(self.connection(), answer, segment.into(), image)
    }
}

/// Replaces the rows of an answer with the images of its segments.
pub(super) fn save(connection: &Connection, answer: &Answer) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM images WHERE answer = ?1")?
        .execute([answer.id.0])?;
    for (position, segment) in (0_i64..).zip(&answer.segments) {
        for image in &segment.images {
            insert(connection, answer.id, position, image)?;
        }
    }
    Ok(())
}

fn insert(connection: &Connection, answer: AnswerId, segment: i64, image: &Image) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO images (answer, segment, hash, media_type, bytes, width, height, alt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (answer, segment, hash) DO NOTHING",
        )?
        .execute(params![
            answer.0,
            segment,
            image.hash.0,
            Word(image.media_type),
            i64::try_from(image.bytes).unwrap_or(i64::MAX),
            image.width,
            image.height,
            image.alt
        ])?;
    Ok(())
}

/// Reads the images of each answer into its segments, adding segments that have no row yet.
pub(super) fn read(
    connection: &Connection,
    scope: AnswerScope,
    answers: &mut IndexMap<AnswerId, Answer>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(match scope {
        AnswerScope::Answer(_) => concat!(select!(), " WHERE answer = ?1 ORDER BY seq"),
        AnswerScope::Conversation(_) => concat!(
            select!(),
            " WHERE answer IN (SELECT id FROM answers WHERE conversation = ?1) ORDER BY seq"
        ),
    })?;
    let mut rows = statement.query([scope.id()])?;
    while let Some(row) = rows.next()? {
        if let Some(answer) = answers.get_mut(&AnswerId(row.get("answer")?)) {
            let segment = usize::from(row.get::<_, u16>("segment")?);
            if answer.segments.len() <= segment {
                answer.segments.resize_with(segment + 1, Segment::default);
            }
            answer.segments[segment].images.push(image(row)?);
        }
    }
    Ok(())
}

/// Reads the hashes of all images of a conversation.
pub(super) fn hashes(connection: &Connection, conversation: ConversationId) -> Result<Vec<ImageHash>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT hash FROM images WHERE answer IN (SELECT id FROM answers WHERE conversation = ?1)",
    )?;
    let rows = statement.query_map([conversation.0], |row| Ok(row.get::<_, Hash>("hash")?.0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn is_named(connection: &Connection, hash: ImageHash) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM images WHERE hash = ?1)
                 OR EXISTS (SELECT 1 FROM attachments WHERE hash = ?1)",
        )?
        .query_row([hash.0], |row| row.get(0))?)
}

macro_rules! select {
    () => {
        "SELECT answer, segment, hash, media_type, bytes, width, height, alt FROM images"
    };
}
use select;

fn image(row: &Row<'_>) -> rusqlite::Result<Image> {
    Ok(Image {
        hash: row.get::<_, Hash>("hash")?.0,
        media_type: row.get::<_, Word<ImageType>>("media_type")?.0,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        width: row.get("width")?,
        height: row.get("height")?,
        alt: row.get("alt")?,
    })
}

/// A column that holds a hash.
pub(super) struct Hash(pub(super) ImageHash);

impl FromSql for Hash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?.try_into();
        bytes
            .map(|bytes| Self(ImageHash(bytes)))
            .map_err(|_| FromSqlError::InvalidType)
    }
}
