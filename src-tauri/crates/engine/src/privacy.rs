//! A prompt that looks as if it held a secret goes out only once the person said so; who does not want to be asked says so
//! once.

use chat::{ErrorCode, Failure};

use crate::{Engine, view::SuspectView};

/// The setting that switches the question off.
const WARN: &str = "warn_of_secrets";
/// Why a prompt was not taken: it holds what looks like a secret, and nobody confirmed it.
pub(crate) const LOOKS_SECRET: &str = "looks_secret";

impl Engine {
    /// Whether the person is asked before text that looks like a secret goes out. Yes, unless switched off.
    pub async fn warns_of_secrets(&self) -> Result<bool, Failure> {
        let setting = self.store().run(|store| store.setting(WARN)).await;
        Ok(setting.map_err(|error| error.failure())?.unwrap_or(true))
    }

    /// Switches the question on or off.
    pub async fn set_warns_of_secrets(&self, on: bool) -> Result<(), Failure> {
        self.keep(move |writer| writer.set_setting(WARN, &on)).await
    }

    /// What in a prompt looks like a secret or an identifier; nothing where the question is switched off.
    pub async fn suspects(&self, prompt: &str) -> Result<Vec<SuspectView>, Failure> {
        if !self.warns_of_secrets().await? {
            return Ok(Vec::new());
        }
        let view = |sighting: secret::Sighting| SuspectView {
            kind: sighting.kind.as_str().to_owned(),
            line: u32::try_from(sighting.line).unwrap_or(u32::MAX),
            shown: sighting.shown,
        };
        Ok(secret::sightings(prompt).into_iter().map(view).collect())
    }

    /// Lets a prompt through that holds nothing like a secret, or that the person `confirmed`. Call it before anything the
    /// person typed is sent.
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` and the `kinds` found; [`Engine::suspects`] says where they are.
    pub async fn check_prompt(&self, prompt: &str, confirmed: bool) -> Result<(), Failure> {
        if confirmed {
            return Ok(());
        }
        let mut kinds: Vec<String> = self
            .suspects(prompt)
            .await?
            .into_iter()
            .map(|found| found.kind)
            .collect();
        if kinds.is_empty() {
            return Ok(());
        }
        kinds.dedup();
        Err(Failure::new(ErrorCode::BadRequest)
            .with("reason", LOOKS_SECRET)
            .with("kinds", kinds.join(",")))
    }
}
