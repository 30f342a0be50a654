//! The one type an API key lives in, the origin it belongs to, and the redaction that keeps it out of any text.
//!
//! A key is handed in (typed, pasted, read from the environment), goes to the keyring, and leaves again only as the
//! header of a request to its own [`Origin`]. Whatever text comes back from outside passes [`redact`] before it is
//! shown, logged or stored.

mod dotenv;
mod environment;
mod key;
mod origin;
mod redact;
mod sighting;
mod text;

pub use dotenv::{NamedKey, keys_of_text, keys_of_variables};
pub use environment::{API_KEY, BASE_URL, EnvironmentError, EnvironmentKey, take_environment_key};
pub use key::{Key, KeyError, MAX_KEY_BYTES, MAX_LINES_BYTES, deserialize_text};
pub use origin::{Origin, OriginError};
pub use redact::{REDACTED, redact, redact_shapes};
pub use sighting::{Sighting, SightingKind, sightings};
pub use text::{MAX_SECRET_BYTES, SecretText};
