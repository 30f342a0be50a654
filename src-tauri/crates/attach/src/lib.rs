//! Prepares files of any origin as attachments of a prompt.
//!
//! A file is identified by its bytes, never by its name. An image is decoded, rotated upright, scaled down and encoded
//! again, which drops all metadata; a text is converted to UTF-8; the text of a PDF is extracted in a separate process
//! ([`pdf`]). Everything has a limit, and exceeding one is reported as a [`Problem`].

mod animation;
mod encoded_image;
mod name;
pub mod pdf;
mod problem;
mod ready;
mod text;

use chat::AttachmentKind;

pub use encoded_image::LONGEST_SIDE;
pub use pdf::PdfReader;
pub use problem::Problem;
pub use ready::{MAX_FILE, Ready};
pub use text::MAX_TEXT;

/// Prepares a file. Decoding is CPU-bound, so don't call this on an async worker.
pub fn prepare_file(name: &str, bytes: &[u8], reader: &PdfReader) -> Result<Ready, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    if bytes.len() > MAX_FILE {
        return Err(Problem::TooLarge { limit: MAX_FILE });
    }
    let name = name::sanitise(name);
    if let Some(format) = encoded_image::detect_format(bytes) {
        // A decoder that panics met a file that is not what its first bytes claim.
        let decoded = std::panic::catch_unwind(|| encoded_image::prepare(name, bytes, format));
        return decoded.unwrap_or(Err(Problem::DamagedImage));
    }
    if pdf::is_pdf(bytes) {
        let read = reader.read(bytes)?;
        return Ok(text_attachment(
            name,
            AttachmentKind::Pdf { pages: read.pages },
            read.text,
        ));
    }
    Ok(text_attachment(name, AttachmentKind::Text, text::decode(bytes)?))
}

/// Prepares pasted text.
pub fn prepare_paste(text: &str) -> Result<Ready, Problem> {
    let text = text::decode(text.as_bytes())?;
    Ok(text_attachment(String::new(), AttachmentKind::Paste, text))
}

fn text_attachment(name: String, kind: AttachmentKind, text: String) -> Ready {
    Ready {
        kind,
        name,
        tokens: text::tokens(text.len()),
        bytes: text.into_bytes(),
    }
}
