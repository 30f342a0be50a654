//! Link reference definitions (`[label]: address`) of a document.
//!
//! The first definition of a label wins, wherever it is. While an answer streams, a reference uses the definitions
//! before it. Later ones take effect when the document is finished, so that shown text doesn't move in between.

use std::collections::HashMap;

use unicase::UniCase;

/// Most bytes of URLs that references may copy into a document. References beyond it stay text, because a short
/// reference to a long URL must not make a small answer huge.
pub(crate) const BUDGET: usize = 1 << 20;

/// The definitions so far.
#[derive(Debug, Default)]
pub(crate) struct References {
    by_label: HashMap<UniCase<String>, String>,
}

impl References {
    /// Adds a definition unless the label has one.
    pub(crate) fn define(&mut self, label: String, address: String) {
        self.by_label.entry(UniCase::new(label)).or_insert(address);
    }

    /// Returns the URL of a label.
    pub(crate) fn get(&self, label: &str) -> Option<&str> {
        if self.by_label.is_empty() {
            return None;
        }
        self.by_label.get(&UniCase::new(label.to_owned())).map(String::as_str)
    }

    /// Returns the number of defined labels. Never decreases.
    pub(crate) fn len(&self) -> usize {
        self.by_label.len()
    }
}
