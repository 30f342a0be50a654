//! Writes the log to stderr if `JUXTA_LOG` is set. It never contains a key, a prompt or an answer.

use std::io;

use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts the log if the environment sets a filter.
pub(crate) fn start() {
    let filter = std::env::var("JUXTA_LOG")
        .ok()
        .and_then(|text| text.parse::<Targets>().ok());
    if let Some(filter) = filter {
        // By default it reports its own errors, and panics if stderr is closed.
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .log_internal_errors(false);
        let layer = layer.with_writer(io::stderr);
        let _ = tracing_subscriber::registry().with(layer).with(filter).try_init();
    }
}
