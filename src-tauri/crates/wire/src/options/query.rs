//! Query parameters of an endpoint.

use url::Url;

use super::OptionProblem;

/// Query parameters sent with every request to an endpoint, such as `api-version=2024-10-21`.
///
/// They are part of the URL, which proxies and servers log, so they are no place for a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Validates the parameters and trims surrounding white space.
    ///
    /// # Errors
    /// [`OptionProblem::QueryName`] for an empty name, [`OptionProblem::QueryTwice`] for a repeated one.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, OptionProblem> {
        let mut taken: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs {
            let name = name.trim();
            if name.is_empty() {
                return Err(OptionProblem::QueryName);
            }
            if taken.iter().any(|(other, _)| other == name) {
                return Err(OptionProblem::QueryTwice(name.to_owned()));
            }
            taken.push((name.to_owned(), value.trim().to_owned()));
        }
        Ok(Self(taken))
    }

    /// Returns the parameters in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Appends the parameters to `url`.
    pub fn append_to(&self, mut url: Url) -> Url {
        if !self.0.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.0);
        }
        url
    }
}
