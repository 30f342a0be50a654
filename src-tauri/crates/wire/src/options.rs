//! What an endpoint wants said with every request: its key's header, headers of its own, query and body members.
//!
//! Everything is checked where it is entered, so that a request made from it can only fail at the server.

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

/// What requests to one endpoint carry besides the conversation. [`Default`] is what the protocol documents.
///
/// Holds secrets, so it has neither `Debug` nor `Clone`; share it in an `Arc`.
#[derive(Default)]
pub struct RequestOptions {
    /// How the key is sent.
    pub auth: Auth,
    /// Headers of the person's own. Of two with one name the later counts.
    pub headers: Vec<Header>,
    /// Query parameters, such as Azure's `api-version`.
    pub query: Query,
    /// Members merged into every completion's body. A tab's own parameters go over them.
    pub body: ExtraBody,
    /// Whether the reasoning of earlier answers is sent back, where messages carry it (quirk 32).
    pub send_reasoning: bool,
    /// Changes remembered for this endpoint and the model asked (quirk 35).
    pub adaptations: Vec<Adaptation>,
}

impl RequestOptions {
    /// Whether a custom header stands where the key's header does: the person has to decide for one.
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

    /// Every secret in here that may go to `origin`, to take them out of what comes back.
    pub(crate) fn secrets<'a>(&'a self, origin: &'a Origin) -> impl Iterator<Item = &'a Key> {
        self.headers.iter().filter_map(|header| header.secret_for(origin))
    }
}
