//! The terms of a request: the price and the parameters left out, as they were when it was sent.

use chat::Price;
use wire::Adaptation;

/// Terms of a request when it is sent: its price, and the parameters left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    /// What its model costs now, where that is known.
    pub(crate) price: Option<Price>,
    /// Members of the request that this server refuses for this model.
    pub(crate) dropped: Vec<String>,
}

/// What a server accepts a request only without.
pub(crate) fn left_out(changes: &[Adaptation]) -> Vec<String> {
    let name = |change: &Adaptation| match change {
        Adaptation::Without(name) => Some(name.clone()),
        _ => None,
    };
    changes.iter().filter_map(name).collect()
}
