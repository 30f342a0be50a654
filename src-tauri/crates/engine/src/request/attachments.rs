//! Files that go with a prompt: made ready and kept with the draft, taken along by a send, handed out for a request.

use std::{collections::BTreeSet, sync::Arc};

use attach::{PdfReader, Ready};
use chat::{
    Attached, Attachment, CommandId, ConversationId, ErrorCode, Failure, FormField, ImageHash, Message, RefusalReason,
    StorageCause, TabId,
};
use serde::Deserialize;
use store::Media;
use ts_rs::TS;
use wire::Files;

use crate::{Engine, session::live::LiveConversation};

/// The most files a draft takes.
const MAX_FILES: usize = 32;

/// A file on its way to a draft.
pub enum Given {
    /// A file: its name, and what is in it.
    File(String, Vec<u8>),
    /// Text that was pasted.
    Paste(String),
}

/// Attachments chosen for a prompt, and the tabs that are sent no images.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct Picked {
    /// The files, in the order they are sent.
    pub files: Vec<ImageHash>,
    /// Tabs whose models cannot see.
    pub unseen_by: Vec<TabId>,
}

impl Engine {
    /// Adds a file to a conversation's draft. A failure says why it cannot go along.
    pub async fn attach(&self, command: CommandId, id: ConversationId, given: Given) -> Result<Attachment, Failure> {
        self.once(
            command,
            move |engine| async move { engine.attach_once(id, given).await },
        )
        .await
    }

    async fn attach_once(&self, id: ConversationId, given: Given) -> Result<Attachment, Failure> {
        if self.draft_files(id).await?.len() >= MAX_FILES {
            let failure = Failure::refused_field(FormField::Attachment, RefusalReason::AttachTooMany);
            return Err(failure.with("limit", MAX_FILES.to_string()));
        }
        let media = self.images().clone();
        let work = move || {
            let ready = make_ready(&given)?;
            let staged = media.stage(&ready.bytes)?;
            Ok::<_, Failure>((attachment(&ready), staged))
        };
        let done = tokio::task::spawn_blocking(work).await;
        let (attachment, staged) = done.map_err(|_| Failure::new(ErrorCode::Internal))??;
        let kept = attachment.clone();
        self.store()
            .run(move |store| store.write(|writer| writer.keep_draft_attachment(id, &kept, Some(&staged))))
            .await?;
        Ok(attachment)
    }

    /// Removes an attachment from a draft.
    pub async fn detach(&self, id: ConversationId, hash: ImageHash) -> Result<(), Failure> {
        let dropped = self.store().run(move |store| store.drop_draft_attachment(id, hash));
        dropped.await.map_err(Failure::from)
    }

    /// The text of a file of a conversation's draft, so that it can be written into the composer.
    pub async fn attachment_text(&self, id: ConversationId, hash: ImageHash) -> Result<String, Failure> {
        let files = self.draft_files(id).await?;
        let is_text = |file: &&Attachment| file.hash == hash && !file.is_picture();
        files.iter().find(is_text).ok_or_else(missing)?;
        let bytes = self.read_media(hash).await.ok_or_else(missing)?;
        String::from_utf8(bytes).map_err(|_| missing())
    }

    pub(crate) async fn draft_files(&self, id: ConversationId) -> Result<Vec<Attachment>, Failure> {
        let files = self.store().run(move |store| store.draft_attachments(id)).await;
        files.map_err(Failure::from)
    }

    /// What a send takes along of a conversation's draft. A file that is not in it is not there to be sent.
    pub(crate) async fn picked(&self, id: ConversationId, picked: Picked) -> Result<Attached, Failure> {
        let mut files = Vec::new();
        if !picked.files.is_empty() {
            let draft = self.draft_files(id).await?;
            for hash in picked.files {
                let file = draft.iter().find(|file| file.hash == hash).ok_or_else(missing)?;
                files.push(file.clone());
            }
        }
        Ok(Attached {
            files,
            unseen_by: picked.unseen_by,
        })
    }

    /// What goes with these messages, read from the disk unless the conversation is in memory only. A file that is gone
    /// is a failure; no question is asked about it.
    pub(crate) async fn files_of(&self, id: ConversationId, messages: &[Message]) -> Result<Files, Failure> {
        let named: BTreeSet<ImageHash> = messages
            .iter()
            .flat_map(|message| message.files().map(|file| file.hash))
            .collect();
        let mut files = Files::default();
        if let Some(live) = self.sessions().get(&id) {
            for hash in &named {
                if let Some(bytes) = live.files.get(*hash) {
                    files.put(*hash, bytes.clone());
                }
            }
        }
        for hash in named {
            if !files.has(hash) {
                let bytes = self.read_media(hash).await.ok_or_else(missing)?;
                files.put(hash, bytes.into());
            }
        }
        Ok(files)
    }

    /// Adds files to a conversation without a draft: in memory, and on disk if it is saved.
    pub(crate) async fn bring(
        &self,
        live: &mut LiveConversation,
        given: Vec<Ready>,
    ) -> Result<Vec<Attachment>, Failure> {
        let mut files = Vec::new();
        for ready in given {
            let file = attachment(&ready);
            let bytes: Arc<[u8]> = ready.bytes.into();
            live.files.put(file.hash, bytes.clone());
            files.push(file);
            if live.kept {
                let media = self.images().clone();
                let placed = self.store().run(move |store| {
                    let staged = media.stage(&bytes)?;
                    store.write(|writer| writer.place_media(&staged))
                });
                placed.await?;
            }
        }
        Ok(files)
    }
}

/// Prepares a file. Blocks while it decodes, so it must not run on an async worker.
pub fn make_ready(given: &Given) -> Result<Ready, Failure> {
    let ready = match given {
        Given::File(name, bytes) => attach::prepare_file(name, bytes, &PdfReader::default()),
        Given::Paste(text) => attach::prepare_paste(text),
    };
    ready.map_err(|problem| problem.failure())
}

fn attachment(ready: &Ready) -> Attachment {
    Attachment {
        hash: Media::hash(&ready.bytes),
        kind: ready.kind.clone(),
        name: ready.name.clone(),
        bytes: u64::try_from(ready.bytes.len()).unwrap_or(u64::MAX),
        tokens: ready.tokens,
    }
}

fn missing() -> Failure {
    Failure::new(ErrorCode::StorageFailed).with_storage_cause(StorageCause::AttachmentMissing)
}
