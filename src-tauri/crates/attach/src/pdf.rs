//! Extracts the text of a PDF in a separate process.
//!
//! PDF parsers panic, overflow the stack, loop for ever and exhaust memory. So the program starts itself again with
//! [`ARGUMENT`] and an empty environment. That process limits its own resources, reads the file from stdin and writes
//! the text to stdout. It is killed if it takes too long.

mod child;
mod layout;

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

pub use child::serve_if_asked;

use crate::{MAX_TEXT, Problem};

/// The argument that makes this program the PDF reader and nothing else.
pub const ARGUMENT: &str = "--read-pdf";

/// Time limit for one PDF, after which its reader is killed.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// Polling interval for the end of the reader process.
const POLL_INTERVAL: Duration = Duration::from_millis(2);
/// How many bytes may precede the magic number. Some files begin with a few other lines.
const MAGIC_WITHIN: usize = 1024;

/// Exit codes of the reader process.
const ENCRYPTED: u8 = 10;
const WITHOUT_TEXT: u8 = 11;
const DAMAGED: u8 = 12;
const TOO_LONG: u8 = 13;

/// Returns whether the bytes look like a PDF.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    const MAGIC: &[u8] = b"%PDF-";
    let head = &bytes[..bytes.len().min(MAGIC_WITHIN)];
    // Text that mentions the magic number further on is text; a PDF is hardly ever valid UTF-8.
    head.trim_ascii_start().starts_with(MAGIC)
        || (head.windows(MAGIC.len()).any(|at| at == MAGIC) && std::str::from_utf8(bytes).is_err())
}

/// Text and page count of a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PdfText {
    pub(crate) pages: u32,
    pub(crate) text: String,
}

/// Starts the program that reads PDFs and limits its time.
#[derive(Clone, Debug)]
pub struct PdfReader {
    program: Option<PathBuf>,
    arguments: Vec<OsString>,
    patience: Duration,
}

impl Default for PdfReader {
    /// Uses this program itself, which must call [`serve_if_asked`] before anything else.
    fn default() -> Self {
        Self {
            program: std::env::current_exe().ok(),
            arguments: vec![ARGUMENT.into()],
            patience: TIME_LIMIT,
        }
    }
}

impl PdfReader {
    /// Uses another program, which is killed after `patience`.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, patience: Duration) -> Self {
        Self {
            program: Some(program),
            arguments,
            patience,
        }
    }

    /// Extracts the text of a PDF.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<PdfText, Problem> {
        let mut child = self.start().map_err(|_| Problem::NoReader)?;
        let output = self.exchange(&mut child, bytes);
        if output.is_some() {
            self.wait_for_exit(&mut child);
        }
        // Ends the process if it hasn't ended yet, so that no zombie is left.
        let _ = child.kill();
        let status = child.wait().map_err(|_| Problem::NoReader)?;
        let output = output.ok_or(Problem::HeavyPdf)?;
        if status.success() {
            parse(&output).ok_or(Problem::DamagedPdf)
        } else {
            Err(exit_problem(status))
        }
    }

    /// Waits for a process that has written all its output. Killing it before it exits would look like a failure.
    fn wait_for_exit(&self, child: &mut Child) {
        let until = Instant::now() + self.patience;
        while matches!(child.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(POLL_INTERVAL);
        }
    }

    fn start(&self) -> io::Result<Child> {
        let program = self.program.as_ref().ok_or(io::ErrorKind::NotFound)?;
        Command::new(program)
            .args(&self.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }

    /// Writes the file to the process and reads its output; `None` on timeout. Both threads end when the pipes close.
    fn exchange(&self, child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
        let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
        let bytes = bytes.to_vec();
        // A reader that gives up early closes its stdin. Its exit code decides, so the write error is ignored.
        thread::spawn(move || drop(stdin.write_all(&bytes)));
        let (done, output) = mpsc::channel();
        thread::spawn(move || {
            let mut text = Vec::new();
            // One byte more than allowed, and the first line.
            let most = u64::try_from(MAX_TEXT).unwrap_or(u64::MAX) + 64;
            let read = stdout.take(most).read_to_end(&mut text);
            let _ = done.send(read.map(|_| text).unwrap_or_default());
        });
        output.recv_timeout(self.patience).ok()
    }
}

/// Parses the reader's output, whose first line is the number of pages.
fn parse(output: &[u8]) -> Option<PdfText> {
    let (pages, text) = std::str::from_utf8(output).ok()?.split_once('\n')?;
    Some(PdfText {
        pages: pages.parse().ok()?,
        text: text.to_owned(),
    })
}

fn exit_problem(status: ExitStatus) -> Problem {
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(ENCRYPTED) => Problem::EncryptedPdf,
        Some(WITHOUT_TEXT) => Problem::PdfWithoutText,
        Some(TOO_LONG) => Problem::TextTooLong { limit: MAX_TEXT },
        Some(_) => Problem::DamagedPdf,
        None => signal_problem(status),
    }
}

/// Maps a signal to a problem: a stack overflow means a damaged file; out of memory or time means one that is too
/// heavy.
#[cfg(unix)]
fn signal_problem(status: ExitStatus) -> Problem {
    use std::os::unix::process::ExitStatusExt;

    use rustix::process::Signal;

    let by = |signal: Signal| status.signal() == Some(signal.as_raw());
    if [Signal::SEGV, Signal::BUS, Signal::ILL].into_iter().any(by) {
        Problem::DamagedPdf
    } else {
        Problem::HeavyPdf
    }
}

#[cfg(not(unix))]
fn signal_problem(_: ExitStatus) -> Problem {
    Problem::HeavyPdf
}
