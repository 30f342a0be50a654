//! One request to a model, from the queue to its bill.

pub(crate) mod adaptations;
pub(crate) mod attachments;
pub(crate) mod attempts;
pub(crate) mod budget;
pub(crate) mod images;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod task;
pub(crate) mod terms;
