//! Decompresses a body: some servers compress although none was requested (quirk 12).

use std::io::{self, Write};

use flate2::write::{MultiGzDecoder, ZlibDecoder};
use http::{HeaderMap, header};

/// An incremental decoder.
pub(super) enum Inflate {
    /// No encoding was declared. The first byte decides.
    Undeclared,
    Plain,
    Gzip(MultiGzDecoder<Vec<u8>>),
    Zlib(ZlibDecoder<Vec<u8>>),
}

/// The name of an unsupported content encoding.
pub(super) struct UnknownEncoding(pub(super) String);

/// First byte of every gzip body, and of no text.
const GZIP_FIRST_BYTE: u8 = 0x1F;

impl Inflate {
    /// Returns the decoder for the encoding in `headers`.
    pub(super) fn declared(headers: &HeaderMap) -> Result<Self, UnknownEncoding> {
        let value = headers
            .get(header::CONTENT_ENCODING)
            .map(|value| String::from_utf8_lossy(value.as_bytes()));
        let name = value.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "" | "identity" => Ok(Self::Undeclared),
            "gzip" | "x-gzip" => Ok(Self::gzip()),
            "deflate" => Ok(Self::Zlib(ZlibDecoder::new(Vec::new()))),
            _ => Err(UnknownEncoding(name)),
        }
    }

    fn gzip() -> Self {
        Self::Gzip(MultiGzDecoder::new(Vec::new()))
    }

    /// Decodes the next bytes of the body.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Undeclared => {
                let Some(first) = bytes.first() else {
                    return Ok(Vec::new());
                };
                *self = if *first == GZIP_FIRST_BYTE {
                    Self::gzip()
                } else {
                    Self::Plain
                };
                self.push(bytes)
            }
            Self::Plain => Ok(bytes.to_vec()),
            Self::Gzip(decoder) => {
                decoder.write_all(bytes)?;
                decoder.flush()?;
                Ok(std::mem::take(decoder.get_mut()))
            }
            Self::Zlib(decoder) => {
                decoder.write_all(bytes)?;
                decoder.flush()?;
                Ok(std::mem::take(decoder.get_mut()))
            }
        }
    }
}
