//! Spending: caps and estimates.

pub(crate) mod caps;
pub(crate) mod estimate;
