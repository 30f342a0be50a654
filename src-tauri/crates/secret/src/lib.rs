//! API keys, the origin each belongs to, and the redaction that keeps them out of any text.
//!
//! A key comes in once (typed, pasted or read from the environment), goes to the keyring, and leaves only as the header
//! of a request to its own [`Origin`]. Text from outside passes [`redact`] before it is shown, logged or stored.

mod detect;
mod dotenv;
mod environment;
mod key;
mod origin;
mod redact;
mod text;

pub use detect::{Detected, DetectedKind, detect};
pub use dotenv::{NamedKey, keys_from_dotenv, keys_from_environment};
pub use environment::{API_KEY, BASE_URL, EnvironmentError, EnvironmentKey, take_environment_key};
pub use key::{Key, KeyError, MAX_KEY_BYTES, MAX_LINES_BYTES, deserialize_text};
pub use origin::{Origin, OriginError};
pub use redact::{REDACTED, redact, redact_shapes};
pub use text::{MAX_SECRET_BYTES, SecretText};
