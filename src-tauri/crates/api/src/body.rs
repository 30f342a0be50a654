//! How arguments and replies cross from and to the page: as JSON, or where they are bytes, raw.

use chat::{CommandId, ConversationId};
use percent_encoding::percent_decode_str;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use ts_rs::TS;

/// The body of a call as it came from the page.
pub enum Body<'a> {
    /// An object of arguments.
    Json(&'a Value),
    /// Bytes as they are; the arguments are in headers.
    Raw {
        /// What was sent.
        bytes: &'a [u8],
        /// Looks up a header by its name in lower case.
        header: &'a dyn Fn(&str) -> Option<&'a str>,
    },
}

/// Reads the arguments of a command.
pub trait FromBody: Sized {
    /// `None` if an argument is missing or has the wrong type.
    fn from_body(body: &Body<'_>) -> Option<Self>;
}

impl<T: DeserializeOwned> FromBody for T {
    fn from_body(body: &Body<'_>) -> Option<Self> {
        match body {
            Body::Json(value) => T::deserialize(*value).ok(),
            Body::Raw { .. } => None,
        }
    }
}

/// The body of a reply.
pub enum Reply {
    /// JSON text.
    Json(String),
    /// Bytes as they are: an `ArrayBuffer` in the page.
    Raw(Vec<u8>),
}

/// Writes the reply of a command.
pub trait IntoReply {
    /// `None` if the reply cannot be written as JSON.
    fn into_reply(self) -> Option<Reply>;
}

impl<T: Serialize> IntoReply for T {
    fn into_reply(self) -> Option<Reply> {
        serde_json::to_string(&self).ok().map(Reply::Json)
    }
}

/// The JSON of a [`Frame`](engine::view::Frame), sent raw: it comes up to 30 times a second.
#[derive(Clone, Debug, TS)]
#[ts(type = "ArrayBuffer")]
pub struct FrameBody(pub Vec<u8>);

impl IntoReply for FrameBody {
    fn into_reply(self) -> Option<Reply> {
        Some(Reply::Raw(self.0))
    }
}

/// The arguments of the command `attach`. They come raw, so that a file is not written out as a list of numbers: the
/// body is the file; the headers `juxta-command`, `juxta-conversation` and `juxta-name` (percent-encoded) hold the
/// rest.
#[derive(Clone, Debug, TS)]
pub struct AttachRequest {
    /// The command's id.
    pub command: CommandId,
    /// The conversation whose draft it is added to.
    pub conversation: ConversationId,
    /// The file's name; `None` for pasted text.
    pub name: Option<String>,
    /// What is in it.
    #[ts(type = "ArrayBuffer")]
    pub bytes: Vec<u8>,
}

impl FromBody for AttachRequest {
    fn from_body(body: &Body<'_>) -> Option<Self> {
        let Body::Raw { bytes, header } = body else {
            return None;
        };
        let name = header("juxta-name").map(|name| percent_decode_str(name).decode_utf8_lossy().into_owned());
        Some(Self {
            command: header("juxta-command")?.parse().ok()?,
            conversation: header("juxta-conversation")?.parse().ok()?,
            name,
            // One byte more than a file may have is enough to be refused as too large.
            bytes: bytes[..bytes.len().min(engine::MAX_FILE + 1)].to_vec(),
        })
    }
}
