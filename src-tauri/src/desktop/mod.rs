//! What only a desktop has: clipboard, browser, one window per folder, and a page that may die.

pub(crate) mod clipboard;
pub(crate) mod closing;
pub(crate) mod links;
pub(crate) mod page_guard;
pub(crate) mod single;
