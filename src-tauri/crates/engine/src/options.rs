//! How an engine is opened.

use std::{any::Any, future::Future, io, path::PathBuf, pin::Pin};

use secret::EnvironmentKey;
use tokio::sync::OnceCell;

/// What an engine is opened with.
pub struct Options {
    /// The data folder; made if absent.
    pub folder: PathBuf,
    /// Holds the folder's window lock, as a window must; a console call does not.
    pub exclusive: bool,
    /// Shows nothing but the demo (`juxta --demo`).
    pub demo_only: bool,
    /// A key handed in by the environment, for this process only.
    pub key: Option<EnvironmentKey>,
    /// Where the offline demo comes from.
    pub demo: DemoSource,
}

/// What keeps a demo server alive.
pub type Alive = Box<dyn Any + Send + Sync>;

type Starting = Pin<Box<dyn Future<Output = io::Result<(String, Alive)>> + Send>>;

/// Starts the offline demo when it is first asked, and keeps it until the engine goes.
pub struct DemoSource {
    start: Box<dyn Fn() -> Starting + Send + Sync>,
    running: OnceCell<(String, Alive)>,
}

impl DemoSource {
    /// A demo started by `start`, which gives its base URL and what keeps it alive.
    pub fn new<F, S>(start: S) -> Self
    where
        S: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = io::Result<(String, Alive)>> + Send + 'static,
    {
        Self {
            start: Box::new(move || Box::pin(start())),
            running: OnceCell::new(),
        }
    }

    /// The demo's base URL, the same for as long as the engine lives.
    pub(crate) async fn base_url(&self) -> io::Result<String> {
        self.running
            .get_or_try_init(|| (self.start)())
            .await
            .map(|(url, _)| url.clone())
    }
}
