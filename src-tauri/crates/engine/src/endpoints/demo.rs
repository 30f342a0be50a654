//! The offline demo as an endpoint: no network, no key, marked wherever it speaks.

use chat::{CommandId, EndpointId, Failure};
use store::{Endpoint, KeyMarker};
use uuid::Uuid;

use crate::{
    Engine,
    view::{ConversationView, ModelRef},
};

/// Name of the demo endpoint.
const NAME: &str = "Demo";
/// Stands for an address that is another one at every start; never called.
const ADDRESS: &str = "http://demo.localhost/v1";

impl Engine {
    /// Adds the demo's endpoint if it is not there, and opens a conversation with its models.
    pub async fn start_demo(&self, command: CommandId) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move { engine.open_demo().await })
            .await
    }

    async fn open_demo(&self) -> Result<ConversationView, Failure> {
        let endpoint = self.ensure_demo().await?;
        let listed = self.models(true).await?;
        let of_demo = listed.rows.into_iter().filter(|row| row.endpoint == endpoint);
        let models = of_demo
            .map(|row| ModelRef {
                endpoint,
                model: row.model,
            })
            .collect();
        self.make_conversation(models).await
    }

    /// A window on the demo's own folder has something to show from the first moment.
    pub(crate) async fn fill_demo_window(&self) -> Result<(), Failure> {
        if self.demo_only() && self.list_conversations().await?.is_empty() {
            self.open_demo().await?;
        }
        Ok(())
    }

    /// The demo's endpoint.
    pub(crate) async fn ensure_demo(&self) -> Result<EndpointId, Failure> {
        if let Some(known) = self.endpoints().iter().find(|endpoint| endpoint.demo) {
            return Ok(known.id);
        }
        let id = EndpointId(Uuid::new_v4());
        let endpoint = Endpoint {
            id,
            name: self.endpoints().free_name(NAME),
            base_url: ADDRESS.to_owned(),
            key: KeyMarker::None,
            plain_http_origin: None,
            verified_ms: None,
            models: None,
            demo: true,
            settings: "{}".to_owned(),
        };
        // In one transaction, so that starting it twice at once makes one.
        let made = self.store().run(move |store| {
            store.write(
                |writer| match writer.endpoints()?.into_iter().find(|known| known.demo) {
                    Some(known) => Ok(known.id),
                    None => writer.save_endpoint(&endpoint).map(|()| id),
                },
            )
        });
        let id = made.await?;
        self.reload_endpoints().await?;
        Ok(id)
    }
}
