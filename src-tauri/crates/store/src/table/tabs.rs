//! Table `tabs`: the tabs of a conversation, in their order.

use chat::{AnswerId, ConversationId, EndpointId, Tab, TabId};
use rusqlite::{Connection, Row, params};

use crate::column::Json;
use crate::migration::Migration;
use crate::stored::StoredParameters;
use crate::{StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE tabs (
              seq INTEGER PRIMARY KEY,
              id BLOB NOT NULL UNIQUE,
              conversation BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              position INTEGER NOT NULL,
              endpoint BLOB NOT NULL,
              model TEXT NOT NULL,
              parameters TEXT NOT NULL,
              head BLOB,
              closed INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX tabs_conversation ON tabs (conversation, position);",
    ),
    Migration::sql(
        5,
        "ALTER TABLE tabs ADD COLUMN name TEXT;
          ALTER TABLE tabs ADD COLUMN closing INTEGER NOT NULL DEFAULT 0;",
    ),
];

impl Writer<'_> {
    /// Saves a tab: a new one behind the others, a known one in its position.
    pub fn save_tab(&mut self, conversation: ConversationId, tab: &Tab) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO tabs (id, conversation, position, endpoint, model, parameters, head, closed, name, closing)
                 VALUES (?1, ?2, (SELECT ifnull(max(position), -1) + 1 FROM tabs WHERE conversation = ?2), ?3, ?4, ?5,
                         ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET endpoint = excluded.endpoint, model = excluded.model,
                     parameters = excluded.parameters, head = excluded.head, closed = excluded.closed,
                     name = excluded.name, closing = excluded.closing",
            )?
            .execute(params![
                tab.id.0,
                conversation.0,
                tab.endpoint.0,
                tab.model,
                Json(StoredParameters::from(&tab.parameters)),
                tab.head.map(|head| head.0),
                tab.closed,
                tab.name,
                tab.closing
            ])?;
        Ok(())
    }

    /// Reorders the tabs. Name all tabs of the conversation, closed ones too.
    pub fn order_tabs(&mut self, order: &[TabId]) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("UPDATE tabs SET position = ?2 WHERE id = ?1")?;
        for (position, id) in order.iter().enumerate() {
            statement.execute(params![id.0, i64::try_from(position).unwrap_or(i64::MAX)])?;
        }
        Ok(())
    }
}

pub(super) fn load(connection: &Connection, conversation: ConversationId) -> Result<Vec<Tab>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, endpoint, model, parameters, head, closed, name, closing FROM tabs WHERE conversation = ?1
         ORDER BY position, seq",
    )?;
    let rows = statement.query_map([conversation.0], tab)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn tab(row: &Row<'_>) -> rusqlite::Result<Tab> {
    Ok(Tab {
        id: TabId(row.get("id")?),
        endpoint: EndpointId(row.get("endpoint")?),
        model: row.get("model")?,
        parameters: row.get::<_, Json<StoredParameters>>("parameters")?.0.into(),
        head: row.get::<_, Option<_>>("head")?.map(AnswerId),
        closed: row.get("closed")?,
        name: row.get("name")?,
        closing: row.get("closing")?,
    })
}
