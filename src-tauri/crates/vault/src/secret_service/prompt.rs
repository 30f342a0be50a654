//! A prompt the service has prepared: shown and waited for.

use futures_util::StreamExt;
use zbus::{
    MatchRule, MessageStream,
    match_rule::Builder,
    message::Type,
    zvariant::{OwnedObjectPath, OwnedValue},
};

use super::{
    bus::{Bus, SERVICE, body, failure},
    limited,
};
use crate::VaultError;

const PROMPT_INTERFACE: &str = "org.freedesktop.Secret.Prompt";

/// Shows the prompt and waits, without limit, until the person has answered.
///
/// # Errors
/// [`VaultError::Locked`] when they declined; a failure when the service goes away meanwhile.
pub(super) async fn ask(bus: &Bus, prompt: &OwnedObjectPath) -> Result<(), VaultError> {
    let (mut completed, mut owner) = limited(async { Ok((completed(bus, prompt).await?, owner(bus).await?)) }).await?;
    // The empty text: the window it belongs to is not known here.
    limited(bus.call(prompt.as_str(), PROMPT_INTERFACE, "Prompt", &("",))).await?;
    tokio::select! {
        Some(Ok(signal)) = completed.next() => {
            let (dismissed, _): (bool, OwnedValue) = body(&signal)?;
            if dismissed { Err(VaultError::Locked) } else { Ok(()) }
        }
        _ = owner.next() => Err(VaultError::failed("the service went away while it asked")),
        else => Err(VaultError::failed("the connection was lost while the service asked")),
    }
}

/// Subscribes to the signal that the prompt was answered.
async fn completed(bus: &Bus, prompt: &OwnedObjectPath) -> Result<MessageStream, VaultError> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(PROMPT_INTERFACE)
        .and_then(|rule| rule.member("Completed"))
        .and_then(|rule| rule.path(prompt.as_str()));
    subscribe(bus, rule).await
}

/// Subscribes to the bus's signal that the service's name has changed hands: nobody will complete the prompt then.
async fn owner(bus: &Bus) -> Result<MessageStream, VaultError> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.DBus")
        .and_then(|rule| rule.member("NameOwnerChanged"))
        .and_then(|rule| rule.arg(0, SERVICE));
    subscribe(bus, rule).await
}

async fn subscribe(bus: &Bus, rule: zbus::Result<Builder<'_>>) -> Result<MessageStream, VaultError> {
    let rule = rule.map_err(|error| failure(&error))?.build();
    MessageStream::for_match_rule(rule, bus, None)
        .await
        .map_err(|error| failure(&error))
}
