//! The reasons why a file can't be attached.

use chat::{Failure, FormField, RefusalReason};

/// Reason why a file can't be attached. Contains nothing from the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than the limit.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Limit in bytes.
        limit: usize,
    },
    /// The text is longer than the limit.
    #[error("the text is longer than {limit} bytes")]
    TextTooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// The file is not an image, a PDF or text.
    #[error("the file is not an image, a PDF or text")]
    Binary,
    /// The file is text, but neither UTF-8 nor UTF-16.
    #[error("the text is in an unknown encoding")]
    Encoding,
    /// The image can't be decoded.
    #[error("the image is damaged")]
    DamagedImage,
    /// The image has too many pixels.
    #[error("the image has more than {limit} megapixels")]
    TooManyPixels {
        /// Limit in megapixels.
        limit: u64,
    },
    /// The PDF can't be parsed.
    #[error("the PDF is damaged")]
    DamagedPdf,
    /// The PDF needs a password.
    #[error("the PDF needs a password")]
    EncryptedPdf,
    /// The PDF has no text, for example because it is a scan.
    #[error("the PDF has no text")]
    PdfWithoutText,
    /// The PDF exceeds the time or memory limit.
    #[error("the PDF takes too much time or memory")]
    HeavyPdf,
    /// The PDF reader process could not be started.
    #[error("the PDF reader could not be started")]
    NoReader,
}

impl Problem {
    /// Returns the `reason` of [`Problem::failure`].
    pub fn reason(&self) -> RefusalReason {
        match self {
            Self::Empty => RefusalReason::AttachEmpty,
            Self::TooLarge { .. } => RefusalReason::AttachTooLarge,
            Self::TextTooLong { .. } => RefusalReason::AttachTextTooLong,
            Self::Binary => RefusalReason::AttachBinary,
            Self::Encoding => RefusalReason::AttachEncoding,
            Self::DamagedImage => RefusalReason::AttachDamagedPicture,
            Self::TooManyPixels { .. } => RefusalReason::AttachTooManyPixels,
            Self::DamagedPdf => RefusalReason::AttachDamagedPdf,
            Self::EncryptedPdf => RefusalReason::AttachEncryptedPdf,
            Self::PdfWithoutText => RefusalReason::AttachPdfWithoutText,
            Self::HeavyPdf => RefusalReason::AttachHeavyPdf,
            Self::NoReader => RefusalReason::AttachNoReader,
        }
    }

    /// Converts the problem to a failure: `bad_request` with `field`, `reason` and, if there is one, `limit` (in
    /// megabytes or megapixels).
    pub fn failure(&self) -> Failure {
        let failure = Failure::refused_field(FormField::Attachment, self.reason());
        match self {
            Self::TooLarge { limit } | Self::TextTooLong { limit } => {
                failure.with("limit", (limit / (1024 * 1024)).to_string())
            }
            Self::TooManyPixels { limit } => failure.with("limit", limit.to_string()),
            _ => failure,
        }
    }
}
