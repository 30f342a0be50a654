//! Appearance and privacy settings.

pub(crate) mod appearance;
pub(crate) mod privacy;
