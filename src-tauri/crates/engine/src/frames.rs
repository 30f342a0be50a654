//! Frames, the page's view of running answers: [`mark`] says what changed, [`state`] when a frame is due, [`visible`]
//! and [`throttled`] which tabs it carries, [`live_markup`] what is rendered, [`serve`] builds it.

pub(crate) mod columns;
pub(crate) mod live_markup;
pub(crate) mod mark;
pub(crate) mod serve;
pub(crate) mod state;
pub(crate) mod throttled;
pub(crate) mod visible;
