//! The engine as a command uses it: opened on its data folder, and closed before the process ends.

use std::{
    any::Any,
    path::{Path, PathBuf},
};

use chat::Failure;
use engine::{DemoSource, Engine, Options, view::EndpointView};
use secret::EnvironmentKey;

use crate::{
    arguments::Arguments,
    exit::{Exit, Stop},
    sentence::{self, About},
    words,
};

/// Where a command works, and with which key.
pub(crate) struct House {
    folder: PathBuf,
    demo: bool,
    key: Option<EnvironmentKey>,
}

impl House {
    /// Chooses the data folder; touches nothing yet.
    pub(crate) fn new(arguments: &Arguments, key: Option<EnvironmentKey>) -> Result<Self, Stop> {
        let folder = engine::data_folder(arguments.data_dir.clone(), arguments.demo)
            .ok_or_else(|| Stop::Said(Exit::Storage, words::word("no_folder").to_owned()))?;
        Ok(Self {
            folder,
            demo: arguments.demo,
            key,
        })
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Looks at keyring, folder and database without opening anything.
    pub(crate) fn diagnose(&self) -> Result<engine::Diagnosis, Stop> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let found = runtime.block_on(engine::diagnose(&self.folder));
        runtime.shutdown_background();
        Ok(found)
    }

    /// Opens the engine, runs a command on it, and closes it. Two workers: one may be held up by a slow reader of
    /// stdout while the other keeps the streams going.
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
        // Dropping the runtime would wait for whatever blocks in it; the process is about to end.
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
            // Makes the demo's endpoint where it is not there yet.
            engine.boot().await.map_err(|failure| unusable(&failure, &folder))?;
        }
        Ok(engine)
    }
}

fn unusable(failure: &Failure, folder: &Path) -> Stop {
    if Exit::of(failure.code) == Exit::Storage {
        Stop::Said(Exit::Storage, sentence::of_storage(failure, folder))
    } else {
        Stop::failure(failure, sentence::of(failure, About::default()))
    }
}

/// The offline demo, started when first asked.
fn demo_source() -> DemoSource {
    DemoSource::new(|| async {
        let server = demo::Server::start(demo::Script::demo())?;
        let url = server.base_url();
        Ok((url, Box::new(server) as Box<dyn Any + Send + Sync>))
    })
}

/// Every endpoint, in the person's order.
pub(crate) async fn endpoints(engine: &Engine) -> Result<Vec<EndpointView>, Stop> {
    engine.list_endpoints().await.map_err(|failure| about_nothing(&failure))
}

/// The endpoint of this name; without a name the environment's, else the first.
pub(crate) async fn endpoint(engine: &Engine, name: Option<&str>) -> Result<EndpointView, Stop> {
    let missing = || match name {
        Some(name) => Stop::usage(words::say("usage.no_endpoint", &[("name", name)])),
        None => Stop::Said(Exit::Key, words::word("no_endpoints").to_owned()),
    };
    let id = engine.find_endpoint(name).map_err(|_| missing())?;
    endpoints(engine)
        .await?
        .into_iter()
        .find(|endpoint| endpoint.id == id)
        .ok_or_else(missing)
}

/// A failure that belongs to no endpoint and no model.
pub(crate) fn about_nothing(failure: &Failure) -> Stop {
    Stop::failure(failure, sentence::of(failure, About::default()))
}

/// A failure at one endpoint.
pub(crate) fn about(failure: &Failure, endpoint: &EndpointView) -> Stop {
    Stop::failure(
        failure,
        sentence::of(
            failure,
            About {
                host: host(endpoint),
                model: "",
            },
        ),
    )
}

/// The host of an endpoint with its port, as its base URL writes it; the demo's name, whose address means nothing.
pub(crate) fn host(endpoint: &EndpointView) -> &str {
    if endpoint.demo {
        return &endpoint.name;
    }
    let url = &endpoint.base_url;
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(host, _)| host)
}
