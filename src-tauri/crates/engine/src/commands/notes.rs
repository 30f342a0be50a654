//! Notes and labels on answers: written down, and nothing else changes.

use chat::{AnswerId, CommandId, ConversationId, Failure};
use store::Note;

use crate::{Engine, clock, view::NoteView};

/// Longest note, characters.
const NOTE: usize = 2_000;
/// Longest label, characters.
const LABEL: usize = 40;
/// Most labels of an answer.
const LABELS: usize = 12;

impl Engine {
    /// Writes a note and labels on an answer, in place of those before; blank ones are taken away. What is longer than
    /// fits is cut. Gives what is written in its conversation.
    ///
    /// Fails with `bad_request` when the answer is not there.
    pub async fn set_note(
        &self,
        command: CommandId,
        answer: AnswerId,
        note: String,
        labels: Vec<String>,
    ) -> Result<Vec<NoteView>, Failure> {
        self.once(command, move |engine| async move {
            let id = engine.answer_ref(answer)?.conversation;
            let note = Note {
                answer,
                note: cut(&note, NOTE),
                labels: tidied(&labels),
            };
            let now = clock::now_ms();
            engine.write(move |writer| writer.save_note(&note, now)).await?;
            engine.notes(id).await
        })
        .await
    }

    /// What is written on the answers of a conversation.
    pub(crate) async fn notes(&self, id: ConversationId) -> Result<Vec<NoteView>, Failure> {
        let notes = self.store().run(move |store| store.notes(id)).await;
        let notes = notes?;
        Ok(notes.into_iter().map(NoteView::from).collect())
    }
}

/// Each label once, on one line, without those that say nothing.
fn tidied(labels: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for label in labels {
        let label = cut(&label.split_whitespace().collect::<Vec<_>>().join(" "), LABEL);
        if !label.is_empty() && !kept.contains(&label) {
            kept.push(label);
        }
    }
    kept.truncate(LABELS);
    kept
}

fn cut(text: &str, most: usize) -> String {
    let kept: String = text.trim().chars().take(most).collect();
    kept.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{cut, tidied};

    #[test]
    fn labels_are_short_and_each_there_once() {
        let labels = [" good ", "good", "", "two\n words", &"x".repeat(60)].map(str::to_owned);
        assert_eq!(
            tidied(&labels),
            ["good".to_owned(), "two words".to_owned(), "x".repeat(40)]
        );
        let many: Vec<_> = (0..30).map(|n| n.to_string()).collect();
        assert_eq!(tidied(&many).len(), 12);
    }

    #[test]
    fn a_note_keeps_its_lines_and_loses_blanks_around_it() {
        assert_eq!(cut(" one\n\ntwo \n", 100), "one\n\ntwo");
        assert_eq!(cut("one two", 4), "one");
    }
}
