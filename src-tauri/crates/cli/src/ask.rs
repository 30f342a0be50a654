//! `juxta ask`: one prompt for one model or several, and their answers on stdout.

mod event;
mod figures;
mod files;
mod interrupt;
mod line;
mod print;
mod prompt;
mod secrets;

use chat::{Answer, AnswerState, Delta, ErrorCode, Failure, Metrics, Parameters};
use engine::{AskEvent, AskRequest, AskStream, Engine, Question, Ready, view::EndpointView};

use crate::{
    app_context::{self, AppContext},
    arguments::Ask,
    exit::{Exit, Stop},
    messages,
    output::{self, Output},
};
use event::{Done, Event};
use interrupt::Interrupt;
use print::{Form, Printer};

/// Longest text written at once, in bytes: a reader of stdout should see it arrive.
const TOGETHER: usize = 4096;

/// Sends the prompt and prints the answers. Returns the exit code.
pub(crate) fn run(context: AppContext, ask: &Ask) -> Result<Exit, Stop> {
    // Validated before anything is opened, so that a mistake costs nothing.
    let prompt = prompt::prompt(ask)?;
    let parameters = prompt::parameters(ask)?;
    let files = files::ready(&ask.files)?;
    context.run(async |engine| answers(engine, ask, (prompt, files), parameters).await)
}

async fn answers(
    engine: &Engine,
    ask: &Ask,
    (prompt, files): (String, Vec<Ready>),
    parameters: Parameters,
) -> Result<Exit, Stop> {
    let endpoint = app_context::endpoint(engine, ask.endpoint.as_deref()).await?;
    let models = models(engine, ask, &endpoint).await?;
    files::warn_blind(engine, endpoint.id, &models, &files).await;
    secrets::ask(engine, app_context::host(&endpoint), &prompt, &files).await?;
    let form = match (ask.json, models.len()) {
        (true, _) => Form::Lines,
        (false, 1) => Form::Stream,
        (false, _) => Form::Whole,
    };
    let printer = Printer::new(form, app_context::host(&endpoint), &models);
    let question = |model| Question {
        endpoint: endpoint.id,
        model,
        parameters: parameters.clone(),
    };
    let questions = models.into_iter().map(question).collect();
    // Listening starts before anything is sent, so that no Ctrl-C is missed.
    let interrupt = Interrupt::listen()?;
    let asked = engine
        .ask(AskRequest {
            questions,
            prompt,
            files,
            save: ask.save,
            // `secrets::ask` has just warned, and asked where somebody could answer.
            confirmed: true,
        })
        .await;
    let asked = asked.map_err(|failure| app_context::about(&failure, &endpoint))?;
    let conversation = asked.conversation;
    let exit = print_all(engine, asked, printer, interrupt).await;
    if exit.is_err() {
        // Nobody reads the answers any more, so nobody should pay for them.
        let _ = engine.stop_all(conversation).await;
    }
    exit
}

/// Returns the models given, or the endpoint's only one.
async fn models(engine: &Engine, ask: &Ask, endpoint: &EndpointView) -> Result<Vec<String>, Stop> {
    if !ask.models.is_empty() {
        return Ok(ask.models.clone());
    }
    let view = engine
        .models(false)
        .await
        .map_err(|failure| app_context::about(&failure, endpoint))?;
    let mut listed = view
        .rows
        .into_iter()
        .filter(|row| row.endpoint == endpoint.id)
        .map(|row| row.model);
    match (listed.next(), listed.next()) {
        (Some(only), None) => Ok(vec![only]),
        _ => Err(Stop::usage(messages::word("usage.no_model").to_owned())),
    }
}

async fn print_all(
    engine: &Engine,
    mut asked: AskStream,
    mut printer: Printer,
    mut interrupt: Interrupt,
) -> Result<Exit, Stop> {
    let output = Output::new();
    let mut exit = Exit::Done;
    let mut stopping = false;
    let mut text = String::new();
    loop {
        // What has already arrived is written in one call: one system call per delta would be slower than the stream.
        if !text.is_empty() && (!asked.has_next() || text.len() >= TOGETHER) {
            output.text(&std::mem::take(&mut text))?;
        }
        let (index, event) = tokio::select! {
            biased;
            () = interrupt.next() => {
                if std::mem::replace(&mut stopping, true) {
                    return Ok(Exit::Failed);
                }
                engine.stop_all(asked.conversation).await.map_err(|failure| app_context::about_nothing(&failure))?;
                continue;
            }
            event = asked.next() => match event {
                Some(AskEvent::Delta { index, delta }) => (index, of_delta(delta)),
                Some(AskEvent::Ended { index, answer, metrics }) => (index, Some(of_end(&answer, *metrics))),
                Some(AskEvent::Waits { index, failure, wait }) => {
                    output::note(&figures::waits(printer.model(index), &failure, wait));
                    continue;
                }
                None => return Ok(exit),
            },
        };
        let Some(event) = event else { continue };
        if let Event::Failed(failure) = &event {
            exit = exit.max(Exit::from_code(failure.code));
        }
        let lines = printer.on_event(index, event);
        text.push_str(&lines.out);
        if !lines.notes.is_empty() {
            output.text(&std::mem::take(&mut text))?;
        }
        lines.notes.iter().for_each(|note| output::note(note));
    }
}

fn of_delta(delta: Delta) -> Option<Event> {
    match delta {
        Delta::Text(text) => Some(Event::Text(text)),
        Delta::Reasoning(text) => Some(Event::Reasoning(text)),
        _ => None,
    }
}

fn of_end(answer: &Answer, metrics: Metrics) -> Event {
    let failure = match answer.state {
        AnswerState::Done => {
            let last = answer.segments.last();
            let finish = last.and_then(|segment| segment.finish.as_ref());
            return Event::Done(Box::new(Done {
                finish_reason: finish.map(|finish| finish.as_str().to_owned()),
                served_model: last.and_then(|segment| segment.served.model.clone()),
                metrics,
            }));
        }
        AnswerState::Stopped => Some(Failure::new(ErrorCode::Cancelled)),
        _ => answer.failure.clone(),
    };
    Event::Failed(failure.unwrap_or_else(|| Failure::new(ErrorCode::Internal)))
}
