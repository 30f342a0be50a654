//! Opens the engine for a command and closes it before the process ends.

use std::{
    any::Any,
    path::{Path, PathBuf},
};

use chat::Failure;
use engine::{DemoSource, Engine, Options, view::EndpointView};
use secret::EnvironmentKey;

use crate::{
    arguments::Arguments,
    error_text::{self, About},
    exit::{Exit, Stop},
    messages,
};

/// What every command starts from: the data folder and the environment's key.
pub(crate) struct AppContext {
    folder: PathBuf,
    demo: bool,
    key: Option<EnvironmentKey>,
}

impl AppContext {
    /// Chooses the data folder, without touching it.
    pub(crate) fn new(arguments: &Arguments, key: Option<EnvironmentKey>) -> Result<Self, Stop> {
        let folder = engine::data_folder(arguments.data_dir.clone(), arguments.demo)
            .ok_or_else(|| Stop::Said(Exit::Storage, messages::word("no_folder").to_owned()))?;
        Ok(Self {
            folder,
            demo: arguments.demo,
            key,
        })
    }

    /// Returns the data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Checks keyring, folder and database without opening the engine.
    pub(crate) fn diagnose(&self) -> Result<engine::Diagnosis, Stop> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let found = runtime.block_on(engine::diagnose(&self.folder));
        runtime.shutdown_background();
        Ok(found)
    }

    /// Opens the engine, runs a command on it, and closes it. Two workers: a slow reader of stdout may block one while
    /// the other keeps the streams going.
    pub(crate) fn run<T>(self, command: impl AsyncFnOnce(&Engine) -> Result<T, Stop>) -> Result<T, Stop> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let result = runtime.block_on(async {
            let engine = self.open().await?;
            let result = command(&engine).await;
            engine.close().await;
            result
        });
        // Dropping the runtime would wait for blocked threads; the process is about to end.
        runtime.shutdown_background();
        result
    }

    async fn open(self) -> Result<Engine, Stop> {
        let Self { folder, demo, key } = self;
        let options = Options {
            folder: folder.clone(),
            exclusive: false,
            demo_only: demo,
            key,
            demo: demo_source(),
        };
        let engine = Engine::open(options)
            .await
            .map_err(|failure| unusable(&failure, &folder))?;
        if demo {
            // Creates the demo's endpoint if it doesn't exist yet.
            engine.boot().await.map_err(|failure| unusable(&failure, &folder))?;
        }
        Ok(engine)
    }
}

fn unusable(failure: &Failure, folder: &Path) -> Stop {
    if Exit::from_code(failure.code) == Exit::Storage {
        Stop::Said(Exit::Storage, error_text::of_storage(failure, folder))
    } else {
        Stop::failure(failure, error_text::describe(failure, About::default()))
    }
}

/// Returns the source of the offline demo, which starts with the first request to it.
fn demo_source() -> DemoSource {
    DemoSource::new(|| async {
        let server = demo::Server::start(demo::Script::demo())?;
        let url = server.base_url();
        Ok((url, Box::new(server) as Box<dyn Any + Send + Sync>))
    })
}

/// Returns every endpoint, in the person's order.
pub(crate) async fn endpoints(engine: &Engine) -> Result<Vec<EndpointView>, Stop> {
    engine.list_endpoints().await.map_err(|failure| about_nothing(&failure))
}

/// Returns the endpoint with this name; without a name the environment's, else the first.
pub(crate) async fn endpoint(engine: &Engine, name: Option<&str>) -> Result<EndpointView, Stop> {
    let missing = || match name {
        Some(name) => Stop::usage(messages::say("usage.no_endpoint", &[("name", name)])),
        None => Stop::Said(Exit::Key, messages::word("no_endpoints").to_owned()),
    };
    let id = engine.find_endpoint(name).map_err(|_| missing())?;
    endpoints(engine)
        .await?
        .into_iter()
        .find(|endpoint| endpoint.id == id)
        .ok_or_else(missing)
}

/// Ends with a failure that belongs to no endpoint and no model.
pub(crate) fn about_nothing(failure: &Failure) -> Stop {
    Stop::failure(failure, error_text::describe(failure, About::default()))
}

/// Ends with a failure at one endpoint.
pub(crate) fn about(failure: &Failure, endpoint: &EndpointView) -> Stop {
    Stop::failure(
        failure,
        error_text::describe(
            failure,
            About {
                host: host(endpoint),
                model: "",
            },
        ),
    )
}

/// Returns the host and port of an endpoint as written in its base URL. For the demo its name, as its address means
/// nothing.
pub(crate) fn host(endpoint: &EndpointView) -> &str {
    if endpoint.demo {
        return &endpoint.name;
    }
    let url = &endpoint.base_url;
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(host, _)| host)
}
