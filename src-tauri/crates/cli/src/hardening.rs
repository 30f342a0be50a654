//! Keeps a key from leaking out of this process: disables core dumps and tracing, and removes it from the environment.

use secret::{EnvironmentError, EnvironmentKey};

use crate::{
    exit::{Exit, Stop},
    messages,
};

/// Disables core dumps, and keeps other processes of the same user from reading this one's memory. Best effort: the
/// console also runs on a system that refuses either.
pub(crate) fn close_to_others() {
    #[cfg(unix)]
    {
        let none = rustix::process::Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    }
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    }
}

/// Returns the environment's key without removing it: for starting the window, which removes it itself.
pub(crate) fn look_for_key() -> Result<Option<EnvironmentKey>, Stop> {
    secret::take_environment_key(std::env::vars_os()).map_err(explain)
}

/// Removes the key from the environment and returns it. Call it before any thread or child starts.
pub(crate) fn take_key() -> Result<Option<EnvironmentKey>, Stop> {
    let found = look_for_key();
    remove_from_environment();
    found
}

#[allow(
    unsafe_code,
    reason = "removing a variable is unsafe, and there is no other way to keep it from children"
)]
fn remove_from_environment() {
    // SAFETY: main calls this before the runtime or any other thread exists, so nobody reads the environment meanwhile.
    unsafe {
        std::env::remove_var(secret::API_KEY);
        std::env::remove_var(secret::BASE_URL);
    }
}

fn explain(error: EnvironmentError) -> Stop {
    let sentence = match error {
        EnvironmentError::NoBaseUrl => messages::word("environment.no_base_url"),
        EnvironmentError::NoKey => messages::word("environment.no_key"),
        EnvironmentError::Key(_) => messages::word("environment.key"),
        EnvironmentError::BaseUrl => messages::word("environment.base_url"),
    };
    Stop::Said(Exit::Usage, sentence.to_owned())
}
