//! What only a desktop has: clipboard, browser, one window per folder, pictures by a scheme of their own, and a page that may die.

pub(crate) mod clipboard;
pub(crate) mod closing;
pub(crate) mod links;
pub(crate) mod page_guard;
pub(crate) mod pasted;
pub(crate) mod pictures;
pub(crate) mod single;
