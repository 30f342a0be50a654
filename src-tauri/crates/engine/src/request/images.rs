//! Pictures of running answers: put on the disk as they come, named by their answers, handed out again by their hash.

use chat::{AnswerId, ConversationId, Delta, Image, ImageHash, ImageType};
use store::{Media, Staged, Store, StoreError};
use wire::ReplyImage;

use crate::{
    Engine, clock,
    session::persist::Commit,
    view::{ImageView, News},
};

impl Engine {
    /// Returns an image of an answer by hash, with its type. `None` if it is unknown or not an image.
    pub async fn media(&self, hash: ImageHash) -> Option<(ImageType, Vec<u8>)> {
        let mut bytes = self.read_media(hash).await;
        if bytes.is_none() {
            // The image's write may still be queued; this read runs after it.
            let _ = self.store().run(|_| Ok(())).await;
            bytes = self.read_media(hash).await;
        }
        let picture = ReplyImage::from_bytes(bytes?)?;
        Some((picture.media_type, picture.bytes))
    }

    pub(crate) async fn read_media(&self, hash: ImageHash) -> Option<Vec<u8>> {
        let media = self.images().clone();
        // Reading a file is not for an async worker.
        let read = tokio::task::spawn_blocking(move || media.read(hash)).await.ok()?;
        read.inspect_err(|error| tracing::warn!(%error, "a picture cannot be read"))
            .ok()?
    }

    /// Adds an image to a running answer. `false` if the request was stopped or replaced.
    ///
    /// The picture is part of the answer even where it cannot be written: then it has a name and no file, and the person
    /// shows that something could not be stored.
    pub(crate) async fn on_image(
        &self,
        id: ConversationId,
        answer: AnswerId,
        number: u64,
        picture: ReplyImage,
    ) -> bool {
        let kept = self.sessions().get(&id).is_some_and(|live| live.kept);
        let Some((image, staged)) = self.stage(picture, kept).await else {
            return false;
        };
        let Some(commit) = self.name(id, answer, number, image, staged) else {
            return false;
        };
        self.settle(id, commit).await;
        true
    }

    /// Writes a picture's file, without a name yet. `None` only when the process ends.
    async fn stage(&self, picture: ReplyImage, kept: bool) -> Option<(Image, Option<Staged>)> {
        let media = self.images().clone();
        let work = move || {
            let staged = kept.then(|| media.stage(&picture.bytes));
            (image(picture), staged)
        };
        let (image, staged) = tokio::task::spawn_blocking(work).await.ok()?;
        let failed = |error: &StoreError| {
            tracing::error!(%error, "a picture is not saved");
            self.tell(News::StorageFailed);
        };
        Some((image, staged.and_then(|staged| staged.inspect_err(failed).ok())))
    }

    /// Adds an image to its answer and queues the write. `None` if the request was stopped or replaced.
    fn name(
        &self,
        id: ConversationId,
        answer: AnswerId,
        number: u64,
        image: Image,
        staged: Option<Staged>,
    ) -> Option<Commit> {
        let mut sessions = self.sessions();
        let live = sessions.get_mut(&id)?;
        let segment = u32::try_from(live.request(answer)?.segment).unwrap_or(u32::MAX);
        let moved = live.apply_delta(answer, number, &Delta::Image(image.clone()), clock::now_ms())?;
        // Marked and queued under the lock, so that the answer's end is shown and written after it.
        self.frames().moved(id, answer, moved);
        Some(self.save_beside(live, move |writer| {
            writer.keep_image(answer, segment, &image, staged.as_ref())
        }))
    }

    /// Removes files that a process left behind which died before it could name them.
    pub(crate) fn sweep_media(&self) {
        let swept = self.store().run(Store::sweep_media);
        tokio::spawn(async move {
            if let Err(error) = swept.await {
                tracing::warn!(%error, "pictures left behind are not removed now");
            }
        });
    }
}

fn image(picture: ReplyImage) -> Image {
    Image {
        hash: Media::hash(&picture.bytes),
        media_type: picture.media_type,
        bytes: u64::try_from(picture.bytes.len()).unwrap_or(u64::MAX),
        width: picture.width,
        height: picture.height,
        alt: picture.alt,
    }
}

/// A segment's pictures as the page draws them.
pub(crate) fn views(images: &[Image]) -> Vec<ImageView> {
    let view = |image: &Image| ImageView {
        hash: image.hash,
        media_type: image.media_type,
        width: image.width,
        height: image.height,
        alt: image.alt.clone(),
    };
    images.iter().map(view).collect()
}
