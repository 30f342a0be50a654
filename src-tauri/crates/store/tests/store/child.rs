//! Other processes: this test executable, run again to do one test that is idle without a folder to work on.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

const FOLDER: &str = "JUXTA_STORE_TEST_FOLDER";

/// The folder this process was started to work on; `None` in the process the person started.
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// This executable, set to run `test` on `folder`.
pub(crate) fn command(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, OsString::from(folder))
        .stdout(Stdio::piped());
    command
}

/// A running child; killed with -9 when dropped.
pub(crate) struct Other {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Other {
    pub(crate) fn start(test: &str, folder: &Path) -> Self {
        let mut child = command(test, folder).stdin(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    /// Waits until the child has said `line`.
    pub(crate) fn wait_for(&mut self, line: &str) {
        let mut said = String::new();
        while said.trim_end() != line {
            said.clear();
            assert!(
                self.said.read_line(&mut said).unwrap() > 0,
                "the child ended before it said {line}"
            );
        }
    }

    /// Lets a child go on that waits in [`wait_to_be_let_go`], and waits until it has ended well.
    pub(crate) fn finish(mut self) {
        drop(self.child.stdin.take());
        std::io::copy(&mut self.said, &mut std::io::sink()).unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// In the child: says `line` on a line of its own, whatever the test harness has written before.
pub(crate) fn say(line: &str) {
    println!("\n{line}");
}

/// In the child: waits for [`Other::finish`].
pub(crate) fn wait_to_be_let_go() {
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
}
