//! What serves the page itself: its first screen and its frames.

use chat::{Answer, AnswerId, Failure};

use crate::{
    Engine,
    endpoints::list::Endpoints,
    frames::{mark::Mark, state::Due},
    request::images,
    session::live::{LiveConversation, LiveRequest},
    view::{AnswerPatch, Boot, Frame, SegmentPatch},
};

impl Engine {
    /// Everything for the first screen.
    pub async fn boot(&self) -> Result<Boot, Failure> {
        self.fill_demo_window().await?;
        // A new page starts with the whole state.
        self.frames().show(None);
        Ok(Boot {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            demo: self.demo_only(),
            look: self.appearance().await?,
            endpoints: self.list_endpoints().await?,
            conversations: self.list_conversations().await?,
            open: self.last_conversation().await?,
        })
    }

    /// Waits until something changed in the conversation shown; the JSON of a [`Frame`], or nothing when another page or
    /// a newer call took over.
    pub async fn next_frame(&self, viewer: &str, cursor: u64) -> Vec<u8> {
        match self.frames().due(viewer, cursor).await {
            Due::Released => Vec::new(),
            // A frame is plain data and always has a JSON form; an empty body makes the page ask again.
            Due::Frame {
                cursor,
                resync,
                marks,
                throttled,
            } => serde_json::to_vec(&self.frame(cursor, resync, marks, &throttled)).unwrap_or_default(),
        }
    }

    fn frame(&self, cursor: u64, resync: bool, marks: Vec<(AnswerId, Mark)>, throttled: &[AnswerId]) -> Frame {
        let endpoints = self.endpoints();
        let sessions = self.sessions();
        // What changed since the marks were taken is still to come, be it the last thing that happened.
        let running = self.frames().has_marks() || sessions.values().any(|live| live.running() > 0);
        let shown = self.frames().shown().and_then(|id| sessions.get(&id));
        let visible = self.frames().visible();
        let patch = |(id, mark)| {
            let (live, tab) = shown.and_then(|live| Some((live, live.conversation.answers.get(&id)?.tab)))?;
            let is_told = visible.shows(tab) || throttled.contains(&id);
            if !is_told && visible.is_throttled(tab) && live.request(id).is_some_and(LiveRequest::is_due) {
                // It has gone out of view since it was marked.
                self.frames().throttled(id);
            }
            live.patch(id, mark, is_told, &endpoints)
        };
        Frame {
            cursor,
            resync,
            running,
            answers: marks.into_iter().filter_map(patch).collect(),
        }
    }
}

impl LiveConversation {
    fn patch(&self, id: AnswerId, mark: Mark, is_told: bool, endpoints: &Endpoints) -> Option<AnswerPatch> {
        let answer = self.conversation.answers.get(&id)?;
        let request = self.request(id);
        let whole = mark == Mark::Whole || request.is_none();
        Some(AnswerPatch {
            conversation: self.conversation.id,
            tab: answer.tab,
            answer: id,
            state: answer.state,
            metrics: self.metrics(answer),
            segment: request
                .filter(|_| !whole && is_told)
                .and_then(|request| segment(request, answer)),
            ended: whole.then(|| Box::new(self.answer_view(answer, endpoints))),
        })
    }
}

/// Returns the patch of a running segment since the last frame.
fn segment(request: &LiveRequest, answer: &Answer) -> Option<SegmentPatch> {
    let text = request.text.borrow_mut().take_patch();
    let reasoning = request.reasoning.borrow_mut().take_patch();
    let held = answer.segments.get(request.segment).filter(|_| request.images.take());
    let images = held.map(|segment| images::views(&segment.images));
    (text.is_some() || reasoning.is_some() || images.is_some()).then(|| SegmentPatch {
        index: u32::try_from(request.segment).unwrap_or(u32::MAX),
        text,
        reasoning,
        images,
    })
}
