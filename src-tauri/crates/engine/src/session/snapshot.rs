//! A conversation as the page draws it, made from the domain's values.

use std::collections::HashMap;

use chat::{Answer, AnswerId, Conversation, EndpointId, Segment, Sibling, Siblings, Tab, TabId};
use store::SavedView;

use crate::{
    endpoints::list::Endpoints,
    request::images,
    session::{live::LiveConversation, sources},
    view::{
        AnswerView, ConversationRow, ConversationView, EntryView, Metrics, NoteView, SegmentView, SiblingView,
        TabEntry, TabHeader, TabStrip, TabView,
    },
};

impl LiveConversation {
    /// The whole conversation.
    pub(crate) fn view(&self, endpoints: &Endpoints, saved: SavedView) -> ConversationView {
        let open = self.open_tabs();
        let tabs = open.iter().map(|(tab, twin)| self.tab_view(tab, *twin, endpoints));
        let tabs: Vec<TabView> = tabs.collect();
        let selected = saved
            .state
            .selected
            .filter(|id| open.iter().any(|(tab, _)| tab.id == *id));
        ConversationView {
            id: self.conversation.id,
            title: self.conversation.title.clone(),
            draft: saved.state.draft,
            selected: selected.or(open.first().map(|(tab, _)| tab.id)),
            tabs,
            scroll: saved.state.scroll,
            layout: saved.state.layout.into(),
            columns: saved.state.columns.into(),
            closed_tabs: number(self.conversation.tabs.len() - open.len()),
            best: saved.best,
            notes: saved.notes.into_iter().map(NoteView::from).collect(),
            attachments: saved.attachments,
            context: self.conversation.context,
        }
    }

    /// Returns the headers of the open tabs: nothing is rendered.
    pub(crate) fn tab_strip(&self) -> TabStrip {
        let open = self.open_tabs();
        let header = |(tab, twin): &(&Tab, Option<u32>)| TabHeader {
            id: tab.id,
            name: tab.name.clone(),
            twin: *twin,
        };
        TabStrip {
            tabs: open.iter().map(header).collect(),
            closed_tabs: number(self.conversation.tabs.len() - open.len()),
        }
    }

    /// Returns the open tabs in order, each with its number among those of the same model and endpoint, from the second on.
    fn open_tabs(&self) -> Vec<(&Tab, Option<u32>)> {
        let mut twins: HashMap<(EndpointId, &str), u32> = HashMap::new();
        let open = self.conversation.tabs.iter().filter(|tab| !tab.closed);
        open.map(|tab| {
            let count = twins.entry((tab.endpoint, &tab.model)).or_default();
            *count += 1;
            (tab, (*count > 1).then_some(*count))
        })
        .collect()
    }

    fn tab_view(&self, tab: &Tab, twin: Option<u32>, endpoints: &Endpoints) -> TabView {
        let path = self.conversation.path(tab.id);
        let siblings = Siblings::of_tab(&self.conversation, tab.id);
        TabView {
            id: tab.id,
            endpoint: tab.endpoint,
            endpoint_name: endpoints.name(tab.endpoint),
            demo: endpoints.is_demo(tab.endpoint),
            model: tab.model.clone(),
            name: tab.name.clone(),
            parameters: tab.parameters.clone(),
            twin,
            entries: path
                .into_iter()
                .map(|answer| self.entry_view(tab.id, answer, &siblings, endpoints))
                .collect(),
            ahead: self.conversation.ahead(tab.id),
        }
    }

    fn entry_view(&self, tab: TabId, answer: &Answer, siblings: &Siblings<'_>, endpoints: &Endpoints) -> EntryView {
        let way = |Sibling { turn, answer }| SiblingView { turn, answer };
        let turn = self.conversation.turns.get(&answer.turn);
        EntryView {
            turn: answer.turn,
            prompt: turn.map(|turn| turn.prompt.clone()).unwrap_or_default(),
            attachments: turn.map(|turn| turn.attached.files.clone()).unwrap_or_default(),
            unseen: turn.is_some_and(|turn| turn.attached.is_unseen_by(answer.tab)),
            left_out: self.conversation.is_left_out(answer.id),
            answer: self.answer_view(answer, endpoints),
            from: (answer.tab != tab).then_some(answer.tab),
            prompts: siblings.prompts(answer).into_iter().map(way).collect(),
            answers: siblings.answers(answer),
        }
    }

    /// An answer's entry, for the tab it was asked in.
    pub(crate) fn tab_entry(&self, id: AnswerId, endpoints: &Endpoints) -> Option<TabEntry> {
        let answer = self.conversation.answers.get(&id)?;
        Some(TabEntry {
            tab: answer.tab,
            entry: self.entry_view(
                answer.tab,
                answer,
                &Siblings::of_tab(&self.conversation, answer.tab),
                endpoints,
            ),
        })
    }

    /// One answer, whole. A running segment's blocks are those already rendered.
    pub(crate) fn answer_view(&self, answer: &Answer, endpoints: &Endpoints) -> AnswerView {
        AnswerView {
            id: answer.id,
            state: answer.state,
            model: answer.model.clone(),
            endpoint_name: endpoints.name(answer.endpoint),
            demo: endpoints.is_demo(answer.endpoint),
            segments: (0..)
                .zip(&answer.segments)
                .map(|(index, segment)| self.segment_view(answer.id, index, segment))
                .collect(),
            failure: answer.failure.clone().filter(|_| answer.state.is_final()),
            retry: answer.retry,
            waits_for_slot: self.request(answer.id).is_some_and(|request| request.waits_for_slot),
            dropped: answer
                .segments
                .last()
                .map(|last| last.dropped.clone())
                .unwrap_or_default(),
            earlier_left_out: answer.segments.last().map_or(0, |last| last.earlier_left_out),
            can_continue: self.conversation.can_continue(answer.id),
            can_retry: self.conversation.can_retry(answer.id),
            metrics: self.metrics(answer),
        }
    }

    fn segment_view(&self, answer: AnswerId, index: usize, segment: &Segment) -> SegmentView {
        let (blocks, reasoning) = match self.request(answer) {
            Some(request) if request.segment == index => (
                request.text.borrow_mut().blocks(),
                request.reasoning.borrow_mut().blocks(),
            ),
            _ => self.rendered.blocks(answer, index, segment),
        };
        SegmentView {
            blocks,
            reasoning,
            sources: sources::views(&segment.citations),
            images: images::views(&segment.images),
            finish: segment.finish.clone(),
        }
    }

    /// An answer's figures now.
    pub(crate) fn metrics(&self, answer: &Answer) -> Metrics {
        let elapsed = self
            .request(answer.id)
            .map(crate::session::live::LiveRequest::elapsed_ms);
        let figures = answer.metrics(elapsed);
        Metrics {
            first_reasoning_ms: figures.first_reasoning_ms,
            first_text_ms: figures.first_text_ms,
            duration_ms: figures.duration_ms,
            tokens_per_second: figures.tokens_per_second,
            estimated: figures.estimated,
            reported_tokens_per_second: figures.reported_tokens_per_second,
            usage: figures.usage,
            about_tokens: figures.about_tokens,
            charge: figures.charge,
            served_model: figures.served_model,
            served_fingerprint: figures.served_fingerprint,
        }
    }

    /// The conversation's row in the list.
    pub(crate) fn row(&self) -> ConversationRow {
        row(&self.conversation)
    }
}

/// A conversation's row in the list.
pub(crate) fn row(conversation: &Conversation) -> ConversationRow {
    ConversationRow {
        id: conversation.id,
        title: conversation.title.clone(),
        updated_ms: conversation.updated_ms,
        tabs: number(conversation.tabs.iter().filter(|tab| !tab.closed).count()),
        running: conversation.running().next().is_some(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
