//! Table `views`: how the person left each conversation. A row goes with its conversation.

use chat::{ConversationId, TabId};
use rusqlite::{Connection, OptionalExtension, ToSql, params};
use uuid::Uuid;

use crate::column::Word;
use crate::migration::Migration;
use crate::stored::StoredWord;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE views (
              conversation BLOB PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
              draft TEXT NOT NULL DEFAULT '',
              selected BLOB,
              scroll REAL
          ) STRICT;",
    ),
    Migration::sql(
        6,
        "ALTER TABLE views ADD COLUMN layout TEXT NOT NULL DEFAULT 'tabs';
          ALTER TABLE views ADD COLUMN columns_linked INTEGER NOT NULL DEFAULT 1;
          ALTER TABLE views ADD COLUMN columns_alone INTEGER NOT NULL DEFAULT 0;",
    ),
    Migration::code(6, move_settings),
];

/// How a conversation is shown, and what is typed but not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The composer's text.
    pub draft: String,
    /// The tab shown.
    pub selected: Option<TabId>,
    /// Scroll offset, CSS pixels from the top; `None` means at the end.
    pub scroll: Option<f64>,
    /// How the answers are laid out.
    pub layout: Layout,
    /// How columns are shown.
    pub columns: Columns,
}

/// How the answers of a conversation are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One model at a time.
    #[default]
    Tabs,
    /// All models side by side.
    Columns,
    /// Two answers compared.
    Diff,
}

/// How columns are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Whether all columns scroll together.
    pub linked: bool,
    /// Whether only the selected column is shown.
    pub alone: bool,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            linked: true,
            alone: false,
        }
    }
}

impl StoredWord for Layout {
    fn word(&self) -> &str {
        match self {
            Self::Tabs => "tabs",
            Self::Columns => "columns",
            Self::Diff => "diff",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        crate::stored::find(&[Self::Tabs, Self::Columns, Self::Diff], word)
    }
}

/// The value of a setting `columns.<conversation>` before schema 6.
#[derive(serde::Deserialize)]
#[serde(default)]
struct ColumnsBefore6 {
    linked: bool,
    alone: bool,
}

impl Default for ColumnsBefore6 {
    fn default() -> Self {
        let Columns { linked, alone } = Columns::default();
        Self { linked, alone }
    }
}

/// Moves the settings `layout.<conversation>` and `columns.<conversation>` into their rows. Values that cannot be read,
/// and those of deleted conversations, are dropped.
fn move_settings(connection: &Connection) -> Result<(), StoreError> {
    for (id, value) in settings(connection, "layout.")? {
        if let Some(layout) = serde_json::from_str::<String>(&value)
            .ok()
            .as_deref()
            .and_then(Layout::from_word)
        {
            put(connection, id, "layout", &Word(layout))?;
        }
    }
    for (id, value) in settings(connection, "columns.")? {
        if let Ok(columns) = serde_json::from_str::<ColumnsBefore6>(&value) {
            put(connection, id, "columns_linked", &columns.linked)?;
            put(connection, id, "columns_alone", &columns.alone)?;
        }
    }
    Ok(connection.execute_batch("DELETE FROM settings WHERE key LIKE 'layout.%' OR key LIKE 'columns.%';")?)
}

/// Returns the settings whose key is this prefix and a conversation's id, with the id.
fn settings(connection: &Connection, prefix: &str) -> Result<Vec<(Uuid, String)>, StoreError> {
    let mut statement = connection.prepare("SELECT key, value FROM settings WHERE key LIKE ?1 || '%'")?;
    let rows = statement.query_map([prefix], |row| {
        Ok((row.get::<_, String>("key")?, row.get::<_, String>("value")?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (key, value) = row?;
        let id = key.strip_prefix(prefix).and_then(|id| id.parse().ok());
        found.extend(id.map(|id| (id, value)));
    }
    Ok(found)
}

/// Sets one column of a conversation that is there. `column` is a name of ours, never data.
fn put(connection: &Connection, id: Uuid, column: &str, value: &dyn ToSql) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO views (conversation, {column}) SELECT id, ?2 FROM conversations WHERE id = ?1
         ON CONFLICT (conversation) DO UPDATE SET {column} = excluded.{column}"
    );
    connection.prepare_cached(&sql)?.execute(params![id, value])?;
    Ok(())
}

impl Store {
    /// Returns how a conversation was left; the default if nothing is kept of it.
    pub fn view(&self, conversation: ConversationId) -> Result<ViewState, StoreError> {
        read(self.connection(), conversation)
    }
}

/// Reads the row of one conversation.
pub(crate) fn read(connection: &Connection, conversation: ConversationId) -> Result<ViewState, StoreError> {
    let view = connection
        .prepare_cached("SELECT * FROM views WHERE conversation = ?1")?
        .query_row([conversation.0], |row| {
            Ok(ViewState {
                draft: row.get("draft")?,
                selected: row.get::<_, Option<_>>("selected")?.map(TabId),
                scroll: row.get("scroll")?,
                // An unknown word must not keep the conversation from opening.
                layout: Layout::from_word(&row.get::<_, String>("layout")?).unwrap_or_default(),
                columns: Columns {
                    linked: row.get("columns_linked")?,
                    alone: row.get("columns_alone")?,
                },
            })
        })
        .optional()?;
    Ok(view.unwrap_or_default())
}

impl Writer<'_> {
    /// Saves the composer's text. [`StoreError::Gone`] if the conversation was deleted, as for the four below.
    pub fn save_draft(&mut self, conversation: ConversationId, draft: &str) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, draft) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET draft = excluded.draft",
            conversation,
            &draft,
        )
    }

    /// Saves which tab is shown.
    pub fn select_tab(&mut self, conversation: ConversationId, tab: Option<TabId>) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, selected) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET selected = excluded.selected",
            conversation,
            &tab.map(|tab| tab.0),
        )
    }

    /// Saves the scroll offset; `None` means at the end.
    pub fn save_scroll(&mut self, conversation: ConversationId, top: Option<f64>) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, scroll) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET scroll = excluded.scroll",
            conversation,
            &top,
        )
    }

    /// Saves the layout.
    pub fn save_layout(&mut self, conversation: ConversationId, layout: Layout) -> Result<(), StoreError> {
        self.set_view(
            "INSERT INTO views (conversation, layout) VALUES (?1, ?2)
             ON CONFLICT (conversation) DO UPDATE SET layout = excluded.layout",
            conversation,
            &Word(layout),
        )
    }

    /// Saves how columns are shown.
    pub fn save_columns(&mut self, conversation: ConversationId, columns: Columns) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO views (conversation, columns_linked, columns_alone) VALUES (?1, ?2, ?3)
                 ON CONFLICT (conversation) DO UPDATE SET columns_linked = excluded.columns_linked,
                     columns_alone = excluded.columns_alone",
            )?
            .execute(params![conversation.0, columns.linked, columns.alone])?;
        Ok(())
    }

    fn set_view(&mut self, sql: &str, conversation: ConversationId, value: &dyn ToSql) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(sql)?
            .execute(params![conversation.0, value])?;
        Ok(())
    }
}
