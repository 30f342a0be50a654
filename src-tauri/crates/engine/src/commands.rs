//! What a person does to a conversation: one action a file.

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
