//! Table `journal`: text of running answers as it came, one row a flush, folded into the answer at its end, so that a
//! token costs the same at the end of a long answer as at its start.

use chat::{Answer, AnswerId, AnswerState, Segment};
use indexmap::IndexMap;
use rusqlite::{Connection, params};

use super::scope::AnswerScope;
use crate::StoreError;
use crate::column::Word;
use crate::migration::Migration;
use crate::stored::{self, StoredWord};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    1,
    "CREATE TABLE journal (
              seq INTEGER PRIMARY KEY,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              segment INTEGER NOT NULL CHECK (segment BETWEEN 0 AND 999),
              kind TEXT NOT NULL CHECK (kind IN ('text', 'reasoning')),
              text TEXT NOT NULL
          ) STRICT;
          CREATE INDEX journal_answer ON journal (answer);",
)];

/// Which of a segment's two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Answer text.
    Text,
    /// Reasoning text.
    Reasoning,
}

impl StoredWord for TextKind {
    fn word(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::Reasoning => "reasoning",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        stored::find(&[Self::Text, Self::Reasoning], word)
    }
}

/// Text that a running answer received since the last flush.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// The answer.
    pub answer: AnswerId,
    /// Which segment, from 0; at most 999.
    pub segment: u32,
    /// Which of its texts.
    pub kind: TextKind,
    /// To be put behind what is there.
    pub text: String,
}

/// Appends rows of running answers. Others are skipped: they were deleted meanwhile, perhaps by another process.
pub(crate) fn append(connection: &Connection, rows: &[JournalRow]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO journal (answer, segment, kind, text)
         SELECT id, ?2, ?3, ?4 FROM answers
         WHERE id = ?1 AND state IN ('queued', 'waiting', 'reasoning', 'streaming')",
    )?;
    for row in rows {
        statement.execute(params![row.answer.0, row.segment, Word(row.kind), row.text])?;
    }
    Ok(())
}

/// Deletes the rows of an answer.
pub(super) fn forget(connection: &Connection, answer: AnswerId) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM journal WHERE answer = ?1")?
        .execute([answer.0])?;
    Ok(())
}

/// Appends the journal's text to the answers' segments.
pub(super) fn fold(
    connection: &Connection,
    scope: AnswerScope,
    answers: &mut IndexMap<AnswerId, Answer>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(match scope {
        AnswerScope::Answer(_) => "SELECT answer, segment, kind, text FROM journal WHERE answer = ?1 ORDER BY seq",
        AnswerScope::Conversation(_) => {
            "SELECT answer, segment, kind, text FROM journal
             WHERE answer IN (SELECT id FROM answers WHERE conversation = ?1) ORDER BY seq"
        }
    })?;
    let mut rows = statement.query([scope.id()])?;
    while let Some(row) = rows.next()? {
        if let Some(answer) = answers.get_mut(&AnswerId(row.get("answer")?)) {
            let (segment, kind, text): (u16, Word<TextKind>, String) =
                (row.get("segment")?, row.get("kind")?, row.get("text")?);
            add(answer, segment.into(), kind.0, &text);
        }
    }
    Ok(())
}

/// Appends text to one segment and updates the state, which is not saved while text arrives.
fn add(answer: &mut Answer, segment: usize, kind: TextKind, text: &str) {
    if answer.segments.len() <= segment {
        answer.segments.resize_with(segment + 1, Segment::default);
    }
    let target = &mut answer.segments[segment];
    match kind {
        TextKind::Text => target.text.push_str(text),
        TextKind::Reasoning => target.reasoning.push_str(text),
    }
    answer.state = match (answer.state, kind) {
        (AnswerState::Waiting | AnswerState::Reasoning, TextKind::Text) => AnswerState::Streaming,
        (AnswerState::Waiting, TextKind::Reasoning) => AnswerState::Reasoning,
        (state, _) => state,
    };
}
