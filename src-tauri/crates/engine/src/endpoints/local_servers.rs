//! Model servers on this computer: their well-known ports are asked for a list. No model is loaded by that.

use std::time::Duration;

use futures_util::future::join_all;
use wire::{BaseUrl, Purpose};

use crate::{
    Engine,
    endpoints::presets,
    view::{LocalServer, PresetView},
};

/// This computer answers at once or not at all.
const PATIENCE: Duration = Duration::from_millis(1500);

impl Engine {
    /// The servers that answer at the ports of the presets.
    pub async fn local_servers(&self) -> Vec<LocalServer> {
        let mut asked = Vec::new();
        for preset in presets::presets() {
            for port in &preset.ports {
                asked.push(self.local_server(preset, *port));
            }
        }
        join_all(asked).await.into_iter().flatten().collect()
    }

    async fn local_server(&self, preset: &PresetView, port: u16) -> Option<LocalServer> {
        let base = BaseUrl::parse(&format!("http://127.0.0.1:{port}/v1")).ok()?;
        let client = self
            .wire()
            .with_purpose(Purpose::Probe)
            .with_connection_log(self.log(None));
        let listed = tokio::time::timeout(PATIENCE, client.models(&base, None)).await.ok()?;
        let models = listed.ok()?;
        let base_url = base.to_string();
        let port_of = |url: &str| BaseUrl::parse(url).ok().map(|base| base.origin());
        let known = self.endpoints().iter().any(|endpoint| {
            let origin = port_of(&endpoint.base_url);
            origin.is_some_and(|origin| origin.is_loopback() && origin.port() == port)
        });
        Some(LocalServer {
            preset: preset.id.clone(),
            base_url,
            models: models.into_iter().map(|model| model.id).collect(),
            known,
        })
    }
}
