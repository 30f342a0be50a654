//! The vocabulary of a conversation and its pure rules: events in, state and effects out.
//!
//! Nothing here does I/O, reads a clock or makes an id: time, ids and randomness come in as arguments.

mod answer;
mod attachment;
mod context;
mod conversation;
mod delta;
mod effect;
pub mod estimate;
mod event;
mod failure;
mod fork;
mod history;
mod id;
mod image;
mod limits;
mod machine;
mod message;
mod metrics;
mod model_name;
mod money;
mod pace;
mod parameters;
mod places;
mod price;
mod retry;
mod sent;
mod spending;
mod title;
mod tree;
mod usage;

pub use answer::{Answer, AnswerState, Segment, Timing};
pub use attachment::{Attached, Attachment, AttachmentKind};
pub use context::Context;
pub use conversation::{Conversation, Tab, Turn};
pub use delta::{Citation, Delta, Ending, FinishReason, Reported, Served};
pub use effect::{Effect, Request};
pub use estimate::TokenRange;
pub use event::{Event, Refused};
pub use failure::{ErrorCode, Failure};
pub use history::CONTINUE;
pub use id::{AnswerId, CommandId, ConversationId, EndpointId, TabId, TurnId};
pub use image::{Image, ImageHash, ImageType, NoHash};
pub use limits::AnswerLimits;
pub use message::{Message, Role};
pub use metrics::{Charge, Metrics};
pub use money::{Cost, Rate};
pub use pace::Pace;
pub use parameters::Parameters;
pub use places::{Places, Walk};
pub use price::{Price, PriceSource};
pub use retry::Retry;
pub use sent::{SentBody, SentExchange, SentHeader, SentReply, SentRequest, SentTimes, SentValue};
pub use spending::{Bill, Bound, Caps, Meter};
pub use usage::Usage;
