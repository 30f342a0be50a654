//! The system clipboard: text is read and written.

#[cfg(target_os = "linux")]
mod gtk;
#[cfg(not(target_os = "linux"))]
mod threaded;

#[cfg(target_os = "linux")]
pub(crate) use gtk::Clipboard;
#[cfg(not(target_os = "linux"))]
pub(crate) use threaded::Clipboard;

/// The clipboard could not be reached, or holds no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard holds no text")]
pub(crate) struct NoText;
