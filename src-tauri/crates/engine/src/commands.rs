//! User actions, one file each. Every action that changes something runs once per command ID, applies an event to a
//! live conversation (`session::apply`) and answers with what the page needs.

pub(crate) mod ask;
pub(crate) mod best;
pub(crate) mod branches;
pub(crate) mod bulk;
pub(crate) mod console;
pub(crate) mod context;
pub(crate) mod conversations;
pub(crate) mod diff;
pub(crate) mod figures;
pub(crate) mod notes;
pub(crate) mod parameters;
pub(crate) mod tabs;
pub(crate) mod too_long;
