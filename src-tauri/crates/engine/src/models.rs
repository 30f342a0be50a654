//! Models: cached lists, catalogue, prices, availability, picker preferences.

pub(crate) mod availability;
pub(crate) mod catalogue;
pub(crate) mod favourites;
pub(crate) mod list;
pub(crate) mod listed;
pub(crate) mod per_model;
pub(crate) mod prices;
pub(crate) mod refresh;
pub(crate) mod vendor;
