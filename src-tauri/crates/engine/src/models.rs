//! Model lists: what is listed, what it costs, whether it can be called.

pub(crate) mod availability;
pub(crate) mod catalogue;
pub(crate) mod favourites;
pub(crate) mod list;
pub(crate) mod listed;
pub(crate) mod per_model;
pub(crate) mod prices;
pub(crate) mod refresh;
pub(crate) mod vendor;
