//! The one type an API key lives in, and the origin it belongs to.
