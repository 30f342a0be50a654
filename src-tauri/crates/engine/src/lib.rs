//! Runs turns: carries out the effects of the conversation machine against network, keyring and disk.
//!
//! [`Engine`] is all a window or a console needs. It is cheap to clone; its methods are the commands of the page, and
//! answer with the types of [`view`]. State lives in live conversations (conversations in memory) behind one lock that is never held
//! across an await; the store has a thread, each request has a task.

mod clock;
mod commands;
mod doctor;
mod endpoints;
mod engine;
mod export;
mod failure;
mod folder;
mod frames;
mod idempotency;
mod models;
mod options;
mod preferences;
mod request;
mod session;
mod setting;
mod spending;
mod stored;
pub mod view;

/// Is the process that reads a PDF, where this one was started to be it; see [`attach::pdf`].
pub use attach::pdf::serve_if_asked;
pub use attach::{MAX_FILE, Ready};
pub use commands::console::{AskRequest, AskStream, Question};
pub use doctor::{Diagnosis, FolderState, diagnose};
pub use endpoints::address::preview_url;
pub use endpoints::presets::presets;
pub use endpoints::settings::preset_settings;
pub use engine::{Checks, Engine, News};
pub use folder::{DATA_DIR, data_folder};
/// The allow-list of links that may leave the app.
pub use markup::link;
pub use options::{Alive, DemoSource, Options};
pub use request::attachments::{Given, Picked, make_ready};
pub use request::record::SentCall;
pub use session::listener::AskEvent;
pub use vault::Vault;
