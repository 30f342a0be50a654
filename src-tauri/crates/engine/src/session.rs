//! A conversation in memory, and how it gets to disk.

pub(crate) mod answer_ref;
pub(crate) mod apply;
pub(crate) mod external_changes;
pub(crate) mod journal;
pub(crate) mod listener;
pub(crate) mod live;
pub(crate) mod persist;
pub(crate) mod rendered;
pub(crate) mod snapshot;
pub(crate) mod sources;
