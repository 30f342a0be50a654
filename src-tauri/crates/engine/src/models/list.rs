//! Model lists: the local copy at once, a fresh one when asked.

use chat::{EndpointId, Failure, Price};
use store::{CachedModels, Endpoint};
use wire::{ListedModel, Tags};

use crate::{
    Engine, clock,
    endpoints::client,
    models::{
        listed::{CachedList, CachedModel, StoredList},
        per_model::PerModel,
    },
    view::{ModelRef, ModelRow, ModelsView, News},
};

impl Engine {
    /// Returns whether each model accepts images, according to the cached lists.
    pub async fn can_see(&self, models: Vec<ModelRef>) -> Vec<Option<bool>> {
        let mut visible = Vec::with_capacity(models.len());
        for model in models {
            visible.push(self.capabilities(model.endpoint, &model.model).await.vision);
        }
        visible
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

    /// Fetches the list of one endpoint, without reading or writing the cache.
    pub async fn list_models(&self, id: EndpointId) -> Result<Vec<ModelRow>, Failure> {
        let endpoint = self.endpoint(id)?;
        let listed = self.fetch(&endpoint).await?;
        let by_hand = self.prices().by_hand();
        let row = |model| row(&endpoint, kept(model), &by_hand);
        Ok(listed.into_iter().map(row).collect())
    }

    async fn list(&self, endpoint: &Endpoint, refresh: bool) -> Result<Vec<CachedModel>, Failure> {
        let kept = self.cached_list(endpoint.id).await?;
        match kept {
            Some(kept) if !refresh => Ok(kept.models),
            kept => match self.read_list(endpoint, kept.as_ref()).await {
                Ok(read) => Ok(read.models),
                // Without a network the picker shows the cached list.
                Err(failure) => kept.map(|kept| kept.models).ok_or(failure),
            },
        }
    }

    /// Asks an endpoint for its list and keeps it; one that has not changed since `known` is not sent again.
    pub(crate) async fn read_list(
        &self,
        endpoint: &Endpoint,
        known: Option<&CachedList>,
    ) -> Result<CachedList, Failure> {
        let client = self.endpoint_client(endpoint).await?;
        let tags = known.map(|known| known.tags.clone()).unwrap_or_default();
        let listing = client.http.listing(&client.base, client.credential(), &tags).await;
        let listing = listing.map_err(|failure| client::with_endpoint(failure, endpoint.id))?;
        let (models, tags) = match (listing, known) {
            (Some(listing), _) => (listing.models.into_iter().map(kept).collect(), listing.tags),
            (None, known) => (known.map(|known| known.models.clone()).unwrap_or_default(), tags),
        };
        let list = CachedList {
            models,
            tags,
            fetched_ms: clock::now_ms(),
        };
        self.keep_list(endpoint, &list).await?;
        Ok(list)
    }

    async fn fetch(&self, endpoint: &Endpoint) -> Result<Vec<ListedModel>, Failure> {
        let client = self.endpoint_client(endpoint).await?;
        let listed = client.http.models(&client.base, client.credential()).await;
        let listed = listed.map_err(|failure| client::with_endpoint(failure, endpoint.id))?;
        match client.http.catalogue(&client.base).await {
            Some(catalogue) => Ok(wire::catalogue::merge(listed, catalogue)),
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

    pub(crate) async fn kept_models(&self, id: EndpointId) -> Result<Option<Vec<CachedModel>>, Failure> {
        Ok(self.cached_list(id).await?.map(|kept| kept.models))
    }

    pub(crate) async fn cached_list(&self, id: EndpointId) -> Result<Option<CachedList>, Failure> {
        let cached = self.store().run(move |store| store.models(id)).await;
        Ok(cached?.and_then(StoredList::read))
    }

    /// Keeps a list for the next start, and its length with the endpoint.
    pub(crate) async fn keep_models(
        &self,
        endpoint: &Endpoint,
        listed: Vec<ListedModel>,
    ) -> Result<Vec<CachedModel>, Failure> {
        let list = CachedList {
            models: listed.into_iter().map(kept).collect(),
            tags: Tags::default(),
            fetched_ms: clock::now_ms(),
        };
        self.keep_list(endpoint, &list).await?;
        Ok(list.models)
    }

    async fn keep_list(&self, endpoint: &Endpoint, kept: &CachedList) -> Result<(), Failure> {
        self.prices().put(endpoint.id, &kept.models);
        self.review_availability(endpoint.id, &kept.models).await;
        let count = u32::try_from(kept.models.len()).ok();
        let (list, id, fetched_ms) = (StoredList::value(kept), endpoint.id, kept.fetched_ms);
        // The environment's endpoint is not stored, and neither is its list.
        self.write(move |writer| writer.save_models(id, &CachedModels { list, fetched_ms }))
            .await?;
        if endpoint.models != count {
            self.update_endpoint(id, move |endpoint| endpoint.models = count)
                .await?;
        }
        Ok(())
    }
}

fn kept(model: ListedModel) -> CachedModel {
    CachedModel {
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

/// What a model costs as listed; the demo costs nothing.
pub(crate) fn priced(endpoint: &Endpoint, model: &CachedModel) -> Option<Price> {
    if endpoint.demo {
        Some(Price::free())
    } else {
        model.price
    }
}

fn row(endpoint: &Endpoint, model: CachedModel, by_hand: &PerModel<Price>) -> ModelRow {
    let listed = priced(endpoint, &model);
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
