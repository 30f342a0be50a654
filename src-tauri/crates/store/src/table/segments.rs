//! Segments: the text of answers, in plain columns so that it can be searched.

use chat::{Answer, AnswerId, Citation, FinishReason, Pace, Price, Reported, Segment, Served};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::answers::Which;
use crate::StoreError;
use crate::column::{Json, Word};
use crate::schema::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE segments (
              seq INTEGER PRIMARY KEY,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              position INTEGER NOT NULL,
              text TEXT NOT NULL,
              reasoning TEXT NOT NULL,
              citations TEXT NOT NULL,
              finish TEXT,
              usage TEXT,
              served TEXT NOT NULL,
              timing TEXT NOT NULL,
              UNIQUE (answer, position)
          ) STRICT;",
}];

/// The column `served`: what the server said of itself, and on which terms it was asked. Members may be missing: older
/// builds wrote only the first.
#[derive(Serialize, Deserialize)]
struct ServedColumn {
    #[serde(flatten)]
    served: Served,
    #[serde(default, skip_serializing_if = "is_default")]
    reported: Reported,
    #[serde(default, skip_serializing_if = "is_default")]
    price: Option<Price>,
    #[serde(default, skip_serializing_if = "is_default")]
    dropped: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pace: Pace,
    #[serde(default, skip_serializing_if = "is_default")]
    earlier_left_out: u32,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl ServedColumn {
    fn of(segment: &Segment) -> Self {
        Self {
            served: segment.served.clone(),
            reported: segment.reported,
            price: segment.price,
            dropped: segment.dropped.clone(),
            pace: segment.pace.clone(),
            earlier_left_out: segment.earlier_left_out,
        }
    }
}

/// Makes the rows equal to the answer's segments. A segment keeps its row, which a search index will name.
pub(super) fn save(connection: &Connection, answer: &Answer) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO segments (answer, position, text, reasoning, citations, finish, usage, served, timing)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (answer, position) DO UPDATE SET text = excluded.text, reasoning = excluded.reasoning,
             citations = excluded.citations, finish = excluded.finish, usage = excluded.usage,
             served = excluded.served, timing = excluded.timing",
    )?;
    for (position, segment) in (0_i64..).zip(&answer.segments) {
        statement.execute(params![
            answer.id.0,
            position,
            segment.text,
            segment.reasoning,
            Json(&segment.citations),
            segment.finish.as_ref().map(Word),
            segment.usage.map(Json),
            Json(ServedColumn::of(segment)),
            Json(segment.timing)
        ])?;
    }
    let count = i64::try_from(answer.segments.len()).unwrap_or(i64::MAX);
    connection
        .prepare_cached("DELETE FROM segments WHERE answer = ?1 AND position >= ?2")?
        .execute(params![answer.id.0, count])?;
    Ok(())
}

/// Gives each answer its segments.
pub(super) fn read(
    connection: &Connection,
    which: Which,
    answers: &mut IndexMap<AnswerId, Answer>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(match which {
        Which::One(_) => concat!(select!(), " WHERE answer = ?1 ORDER BY position"),
        Which::Of(_) => concat!(
            select!(),
            " WHERE answer IN (SELECT id FROM answers WHERE conversation = ?1) ORDER BY answer, position"
        ),
    })?;
    let mut rows = statement.query([which.id()])?;
    while let Some(row) = rows.next()? {
        if let Some(answer) = answers.get_mut(&AnswerId(row.get(0)?)) {
            answer.segments.push(segment(row)?);
        }
    }
    Ok(())
}

macro_rules! select {
    () => {
        "SELECT answer, text, reasoning, citations, finish, usage, served, timing FROM segments"
    };
}
use select;

fn segment(row: &Row<'_>) -> rusqlite::Result<Segment> {
    let ServedColumn {
        served,
        reported,
        price,
        dropped,
        pace,
        earlier_left_out,
    } = row.get::<_, Json<_>>(6)?.0;
    Ok(Segment {
        text: row.get(1)?,
        reasoning: row.get(2)?,
        citations: row.get::<_, Json<Vec<Citation>>>(3)?.0,
        finish: row.get::<_, Option<Word<FinishReason>>>(4)?.map(|word| word.0),
        usage: row.get::<_, Option<Json<_>>>(5)?.map(|json| json.0),
        served,
        reported,
        price,
        dropped,
        pace,
        earlier_left_out,
        timing: row.get::<_, Json<_>>(7)?.0,
        ..Segment::default()
    })
}
