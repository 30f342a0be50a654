//! What the page may call, one file a topic. Each is a handful of lines: the engine does the work.

pub(crate) mod attachments;
pub(crate) mod branches;
pub(crate) mod budgets;
pub(crate) mod catalogue;
pub(crate) mod chat;
pub(crate) mod compare;
pub(crate) mod conversations;
pub(crate) mod endpoints;
pub(crate) mod found;
pub(crate) mod network;
pub(crate) mod page;
pub(crate) mod parameters;
pub(crate) mod sent;
pub(crate) mod tabs;

/// What a command answers: a value, or the failure the page shows.
pub(crate) type Reply<T> = Result<T, ::chat::Failure>;

/// The engine as Tauri hands it to a command.
pub(crate) type Engine<'a> = tauri::State<'a, engine::Engine>;
