//! Table `answers`: rows, and assembling an answer from its row, segments, images and journal.

use chat::{Answer, AnswerId, AnswerState, ConversationId, EndpointId, TabId, TurnId};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};

use super::scope::AnswerScope;
use super::{images, journal, segments};
use crate::column::{Json, Word};
use crate::migration::Migration;
use crate::stored::StoredFailure;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    1,
    "CREATE TABLE answers (
              seq INTEGER PRIMARY KEY,
              id BLOB NOT NULL UNIQUE,
              conversation BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              turn BLOB NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
              tab BLOB NOT NULL REFERENCES tabs (id) ON DELETE CASCADE,
              parent BLOB,
              endpoint BLOB NOT NULL,
              model TEXT NOT NULL,
              state TEXT NOT NULL,
              failure TEXT,
              created_ms INTEGER NOT NULL,
              owner TEXT
          ) STRICT;
          CREATE INDEX answers_conversation ON answers (conversation);
          CREATE INDEX answers_turn ON answers (turn);
          CREATE INDEX answers_tab ON answers (tab);
          CREATE INDEX answers_unended ON answers (conversation)
              WHERE state IN ('queued', 'waiting', 'reasoning', 'streaming');",
)];

impl Store {
    /// Loads one answer; while it runs, with the text the journal has so far.
    pub fn load_answer(&self, id: AnswerId) -> Result<Option<Answer>, StoreError> {
        self.snapshot(|connection| load_one(connection, id))
    }
}

impl Writer<'_> {
    /// Saves an answer with its segments, and drops its journal.
    ///
    /// An unfinished answer is marked as run by this store, so that no other process ends it while this one runs.
    /// [`StoreError::Gone`] if its turn or tab was deleted.
    pub fn save_answer(&mut self, answer: &Answer) -> Result<(), StoreError> {
        let owner = if answer.state.is_final() {
            None
        } else {
            Some(self.owner_name()?.to_owned())
        };
        let written = self
            .connection()
            .prepare_cached(
                "INSERT INTO answers (id, conversation, turn, tab, parent, endpoint, model, state, failure, created_ms,
                     owner)
                 SELECT ?1, conversation, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM turns WHERE id = ?2
                 ON CONFLICT (id) DO UPDATE SET tab = excluded.tab, parent = excluded.parent,
                     endpoint = excluded.endpoint, model = excluded.model, state = excluded.state,
                     failure = excluded.failure, owner = excluded.owner",
            )?
            .execute(params![
                answer.id.0,
                answer.turn.0,
                answer.tab.0,
                answer.parent.map(|id| id.0),
                answer.endpoint.0,
                answer.model,
                Word(answer.state),
                answer
                    .failure
                    .as_ref()
                    .map(|failure| Json(StoredFailure::from(failure))),
                answer.created_ms,
                owner
            ])?;
        if written == 0 {
            return Err(StoreError::Gone);
        }
        segments::save(self.connection(), answer)?;
        images::save(self.connection(), answer)?;
        journal::forget(self.connection(), answer.id)
    }

    /// [`Writer::save_answer`] for one that has ended: its text is folded in and its journal rows go, at once.
    pub fn finish_answer(&mut self, answer: &Answer) -> Result<(), StoreError> {
        debug_assert!(answer.state.is_final(), "finished answers have a final state");
        self.save_answer(answer)
    }
}

/// Reads every answer of a conversation, in order of asking.
pub(super) fn load_all(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<IndexMap<AnswerId, Answer>, StoreError> {
    load(connection, AnswerScope::Conversation(conversation))
}

/// Reads one answer in several statements: call it inside a snapshot or a write transaction.
pub(crate) fn load_one(connection: &Connection, id: AnswerId) -> Result<Option<Answer>, StoreError> {
    Ok(load(connection, AnswerScope::Answer(id))?.swap_remove(&id))
}

/// Reads every unfinished answer, and the owner that runs it.
pub(crate) fn unended(connection: &Connection) -> Result<Vec<(AnswerId, Option<String>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, owner FROM answers WHERE state IN ('queued', 'waiting', 'reasoning', 'streaming') ORDER BY seq",
    )?;
    let rows = statement.query_map([], |row| Ok((AnswerId(row.get("id")?), row.get("owner")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn load(connection: &Connection, scope: AnswerScope) -> Result<IndexMap<AnswerId, Answer>, StoreError> {
    let mut statement = connection.prepare_cached(match scope {
        AnswerScope::Answer(_) => concat!(select!(), " WHERE id = ?1"),
        AnswerScope::Conversation(_) => concat!(select!(), " WHERE conversation = ?1 ORDER BY seq"),
    })?;
    let rows = statement.query_map([scope.id()], answer)?;
    let mut answers: IndexMap<_, _> = rows
        .map(|row| row.map(|answer| (answer.id, answer)))
        .collect::<Result<_, _>>()?;
    segments::read(connection, scope, &mut answers)?;
    journal::fold(connection, scope, &mut answers)?;
    images::read(connection, scope, &mut answers)?;
    Ok(answers)
}

macro_rules! select {
    () => {
        "SELECT id, turn, tab, parent, endpoint, model, state, failure, created_ms FROM answers"
    };
}
use select;

fn answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        id: AnswerId(row.get("id")?),
        turn: TurnId(row.get("turn")?),
        tab: TabId(row.get("tab")?),
        parent: row.get::<_, Option<_>>("parent")?.map(AnswerId),
        endpoint: EndpointId(row.get("endpoint")?),
        model: row.get("model")?,
        state: row.get::<_, Word<AnswerState>>("state")?.0,
        segments: Vec::new(),
        failure: row
            .get::<_, Option<Json<StoredFailure>>>("failure")?
            .map(|json| json.0.into()),
        retry: None,
        created_ms: row.get("created_ms")?,
    })
}
