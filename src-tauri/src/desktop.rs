//! Desktop integration: clipboard, browser, one window per folder, the scheme for images, and recovery of the page.

pub(crate) mod clipboard;
pub(crate) mod closing;
pub(crate) mod links;
pub(crate) mod page_guard;
pub(crate) mod pasted;
pub(crate) mod pictures;
pub(crate) mod single;
