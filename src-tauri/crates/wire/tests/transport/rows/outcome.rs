//! The result of a request, collected from its steps.

use chat::{Citation, Delta, Ending, Failure, FinishReason, Served, Usage};
use wire::{AnswerStream, ReplyImage, Step, ToolCall};

/// Everything a request returned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RequestOutcome {
    pub(super) text: String,
    pub(super) reasoning: String,
    pub(super) served: Served,
    pub(super) usage: Option<Usage>,
    pub(super) finish: Option<FinishReason>,
    pub(super) citations: Vec<Citation>,
    pub(super) pictures: Vec<ReplyImage>,
    pub(super) calls: Vec<ToolCall>,
    pub(super) ending: Ending,
}

impl RequestOutcome {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            reasoning: String::new(),
            served: Served::default(),
            usage: None,
            finish: None,
            citations: Vec::new(),
            pictures: Vec::new(),
            calls: Vec::new(),
            ending: Ending::Stopped,
        }
    }

    /// Removes the port, so that results can be compared.
    pub(super) fn without_address(mut self) -> Self {
        if let Ending::Failed(failure) = &mut self.ending {
            failure.details.remove("url");
        }
        self
    }

    /// Returns the failure it ended with.
    pub(super) fn failure(&self) -> &Failure {
        crate::failure_of(&self.ending)
    }

    fn add(&mut self, delta: Delta) {
        match delta {
            Delta::Text(text) => self.text += &text,
            Delta::Reasoning(text) => self.reasoning += &text,
            Delta::Served(served) => self.served = served,
            Delta::Usage(usage) => self.usage = Some(usage),
            Delta::Citation(citation) => self.citations.push(citation),
            Delta::Finish(finish) => self.finish = Some(finish),
            Delta::Reported(_) => {}
            Delta::Image(image) => panic!("nobody has kept {image:?}"),
        }
    }

    pub(super) async fn collect(mut answering: AnswerStream) -> Self {
        let mut outcome = Self::new();
        loop {
            match answering.next().await.expect("an ending before nothing") {
                Step::Delta(delta) => outcome.add(delta),
                Step::Image(picture) => outcome.pictures.push(picture),
                Step::End(ending) => {
                    outcome.ending = ending;
                    assert_eq!(answering.next().await, None, "nothing follows an ending");
                    outcome.calls = answering.tool_calls().to_vec();
                    return outcome;
                }
            }
        }
    }
}
