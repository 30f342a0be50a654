//! What keeps a key from leaking out of this process: no core dump, no tracing, and an environment without it.

use secret::{EnvironmentError, EnvironmentKey};

use crate::{
    exit::{Exit, Stop},
    words,
};

/// Forbids core dumps, and other processes of the same person to read this one's memory. Best effort: a system that
/// refuses either still gets its answer.
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

/// The key handed in by the environment, left in it: for starting the window, which takes it out itself.
pub(crate) fn look_for_key() -> Result<Option<EnvironmentKey>, Stop> {
    secret::take_environment_key(std::env::vars_os()).map_err(explain)
}

/// Takes the key out of the environment. To be called before any thread or child starts.
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
    // SAFETY: called from main before the runtime or any other thread exists, so nobody reads the environment meanwhile.
    unsafe {
        std::env::remove_var(secret::API_KEY);
        std::env::remove_var(secret::BASE_URL);
    }
}

fn explain(error: EnvironmentError) -> Stop {
    let sentence = match error {
        EnvironmentError::NoBaseUrl => words::word("environment.no_base_url"),
        EnvironmentError::NoKey => words::word("environment.no_key"),
        EnvironmentError::Key(_) => words::word("environment.key"),
        EnvironmentError::BaseUrl => words::word("environment.base_url"),
    };
    Stop::Said(Exit::Usage, sentence.to_owned())
}
