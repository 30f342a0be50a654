//! Request options of an endpoint: the key's header, custom headers, query and body parameters.
//!
//! Options are validated when they are entered, so that a request can fail only on the server.

mod auth;
mod body;
mod header;
mod problem;
mod query;

use secret::{Key, Origin};

use crate::adaptation::Adaptation;

pub use auth::Auth;
pub use body::ExtraBody;
pub use header::{Header, HeaderText};
pub use problem::OptionProblem;
pub use query::Query;

/// The options of a request besides the conversation. [`Default`] is what the protocol documents.
///
/// Contains secrets, so it implements neither `Debug` nor `Clone`; share it in an `Arc`.
#[derive(Default)]
pub struct RequestOptions {
    /// How the key is sent.
    pub auth: Auth,
    /// Custom headers. The last one with a name wins.
    pub headers: Vec<Header>,
    /// Query parameters, such as Azure's `api-version`.
    pub query: Query,
    /// Parameters merged into every chat request. Those of the tab override them.
    pub body: ExtraBody,
    /// Whether the reasoning of earlier answers is sent back, if messages have any (quirk 32).
    pub send_reasoning: bool,
    /// Adaptations stored for this endpoint and model (quirk 35).
    pub adaptations: Vec<Adaptation>,
}

impl RequestOptions {
    /// Checks that no custom header has the name of the key's header.
    ///
    /// # Errors
    /// [`OptionProblem::HeaderIsTheKeys`] names it.
    pub fn check(&self) -> Result<(), OptionProblem> {
        let clash = self.headers.iter().find(|header| header.name() == self.auth.header());
        match clash {
            Some(header) => Err(OptionProblem::HeaderIsTheKeys(header.name().to_owned())),
            None => Ok(()),
        }
    }

    /// Returns all secrets that may be sent to `origin`, to be redacted from replies.
    pub(crate) fn secrets<'a>(&'a self, origin: &'a Origin) -> impl Iterator<Item = &'a Key> {
        self.headers.iter().filter_map(|header| header.secret_for(origin))
    }
}
