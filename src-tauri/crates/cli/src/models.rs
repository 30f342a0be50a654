//! `juxta models`: what the endpoints offer.

use chat::Failure;
use engine::{
    Engine,
    view::{EndpointView, ModelRow},
};
use serde::Serialize;

use crate::{
    arguments::Models,
    exit::{Exit, Stop},
    house,
    output::{self, Output},
    sentence::{self, About},
    words,
};

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    model: &'a str,
    endpoint: &'a str,
    provider: Option<&'a str>,
}

/// Prints the lists; an endpoint whose list cannot be read is said on stderr, and the others are printed all the same.
pub(crate) async fn list(engine: &Engine, models: &Models) -> Result<Exit, Stop> {
    let endpoints = wanted(engine, models.endpoint.as_deref()).await?;
    let (mut rows, mut exit) = (Vec::new(), Exit::Done);
    for endpoint in &endpoints {
        match engine.list_models(endpoint.id).await {
            Ok(listed) => rows.extend(listed),
            Err(failure) => {
                complain(endpoint, &failure);
                exit = exit.max(Exit::of(failure.code));
            }
        }
    }
    rows.sort_by(|a, b| (&a.model, &a.endpoint_name).cmp(&(&b.model, &b.endpoint_name)));
    let output = Output::new();
    for row in &rows {
        output.line(&if models.json {
            json(row)
        } else {
            plain(row, endpoints.len() > 1)
        })?;
    }
    Ok(exit)
}

fn complain(endpoint: &EndpointView, failure: &Failure) {
    let message = sentence::of(
        failure,
        About {
            host: house::host(endpoint),
            model: "",
        },
    );
    output::complain(&words::say(
        "about_endpoint",
        &[("endpoint", &*endpoint.name), ("message", &message)],
    ));
}

/// The endpoint named, the environment's, or all.
async fn wanted(engine: &Engine, name: Option<&str>) -> Result<Vec<EndpointView>, Stop> {
    let default = house::endpoint(engine, name).await?;
    let only = name.is_some() || default.key == engine::view::KeyState::Environment;
    if only {
        Ok(vec![default])
    } else {
        house::endpoints(engine).await
    }
}

fn plain(row: &ModelRow, with_endpoint: bool) -> String {
    if with_endpoint {
        format!("{}\t{}", row.model, row.endpoint_name)
    } else {
        row.model.clone()
    }
}

fn json(row: &ModelRow) -> String {
    let line = Line {
        model: &row.model,
        endpoint: &row.endpoint_name,
        provider: row.provider.as_deref(),
    };
    // Text only: this cannot fail.
    serde_json::to_string(&line).unwrap_or_default()
}
