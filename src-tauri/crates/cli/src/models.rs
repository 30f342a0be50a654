//! `juxta models`: lists the models of the endpoints.

use chat::{Failure, Price, PriceSource, Rate};
use engine::{
    Engine,
    view::{EndpointView, ModelRow},
};
use serde::Serialize;

use crate::{
    app_context,
    arguments::Models,
    error_text::{self, About},
    exit::{Exit, Stop},
    messages,
    output::{self, Output},
};

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    model: &'a str,
    endpoint: &'a str,
    provider: Option<&'a str>,
    types: &'a [String],
    context: Option<u64>,
    max_output: Option<u64>,
    modalities: &'a [String],
    features: &'a [String],
    price: Option<Dollars>,
}

/// USD per million tokens, as decimal numbers in strings, so that no digit is lost.
#[derive(Serialize)]
struct Dollars {
    input: Option<String>,
    output: Option<String>,
    cached: Option<String>,
    cache_write: Option<String>,
    reasoning: Option<String>,
    source: PriceSource,
}

impl Dollars {
    fn from_price(price: Price) -> Self {
        let usd = |rate: Option<Rate>| rate.map(Rate::usd_per_million);
        Self {
            input: usd(price.input),
            output: usd(price.output),
            cached: usd(price.cached),
            cache_write: usd(price.cache_write),
            reasoning: usd(price.reasoning),
            source: price.source,
        }
    }
}

/// Prints the lists. An endpoint whose list can't be read is reported on stderr; the others are still printed.
pub(crate) async fn list(engine: &Engine, models: &Models) -> Result<Exit, Stop> {
    let endpoints = wanted(engine, models.endpoint.as_deref()).await?;
    let (mut rows, mut exit) = (Vec::new(), Exit::Done);
    for endpoint in &endpoints {
        match engine.list_models(endpoint.id).await {
            Ok(listed) => rows.extend(listed),
            Err(failure) => {
                complain(endpoint, &failure);
                exit = exit.max(Exit::from_code(failure.code));
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
    let message = error_text::describe(
        failure,
        About {
            host: app_context::host(endpoint),
            model: "",
        },
    );
    output::complain(&messages::say(
        "about_endpoint",
        &[("endpoint", &*endpoint.name), ("message", &message)],
    ));
}

/// Returns the endpoint named, the environment's, or all.
async fn wanted(engine: &Engine, name: Option<&str>) -> Result<Vec<EndpointView>, Stop> {
    let default = app_context::endpoint(engine, name).await?;
    let only = name.is_some() || default.key == engine::view::KeyState::Environment;
    if only {
        Ok(vec![default])
    } else {
        app_context::endpoints(engine).await
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
        types: &row.types,
        context: row.context,
        max_output: row.max_output,
        modalities: &row.modalities,
        features: &row.features,
        price: row.price.map(Dollars::from_price),
    };
    // Text only: this can't fail.
    serde_json::to_string(&line).unwrap_or_default()
}
