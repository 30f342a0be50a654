//! What the page is told of running answers, and when.

pub(crate) mod columns;
pub(crate) mod live_markup;
pub(crate) mod mark;
pub(crate) mod serve;
pub(crate) mod state;
pub(crate) mod throttled;
pub(crate) mod visible;
