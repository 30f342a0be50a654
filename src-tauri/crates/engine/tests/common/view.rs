//! Looking things up in what the engine answers.

use chat::{AnswerState, Failure};
use engine::view::{AnswerView, BlockView, ConversationView, EntryView, SegmentView, TabView};

/// The newest entry of a tab.
pub(crate) fn last(tab: &TabView) -> &EntryView {
    tab.entries.last().expect("an entry")
}

/// The newest answer of each tab.
pub(crate) fn answers(conversation: &ConversationView) -> Vec<&AnswerView> {
    conversation.tabs.iter().map(|tab| &last(tab).answer).collect()
}

/// An answer's blocks without their markup, segments apart.
pub(crate) fn text_of(answer: &AnswerView) -> String {
    let html = |block: &BlockView| block.shell.clone() + &block.parts.concat();
    let text = |segment: &SegmentView| plain(&segment.blocks.iter().map(html).collect::<String>());
    let segments = answer.segments.iter().map(text);
    segments.collect::<Vec<_>>().join("|")
}

fn plain(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().trim().to_owned()
}

/// The `reason` among a failure's details.
pub(crate) fn reason(failure: &Failure) -> &str {
    failure.details.get("reason").map_or("", String::as_str)
}

/// The word for what happened, for short comparisons: a state, and a failure's code where there is one.
pub(crate) trait Code {
    fn code(&self) -> (AnswerState, Option<&'static str>);
}

impl Code for AnswerView {
    fn code(&self) -> (AnswerState, Option<&'static str>) {
        (self.state, self.failure.as_ref().map(|failure| failure.code.as_str()))
    }
}
