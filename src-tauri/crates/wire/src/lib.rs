//! The OpenAI-compatible protocol: request bodies, server-sent events, lenient parsing, errors and transport.
//!
//! Servers that call themselves compatible differ in many ways. Each known difference is a numbered *quirk*, and tests
//! name the numbers. The rule behind most of them: parse leniently, never lose text that arrived, never report a
//! truncated answer as complete.

mod adaptation;
mod base_url;
mod body;
pub mod catalogue;
mod chunk;
mod content;
mod curl;
pub mod error;
pub mod image;
mod network;
mod options;
pub mod reader;
mod redacted_body;
pub mod retry;
pub mod sse;
mod transport;

pub use adaptation::{Adaptation, UnknownAdaptation};
pub use base_url::{BaseUrl, UrlProblem};
pub use body::ChatRequest;
pub use catalogue::ListedModel;
pub use content::Files;
pub use curl::{curl_command, curl_command_with_file};
pub use image::ReplyImage;
pub use network::{ClientCertificate, ExtraCa, Limits, NetworkOptions, Proxy, ProxyUrl};
pub use options::{Auth, ExtraBody, Header, HeaderText, OptionProblem, Query, RequestOptions};
pub use reader::ToolCall;
pub use redacted_body::{redacted_files, restore_body};
pub use transport::{
    AnswerStream, Client, ConnectionLog, ConnectionRecord, Credential, Listing, Outcome, Purpose, SentLog, Step, Tags,
};
