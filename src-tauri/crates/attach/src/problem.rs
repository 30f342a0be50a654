//! Why a file cannot go with a prompt.

use chat::{Failure, FormField, RefusalReason};

/// Why a file cannot go with a prompt. Nothing of what is in the file is in here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any file may be.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// Its text is longer than any may be.
    #[error("the text is longer than {limit} bytes")]
    TextTooLong {
        /// In bytes.
        limit: usize,
    },
    /// It is neither a picture, a PDF nor a text.
    #[error("the file is of no kind that can be read")]
    Binary,
    /// It is a text, but neither UTF-8 nor UTF-16.
    #[error("the text is in an unknown encoding")]
    Encoding,
    /// A picture that cannot be decoded.
    #[error("the picture is damaged")]
    DamagedPicture,
    /// A picture that draws too large.
    #[error("the picture has more than {limit} megapixels")]
    TooManyPixels {
        /// In megapixels.
        limit: u64,
    },
    /// A PDF that cannot be read.
    #[error("the PDF is damaged")]
    DamagedPdf,
    /// A PDF that opens only with a password.
    #[error("the PDF needs a password")]
    EncryptedPdf,
    /// A PDF without text, such as a scan.
    #[error("the PDF has no text")]
    PdfWithoutText,
    /// A PDF that takes more time or memory than it may.
    #[error("the PDF takes too much time or memory")]
    HeavyPdf,
    /// The process that reads PDFs could not be started.
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
            Self::DamagedPicture => RefusalReason::AttachDamagedPicture,
            Self::TooManyPixels { .. } => RefusalReason::AttachTooManyPixels,
            Self::DamagedPdf => RefusalReason::AttachDamagedPdf,
            Self::EncryptedPdf => RefusalReason::AttachEncryptedPdf,
            Self::PdfWithoutText => RefusalReason::AttachPdfWithoutText,
            Self::HeavyPdf => RefusalReason::AttachHeavyPdf,
            Self::NoReader => RefusalReason::AttachNoReader,
        }
    }

    /// As told to a person: `bad_request`, with `field`, `reason` and where there is one `limit` (megabytes or
    /// megapixels).
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
