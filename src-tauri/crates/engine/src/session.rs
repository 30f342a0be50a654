//! Conversations in memory and their way to disk: [`live`] holds one, [`apply`] changes it and starts its requests,
//! [`persist`] and [`journal`] write it, [`snapshot`] and [`rendered`] show it, [`external_changes`] notices other
//! processes, [`listener`] serves the console.

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
