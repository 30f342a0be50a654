//! Answers: their rows, and putting each together from row, segments and journal.

use chat::{Answer, AnswerId, AnswerState, ConversationId, EndpointId, TabId, TurnId};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{images, journal, segments};
use crate::column::{Json, Word};
use crate::schema::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE answers (
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
}];

/// Which answers to read.
#[derive(Clone, Copy)]
pub(super) enum Which {
    One(AnswerId),
    Of(ConversationId),
}

impl Store {
    /// One answer; while it runs, with the text the journal has so far.
    pub fn load_answer(&self, id: AnswerId) -> Result<Option<Answer>, StoreError> {
        self.snapshot(|connection| load_one(connection, id))
    }
}

impl Writer<'_> {
    /// Writes an answer whole, in place of its row and of what the journal holds of it.
    ///
    /// One that has not ended is marked as run by this store, so that no other process ends it while this one lives.
    /// [`StoreError::Gone`] if its turn or tab was deleted.
    pub fn save_answer(&mut self, answer: &Answer) -> Result<(), StoreError> {
        let owner = if answer.state.is_final() {
            None
        } else {
            Some(self.owner_name()?.to_owned())
        };
        let written = self.connection()
            .prepare_cached(
                "INSERT INTO answers (id, conversation, turn, tab, parent, endpoint, model, state, failure, created_ms, owner)
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
                answer.failure.as_ref().map(Json),
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

/// Every answer of a conversation, in order of asking.
pub(super) fn of(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<IndexMap<AnswerId, Answer>, StoreError> {
    load(connection, Which::Of(conversation))
}

/// One answer. Several statements: wants a snapshot or a write transaction around it.
pub(crate) fn load_one(connection: &Connection, id: AnswerId) -> Result<Option<Answer>, StoreError> {
    Ok(load(connection, Which::One(id))?.swap_remove(&id))
}

/// Every answer that has not ended, and who runs it.
pub(crate) fn unended(connection: &Connection) -> Result<Vec<(AnswerId, Option<String>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, owner FROM answers WHERE state IN ('queued', 'waiting', 'reasoning', 'streaming') ORDER BY seq",
    )?;
    let rows = statement.query_map([], |row| Ok((AnswerId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn load(connection: &Connection, which: Which) -> Result<IndexMap<AnswerId, Answer>, StoreError> {
    let mut statement = connection.prepare_cached(match which {
        Which::One(_) => concat!(select!(), " WHERE id = ?1"),
        Which::Of(_) => concat!(select!(), " WHERE conversation = ?1 ORDER BY seq"),
    })?;
    let rows = statement.query_map([which.id()], answer)?;
    let mut answers: IndexMap<_, _> = rows
        .map(|row| row.map(|answer| (answer.id, answer)))
        .collect::<Result<_, _>>()?;
    segments::read(connection, which, &mut answers)?;
    journal::fold(connection, which, &mut answers)?;
    images::read(connection, which, &mut answers)?;
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
        id: AnswerId(row.get(0)?),
        turn: TurnId(row.get(1)?),
        tab: TabId(row.get(2)?),
        parent: row.get::<_, Option<_>>(3)?.map(AnswerId),
        endpoint: EndpointId(row.get(4)?),
        model: row.get(5)?,
        state: row.get::<_, Word<AnswerState>>(6)?.0,
        segments: Vec::new(),
        failure: row.get::<_, Option<Json<_>>>(7)?.map(|json| json.0),
        retry: None,
        created_ms: row.get(8)?,
    })
}

impl Which {
    pub(super) fn id(self) -> Uuid {
        match self {
            Self::One(answer) => answer.0,
            Self::Of(conversation) => conversation.0,
        }
    }
}
