//! The OpenAI-compatible protocol: bodies, SSE, lenient reading, errors and transport.
//!
//! Servers that call themselves compatible differ in many ways; each way known here is a numbered *quirk*, and the tests
//! name the numbers. The rule that covers most of them: read leniently, never lose text that came, never call a cut
//! answer complete.

mod adaptation;
mod base_url;
mod body;
pub mod catalogue;
mod chunk;
mod content;
mod curl;
pub mod error;
pub mod image;
mod kept;
mod network;
mod options;
pub mod reader;
pub mod retry;
pub mod sse;
mod transport;

pub use adaptation::{Adaptation, UnknownAdaptation};
pub use base_url::{BaseUrl, UrlProblem};
pub use body::ChatRequest;
pub use catalogue::ListedModel;
pub use content::Files;
pub use curl::{curl, curl_of_file};
pub use image::Picture;
pub use kept::{files_in, whole};
pub use network::{ClientCertificate, ExtraCa, Limits, NetworkOptions, Proxy, ProxyUrl};
pub use options::{Auth, ExtraBody, Header, HeaderText, OptionProblem, Query, RequestOptions};
pub use reader::ToolCall;
pub use transport::{
    Answering, Client, ConnectionLog, ConnectionRecord, Credential, Listing, Outcome, Purpose, SentLog, Step, Tags,
};
