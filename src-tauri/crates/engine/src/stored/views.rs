//! Columns of table `views`: they are typed by the store, and converted here for the page.

use store::{Columns, Note};

use crate::view::{ColumnsLayout, Layout, NoteView};

impl From<Layout> for store::Layout {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::Tabs => Self::Tabs,
            Layout::Columns => Self::Columns,
            Layout::Diff => Self::Diff,
        }
    }
}

impl From<store::Layout> for Layout {
    fn from(stored: store::Layout) -> Self {
        match stored {
            store::Layout::Tabs => Self::Tabs,
            store::Layout::Columns => Self::Columns,
            store::Layout::Diff => Self::Diff,
        }
    }
}

impl From<ColumnsLayout> for Columns {
    fn from(columns: ColumnsLayout) -> Self {
        Self {
            linked: columns.linked,
            alone: columns.alone,
        }
    }
}

impl From<Columns> for ColumnsLayout {
    fn from(stored: Columns) -> Self {
        Self {
            linked: stored.linked,
            alone: stored.alone,
        }
    }
}

impl From<Note> for NoteView {
    fn from(note: Note) -> Self {
        Self {
            answer: note.answer,
            note: note.note,
            labels: note.labels,
        }
    }
}
