//! Runs turns: executes the machine's effects against network, keyring and disk.
//!
//! [`Engine`] is all a window or a console needs. It is cheap to clone; its methods are the commands of the page, and
//! answer with the types of [`view`]. State lives in rooms (conversations in memory) behind one lock that is never held
//! across an await; the store has a thread, each request has a task.

mod adapted;
mod address;
mod asking;
mod attachments;
mod best;
mod branches;
mod budgets;
mod candidate;
mod catalogue;
mod change;
mod check;
mod clock;
mod columns;
mod comparing;
mod connections;
mod console;
mod context;
mod conversations;
mod demo;
mod doctor;
mod drawing;
mod endpoints;
mod estimating;
mod exchange;
mod export;
mod figures;
mod folder;
mod found;
mod frames;
mod images;
mod journal;
mod keys;
mod ledger;
mod line;
mod local;
mod look;
mod marks;
mod models;
mod network;
mod notes;
mod open;
mod options;
mod pages;
mod parameters;
mod policies;
mod presets;
mod prices;
mod privacy;
mod purse;
mod refresh;
mod room;
mod save;
mod secrets;
mod sent;
mod settings;
mod shelf;
mod slots;
mod snapshot;
mod sources;
mod tabs;
mod talk;
mod too_long;
mod vendor;
pub mod view;
mod watch;

pub use address::preview_url;
/// Is the process that reads a PDF, where this one was started to be it; see [`attach::pdf`].
pub use attach::pdf::serve_if_asked;
pub use attach::{MAX_FILE, Ready};
pub use attachments::{Given, Picked, make_ready};
pub use console::{AskEvent, AskRequest, Asked, Question};
pub use doctor::{Diagnosis, FolderState, diagnose};
pub use folder::{DATA_DIR, data_folder};
/// The allow-list of links that may leave the app.
pub use markup::link;
pub use open::{Checks, Engine, News};
pub use options::{Alive, DemoSource, Options};
pub use presets::presets;
pub use sent::SentCall;
pub use settings::preset_settings;
pub use vault::Vault;
