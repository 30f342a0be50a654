//! One request: [`task`] supervises it, [`queue`] admits it, [`budget`] reserves its cost, [`attempts`] sends and
//! retries it on its [`terms`], [`record`] keeps what was sent. [`adaptations`] are what servers refused before.

pub(crate) mod adaptations;
pub(crate) mod attachments;
pub(crate) mod attempts;
pub(crate) mod budget;
pub(crate) mod images;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod task;
pub(crate) mod terms;
