//! The network as the person sees it: what holds for all endpoints, the balance, and the log of connections.

use chat::{EndpointId, ErrorCode, Failure};

use crate::{
    Engine,
    view::{Balance, ConnectionRow, NetworkForm, NetworkSettings},
};

const NETWORK: &str = "network";

impl Engine {
    /// What holds for all endpoints.
    pub async fn network(&self) -> Result<NetworkSettings, Failure> {
        let read = self.store().run(|store| store.setting(NETWORK));
        Ok(read.await.map_err(|error| error.failure())?.unwrap_or_default())
    }

    /// Sets what holds for all endpoints.
    #[allow(clippy::unused_async, reason = "not built yet")]
    pub async fn set_network(&self, _form: NetworkForm) -> Result<NetworkSettings, Failure> {
        Err(unbuilt())
    }

    /// What is left of an endpoint's account.
    #[allow(clippy::unused_async, reason = "not built yet")]
    pub async fn balance(&self, _id: EndpointId) -> Result<Balance, Failure> {
        Err(unbuilt())
    }

    /// The requests made lately, newest first. Nothing of what was said in them.
    #[allow(clippy::unused_async, reason = "not built yet")]
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>, Failure> {
        Ok(Vec::new())
    }

    /// Writes the log as CSV into the downloads folder, and says where.
    #[allow(clippy::unused_async, reason = "not built yet")]
    pub async fn export_connections(&self) -> Result<String, Failure> {
        Err(unbuilt())
    }
}

fn unbuilt() -> Failure {
    Failure::new(ErrorCode::Internal).with("reason", "unbuilt")
}
