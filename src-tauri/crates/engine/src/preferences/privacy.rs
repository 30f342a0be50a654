//! Secrets check: a prompt or attachment that looks like it contains a secret is sent only once confirmed; who does not
//! want to be asked says so once.

use chat::{AttachmentKind, ConversationId, ErrorCode, Failure, ImageHash, RefusalReason};

use crate::{Engine, Ready, setting::Setting, view::SuspectView};

/// The setting that switches the question off.
const WARN: Setting<bool> = Setting::new("warn_of_secrets");

impl Engine {
    /// Whether the person is asked before text that looks like a secret goes out. Yes, unless switched off.
    pub async fn warns_of_secrets(&self) -> Result<bool, Failure> {
        Ok(self.setting(&WARN).await?.unwrap_or(true))
    }

    /// Switches the question on or off.
    pub async fn set_warns_of_secrets(&self, on: bool) -> Result<(), Failure> {
        self.set_setting(&WARN, on).await
    }

    /// What in a prompt, or in the texts of the draft's files that go with it, looks like a secret or an identifier;
    /// nothing where the question is switched off.
    pub async fn suspects(
        &self,
        id: ConversationId,
        prompt: &str,
        files: &[ImageHash],
    ) -> Result<Vec<SuspectView>, Failure> {
        if !self.warns_of_secrets().await? {
            return Ok(Vec::new());
        }
        let mut found = sighted(None, prompt);
        if files.is_empty() {
            return Ok(found);
        }
        let draft = self.draft_files(id).await?;
        for file in draft
            .into_iter()
            .filter(|file| files.contains(&file.hash) && !file.is_picture())
        {
            // What is not there is not sent either.
            if let Some(bytes) = self.read_media(file.hash).await {
                found.extend(read_through(file.name, bytes).await?);
            }
        }
        Ok(found)
    }

    /// The same of a prompt and files that are in no conversation yet.
    pub async fn suspects_among(&self, prompt: &str, files: &[Ready]) -> Result<Vec<SuspectView>, Failure> {
        if !self.warns_of_secrets().await? {
            return Ok(Vec::new());
        }
        let mut found = sighted(None, prompt);
        let is_text = |file: &&Ready| !matches!(file.kind, AttachmentKind::Image { .. });
        for file in files.iter().filter(is_text) {
            found.extend(read_through(file.name.clone(), file.bytes.clone()).await?);
        }
        Ok(found)
    }

    /// Accepts a prompt and its files that hold nothing like a secret, or that the person `confirmed`.
    /// [`Engine::send_with`] and [`Engine::edit_prompt`] begin with it.
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` and the `kinds` found; [`Engine::suspects`] says where they are.
    pub async fn check_prompt(
        &self,
        id: ConversationId,
        prompt: &str,
        files: &[ImageHash],
        confirmed: bool,
    ) -> Result<(), Failure> {
        if confirmed {
            return Ok(());
        }
        none_found(self.suspects(id, prompt, files).await?)
    }
}

/// Refuses what looks like a secret, naming the kinds.
pub(crate) fn none_found(found: Vec<SuspectView>) -> Result<(), Failure> {
    let mut kinds: Vec<String> = found.into_iter().map(|found| found.kind).collect();
    if kinds.is_empty() {
        return Ok(());
    }
    kinds.dedup();
    Err(Failure::refused(RefusalReason::LooksSecret).with("kinds", kinds.join(",")))
}

/// What looks like a secret in a file. A file may have megabytes, which are no work for an async worker.
async fn read_through(name: String, bytes: Vec<u8>) -> Result<Vec<SuspectView>, Failure> {
    let read = move || sighted(Some(&name), &String::from_utf8_lossy(&bytes));
    let found = tokio::task::spawn_blocking(read).await;
    found.map_err(|_| Failure::new(ErrorCode::Internal))
}

fn sighted(file: Option<&str>, text: &str) -> Vec<SuspectView> {
    let view = |detected: secret::Detected| SuspectView {
        file: file.map(str::to_owned),
        kind: detected.kind.as_str().to_owned(),
        line: u32::try_from(detected.line).unwrap_or(u32::MAX),
        shown: detected.shown,
    };
    secret::detect(text).into_iter().map(view).collect()
}
