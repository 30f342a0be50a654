//! Reads and prepares attachments before anything is sent.

use std::{fs::File, io::Read, path::PathBuf};

use chat::{AttachmentKind, EndpointId};
use engine::{Engine, Given, MAX_FILE, Ready, view::ModelRef};

use crate::{
    error_text::{self, About},
    exit::Stop,
    messages, output,
};

/// Prepares the files, in the order given. One that can't be attached is wrong usage.
pub(super) fn ready(paths: &[PathBuf]) -> Result<Vec<Ready>, Stop> {
    paths.iter().map(one).collect()
}

fn one(path: &PathBuf) -> Result<Ready, Stop> {
    let shown = path.display().to_string();
    let bytes = read(path).map_err(|_| Stop::usage(messages::say("usage.attach_unreadable", &[("file", &shown)])))?;
    engine::make_ready(&Given::File(shown.clone(), bytes)).map_err(|failure| {
        let why = error_text::describe(&failure, About::default());
        Stop::usage(messages::say("usage.attach", &[("file", &shown), ("why", &why)]))
    })
}

/// Reads a file up to one byte more than the limit, which is enough to refuse it.
fn read(path: &PathBuf) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_FILE).unwrap_or(u64::MAX) + 1;
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Warns about models that can't see images; the prompt is sent to them anyway.
pub(super) async fn warn_blind(engine: &Engine, endpoint: EndpointId, models: &[String], files: &[Ready]) {
    let is_picture = |file: &Ready| matches!(file.kind, AttachmentKind::Image { .. });
    if !files.iter().any(is_picture) {
        return;
    }
    let model = |model: &String| ModelRef {
        endpoint,
        model: model.clone(),
    };
    let sight = engine.can_see(models.iter().map(model).collect()).await;
    for (model, sees) in models.iter().zip(sight) {
        if sees == Some(false) {
            output::note(&messages::say("ask.blind", &[("model", model)]));
        }
    }
}
