//! Endpoints: those stored, and the one the environment may hand in for this process.

use chat::{CommandId, EndpointId, ErrorCode, Failure, RefusalReason};
use secret::{EnvironmentKey, Origin};
use store::{Endpoint, KeyMarker, Store, StoreError};
use uuid::Uuid;
use wire::BaseUrl;

use crate::{
    Engine,
    endpoints::{
        address::{bad_url, is_exposed, request_line},
        keys::Bound,
        network::Network,
        presets, settings,
    },
    view::{EndpointView, KeyState, KeyringState, News, PasteReceipt},
};

/// Every endpoint, in the person's order.
#[derive(Clone, Default)]
pub(crate) struct Endpoints {
    all: Vec<Endpoint>,
    /// The one made from the environment; never stored.
    environment: Option<EndpointId>,
    /// What holds for all of them.
    network: Network,
}

impl Endpoints {
    /// What is stored, and `given` in front of it unless it is one of the stored.
    pub(crate) fn load(store: &Store, given: Option<&EnvironmentKey>) -> Result<Self, StoreError> {
        let mut endpoints = Self {
            all: store.endpoints()?,
            environment: None,
            network: Network::load(store)?,
        };
        if let Some(given) = given {
            endpoints.add_environment(given);
        }
        Ok(endpoints)
    }

    fn add_environment(&mut self, given: &EnvironmentKey) {
        let Ok(base) = BaseUrl::parse(given.base_url.as_str()) else {
            return;
        };
        let base_url = base.to_string();
        if let Some(known) = self.all.iter().find(|endpoint| endpoint.base_url == base_url) {
            self.environment = Some(known.id);
            return;
        }
        // The same id for the same address, so that tabs bound to it find it again in the next process.
        let id = EndpointId(Uuid::new_v5(&Uuid::NAMESPACE_URL, base_url.as_bytes()));
        let name = self.free_name(&base.origin().host());
        let endpoint = Endpoint {
            id,
            name,
            base_url,
            key: KeyMarker::None,
            plain_http_origin: Some(given.origin.to_string()),
            verified_ms: None,
            models: None,
            demo: false,
            settings: settings::text(&settings::fresh(&base)),
        };
        self.all.insert(0, endpoint);
        self.environment = Some(id);
    }

    /// One of them.
    pub(crate) fn get(&self, id: EndpointId) -> Option<&Endpoint> {
        self.all.iter().find(|endpoint| endpoint.id == id)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Endpoint> {
        self.all.iter()
    }

    /// What holds for all of them.
    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// The environment's.
    pub(crate) fn environment(&self) -> Option<EndpointId> {
        self.environment
    }

    /// Its name; empty for one that was removed.
    pub(crate) fn name(&self, id: EndpointId) -> String {
        self.get(id).map(|endpoint| endpoint.name.clone()).unwrap_or_default()
    }

    /// Whether it is the offline demo.
    pub(crate) fn is_demo(&self, id: EndpointId) -> bool {
        self.get(id).is_some_and(|endpoint| endpoint.demo)
    }

    /// `wanted`, or `wanted 2` and so on where that is taken.
    pub(crate) fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.all.iter().any(|endpoint| endpoint.name == name);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let all = self.all.len() + 2;
        let mut numbered = (2..=all).map(|number| format!("{wanted} {number}"));
        // One of more names than there are endpoints is free.
        numbered.find(|name| !taken(name)).unwrap_or_default()
    }
}

impl Engine {
    /// Every endpoint, in the person's order.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn list_endpoints(&self) -> Result<Vec<EndpointView>, Failure> {
        let endpoints = self.endpoints();
        Ok(endpoints.iter().map(|endpoint| self.endpoint_view(endpoint)).collect())
    }

    pub(crate) fn endpoint_view(&self, endpoint: &Endpoint) -> EndpointView {
        let base = BaseUrl::parse(&endpoint.base_url).ok();
        let origin = base.as_ref().map(BaseUrl::origin);
        let settings = settings::endpoint_settings(endpoint);
        let preset = presets::named(&settings.preset).or_else(|| presets::of_url(base.as_ref()?));
        EndpointView {
            id: endpoint.id,
            name: endpoint.name.clone(),
            base_url: endpoint.base_url.clone(),
            request_line: base
                .as_ref()
                .map(|base| request_line(base, &settings.query))
                .unwrap_or_default(),
            key: self.key_state(endpoint),
            demo: endpoint.demo,
            plain_http: origin.is_some_and(|origin| is_exposed(&origin)),
            verified_ms: endpoint.verified_ms,
            models: endpoint.models,
            status_page: preset.and_then(|preset| preset.status_page.clone()),
            has_balance: preset.is_some_and(|preset| preset.has_balance),
            settings,
        }
    }

    fn key_state(&self, endpoint: &Endpoint) -> KeyState {
        if self.endpoints().environment() == Some(endpoint.id) {
            return KeyState::Environment;
        }
        match endpoint.key {
            KeyMarker::None => KeyState::None,
            KeyMarker::Keyring => KeyState::Keyring,
            KeyMarker::Session if self.keys().has_session(endpoint.id) => KeyState::Session,
            KeyMarker::Session | KeyMarker::Missing => KeyState::Missing,
        }
    }

    /// One endpoint; a tab may name one that was removed.
    pub(crate) fn endpoint(&self, id: EndpointId) -> Result<Endpoint, Failure> {
        let found = self.endpoints().get(id).cloned();
        found.ok_or_else(|| Failure::new(ErrorCode::NoKey).with_reason(RefusalReason::EndpointRemoved))
    }

    /// Where an endpoint is called; the demo is started for it.
    pub(crate) async fn base_url(&self, endpoint: &Endpoint) -> Result<BaseUrl, Failure> {
        let url = if endpoint.demo {
            self.demo()
                .base_url()
                .await
                .map_err(|_| Failure::new(ErrorCode::Internal).with_reason(RefusalReason::Demo))?
        } else {
            endpoint.base_url.clone()
        };
        BaseUrl::parse(&url).map_err(bad_url)
    }

    /// The key of an endpoint, for one request. A key that is not where the marker says makes the marker true.
    pub(crate) async fn key_for(&self, endpoint: &Endpoint) -> Result<Option<Bound>, Failure> {
        if endpoint.demo {
            return Ok(None);
        }
        let base = self.base_url(endpoint).await?;
        let origin = base.origin();
        let read = self.keys().read(endpoint.id, &origin, endpoint.key).await;
        match read {
            Ok(Some(_)) if !self.may_carry_key(endpoint, &origin) => {
                Err(Failure::refused(RefusalReason::PlainHttp).with("origin", origin.to_string()))
            }
            Err(failure) => {
                if failure.code == ErrorCode::NoKey && endpoint.key == KeyMarker::Keyring {
                    self.mark_key(endpoint.id, KeyMarker::Missing).await?;
                }
                Err(failure.with("endpoint", &endpoint.name))
            }
            read => read,
        }
    }

    /// Plain http beyond this computer takes a key only where the person agreed for this very origin.
    fn may_carry_key(&self, endpoint: &Endpoint, origin: &Origin) -> bool {
        let agreed = endpoint.plain_http_origin.as_deref() == Some(origin.to_string().as_str());
        let given = self.endpoints().environment() == Some(endpoint.id);
        !is_exposed(origin) || agreed || given
    }

    async fn mark_key(&self, id: EndpointId, marker: KeyMarker) -> Result<(), Failure> {
        self.update_endpoint(id, move |endpoint| endpoint.key = marker).await
    }

    /// Changes a stored endpoint as it is by now: what was edited meanwhile stays, and one that was removed stays so.
    pub(crate) async fn update_endpoint(
        &self,
        id: EndpointId,
        update: impl FnOnce(&mut Endpoint) + Send + 'static,
    ) -> Result<(), Failure> {
        let written = self.store().run(move |store| {
            store.write(
                |writer| match writer.endpoints()?.into_iter().find(|endpoint| endpoint.id == id) {
                    Some(mut endpoint) => {
                        update(&mut endpoint);
                        writer.save_endpoint(&endpoint)
                    }
                    None => Ok(()),
                },
            )
        });
        written.await?;
        self.reload_endpoints().await
    }

    /// Stores an endpoint and has it here.
    pub(crate) async fn write_endpoint(&self, endpoint: Endpoint) -> Result<(), Failure> {
        self.store()
            .run(move |store| store.write(|writer| writer.save_endpoint(&endpoint)))
            .await?;
        self.reload_endpoints().await
    }

    /// Reads the endpoints again, here and in the page.
    pub(crate) async fn reload_endpoints(&self) -> Result<(), Failure> {
        let read = self.store().run(|store| Endpoints::load(store, None)).await;
        let mut endpoints = read?;
        if let Some(given) = self.keys().environment() {
            endpoints.add_environment(given);
        }
        self.set_endpoints(endpoints);
        self.tell(News::Endpoints);
        Ok(())
    }

    /// Removes an endpoint, and its key where the person says so. Its conversations stay, and keep naming it by id.
    pub async fn remove_endpoint(&self, command: CommandId, id: EndpointId, remove_key: bool) -> Result<(), Failure> {
        self.once(command, move |engine| async move {
            let endpoint = engine.endpoint(id)?;
            if remove_key && let Ok(base) = BaseUrl::parse(&endpoint.base_url) {
                engine.keys().remove(id, &base.origin(), endpoint.key).await?;
                let settings = settings::endpoint_settings(&endpoint);
                engine
                    .drop_secrets(&id.to_string(), (&settings, &base.origin()), None)
                    .await;
            }
            let removed = engine
                .store()
                .run(move |store| store.write(|writer| writer.remove_endpoint(id)));
            removed.await?;
            engine.keys().forget(id);
            engine.reload_endpoints().await
        })
        .await
    }

    /// Makes the endpoints stand in this order; those not named come after.
    pub async fn reorder_endpoints(
        &self,
        command: CommandId,
        ids: Vec<EndpointId>,
    ) -> Result<Vec<EndpointView>, Failure> {
        self.once(command, move |engine| async move {
            let ordered = engine.store().run(move |store| {
                store.write(|writer| {
                    let rest = writer.endpoints()?.into_iter().map(|endpoint| endpoint.id);
                    let rest: Vec<_> = rest.filter(|id| !ids.contains(id)).collect();
                    writer.order_endpoints(&[ids, rest].concat())
                })
            });
            ordered.await?;
            engine.reload_endpoints().await?;
            engine.list_endpoints().await
        })
        .await
    }

    /// Keeps what was on the clipboard until the form is saved; tells only its length.
    pub fn paste_key(&self, text: String) -> PasteReceipt {
        PasteReceipt {
            characters: self.keys().paste(text),
        }
    }

    /// What the system keyring says, without prompting.
    pub async fn keyring_state(&self) -> KeyringState {
        keyring_view(self.keys().keyring().state().await)
    }

    /// Has the system ask the person to unlock the keyring; waits as long as its prompt is open.
    pub async fn unlock_keyring(&self) -> Result<KeyringState, Failure> {
        self.keys()
            .keyring()
            .unlock()
            .await
            .map_err(|error| crate::endpoints::keys::failure(&error))?;
        Ok(self.keyring_state().await)
    }
}

pub(crate) fn keyring_view(state: vault::KeyringState) -> KeyringState {
    match state {
        vault::KeyringState::Unlocked => KeyringState::Unlocked,
        vault::KeyringState::Locked => KeyringState::Locked,
        vault::KeyringState::Absent => KeyringState::Absent,
        vault::KeyringState::Failing => KeyringState::Failing,
    }
}
