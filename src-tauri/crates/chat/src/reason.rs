//! What a [`Failure`](crate::Failure) says about itself beside its code, as words that never change.
//!
//! Each word is written once, here. Rust, the console and the page match the values, so that one without a sentence
//! does not compile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Makes an enum whose values are stable words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $value:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum $name {
            $($(#[$about])* #[serde(rename = $word)] $value,)*
        }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$value),*];

            /// Returns the stable word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }

            /// Parses a stable word. `None` if this version knows none like it.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// Why Juxta refused something, or could not do it: the detail `reason`.
    RefusalReason {
        /// The conversation has no such tab.
        UnknownTab = "unknown_tab",
        /// The conversation has no such answer.
        UnknownAnswer = "unknown_answer",
        /// The conversation has no such turn.
        UnknownTurn = "unknown_turn",
        /// The tab is closed.
        ClosedTab = "closed_tab",
        /// The tab is open.
        OpenTab = "open_tab",
        /// No more tabs can be open.
        TooManyTabs = "too_many_tabs",
        /// The tab has a history.
        HasHistory = "has_history",
        /// No tab was named.
        NoTabs = "no_tabs",
        /// The prompt is blank.
        EmptyPrompt = "empty_prompt",
        /// The title is blank.
        EmptyTitle = "empty_title",
        /// The conversation sets this parameter itself.
        ReservedParameter = "reserved_parameter",
        /// An id is named twice, or taken.
        TakenId = "taken_id",
        /// The answer has not ended.
        StillRunning = "still_running",
        /// The answer is not the newest of its tab.
        NotNewest = "not_newest",
        /// The answer has not ended, or has no text.
        NothingToAdopt = "nothing_to_adopt",
        /// The turn is not in the tab's history.
        NotOnPath = "not_on_path",
        /// The answer was never the tab's.
        Elsewhere = "elsewhere",
        /// The answer has no text, or is whole.
        NothingToContinue = "nothing_to_continue",
        /// A command's id was used for another command.
        CommandIdReused = "command_id_reused",
        /// What the page names is not there any more.
        Unknown = "unknown",

        /// The prompt, or a file with it, looks as if it held a secret, and nobody confirmed it.
        LooksSecret = "looks_secret",
        /// Over the cap for one prompt.
        CapSend = "cap_send",
        /// Over the cap for a day.
        CapDay = "cap_day",
        /// Over the cap for a month.
        CapMonth = "cap_month",
        /// Stopped when it came near its share of the cap.
        CapRunning = "cap_running",
        /// Stopped after the tab's limit of seconds.
        LimitSeconds = "limit_seconds",
        /// Stopped after the tab's limit of tokens.
        LimitTokens = "limit_tokens",
        /// The model answers on another route only (quirk 48).
        OtherRoute = "other_route",

        /// The base URL cannot be used; the detail `problem` says why.
        Url = "url",
        /// A secret would go over plain http.
        PlainHttp = "plain_http",
        /// The endpoint was removed.
        EndpointRemoved = "endpoint_removed",
        /// No endpoint has this name.
        UnknownEndpoint = "unknown_endpoint",
        /// There is no endpoint.
        NoEndpoint = "no_endpoint",
        /// A found key is no longer held.
        NotFound = "not_found",
        /// The offline demo did not start.
        Demo = "demo",
        /// The key belongs to another origin.
        KeyOfAnotherOrigin = "key_of_another_origin",
        /// A secret header belongs to another origin.
        HeaderOfAnotherOrigin = "header_of_another_origin",
        /// The key cannot be sent in a header.
        KeyUnfitForAHeader = "key_unfit_for_a_header",
        /// The HTTP client could not be made.
        HttpClient = "http_client",

        /// The proxy's address is no URL.
        ProxyAddress = "proxy_address",
        /// The proxy's scheme is not supported.
        ProxyScheme = "proxy_scheme",
        /// The proxy's address holds credentials.
        ProxyCredentials = "proxy_credentials",
        /// The proxy's password is not one line.
        Password = "password",
        /// There is no PEM certificate.
        NoCertificate = "no_certificate",
        /// A PEM certificate cannot be read. A server's certificate is a [`ConnectionFault`].
        BadCertificate = "bad_certificate",
        /// There is no PEM private key.
        NoPrivateKey = "no_private_key",
        /// The private key needs a passphrase.
        EncryptedPrivateKey = "encrypted_private_key",
        /// The private key does not belong to the certificate.
        KeyMismatch = "key_mismatch",
        /// The file cannot be read.
        File = "file",
        /// The text is too long to be stored.
        TooLong = "too_long",
        /// A time limit is zero.
        Limit = "limit",
        /// A time limit is longer than a day.
        LimitLong = "limit_long",
        /// The number of parallel requests is out of range.
        Parallel = "parallel",
        /// The name of a header is not valid.
        HeaderName = "header_name",
        /// The value of a header is not valid.
        HeaderValue = "header_value",
        /// The transport sets this header.
        HeaderReserved = "header_reserved",
        /// This header carries the key.
        HeaderIsTheKeys = "header_is_the_keys",
        /// A header is there twice.
        HeaderTwice = "header_twice",
        /// The prefix of the key is not one word.
        AuthScheme = "auth_scheme",
        /// A query parameter has no name.
        QueryName = "query_name",
        /// A query parameter is there twice.
        QueryTwice = "query_twice",
        /// The extra fields are not JSON.
        BodySyntax = "body_syntax",
        /// The extra fields are not a JSON object.
        BodyNotAnObject = "body_not_an_object",
        /// The conversation sets this field.
        BodyReserved = "body_reserved",
        /// The keyring cannot hold this secret.
        Secret = "secret",

        /// The amount is not a number of dollars.
        Amount = "amount",
        /// The price is not a number of dollars.
        Price = "price",
        /// The set is not there, or its name is taken or blank.
        Set = "set",

        /// The file is empty.
        AttachEmpty = "attach_empty",
        /// The file is larger than any may be.
        AttachTooLarge = "attach_too_large",
        /// The text is longer than any may be.
        AttachTextTooLong = "attach_text_too_long",
        /// The file is neither an image, a PDF nor a text.
        AttachBinary = "attach_binary",
        /// The text is neither UTF-8 nor UTF-16.
        AttachEncoding = "attach_encoding",
        /// The image cannot be decoded.
        AttachDamagedPicture = "attach_damaged_picture",
        /// The image has too many pixels.
        AttachTooManyPixels = "attach_too_many_pixels",
        /// The PDF cannot be read.
        AttachDamagedPdf = "attach_damaged_pdf",
        /// The PDF needs a password.
        AttachEncryptedPdf = "attach_encrypted_pdf",
        /// The PDF has no text.
        AttachPdfWithoutText = "attach_pdf_without_text",
        /// The PDF takes too much time or memory.
        AttachHeavyPdf = "attach_heavy_pdf",
        /// The PDF reader did not start.
        AttachNoReader = "attach_no_reader",
        /// The draft has as many files as it may.
        AttachTooMany = "attach_too_many",

        /// Not all of what was sent is kept.
        NotKeptWhole = "not_kept_whole",
        /// A file that was sent is no longer kept as it was.
        FileGone = "file_gone",
        /// The clipboard could not be used.
        Clipboard = "clipboard",
        /// The page could not be zoomed.
        Zoom = "zoom",
        /// The link is not one that may leave the app.
        Link = "link",
        /// The browser could not be started.
        Browser = "browser",
    }
}

words! {
    /// What happened to a connection that brought no reply: the detail `reason` of failures of the network.
    ConnectionFault {
        /// No connection in time.
        Connect = "connect",
        /// No reply in time.
        Reply = "reply",
        /// The connection was refused.
        Refused = "refused",
        /// The connection was reset.
        Reset = "reset",
        /// The network or the host cannot be reached.
        Unreachable = "unreachable",
        /// The system gave up.
        TimedOut = "timed_out",
        /// The reply is not HTTP.
        NotHttp = "not_http",
        /// The connection was closed without a reply.
        NoReply = "no_reply",
        /// The server's certificate has expired.
        Expired = "expired",
        /// The server's certificate is not valid yet.
        NotValidYet = "not_valid_yet",
        /// The server's certificate is for another name.
        WrongName = "wrong_name",
        /// The issuer of the server's certificate is not known here.
        UnknownIssuer = "unknown_issuer",
        /// The server's certificate was revoked.
        Revoked = "revoked",
        /// The server's certificate cannot be used.
        BadCertificate = "bad_certificate",
        /// The server does not speak TLS.
        NotTls = "not_tls",
        /// The TLS handshake failed.
        Handshake = "handshake",
        /// The server wants a client certificate.
        ClientCertificateRequired = "client_certificate_required",
        /// The server refused the client certificate.
        ClientCertificateRefused = "client_certificate_refused",
        /// The server speaks an old version of TLS only.
        OldVersion = "old_version",
        /// The proxy wants other credentials.
        Auth = "auth",
        /// The proxy refused to connect.
        RefusedByProxy = "refused_by_proxy",
        /// What answered is not a proxy.
        NotAProxy = "not_a_proxy",
        /// The proxy's name is unknown.
        Dns = "dns",
    }
}

words! {
    /// Why an answer broke off: the detail `cause` of `cut_off`.
    CutOffCause {
        /// The stream ended without an end mark.
        EndOfStream = "end_of_stream",
        /// The connection was reset.
        Reset = "reset",
        /// The connection was lost.
        ConnectionLost = "connection_lost",
        /// The compression is damaged.
        BadCompression = "bad_compression",
        /// Nothing more came in time; the detail `limit` says which time.
        Timeout = "timeout",
        /// Juxta ended while the answer was streaming.
        ProcessEnded = "process_ended",
    }
}

words! {
    /// Why nothing could be stored or read: the detail `cause` of `storage_failed`.
    StorageCause {
        /// A newer Juxta wrote the database.
        Newer = "newer",
        /// The database is not Juxta's.
        Foreign = "foreign",
        /// Another Juxta holds the folder's lock.
        Locked = "locked",
        /// Another process kept writing for too long.
        Busy = "busy",
        /// The disk is full.
        DiskFull = "disk_full",
        /// The folder cannot be written to.
        ReadOnly = "read_only",
        /// The database is damaged.
        Corrupt = "corrupt",
        /// Another endpoint has this name.
        NameTaken = "name_taken",
        /// What the write belongs to was deleted.
        Gone = "gone",
        /// The store is closed.
        Closed = "closed",
        /// A storage job panicked.
        Panicked = "panicked",
        /// Another error of the file system.
        Io = "io",
        /// Another error of SQLite.
        Sqlite = "sqlite",
        /// A file that goes with the prompt is gone.
        AttachmentMissing = "attachment_missing",
    }
}

words! {
    /// The field of a form that a refusal is about: the detail `field`.
    FormField {
        /// The header of the key.
        AuthHeader = "auth_header",
        /// Query parameters.
        Query = "query",
        /// Headers.
        Headers = "headers",
        /// The proxy.
        Proxy = "proxy",
        /// Extra authorities.
        CaPem = "ca_pem",
        /// The client certificate.
        ClientCert = "client_cert",
        /// Time limits and parallel requests.
        Limits = "limits",
        /// Extra fields of the body.
        ExtraBody = "extra_body",
        /// A file of a draft.
        Attachment = "attachment",
        /// A request that was sent.
        Sent = "sent",
        /// The cap for one prompt.
        Send = "send",
        /// The cap for a day.
        Day = "day",
        /// The cap for a month.
        Month = "month",
        /// The amount from which the person is asked.
        Warn = "warn",
        /// The price of input tokens.
        Input = "input",
        /// The price of output tokens.
        Output = "output",
        /// The price of cached input tokens.
        Cached = "cached",
        /// The price of reasoning tokens.
        Reasoning = "reasoning",
    }
}
