//! The events of a reply.

use chat::{Delta, Ending};

use crate::image::ReplyImage;

/// An event parsed from a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something new.
    Delta(Delta),
    /// A complete image, never the same one twice. Never a [`Delta::Image`], which refers to a stored one.
    Image(ReplyImage),
    /// How the reply ended. Nothing follows.
    End(Ending),
}
