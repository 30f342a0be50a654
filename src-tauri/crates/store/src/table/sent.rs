//! Table `sent`: requests of answers and their replies, the newest within a bound.

use chat::AnswerId;
use rusqlite::{Connection, params};

use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

/// Most bytes of all records; beyond it the oldest are deleted.
const MAX_BYTES: i64 = 64 * 1024 * 1024;
/// Age above which records are deleted: 30 days, in milliseconds.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Old records are deleted each time so many were added.
const SWEEP_EVERY: i64 = 32;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    5,
    "CREATE TABLE sent (
              seq INTEGER PRIMARY KEY,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              segment INTEGER NOT NULL,
              began_ms INTEGER NOT NULL,
              bytes INTEGER NOT NULL,
              record TEXT NOT NULL
          ) STRICT;
          CREATE INDEX sent_answer ON sent (answer);",
)];

/// One request of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    /// Which segment of the answer it was to fill.
    pub segment: u32,
    /// When it went out, milliseconds since the epoch.
    pub began_ms: i64,
    /// What it was, as JSON; free of secrets before it gets here.
    pub record: String,
}

impl Store {
    /// Reads the requests of an answer, oldest first.
    pub fn sent(&self, answer: AnswerId) -> Result<Vec<SentRow>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT segment, began_ms, record FROM sent WHERE answer = ?1 ORDER BY seq")?;
        let rows = statement.query_map([answer.0], |row| {
            Ok(SentRow {
                segment: row.get("segment")?,
                began_ms: row.get("began_ms")?,
                record: row.get("record")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Saves a request of an answer, and now and then deletes records older than 30 days or beyond 64 MiB. Does nothing
    /// if the answer was deleted.
    pub fn save_sent(&mut self, answer: AnswerId, row: &SentRow) -> Result<(), StoreError> {
        let bytes = i64::try_from(row.record.len()).unwrap_or(i64::MAX);
        let written = self
            .connection()
            .prepare_cached(
                "INSERT INTO sent (answer, segment, began_ms, bytes, record)
                 SELECT id, ?2, ?3, ?4, ?5 FROM answers WHERE id = ?1",
            )?
            .execute(params![answer.0, row.segment, row.began_ms, bytes, row.record])?;
        if written > 0 && self.connection().last_insert_rowid() % SWEEP_EVERY == 0 {
            self.connection().execute(
                "DELETE FROM sent WHERE began_ms < ?1",
                [row.began_ms.saturating_sub(KEPT_MS)],
            )?;
            sweep(self.connection(), MAX_BYTES)?;
        }
        Ok(())
    }
}

/// Keeps the newest records, `most` bytes of them.
fn sweep(connection: &Connection, most: i64) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM sent WHERE seq IN
             (SELECT seq FROM (SELECT seq, sum(bytes) OVER (ORDER BY seq DESC) AS newest FROM sent) WHERE newest > ?1)",
        [most],
    )?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_newest_records_are_kept_within_the_bound() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE sent (seq INTEGER PRIMARY KEY, bytes INTEGER)")
            .unwrap();
        for bytes in [10, 10, 10, 10] {
            connection
                .execute("INSERT INTO sent (bytes) VALUES (?1)", [bytes])
                .unwrap();
        }
        sweep(&connection, 25).unwrap();
        let kept: Vec<i64> = connection
            .prepare("SELECT seq FROM sent ORDER BY seq")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(kept, [3, 4]);
    }
}
