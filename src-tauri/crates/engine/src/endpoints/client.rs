//! Endpoint client: everything one request needs. It holds secrets, so it is made for one request.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::Arc,
};

use chat::{EndpointId, Failure};
use parking_lot::{Mutex, MutexGuard};
use secret::Origin;
use store::Endpoint;
use wire::{Adaptation, BaseUrl, Client, Credential, RequestOptions};

use crate::{
    Engine,
    endpoints::{connections::EndpointLog, keys::Bound, secrets::Secrets, settings},
    view::{EndpointSettings, Proxy},
};

/// More ways than this to reach the network are those of many edits: the older ones' connections go.
const MAX_CLIENTS: usize = 32;

/// What one request to an endpoint needs.
pub(crate) struct EndpointClient {
    pub(crate) http: Client,
    pub(crate) base: BaseUrl,
    pub(crate) key: Option<Bound>,
}

impl EndpointClient {
    /// What the request carries to be let in.
    pub(crate) fn credential(&self) -> Option<Credential<'_>> {
        self.key.as_ref().map(Bound::credential)
    }
}

/// Whose client it is, and how it reaches the network. Names no secret.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ClientKey {
    owner: String,
    network: String,
    /// A hash, because the secrets themselves are not stored.
    secrets: u64,
}

/// Clients by their way: each holds its open connections, and what it takes to make them.
#[derive(Default)]
pub(crate) struct Clients(Mutex<HashMap<ClientKey, Client>>);

impl Clients {
    fn get_or_make(&self, key: ClientKey, make: impl FnOnce() -> Result<Client, Failure>) -> Result<Client, Failure> {
        if let Some(client) = self.lock().get(&key) {
            return Ok(client.clone());
        }
        let client = make()?;
        let mut all = self.lock();
        if all.len() >= MAX_CLIENTS {
            all.clear();
        }
        all.insert(key, client.clone());
        Ok(client)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ClientKey, Client>> {
        self.0.lock()
    }
}

impl Engine {
    /// The line to a stored endpoint. A failure names the endpoint.
    pub(crate) async fn endpoint_client(&self, endpoint: &Endpoint) -> Result<EndpointClient, Failure> {
        self.client_with(endpoint, Vec::new()).await
    }

    /// The line for one model of an endpoint, which may have to be asked in its own way.
    pub(crate) async fn model_client(&self, endpoint: &Endpoint, model: &str) -> Result<EndpointClient, Failure> {
        self.client_with(endpoint, self.adaptations(endpoint.id, model)).await
    }

    async fn client_with(&self, endpoint: &Endpoint, adaptations: Vec<Adaptation>) -> Result<EndpointClient, Failure> {
        let made = async {
            let base = self.base_url(endpoint).await?;
            let key = self.key_for(endpoint).await?;
            let (settings, origin) = (settings::endpoint_settings(endpoint), base.origin());
            let owner = endpoint.id.to_string();
            let secrets = self.secrets_of(&owner, &settings, &origin).await?;
            let network = self.network_client(endpoint.id, &settings, &secrets).await?;
            let options = RequestOptions {
                adaptations,
                ..settings::request_options(&settings, &secrets, &origin)?
            };
            let client = network
                .with_options(Arc::new(options))
                .with_connection_log(self.log(Some(endpoint.id)));
            Ok(EndpointClient {
                http: client,
                base,
                key,
            })
        };
        made.await.map_err(|failure| with_endpoint(failure, endpoint.id))
    }

    /// A client for an endpoint that is not stored yet, that notes down what it connects to.
    pub(crate) async fn draft_client(
        &self,
        id: EndpointId,
        settings: &EndpointSettings,
        secrets: &Secrets,
        origin: &Origin,
    ) -> Result<Client, Failure> {
        let client = self.network_client(id, settings, secrets).await?;
        let options = settings::request_options(settings, secrets, origin)?;
        Ok(client
            .with_options(Arc::new(options))
            .with_connection_log(self.log(Some(id))))
    }

    async fn network_client(
        &self,
        id: EndpointId,
        settings: &EndpointSettings,
        secrets: &Secrets,
    ) -> Result<Client, Failure> {
        let (mut owner, mut proxy, mut global) = (id.to_string(), settings.proxy.clone(), None);
        if proxy == Proxy::Default {
            let endpoints = self.endpoints();
            let network = endpoints.network();
            global = Some(self.network_secrets(network).await?);
            proxy = network.proxy.clone();
        }
        let plain = settings.ca_pem.is_empty() && settings.client_cert.is_none();
        if plain && matches!(proxy, Proxy::Default | Proxy::System | Proxy::None) {
            // Nothing of its own in it: shared by all endpoints that are reached this way.
            owner = String::new();
        }
        let network = (&proxy, &settings.ca_pem, &settings.client_cert, &settings.limits);
        let key = ClientKey {
            owner,
            network: serde_json::to_string(&network).unwrap_or_default(),
            secrets: self.number_of(secrets) ^ global.as_ref().map_or(0, |global| self.number_of(global)),
        };
        self.clients().get_or_make(key, || {
            let proxy = settings::wire_proxy(&proxy, global.as_ref().unwrap_or(secrets))?;
            Client::with_network(settings::network_options(settings, secrets, proxy)?)
        })
    }

    /// Tells secrets apart without keeping them: a hash under a seed that is random for each engine.
    fn number_of(&self, secrets: &Secrets) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.seed().hash(&mut hasher);
        secrets.hash_network(&mut hasher);
        hasher.finish()
    }

    pub(crate) fn log(&self, endpoint: Option<EndpointId>) -> Arc<dyn wire::ConnectionLog> {
        Arc::new(EndpointLog {
            endpoint,
            ring: self.connection_ring(),
        })
    }
}

/// A failure that says which endpoint it is about, so that the page can offer its settings.
pub(crate) fn with_endpoint(failure: Failure, id: EndpointId) -> Failure {
    failure.with("endpoint_id", id.to_string())
}
