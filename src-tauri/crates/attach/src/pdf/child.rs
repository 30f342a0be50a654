//! The process that reads a PDF: limits its own resources, reads the file from stdin, writes the text to stdout and
//! ends with an exit code.

use std::{
    io::{self, Read, Write},
    panic,
};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use super::{ARGUMENT, DAMAGED, ENCRYPTED, TOO_LONG, WITHOUT_TEXT, layout::clean_up};
use crate::{MAX_FILE, MAX_TEXT};

/// Memory limit, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 1536 * 1024 * 1024;
/// CPU time limit, in seconds.
#[cfg(unix)]
const CPU_SECONDS: u64 = 12;
/// Most pages read.
const MAX_PAGES: usize = 5_000;

/// Runs the PDF reader if the process was started with [`ARGUMENT`], and returns its exit code. Call this first, before
/// the process has a thread, a window or a key.
pub fn serve_if_asked() -> Option<u8> {
    let mut arguments = std::env::args_os().skip(1);
    let asked = arguments.next().is_some_and(|first| first == ARGUMENT) && arguments.next().is_none();
    asked.then(run)
}

fn run() -> u8 {
    limit_resources();
    // Hides the parser's panic messages, which may quote the file.
    panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_FILE).unwrap_or(u64::MAX);
    if io::stdin().lock().take(most).read_to_end(&mut bytes).is_err() {
        return DAMAGED;
    }
    let read = panic::catch_unwind(|| extract_text(&bytes)).unwrap_or(Err(DAMAGED));
    match read.and_then(|(pages, text)| write!(io::stdout().lock(), "{pages}\n{text}").map_err(|_| DAMAGED)) {
        Ok(()) => 0,
        Err(code) => code,
    }
}

/// Returns the number of pages and their text, or an exit code.
fn extract_text(bytes: &[u8]) -> Result<(usize, String), u8> {
    let mut document = Document::load_mem(bytes).map_err(|_| DAMAGED)?;
    if document.is_encrypted() {
        // Many PDFs are encrypted with an empty password, only to ask readers not to copy.
        document.decrypt("").map_err(|_| ENCRYPTED)?;
    }
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    if pages.is_empty() {
        return Err(DAMAGED);
    }
    let mut all = String::new();
    for page in pages.iter().take(MAX_PAGES) {
        let text = page_text(&document, *page)?;
        if !text.is_empty() && !all.is_empty() {
            all.push_str("\n\n");
        }
        all.push_str(&text);
        if all.len() > MAX_TEXT {
            return Err(TOO_LONG);
        }
    }
    if all.is_empty() {
        return Err(WITHOUT_TEXT);
    }
    Ok((pages.len(), all))
}

fn page_text(document: &Document, page: u32) -> Result<String, u8> {
    let mut text = String::new();
    output_doc_page(document, &mut PlainTextOutput::new(&mut text), page).map_err(|_| DAMAGED)?;
    Ok(clean_up(&text))
}

/// Limits the memory and CPU time of this process, and denies it to write files or leave a core dump.
#[cfg(unix)]
fn limit_resources() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    for (resource, most) in [
        (Resource::As, MEMORY),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, 16),
    ] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        let _ = setrlimit(resource, limit);
    }
}

#[cfg(not(unix))]
fn limit_resources() {}
