//! Files of any origin made ready to go with a prompt.
//!
//! A file is judged by its bytes, never by its name. A picture is decoded, turned upright, made smaller and written anew,
//! so that nothing of its metadata is left; a text is brought to UTF-8; a PDF gives its text, read by a process of its
//! own ([`pdf`]). Everything has a limit, and what is over one ends in a [`Problem`] that says so.

mod moving;
mod name;
pub mod pdf;
mod picture;
mod problem;
mod text;

use chat::AttachmentKind;

pub use pdf::PdfReader;
pub use picture::LONGEST_SIDE;
pub use problem::Problem;
pub use text::MAX_TEXT;

/// The largest file taken, in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// A file made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// What it is.
    pub kind: AttachmentKind,
    /// Its name, fit to be shown; empty for pasted text.
    pub name: String,
    /// What is sent: a picture written anew, or a text as UTF-8.
    pub bytes: Vec<u8>,
    /// About how many tokens it takes.
    pub tokens: u64,
}

/// Makes a file ready. Takes as long as decoding does: not for an async worker.
pub fn file(name: &str, bytes: &[u8], reader: &PdfReader) -> Result<Ready, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    if bytes.len() > MAX_FILE {
        return Err(Problem::TooLarge { limit: MAX_FILE });
    }
    let name = name::fit(name);
    if let Some(format) = picture::format_of(bytes) {
        // A decoder that panics has met a file that is not what it says.
        let decoded = std::panic::catch_unwind(|| picture::ready(name, bytes, format));
        return decoded.unwrap_or(Err(Problem::DamagedPicture));
    }
    if pdf::is_pdf(bytes) {
        let read = reader.read(bytes)?;
        return Ok(of_text(name, AttachmentKind::Pdf { pages: read.pages }, read.text));
    }
    Ok(of_text(name, AttachmentKind::Text, text::decode(bytes)?))
}

/// Makes pasted text ready.
pub fn paste(text: &str) -> Result<Ready, Problem> {
    let text = text::decode(text.as_bytes())?;
    Ok(of_text(String::new(), AttachmentKind::Paste, text))
}

fn of_text(name: String, kind: AttachmentKind, text: String) -> Ready {
    Ready {
        kind,
        name,
        tokens: text::tokens(text.len()),
        bytes: text.into_bytes(),
    }
}
