//! A request before it is sent.

use http::Method;
use url::Url;

use super::{Credential, log::Purpose};
use crate::{adaptation::Adaptation, content::Files};

/// A request to be sent.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) credential: Option<Credential<'a>>,
    pub(super) accept: &'static str,
    pub(super) body: Option<Vec<u8>>,
    /// The files embedded in the body.
    pub(super) files: &'a Files,
    /// The `ETag` the caller has, so that the reply may be 304 without a body.
    pub(super) known: Option<&'a str>,
    /// Purpose for the connection log, unless the client overrides it.
    pub(super) purpose: Purpose,
    /// Adaptations that the body was built with.
    pub(super) changes: &'a [Adaptation],
}
