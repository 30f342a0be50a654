//! The picker's catalogue: every list in columns, with prices by hand and marks.

use std::collections::HashMap;

use chat::{Failure, Price};
use store::Endpoint;

use crate::{
    Engine, clock,
    models::{list::priced, listed::CachedModel, per_model::PerModel, vendor},
    view::{CatalogueEndpoint, CatalogueView},
};

/// Age in milliseconds below which a list is not refreshed when the picker opens.
const FRESH_MS: i64 = 10 * 60 * 1000;

impl Engine {
    /// Returns the catalogue from the cached lists; with `refresh`, stale lists are fetched first.
    pub async fn catalogue(&self, refresh: bool) -> Result<CatalogueView, Failure> {
        let endpoints = self.endpoints();
        let reads = endpoints.iter().map(|endpoint| self.standing(endpoint, refresh));
        let lists = futures_util::future::try_join_all(reads).await?;
        let by_hand = self.prices().by_hand();
        let mut view = columns(&lists, &by_hand);
        view.marks = self.availability().views();
        view.endpoints = lists.into_iter().map(|(standing, _)| standing).collect();
        Ok(view)
    }

    /// Returns the state of an endpoint's list, and the list.
    async fn standing(&self, endpoint: &Endpoint, refresh: bool) -> Result<(CatalogueEndpoint, Vec<Offer>), Failure> {
        let mut kept = self.cached_list(endpoint.id).await?;
        let is_fresh = |fetched_ms: i64| (0..FRESH_MS).contains(&(clock::now_ms() - fetched_ms));
        let mut failure = None;
        if refresh && !kept.as_ref().is_some_and(|kept| is_fresh(kept.fetched_ms)) {
            match self.read_list(endpoint, kept.as_ref()).await {
                Ok(read) => kept = Some(read),
                Err(why) => failure = Some(why),
            }
        }
        let standing = CatalogueEndpoint {
            id: endpoint.id,
            name: endpoint.name.clone(),
            fetched_ms: kept.as_ref().map(|kept| kept.fetched_ms),
            failure,
        };
        let models = kept.map(|kept| kept.models).unwrap_or_default();
        let offers = models.into_iter().map(|model| Offer {
            price: priced(endpoint, &model),
            vendor: vendor::vendor_of(&model.id, model.provider.as_deref()),
            model,
        });
        Ok((standing, offers.collect()))
    }
}

/// A model at an endpoint.
pub(crate) struct Offer {
    model: CachedModel,
    price: Option<Price>,
    vendor: Option<String>,
}

/// Things each once, by number.
struct Each<T>(Vec<T>, HashMap<T, u32>);

impl<T: Clone + Eq + std::hash::Hash> Each<T> {
    /// One more than the number of `thing`; 0 for none.
    fn number(&mut self, thing: Option<T>) -> u32 {
        let Some(thing) = thing else { return 0 };
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1);
        let number = *self.1.entry(thing.clone()).or_insert(next);
        if number == next {
            self.0.push(thing);
        }
        number
    }
}

fn columns(lists: &[(CatalogueEndpoint, Vec<Offer>)], by_hand: &PerModel<Price>) -> CatalogueView {
    let mut rows: Vec<(&Offer, usize)> = Vec::new();
    for (at, (_, offers)) in lists.iter().enumerate() {
        rows.extend(offers.iter().map(|offer| (offer, at)));
    }
    rows.sort_by(|(a, at), (b, bt)| (&a.model.id, &lists[*at].0.name).cmp(&(&b.model.id, &lists[*bt].0.name)));
    let mut view = CatalogueView::default();
    let (mut vendors, mut prices) = (Each(Vec::new(), HashMap::new()), Each(Vec::new(), HashMap::new()));
    for (offer, at) in rows {
        let id = &offer.model.id;
        if view.models.last() != Some(id) {
            view.models.push(id.clone());
        }
        let by_hand = by_hand.get(lists[at].0.id, id).copied();
        view.model.push(number(view.models.len() - 1));
        view.endpoint.push(number(at));
        view.vendor.push(vendors.number(offer.vendor.clone()));
        view.price.push(prices.number(by_hand.or(offer.price).map(Hashed)));
        describe(&mut view, &offer.model);
    }
    view.vendors = vendors.0;
    view.prices = prices.0.into_iter().map(|price| price.0).collect();
    view
}

fn describe(view: &mut CatalogueView, model: &CachedModel) {
    let can = model.capabilities();
    let bits = [can.vision, can.tools, can.reasoning, can.files];
    let bit = |(at, said): (usize, Option<bool>)| u8::from(said == Some(true)) << at;
    view.can.push(bits.into_iter().enumerate().map(bit).sum());
    view.context.push(can.context.unwrap_or(0));
    view.output.push(can.output.unwrap_or(0));
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A price as a key of a map.
#[derive(Clone, PartialEq, Eq)]
struct Hashed(Price);

impl std::hash::Hash for Hashed {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        [self.0.input, self.0.output, self.0.cached]
            .map(|rate| rate.map(|rate| rate.0))
            .hash(state);
    }
}
