//! The log, on stderr: silent unless `JUXTA_LOG` asks for it. It never holds a key, a prompt or an answer.

use std::io;

use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// Begins to log if the environment says what.
pub(crate) fn start() {
    let filter = std::env::var("JUXTA_LOG")
        .ok()
        .and_then(|text| text.parse::<Targets>().ok());
    if let Some(filter) = filter {
        // Reporting its own errors, as by default, it would panic where stderr is closed.
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .log_internal_errors(false);
        let layer = layer.with_writer(io::stderr);
        let _ = tracing_subscriber::registry().with(layer).with(filter).try_init();
    }
}
