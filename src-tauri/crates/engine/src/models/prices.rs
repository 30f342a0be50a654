//! What models cost, as far as lists and the person say.

use std::{collections::HashMap, sync::Arc};

use chat::{CommandId, EndpointId, Failure, FormField, Price, PriceSource, Rate, RefusalReason};
use parking_lot::{Mutex, MutexGuard};
use store::{Store, StoreError};

use crate::{
    Engine,
    models::{listed::CachedModel, per_model::PerModel},
    request::terms::{Terms, left_out},
    setting::Setting,
    stored::StoredPrice,
    view::{Capabilities, ModelRef, News, PriceForm},
};

/// The setting with the prices the person filled in.
const PRICES: Setting<PerModel<StoredPrice>> = Setting::new("prices");

/// What a list says of one model.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fact {
    price: Option<Price>,
    capabilities: Capabilities,
}

pub(crate) type Listed = Arc<HashMap<String, Fact>>;

/// What is known of models, in memory: every request needs one price, and waits for no disk. A list is read once.
#[derive(Default)]
pub(crate) struct Prices(Mutex<Known>);

#[derive(Default)]
struct Known {
    listed: HashMap<EndpointId, Listed>,
    by_hand: PerModel<Price>,
}

impl Prices {
    /// What the person filled in and what was found out before.
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(Mutex::new(Known {
            listed: HashMap::new(),
            by_hand: PRICES.find(store)?.unwrap_or_default().map(Price::from),
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock()
    }

    /// The prices the person filled in.
    pub(crate) fn by_hand(&self) -> PerModel<Price> {
        self.lock().by_hand.clone()
    }

    /// Replaces the known list of an endpoint.
    pub(crate) fn put(&self, endpoint: EndpointId, list: &[CachedModel]) -> Listed {
        let fact = |model: &CachedModel| Fact {
            price: model.price,
            capabilities: model.capabilities(),
        };
        let facts = list.iter().map(|model| (model.id.clone(), fact(model)));
        let listed: Listed = Arc::new(facts.collect());
        self.lock().listed.insert(endpoint, listed.clone());
        listed
    }
}

impl Engine {
    /// Returns the terms of a request sent now. An unreadable price counts as unknown, so no request waits for one.
    pub(crate) async fn terms(&self, endpoint: EndpointId, model: &str) -> Terms {
        if self.endpoints().is_demo(endpoint) {
            return Terms {
                price: Some(Price::free()),
                ..Terms::default()
            };
        }
        let by_hand = self.prices().lock().by_hand.get(endpoint, model).copied();
        Terms {
            price: match by_hand {
                Some(price) => Some(price),
                None => self.fact(endpoint, model).await.price,
            },
            dropped: left_out(&self.adaptations(endpoint, model)),
        }
    }

    /// Returns the price of a model: the person's own, else the listed one.
    async fn price_of(&self, model: &ModelRef) -> Option<Price> {
        let by_hand = self.prices().lock().by_hand.get(model.endpoint, &model.model).copied();
        match by_hand {
            Some(price) => Some(price),
            None => self.fact(model.endpoint, &model.model).await.price,
        }
    }

    /// What a model can do, as far as the list last read says; nothing is fetched for it.
    pub async fn capabilities(&self, endpoint: EndpointId, model: &str) -> Capabilities {
        self.fact(endpoint, model).await.capabilities
    }

    async fn fact(&self, endpoint: EndpointId, model: &str) -> Fact {
        let known = self.prices().lock().listed.get(&endpoint).cloned();
        let listed = if known.is_some() {
            known
        } else {
            let kept = self.kept_models(endpoint).await.ok().flatten();
            kept.map(|kept| self.prices().put(endpoint, &kept))
        };
        listed.and_then(|listed| listed.get(model).copied()).unwrap_or_default()
    }

    /// Sets what a model costs, or with `None` leaves it to the list again. Answers keep the price they were asked at.
    pub async fn set_price(
        &self,
        command: CommandId,
        model: ModelRef,
        price: Option<PriceForm>,
    ) -> Result<Option<Price>, Failure> {
        let price = match price {
            Some(form) => Some(form.read(self.price_of(&model).await.unwrap_or_default())?),
            None => None,
        };
        self.once(command, move |engine| async move {
            let by_hand = {
                let mut known = engine.prices().lock();
                known.by_hand.set(model.endpoint, model.model, price);
                known.by_hand.clone()
            };
            let stored = by_hand.map(StoredPrice::from);
            engine.set_setting(&PRICES, stored).await?;
            engine.tell(News::Endpoints);
            Ok(price)
        })
        .await
    }
}

impl PriceForm {
    /// The price as filled in; what the form does not ask for stays as it was. `bad_request` with reason `price` and the
    /// field where one is not a price.
    fn read(&self, before: Price) -> Result<Price, Failure> {
        let rate = |field: FormField, usd: &str| {
            let wrong = || Failure::refused_field(field, RefusalReason::Price);
            Rate::per_million(usd).ok_or_else(wrong)
        };
        let optional = |field: FormField, usd: &Option<String>| {
            let usd = usd.as_deref().map(str::trim).filter(|usd| !usd.is_empty());
            usd.map(|usd| rate(field, usd)).transpose()
        };
        Ok(Price {
            input: Some(rate(FormField::Input, &self.input)?),
            output: Some(rate(FormField::Output, &self.output)?),
            cached: optional(FormField::Cached, &self.cached)?,
            reasoning: optional(FormField::Reasoning, &self.reasoning)?,
            source: PriceSource::Person,
            ..before
        })
    }
}
