//! A scheduled retry: a sub-state of *waiting*, as data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ErrorCode;

/// A scheduled retry of a request that failed before anything of an answer came (quirk 42).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Retry {
    /// Why the request before failed.
    pub code: ErrorCode,
    /// Which retry it will be, from 1.
    pub attempt: u32,
    /// When it goes out, milliseconds since the epoch.
    pub at_ms: i64,
}
