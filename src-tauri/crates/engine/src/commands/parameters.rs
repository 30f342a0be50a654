//! What tabs ask of their models besides the conversation: set for a tab, kept for new tabs of a model.

use chat::{CommandId, ConversationId, Effect, Event, Failure, Parameters, Refused, TabId};
use store::StoredParameters;

use crate::{Engine, clock, session::live::LiveConversation, setting::Setting, view::ModelRef};

impl Engine {
    /// Sets the parameters of these tabs, from their next requests on: all of them or, when one is refused, none.
    pub async fn set_parameters(
        &self,
        command: CommandId,
        id: ConversationId,
        tabs: Vec<TabId>,
        parameters: Parameters,
    ) -> Result<(), Failure> {
        self.once(command, move |engine| async move {
            engine.change(id, |live| set(live, &tabs, &parameters)).await
        })
        .await
    }

    /// Keeps parameters for new tabs of a model; empty ones are forgotten.
    pub async fn keep_parameters(&self, model: ModelRef, parameters: Parameters) -> Result<(), Failure> {
        let parameters = parameters.tidied();
        if parameters.first_of_ours().is_some() {
            return Err(Refused::ReservedParameter.into());
        }
        let setting = setting(&model);
        self.write(move |writer| {
            if parameters == Parameters::default() {
                setting.remove(writer)
            } else {
                setting.write(writer, &StoredParameters::from(&parameters))
            }
        })
        .await
    }

    /// What new tabs of a model ask of it.
    pub async fn kept_parameters(&self, model: &ModelRef) -> Result<Parameters, Failure> {
        let kept = self.setting(&setting(model)).await?;
        Ok(kept.unwrap_or_default().into())
    }
}

fn set(live: &mut LiveConversation, tabs: &[TabId], parameters: &Parameters) -> Result<Vec<Effect>, Refused> {
    let before = live.conversation.tabs.clone();
    let mut effects = Vec::new();
    for &tab in tabs {
        let parameters = parameters.clone();
        let event = Event::SetParameters { tab, parameters };
        match live.conversation.apply(event, clock::now_ms()) {
            Ok(more) => effects.extend(more),
            Err(refused) => {
                live.conversation.tabs = before;
                return Err(refused);
            }
        }
    }
    Ok(effects)
}

/// The setting with the parameters that new tabs of a model start with.
fn setting(model: &ModelRef) -> Setting<StoredParameters> {
    Setting::keyed(format!("parameters.{}.{}", model.endpoint, model.model))
}
