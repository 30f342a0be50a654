//! What the page may call: the one list of commands, and a type for the arguments of each.
//!
//! The list is [`with_commands`]. The window makes its dispatcher and the page's permission from it, the test
//! `bindings` the page's type `Commands`.

mod body;
mod list;

use chat::{
    AnswerId, Attachment, CommandId, Context, ConversationId, EndpointId, ImageHash, Parameters, Price, TabId, TurnId,
};
use engine::Picked;
#[allow(clippy::wildcard_imports, reason = "a command may answer with any view")]
use engine::view::*;
use ts_rs::TS;

pub use body::{AttachRequest, Body, FrameBody, FromBody, IntoReply, Reply};

/// A command of the page; implemented by the type of its arguments.
pub trait Command: FromBody + TS {
    /// The name the page calls it by.
    const NAME: &'static str;
    /// What it does, one line of text a line.
    const DOC: &'static str;
    /// What it answers.
    type Reply: IntoReply + TS;
}

/// Makes a type of each command's arguments, and says what belongs to it.
macro_rules! declare {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($request:ident $({ $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? })?) -> $reply:ty;
    )*) => {
        $(
            $(
                #[doc = concat!("The arguments of the command `", stringify!($name), "`.")]
                #[derive(serde::Deserialize, TS)]
                #[serde(rename_all = "camelCase")]
                #[allow(missing_docs, reason = "the list says what the command does with them")]
                pub struct $request {
                    $($(#[$attribute])* pub $field: $type,)*
                }
            )?

            impl Command for $request {
                const NAME: &'static str = stringify!($name);
                const DOC: &'static str = concat!($($doc, "\n"),+);
                type Reply = $reply;
            }
        )*

        /// The name of every command.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
with_commands!(declare);
