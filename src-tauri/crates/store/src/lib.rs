//! SQLite storage: conversations, endpoints, settings, the journal of running answers, and media files.
//!
//! Several processes may use one [`DataDir`] at once (the window, `juxta ask --save`). Three rules keep them apart:
//! every write is one `BEGIN IMMEDIATE` transaction, a process that runs answers holds an [`Owner`] lock named in those
//! answers' rows, and [`Store::recover`] touches only answers whose owner is gone.
//!
//! [`Store`] is synchronous and belongs to one thread; [`StoreHandle`] gives it that thread and an async interface.

#![allow(clippy::doc_markdown, reason = "SQLite is a name")]

mod column;
mod connection;
mod data_dir;
mod error;
mod handle;
mod inspect;
mod log;
mod media;
mod migration;
mod owner;
mod recover;
mod saved_view;
mod schema;
mod store;
mod stored;
mod syncer;
mod table;
mod writer;

pub use data_dir::{DataDir, FolderLock, log_trace};
pub use error::StoreError;
pub use handle::{StoreHandle, StoreThread};
pub use inspect::{Inspection, inspect};
pub use media::{Media, Staged};
pub use owner::{Owner, owner_is_alive};
pub use saved_view::SavedView;
pub use schema::SCHEMA_VERSION;
pub use store::Store;
pub use stored::StoredParameters;
pub use table::conversations::ConversationSummary;
pub use table::endpoints::{Endpoint, KeyMarker};
pub use table::journal::{JournalRow, TextKind};
pub use table::models::CachedModels;
pub use table::notes::Note;
pub use table::sent::SentRow;
pub use table::spending::{Period, Reservation, Reserved, Settlement, Spend, Spent};
pub use table::views::{Columns, Layout, ViewState};
pub use writer::Writer;
