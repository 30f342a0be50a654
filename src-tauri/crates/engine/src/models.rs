//! Model lists: the local copy at once, a fresh one when asked.

use chat::{EndpointId, Failure, Price};
use serde::{Deserialize, Serialize};
use store::{CachedModels, Endpoint};
use wire::ListedModel;

use crate::{
    Engine, clock, line,
    prices::PerModel,
    view::{Capabilities, ModelRef, ModelRow, ModelsView, News},
};

/// A listed model as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) id: String,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    context: Option<u64>,
    #[serde(default)]
    pub(crate) max_output: Option<u64>,
    #[serde(default)]
    modalities: Vec<String>,
    #[serde(default)]
    features: Vec<String>,
    #[serde(default)]
    pub(crate) price: Option<Price>,
}

impl Kept {
    pub(crate) fn capabilities(&self) -> Capabilities {
        Capabilities::of(&self.modalities, &self.features, self.context, self.max_output)
    }
}

impl Engine {
    /// Whether each of these models can see pictures, as far as the kept lists say.
    pub async fn can_see(&self, models: Vec<ModelRef>) -> Vec<Option<bool>> {
        let mut sight = Vec::with_capacity(models.len());
        for model in models {
            sight.push(self.capabilities(model.endpoint, &model.model).await.vision);
        }
        sight
    }

    /// The lists of all endpoints: the local copies, or with `refresh` what the endpoints say now.
    pub async fn models(&self, refresh: bool) -> Result<ModelsView, Failure> {
        let endpoints = self.endpoints();
        let by_hand = self.prices().by_hand();
        let reads = endpoints
            .iter()
            .map(|endpoint| async move { (endpoint, self.list(endpoint, refresh).await) });
        let mut view = ModelsView {
            rows: Vec::new(),
            failed: Vec::new(),
        };
        for (endpoint, listed) in futures_util::future::join_all(reads).await {
            match listed {
                Ok(kept) => view
                    .rows
                    .extend(kept.into_iter().map(|model| row(endpoint, model, &by_hand))),
                Err(failure) => view.failed.push((endpoint.id, failure)),
            }
        }
        view.rows
            .sort_by(|a, b| (&a.model, &a.endpoint_name).cmp(&(&b.model, &b.endpoint_name)));
        Ok(view)
    }

    /// What one endpoint lists now: no local copy in its place, and nothing kept of it.
    pub async fn list_models(&self, id: EndpointId) -> Result<Vec<ModelRow>, Failure> {
        let endpoint = self.endpoint(id)?;
        let listed = self.fetch(&endpoint).await?;
        let by_hand = self.prices().by_hand();
        let row = |model| row(&endpoint, kept(model), &by_hand);
        Ok(listed.into_iter().map(row).collect())
    }

    async fn list(&self, endpoint: &Endpoint, refresh: bool) -> Result<Vec<Kept>, Failure> {
        if !refresh && let Some(kept) = self.kept_models(endpoint.id).await? {
            return Ok(kept);
        }
        let listed = match self.fetch(endpoint).await {
            Ok(listed) => listed,
            // No network is no reason to show an empty picker.
            Err(failure) => return self.kept_models(endpoint.id).await?.ok_or(failure),
        };
        self.keep_models(endpoint, listed).await
    }

    async fn fetch(&self, endpoint: &Endpoint) -> Result<Vec<ListedModel>, Failure> {
        let line = self.line(endpoint).await?;
        let listed = line.client.models(&line.base, line.credential()).await;
        let listed = listed.map_err(|failure| line::about(failure, endpoint.id))?;
        match line.client.catalogue(&line.base).await {
            Some(catalogue) => Ok(wire::catalogue::enriched(listed, catalogue)),
            None => Ok(listed),
        }
    }

    /// Reads an endpoint's richer catalogue in the background, where there is one: a list a check has read is without.
    pub(crate) fn enrich_later(&self, id: EndpointId) {
        let Ok(endpoint) = self.endpoint(id) else { return };
        let has_catalogue = wire::BaseUrl::parse(&endpoint.base_url).is_ok_and(|base| base.catalogue().is_some());
        if !endpoint.demo && has_catalogue {
            let engine = self.clone();
            tokio::spawn(async move {
                let _ = engine.list(&endpoint, true).await;
                engine.tell(News::Endpoints);
            });
        }
    }

    pub(crate) async fn kept_models(&self, id: EndpointId) -> Result<Option<Vec<Kept>>, Failure> {
        let cached = self
            .store()
            .run(move |store| store.models(id))
            .await
            .map_err(|error| error.failure())?;
        Ok(cached.and_then(|cached| serde_json::from_value(cached.list).ok()))
    }

    /// Keeps a list for the next start, and its length with the endpoint.
    pub(crate) async fn keep_models(
        &self,
        endpoint: &Endpoint,
        listed: Vec<ListedModel>,
    ) -> Result<Vec<Kept>, Failure> {
        let kept: Vec<Kept> = listed.into_iter().map(kept).collect();
        self.prices().put(endpoint.id, &kept);
        let count = u32::try_from(kept.len()).ok();
        let list = serde_json::to_value(&kept).unwrap_or_default();
        let (id, fetched_ms) = (endpoint.id, clock::now_ms());
        // The environment's endpoint is not stored, and neither is its list.
        self.keep(move |writer| writer.save_models(id, &CachedModels { list, fetched_ms }))
            .await?;
        if endpoint.models != count {
            self.update_endpoint(id, move |endpoint| endpoint.models = count)
                .await?;
        }
        Ok(kept)
    }
}

fn kept(model: ListedModel) -> Kept {
    Kept {
        id: model.id,
        provider: model.owned_by,
        types: model.types,
        context: model.context_length,
        max_output: model.max_output,
        modalities: model.modalities,
        features: model.features,
        price: model.price,
    }
}

fn row(endpoint: &Endpoint, model: Kept, by_hand: &PerModel<Price>) -> ModelRow {
    let listed = if endpoint.demo {
        Some(Price::free())
    } else {
        model.price
    };
    ModelRow {
        endpoint: endpoint.id,
        endpoint_name: endpoint.name.clone(),
        price: by_hand.get(endpoint.id, &model.id).copied().or(listed),
        capabilities: model.capabilities(),
        model: model.id,
        provider: model.provider,
        types: model.types,
        context: model.context,
        max_output: model.max_output,
        modalities: model.modalities,
        features: model.features,
    }
}
