//! Rendered text of finished segments, kept so that a snapshot renders only what is new.

use std::{cell::RefCell, collections::HashMap};

use chat::{AnswerId, Segment};

use crate::{frames::live_markup, view::BlockView};

/// The rendered segments of one conversation. It goes with the conversation when that leaves memory.
#[derive(Default)]
pub(crate) struct RenderedSegments(RefCell<HashMap<(AnswerId, usize), Rendered>>);

/// One segment's text and reasoning as blocks.
#[derive(Clone)]
struct Rendered {
    /// Bytes of both texts. Text is only ever appended, so the same lengths mean the same texts.
    lengths: (usize, usize),
    text: Vec<BlockView>,
    reasoning: Vec<BlockView>,
}

impl RenderedSegments {
    /// Returns the blocks of text and reasoning, rendered unless they were before.
    pub(crate) fn blocks(&self, answer: AnswerId, index: usize, segment: &Segment) -> (Vec<BlockView>, Vec<BlockView>) {
        let lengths = (segment.text.len(), segment.reasoning.len());
        let mut all = self.0.borrow_mut();
        let known = all.get(&(answer, index)).filter(|known| known.lengths == lengths);
        let rendered = known.cloned().unwrap_or_else(|| Rendered {
            lengths,
            text: live_markup::render(&segment.text),
            reasoning: live_markup::render(&segment.reasoning),
        });
        let blocks = (rendered.text.clone(), rendered.reasoning.clone());
        all.insert((answer, index), rendered);
        blocks
    }

    /// Forgets a segment whose request begins: a retry may fill it with another text.
    pub(crate) fn forget(&mut self, answer: AnswerId, index: usize) {
        self.0.get_mut().remove(&(answer, index));
    }
}

#[cfg(test)]
mod tests {
    use chat::{
        Attached, Conversation, ConversationId, Delta, Ending, EndpointId, Event, Parameters, Tab, TabId, TurnId,
    };
    use store::SavedView;
    use uuid::Uuid;

    use super::*;
    use crate::{endpoints::list::Endpoints, session::live::LiveConversation, view::ConversationView};

    const TAB: TabId = TabId(Uuid::from_u128(2));

    /// A conversation whose one tab has as many answers as asked for.
    fn conversation(answers: u128) -> LiveConversation {
        let mut live = LiveConversation::new(Conversation::new(ConversationId(Uuid::from_u128(1)), 0), true);
        let tab = Tab {
            id: TAB,
            endpoint: EndpointId(Uuid::nil()),
            model: "m".into(),
            parameters: Parameters::default(),
            head: None,
            name: None,
            closed: false,
            closing: 0,
        };
        apply(&mut live, Event::OpenTab { tab, at: None });
        for number in 0..answers {
            send(&mut live, number);
        }
        live
    }

    fn apply(live: &mut LiveConversation, event: Event) {
        live.conversation.apply(event, 0).expect("a valid event");
    }

    fn send(live: &mut LiveConversation, number: u128) {
        let answer = AnswerId(Uuid::from_u128(100 + number));
        let event = Event::Send {
            turn: TurnId(Uuid::from_u128(200 + number)),
            prompt: "Why?".into(),
            attached: Attached::default(),
            to: vec![(TAB, answer)],
        };
        apply(live, event);
        let (delta, ending) = (Delta::Text(format!("**No. {number}**")), Ending::Complete);
        apply(
            live,
            Event::Delta {
                answer,
                delta,
                at_ms: 1,
            },
        );
        apply(
            live,
            Event::Ended {
                answer,
                ending,
                at_ms: 2,
            },
        );
    }

    /// The snapshot, and how many texts were rendered for it.
    fn view(live: &LiveConversation) -> (ConversationView, usize) {
        let before = live_markup::renders();
        let view = live.view(&Endpoints::default(), SavedView::default());
        (view, live_markup::renders() - before)
    }

    #[test]
    fn opening_twice_renders_once() {
        let live = conversation(3);
        let (first, renders) = view(&live);
        assert_eq!(renders, 6, "text and reasoning of each answer");
        let (second, renders) = view(&live);
        assert_eq!(renders, 0);
        let blocks = |view: &ConversationView| {
            let entries = view.tabs[0].entries.iter();
            entries.map(|entry| entry.answer.segments.clone()).collect::<Vec<_>>()
        };
        assert_eq!(blocks(&first), blocks(&second));
        assert!(blocks(&first)[2][0].blocks[0].shell.contains("No. 2"));
    }

    #[test]
    fn naming_moving_and_closing_a_tab_render_nothing() {
        let mut live = conversation(3);
        view(&live);
        let name = "The strict one".to_owned();
        apply(&mut live, Event::RenameTab { tab: TAB, name });
        assert_eq!(view(&live).1, 0);
        apply(&mut live, Event::MoveTab { tab: TAB, to: 0 });
        apply(&mut live, Event::CloseTab { tab: TAB });
        assert_eq!(view(&live).1, 0);
        apply(&mut live, Event::ReopenTab { tab: TAB });
        assert_eq!(view(&live).1, 0);
    }

    #[test]
    fn a_new_answer_is_rendered_and_the_earlier_ones_are_not() {
        let mut live = conversation(3);
        view(&live);
        send(&mut live, 9);
        let (after, renders) = view(&live);
        assert_eq!((after.tabs[0].entries.len(), renders), (4, 2));
    }

    #[test]
    fn a_segment_that_is_asked_again_is_rendered_again() {
        let mut live = conversation(1);
        view(&live);
        drop(live.begin(AnswerId(Uuid::from_u128(100)), 0));
        live.abandon();
        assert_eq!(view(&live).1, 2);
    }
}
