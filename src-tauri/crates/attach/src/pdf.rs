//! The text of a PDF, read by a process of its own.
//!
//! A PDF is a program for a machine of many parts, and readers of it fail in every way there is: they panic, run out of
//! stack, loop, and take all memory. So the program that wants the text starts itself once more with [`ARGUMENT`] and an
//! empty environment; that process limits itself, reads the file from stdin and writes the text to stdout. It is killed
//! when it takes too long.

mod child;
mod words;

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

/// What a program is started with to be the reader, and nothing else.
pub const ARGUMENT: &str = "--read-pdf";

/// How long a PDF may take before its reader is killed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked whether a reader has ended.
const LOOK: Duration = Duration::from_millis(2);
/// How far into a file its mark may stand: some have a few lines before it.
const MARK_WITHIN: usize = 1024;

/// Exit codes of the reader: what it could not do.
const ENCRYPTED: u8 = 10;
const WITHOUT_TEXT: u8 = 11;
const DAMAGED: u8 = 12;
const TOO_LONG: u8 = 13;

/// Whether these bytes are a PDF, as far as their mark tells.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"%PDF-";
    let head = &bytes[..bytes.len().min(MARK_WITHIN)];
    // A text that tells of the mark further on is a text; hardly a PDF is UTF-8.
    head.trim_ascii_start().starts_with(MARK)
        || (head.windows(MARK.len()).any(|at| at == MARK) && std::str::from_utf8(bytes).is_err())
}

/// A PDF's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PdfText {
    pub(crate) pages: u32,
    pub(crate) text: String,
}

/// The program that reads PDFs, and how long it may take.
#[derive(Clone, Debug)]
pub struct PdfReader {
    program: Option<PathBuf>,
    arguments: Vec<OsString>,
    patience: Duration,
}

impl Default for PdfReader {
    /// This program itself, which has to call [`serve_if_asked`] before anything else.
    fn default() -> Self {
        Self {
            program: std::env::current_exe().ok(),
            arguments: vec![ARGUMENT.into()],
            patience: PATIENCE,
        }
    }
}

impl PdfReader {
    /// Another program than this one, killed after `patience`.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, patience: Duration) -> Self {
        Self {
            program: Some(program),
            arguments,
            patience,
        }
    }

    /// The text of a PDF.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<PdfText, Problem> {
        let mut child = self.start().map_err(|_| Problem::NoReader)?;
        let output = self.talk(&mut child, bytes);
        if output.is_some() {
            self.let_end(&mut child);
        }
        // It has ended, or it has to now: nothing of it is left behind.
        let _ = child.kill();
        let status = child.wait().map_err(|_| Problem::NoReader)?;
        let output = output.ok_or(Problem::HeavyPdf)?;
        if status.success() {
            parse(&output).ok_or(Problem::DamagedPdf)
        } else {
            Err(problem(status))
        }
    }

    /// What has said everything is about to end by itself; killed before that, it would look as if it had failed.
    fn let_end(&self, child: &mut Child) {
        let until = Instant::now() + self.patience;
        while matches!(child.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(LOOK);
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

    /// Hands the file over and takes what comes back; `None` when that takes too long. The threads end with the pipes.
    fn talk(&self, child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
        let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
        let bytes = bytes.to_vec();
        // A reader that gives up early closes its end: what it says decides.
        thread::spawn(move || drop(stdin.write_all(&bytes)));
        let (done, output) = mpsc::channel();
        thread::spawn(move || {
            let mut text = Vec::new();
            // One more than it may say, and its first line.
            let most = u64::try_from(MAX_TEXT).unwrap_or(u64::MAX) + 64;
            let read = stdout.take(most).read_to_end(&mut text);
            let _ = done.send(read.map(|_| text).unwrap_or_default());
        });
        output.recv_timeout(self.patience).ok()
    }
}

/// The first line is the number of pages.
fn parse(output: &[u8]) -> Option<PdfText> {
    let (pages, text) = std::str::from_utf8(output).ok()?.split_once('\n')?;
    Some(PdfText {
        pages: pages.parse().ok()?,
        text: text.to_owned(),
    })
}

fn problem(status: ExitStatus) -> Problem {
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(ENCRYPTED) => Problem::EncryptedPdf,
        Some(WITHOUT_TEXT) => Problem::PdfWithoutText,
        Some(TOO_LONG) => Problem::TextTooLong { limit: MAX_TEXT },
        Some(_) => Problem::DamagedPdf,
        None => killed(status),
    }
}

/// Out of stack is damage; out of memory or time is a file that asks too much.
#[cfg(unix)]
fn killed(status: ExitStatus) -> Problem {
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
fn killed(_: ExitStatus) -> Problem {
    Problem::HeavyPdf
}
