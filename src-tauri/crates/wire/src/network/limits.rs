//! Time limits of requests.

use std::time::Duration;

use crate::options::OptionProblem;

/// Time limits of a request. There is no total limit: an answer may take as long as it needs.
///
/// Content (answer text and reasoning) counts, not bytes, because servers send keep-alive lines for minutes (quirk 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For connecting: DNS, TCP and TLS.
    pub connect: Duration,
    /// From sending the request to the first content. Models that hide their reasoning need minutes.
    pub first_content: Duration,
    /// Between two pieces of content.
    pub silence: Duration,
    /// For usage and the end marker after a finish reason. The text is complete by then.
    pub after_finish: Duration,
    /// For fetching a model list.
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
    /// Validates that no limit is zero.
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
