//! Link reference definitions (`[label]: address`) of a whole document.
//!
//! The first definition of a label wins, wherever it stands. While an answer streams, a reference finds the definitions
//! that came before it; those that come later reach it when the document is finished, so that text already shown does
//! not move in between.

use std::collections::HashMap;

use unicase::UniCase;

/// How many bytes of addresses references may copy into one document. Beyond, they stay text: a short reference to a
/// long address must not make a small answer huge.
pub(crate) const BUDGET: usize = 1 << 20;

/// Definitions so far.
#[derive(Debug, Default)]
pub(crate) struct References {
    by_label: HashMap<UniCase<String>, String>,
}

impl References {
    /// Adds a definition unless the label has one.
    pub(crate) fn define(&mut self, label: String, address: String) {
        self.by_label.entry(UniCase::new(label)).or_insert(address);
    }

    /// The address a label stands for.
    pub(crate) fn get(&self, label: &str) -> Option<&str> {
        if self.by_label.is_empty() {
            return None;
        }
        self.by_label.get(&UniCase::new(label.to_owned())).map(String::as_str)
    }

    /// How many labels are defined. Grows only.
    pub(crate) fn len(&self) -> usize {
        self.by_label.len()
    }
}
