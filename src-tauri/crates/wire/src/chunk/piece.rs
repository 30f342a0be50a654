//! The pieces of a message.

use crate::image::ImageSource;

/// A piece of content, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Reasoning that the server marked as such.
    Reasoning(String),
    /// Answer text, which may still contain inline `<think>` tags.
    Text(String),
    /// An image, or what is shown in its place.
    Image(ImageSource),
}
