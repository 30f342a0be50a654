//! Preferences: appearance and privacy.

pub(crate) mod appearance;
pub(crate) mod privacy;
