//! How long to wait for what.

use std::time::Duration;

use crate::options::OptionProblem;

/// Time limits of requests. There is none on the whole: an answer may take as long as it goes on.
///
/// What counts is content (answer text and reasoning), not bytes: servers send keep-alive lines for minutes (quirk 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// To reach the server: name, connection, TLS.
    pub connect: Duration,
    /// From sending the request to the first content. Reasoning models that hide their reasoning need minutes.
    pub first_content: Duration,
    /// Between two pieces of content.
    pub silence: Duration,
    /// For usage and the end marker, after the server named a finish reason. The answer is whole already.
    pub after_finish: Duration,
    /// For a model list, whole.
    pub list: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_content: Duration::from_secs(5 * 60),
            silence: Duration::from_secs(2 * 60),
            after_finish: Duration::from_secs(10),
            list: Duration::from_secs(30),
        }
    }
}

impl Limits {
    /// These limits, unless one of them leaves no time at all.
    ///
    /// # Errors
    /// [`OptionProblem::Limit`] names it: `connect`, `first_content` or `silence`.
    pub fn checked(self) -> Result<Self, OptionProblem> {
        let named = [
            ("connect", self.connect),
            ("first_content", self.first_content),
            ("silence", self.silence),
        ];
        match named.iter().find(|(_, limit)| limit.is_zero()) {
            Some((name, _)) => Err(OptionProblem::Limit(name)),
            None => Ok(self),
        }
    }
}
