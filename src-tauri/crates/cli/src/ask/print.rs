//! Turns events into what `juxta ask` prints: text for stdout and lines for stderr. Does no I/O.

use std::collections::VecDeque;

use chat::Failure;

use super::{event::Event, figures, line::Line};
use crate::{
    error_text::{self, About},
    messages,
};

/// Text to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    /// For stdout, unchanged.
    pub(super) out: String,
    /// For stderr, one line each.
    pub(super) notes: Vec<String>,
}

/// Form in which answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One answer, as it arrives.
    Stream,
    /// Several answers, each complete under its model's name, in the order given.
    Whole,
    /// JSON lines, as they arrive.
    Lines,
}

/// Turns the events of all answers into what is printed.
pub(super) struct Printer {
    form: Form,
    host: String,
    models: Vec<String>,
    /// Text of answers not printed yet, each with its last event once that has arrived.
    kept: VecDeque<(String, Option<Event>)>,
    /// Index of the first answer not printed yet.
    next: usize,
    /// Whether the streamed text ends with a line break.
    line_open: bool,
}

impl Printer {
    /// Creates a printer for these models at `host`.
    pub(super) fn new(form: Form, host: &str, models: &[String]) -> Self {
        let kept = models.iter().map(|_| (String::new(), None)).collect();
        Self {
            form,
            host: host.to_owned(),
            models: models.to_vec(),
            kept,
            next: 0,
            line_open: false,
        }
    }

    /// Returns what an event of the answer at `index` prints.
    pub(super) fn on_event(&mut self, index: usize, event: Event) -> Printed {
        match self.form {
            Form::Stream => self.stream(index, event),
            Form::Whole => self.keep(index, event),
            Form::Lines => Printed {
                out: self.json(index, &event),
                notes: self.failure(index, &event).into_iter().collect(),
            },
        }
    }

    fn stream(&mut self, index: usize, event: Event) -> Printed {
        match event {
            Event::Text(text) => {
                self.line_open = !text.ends_with('\n');
                Printed {
                    out: text,
                    notes: Vec::new(),
                }
            }
            Event::Reasoning(_) => Printed::default(),
            end => {
                let out = if std::mem::take(&mut self.line_open) { "\n" } else { "" };
                Printed {
                    out: out.to_owned(),
                    notes: self.failure(index, &end).into_iter().collect(),
                }
            }
        }
    }

    fn keep(&mut self, index: usize, event: Event) -> Printed {
        let Some((text, end)) = index.checked_sub(self.next).and_then(|at| self.kept.get_mut(at)) else {
            return Printed::default();
        };
        match event {
            Event::Text(more) => text.push_str(&more),
            Event::Reasoning(_) => {}
            ended => *end = Some(ended),
        }
        let mut printed = Printed::default();
        while matches!(self.kept.front(), Some((_, Some(_)))) {
            if let Some((text, Some(end))) = self.kept.pop_front() {
                self.whole(&text, &end, &mut printed);
                self.next += 1;
            }
        }
        printed
    }

    /// Prints a complete answer under its model's name.
    fn whole(&self, text: &str, end: &Event, printed: &mut Printed) {
        let model = self.model(self.next);
        if self.next > 0 {
            printed.out.push('\n');
        }
        printed.out.push_str(&messages::say("ask.heading", &[("model", model)]));
        printed.out.push('\n');
        printed.out.push_str(text);
        if !text.is_empty() && !text.ends_with('\n') {
            printed.out.push('\n');
        }
        let line = match end {
            Event::Done(done) => Some(figures::line(model, done)),
            other => self.failure(self.next, other),
        };
        printed.notes.extend(line);
    }

    /// Returns the line for stderr about a failed answer; `None` if the event is no failure.
    fn failure(&self, index: usize, event: &Event) -> Option<String> {
        let Event::Failed(failure) = event else { return None };
        let sentence = self.sentence(index, failure);
        let about = if self.models.len() > 1 {
            messages::say("about_model", &[("model", self.model(index)), ("message", &sentence)])
        } else {
            sentence
        };
        Some(messages::say("line", &[("message", &about)]))
    }

    fn sentence(&self, index: usize, failure: &Failure) -> String {
        error_text::describe(
            failure,
            About {
                host: &self.host,
                model: self.model(index),
            },
        )
    }

    /// Returns the model of the answer at `index`.
    pub(super) fn model(&self, index: usize) -> &str {
        self.models.get(index).map_or("", String::as_str)
    }

    fn json(&self, index: usize, event: &Event) -> String {
        let model = self.model(index);
        let line = match event {
            Event::Text(text) => Line::Delta {
                model,
                r#type: "delta",
                text,
            },
            Event::Reasoning(text) => Line::Delta {
                model,
                r#type: "reasoning",
                text,
            },
            Event::Done(done) => Line::done(model, done),
            Event::Failed(failure) => Line::Error {
                model,
                r#type: "error",
                code: failure.code.as_str(),
                message: self.sentence(index, failure),
                request_id: failure.request_id.as_deref(),
                retryable: failure.retryable,
            },
        };
        // Strings, numbers and options only: this can't fail.
        let mut json = serde_json::to_string(&line).unwrap_or_default();
        json.push('\n');
        json
    }
}

#[cfg(test)]
mod tests;
