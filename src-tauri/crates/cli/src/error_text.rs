//! Writes a failure as one sentence.

use std::path::Path;

use chat::{ConnectionFault, ErrorCode, Failure, RefusalReason, StorageCause};

use crate::messages;

/// Longest provider message printed, in characters; `--json` has all that is stored.
const LONGEST: usize = 400;

/// Values for the placeholders of a failure's sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About<'a> {
    /// Host of the endpoint, or its name if there is no host.
    pub(crate) host: &'a str,
    /// The model.
    pub(crate) model: &'a str,
}

/// Returns the sentence of a failure: what happened, the provider's message, and what to do about it in the console.
pub(crate) fn describe(failure: &Failure, about: About<'_>) -> String {
    if failure.code == ErrorCode::Cancelled {
        return messages::say("sentence", &[("title", messages::word("cancelled"))]);
    }
    let details = failure
        .details
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    // The failure's own details come first.
    let values: Vec<(&str, &str)> = details.chain([("host", about.host), ("model", about.model)]).collect();
    if let Some(reason) = failure.reason().and_then(reason_sentence) {
        return messages::say("sentence", &[("title", &messages::fill(reason, &values))]);
    }
    let code = failure.code.as_str();
    let title = messages::fill(messages::error_title(code), &values);
    if let Some(cause) = failure.fault().and_then(fault_sentence) {
        return messages::say("sentence_cause", &[("title", &title), ("cause", cause)]);
    }
    let message = message(failure);
    let advice = messages::try_word(&format!("advice.{code}")).map(|advice| messages::fill(advice, &values));
    let form = match (&message, &advice) {
        (None, None) => "sentence",
        (None, Some(_)) => "sentence_advice",
        (Some(_), None) => "sentence_provider",
        (Some(_), Some(_)) => "sentence_provider_advice",
    };
    let (message, advice) = (message.unwrap_or_default(), advice.unwrap_or_default());
    messages::say(form, &[("title", &title), ("message", &message), ("advice", &advice)])
}

/// Returns the sentence of a data folder that cannot be used.
pub(crate) fn of_storage(failure: &Failure, folder: &Path) -> String {
    let template = failure
        .storage_cause()
        .map_or(messages::word("storage.other"), storage_sentence);
    messages::fill(template, &[("folder", &folder.display().to_string())])
}

fn storage_sentence(cause: StorageCause) -> &'static str {
    match cause {
        StorageCause::Newer => messages::word("storage.newer"),
        StorageCause::Foreign => messages::word("storage.foreign"),
        StorageCause::Locked => messages::word("storage.locked"),
        StorageCause::Busy => messages::word("storage.busy"),
        StorageCause::DiskFull => messages::word("storage.disk_full"),
        StorageCause::ReadOnly => messages::word("storage.read_only"),
        StorageCause::Corrupt => messages::word("storage.corrupt"),
        StorageCause::NameTaken
        | StorageCause::Gone
        | StorageCause::Closed
        | StorageCause::Panicked
        | StorageCause::Io
        | StorageCause::Sqlite
        | StorageCause::AttachmentMissing => messages::word("storage.other"),
    }
}

/// Returns the sentence of a reason that Juxta itself gave, which says more than the code. `None` where the code says
/// enough, or the reason is one that only the window meets.
fn reason_sentence(reason: RefusalReason) -> Option<&'static str> {
    Some(match reason {
        RefusalReason::Unknown => messages::word("reasons.unknown"),
        RefusalReason::Url => messages::word("reasons.url"),
        RefusalReason::PlainHttp => messages::word("reasons.plain_http"),
        RefusalReason::EndpointRemoved => messages::word("reasons.endpoint_removed"),
        RefusalReason::UnknownEndpoint => messages::word("reasons.unknown_endpoint"),
        RefusalReason::NoEndpoint => messages::word("reasons.no_endpoint"),
        RefusalReason::Demo => messages::word("reasons.demo"),
        RefusalReason::KeyOfAnotherOrigin => messages::word("reasons.key_of_another_origin"),
        RefusalReason::AttachEmpty => messages::word("reasons.attach_empty"),
        RefusalReason::AttachTooLarge => messages::word("reasons.attach_too_large"),
        RefusalReason::AttachTextTooLong => messages::word("reasons.attach_text_too_long"),
        RefusalReason::AttachBinary => messages::word("reasons.attach_binary"),
        RefusalReason::AttachEncoding => messages::word("reasons.attach_encoding"),
        RefusalReason::AttachDamagedPicture => messages::word("reasons.attach_damaged_picture"),
        RefusalReason::AttachTooManyPixels => messages::word("reasons.attach_too_many_pixels"),
        RefusalReason::AttachDamagedPdf => messages::word("reasons.attach_damaged_pdf"),
        RefusalReason::AttachEncryptedPdf => messages::word("reasons.attach_encrypted_pdf"),
        RefusalReason::AttachPdfWithoutText => messages::word("reasons.attach_pdf_without_text"),
        RefusalReason::AttachHeavyPdf => messages::word("reasons.attach_heavy_pdf"),
        RefusalReason::AttachNoReader => messages::word("reasons.attach_no_reader"),
        RefusalReason::AttachTooMany => messages::word("reasons.attach_too_many"),
        RefusalReason::UnknownTab
        | RefusalReason::UnknownAnswer
        | RefusalReason::UnknownTurn
        | RefusalReason::ClosedTab
        | RefusalReason::OpenTab
        | RefusalReason::TooManyTabs
        | RefusalReason::HasHistory
        | RefusalReason::NoTabs
        | RefusalReason::EmptyPrompt
        | RefusalReason::EmptyTitle
        | RefusalReason::ReservedParameter
        | RefusalReason::TakenId
        | RefusalReason::StillRunning
        | RefusalReason::NotNewest
        | RefusalReason::NothingToAdopt
        | RefusalReason::NotOnPath
        | RefusalReason::Elsewhere
        | RefusalReason::NothingToContinue
        | RefusalReason::CommandIdReused
        | RefusalReason::LooksSecret
        | RefusalReason::CapSend
        | RefusalReason::CapDay
        | RefusalReason::CapMonth
        | RefusalReason::CapRunning
        | RefusalReason::LimitSeconds
        | RefusalReason::LimitTokens
        | RefusalReason::OtherRoute
        | RefusalReason::NotFound
        | RefusalReason::HeaderOfAnotherOrigin
        | RefusalReason::KeyUnfitForAHeader
        | RefusalReason::HttpClient
        | RefusalReason::ProxyAddress
        | RefusalReason::ProxyScheme
        | RefusalReason::ProxyCredentials
        | RefusalReason::Password
        | RefusalReason::NoCertificate
        | RefusalReason::BadCertificate
        | RefusalReason::NoPrivateKey
        | RefusalReason::EncryptedPrivateKey
        | RefusalReason::KeyMismatch
        | RefusalReason::File
        | RefusalReason::TooLong
        | RefusalReason::Limit
        | RefusalReason::LimitLong
        | RefusalReason::Parallel
        | RefusalReason::HeaderName
        | RefusalReason::HeaderValue
        | RefusalReason::HeaderReserved
        | RefusalReason::HeaderIsTheKeys
        | RefusalReason::HeaderTwice
        | RefusalReason::AuthScheme
        | RefusalReason::QueryName
        | RefusalReason::QueryTwice
        | RefusalReason::BodySyntax
        | RefusalReason::BodyNotAnObject
        | RefusalReason::BodyReserved
        | RefusalReason::Secret
        | RefusalReason::Amount
        | RefusalReason::Price
        | RefusalReason::Set
        | RefusalReason::NotKeptWhole
        | RefusalReason::FileGone
        | RefusalReason::Clipboard
        | RefusalReason::Zoom
        | RefusalReason::Link
        | RefusalReason::Browser => return None,
    })
}

/// Returns what is known of a connection that failed. `None` where the code says enough.
fn fault_sentence(fault: ConnectionFault) -> Option<&'static str> {
    Some(match fault {
        ConnectionFault::Refused => messages::word("causes.refused"),
        ConnectionFault::Reset => messages::word("causes.reset"),
        ConnectionFault::Unreachable => messages::word("causes.unreachable"),
        ConnectionFault::TimedOut => messages::word("causes.timed_out"),
        ConnectionFault::NotHttp => messages::word("causes.not_http"),
        ConnectionFault::NoReply => messages::word("causes.no_reply"),
        ConnectionFault::Expired => messages::word("causes.expired"),
        ConnectionFault::NotValidYet => messages::word("causes.not_valid_yet"),
        ConnectionFault::WrongName => messages::word("causes.wrong_name"),
        ConnectionFault::UnknownIssuer => messages::word("causes.unknown_issuer"),
        ConnectionFault::Revoked => messages::word("causes.revoked"),
        ConnectionFault::BadCertificate => messages::word("causes.bad_certificate"),
        ConnectionFault::NotTls => messages::word("causes.not_tls"),
        ConnectionFault::Handshake => messages::word("causes.handshake"),
        ConnectionFault::Connect
        | ConnectionFault::Reply
        | ConnectionFault::ClientCertificateRequired
        | ConnectionFault::ClientCertificateRefused
        | ConnectionFault::OldVersion
        | ConnectionFault::Auth
        | ConnectionFault::RefusedByProxy
        | ConnectionFault::NotAProxy
        | ConnectionFault::Dns => return None,
    })
}

/// Returns what the provider said, or why Juxta refused, on one line and cut to [`LONGEST`].
fn message(failure: &Failure) -> Option<String> {
    let reason = failure.details.get("reason");
    let refusal = reason.map(|word| failure.details.get("message").unwrap_or(word));
    let said = failure.provider_message.as_deref().or(refusal.map(String::as_str))?;
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = one_line.chars().take(LONGEST).collect();
    if short.is_empty() {
        return None;
    }
    Some(if short.len() < one_line.len() {
        format!("{short}…")
    } else {
        short
    })
}

#[cfg(test)]
mod tests;
