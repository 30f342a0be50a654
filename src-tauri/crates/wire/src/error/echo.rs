//! What a request asked for.

/// What the request asked for, to tell which part of it a server refuses.
#[derive(Clone, Debug, Default)]
pub struct RequestEcho {
    /// The model id.
    pub model: String,
    /// The names of the body parameters.
    pub members: Vec<String>,
    /// Whether the messages begin with a system prompt.
    pub system: bool,
}
