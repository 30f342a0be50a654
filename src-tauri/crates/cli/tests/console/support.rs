//! Runs `juxta` in a folder and an environment of its own.

use std::{
    io::{Read, Write},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use demo::{Script, Server};
use serde_json::Value;
use tempfile::TempDir;

/// Key that the servers of these tests accept.
pub(crate) const KEY: &str = "sk-canary-0123456789abcdefghij";

/// A data folder for the processes of one test.
pub(crate) struct Workspace {
    pub(crate) folder: TempDir,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a folder"),
        }
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Builds a call with an empty environment, so without a keyring.
    pub(crate) fn juxta(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_juxta"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("JUXTA_DATA_DIR", self.data());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Builds a call with the key of these tests for a server.
    pub(crate) fn with_key(&self, server: &Server, arguments: &[&str]) -> Command {
        let mut command = self.juxta(arguments);
        command
            .env("JUXTA_API_KEY", KEY)
            .env("JUXTA_BASE_URL", server.base_url());
        command
    }

    /// Returns whether any file of the folder contains these bytes.
    pub(crate) fn holds(&self, text: &str) -> bool {
        holds(self.folder.path(), text.as_bytes())
    }
}

fn holds(folder: &Path, wanted: &[u8]) -> bool {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries.into_iter().any(|path| {
        if path.is_dir() {
            return holds(&path, wanted);
        }
        let mut bytes = Vec::new();
        let read = std::fs::File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes));
        read.is_ok() && bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}

/// Starts a server that accepts [`KEY`].
pub(crate) fn serve(script: Script) -> Server {
    Server::start(script.key(KEY)).expect("a free port")
}

/// Output and exit code of a finished call.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("stdout is text"),
            err: String::from_utf8(output.stderr).expect("stderr is text"),
        }
    }
}

impl Ended {
    /// Parses every line of stdout as JSON.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).expect("a JSON line"))
            .collect()
    }
}

/// Runs a call to its end.
pub(crate) fn end(mut command: Command) -> Ended {
    command.output().expect("juxta starts").into()
}

/// Runs a call to its end with this on stdin.
pub(crate) fn end_with(mut command: Command, stdin: &[u8]) -> Ended {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("juxta starts");
    // A call that reads no stdin may be gone before this is written.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait_with_output().expect("juxta ends").into()
}

/// Reads stdout until it contains this text. Returns what was read.
pub(crate) fn read_until(child: &mut Child, text: &str) -> String {
    let out = child.stdout.as_mut().expect("a pipe");
    let mut read = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&read).contains(text) {
        assert_eq!(
            out.read(&mut byte).expect("stdout"),
            1,
            "ended before {text:?}: {}",
            String::from_utf8_lossy(&read)
        );
        read.push(byte[0]);
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// Waits until the server meets a condition.
pub(crate) fn wait<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let limit = std::time::Duration::from_secs(30);
    runtime
        .block_on(async { tokio::time::timeout(limit, what).await })
        .expect("it came within 30 s")
}
