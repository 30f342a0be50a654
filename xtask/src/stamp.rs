//! Remembering what was done, so that the second run does not do it again.

use std::fs;
use std::path::PathBuf;

use crate::command::Outcome;
use crate::project;

/// A note under `target/xtask` that a piece of work was done for a certain input.
pub(crate) struct Stamp {
    file: PathBuf,
    input: String,
}

impl Stamp {
    /// The note `name`, for the work on `input`. The whole input is kept: lock files are small, and no hash can collide.
    pub(crate) fn new(name: &str, input: impl Into<String>) -> Self {
        let file = project::target().join("xtask").join(name);
        Self {
            file,
            input: input.into(),
        }
    }

    /// Whether the work was done for this very input.
    pub(crate) fn holds(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|seen| seen == self.input)
    }

    /// Notes that the work is done.
    pub(crate) fn set(&self) -> Outcome {
        fs::create_dir_all(project::target().join("xtask"))?;
        Ok(fs::write(&self.file, &self.input)?)
    }
}
