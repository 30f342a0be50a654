//! The OpenAI-compatible protocol: bodies, SSE, lenient reading, errors and transport.
//!
//! Servers that call themselves compatible differ in many ways; each way known here is a numbered *quirk*, and the tests
//! name the numbers. The rule that covers most of them: read leniently, never lose text that came, never call a cut
//! answer complete.

mod base_url;
mod body;
pub mod catalogue;
mod chunk;
pub mod error;
pub mod image;
pub mod reader;
pub mod retry;
pub mod sse;
mod transport;

pub use base_url::{BaseUrl, UrlProblem};
pub use body::ChatRequest;
pub use catalogue::ListedModel;
pub use image::Picture;
pub use transport::{Answering, Client, Credential, Limits, Step};
