//! A running text as the page draws it. Deltas only gather here; they are rendered once somebody looks, all together, so
//! that a text nobody looks at costs next to nothing, and a fast one no more than the frames that show it.

use std::{
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
};

use markup::{LiveDocument, Patch};

use crate::view::{BlockView, BlocksPatch};

/// One text under way.
#[derive(Default)]
pub(crate) struct LiveMarkup {
    document: LiveDocument,
    /// What came since the document was last drawn.
    waiting: String,
    /// Part of the document that no frame has carried yet.
    due: Option<Patch>,
    /// Rendering panicked: nothing more is drawn.
    is_broken: bool,
}

impl LiveMarkup {
    /// Appends text to be rendered with the next frame.
    pub(crate) fn add(&mut self, text: &str) {
        self.waiting.push_str(text);
    }

    /// Checks for text that no frame has carried.
    pub(crate) fn is_due(&self) -> bool {
        !self.waiting.is_empty() || self.due.is_some()
    }

    /// Whether rendering this text panicked.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Returns the blocks so far, for a snapshot. The next frame still carries its patch: another page may ask for it.
    pub(crate) fn blocks(&mut self) -> Vec<BlockView> {
        self.draw();
        self.document.parts().iter().map(BlockView::from).collect()
    }

    /// What came since the frame before.
    pub(crate) fn take_patch(&mut self) -> Option<BlocksPatch> {
        self.draw();
        let patch = self.due.take()?;
        let (blocks, keep) = (self.document.parts(), patch.keep);
        let grown = blocks.get(keep).filter(|_| !patch.shell_changed);
        let parts = grown.and_then(|block| block.parts().get(patch.keep_parts..));
        let after = blocks.get(keep + usize::from(grown.is_some())..);
        Some(BlocksPatch {
            keep: number(keep),
            keep_parts: grown.map(|_| number(patch.keep_parts)),
            parts: parts.unwrap_or_default().to_vec(),
            blocks: after.unwrap_or_default().iter().map(BlockView::from).collect(),
        })
    }

    fn draw(&mut self) {
        let text = mem::take(&mut self.waiting);
        if text.is_empty() || self.is_broken {
            return;
        }
        // A frame is for all tabs: a text that cannot be rendered must end its own answer only.
        let drawn = catch_unwind(AssertUnwindSafe(|| self.document.push(&text)));
        match drawn {
            Ok(patch) if patch.changed => self.due = Some(self.due.map_or(patch, |due| due.merge(patch))),
            Ok(_) => {}
            Err(_) => {
                self.is_broken = true;
                self.document = LiveDocument::new();
                self.due = None;
            }
        }
    }
}

/// Renders a finished text.
pub(crate) fn render(text: &str) -> Vec<BlockView> {
    #[cfg(test)]
    RENDERS.set(RENDERS.get() + 1);
    markup::render_parts(text).iter().map(BlockView::from).collect()
}

#[cfg(test)]
thread_local! {
    static RENDERS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Returns how many texts this thread has rendered.
#[cfg(test)]
pub(crate) fn renders() -> usize {
    RENDERS.get()
}

impl From<&markup::Block> for BlockView {
    fn from(block: &markup::Block) -> Self {
        Self {
            shell: block.shell().to_owned(),
            parts: block.parts().to_vec(),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
