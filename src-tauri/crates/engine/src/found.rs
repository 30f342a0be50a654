//! Keys found in a `.env` on the clipboard or in the environment: shown by name and length, held here, added when chosen.

use chat::{CommandId, ErrorCode, Failure};

use crate::{
    Engine,
    view::{Found, FoundReport},
};

impl Engine {
    /// Reads a whole `.env` and holds its keys until they are added or dropped. Their values go nowhere.
    pub fn paste_endpoints(&self, _text: String) -> Vec<Found> {
        Vec::new()
    }

    /// The keys the process was started with.
    pub fn environment_endpoints(&self) -> Vec<Found> {
        Vec::new()
    }

    /// Checks the chosen ones at once and stores those that work. The others stay found.
    #[allow(clippy::unused_async, reason = "not built yet")]
    pub async fn add_found(
        &self,
        _command: CommandId,
        _ids: Vec<String>,
        _session_only: bool,
    ) -> Result<Vec<FoundReport>, Failure> {
        Err(Failure::new(ErrorCode::Internal).with("reason", "unbuilt"))
    }

    /// Forgets what was pasted.
    pub fn drop_found(&self) {}
}
