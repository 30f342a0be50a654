//! Opening and closing tabs, what they ask of their models, and naming the conversation.

use super::Outbox;
use crate::{Conversation, Parameters, Refused, Tab, TabId, title};

impl Conversation {
    pub(super) fn open_tab(&mut self, tab: Tab, at: Option<usize>, out: &mut Outbox) -> Result<(), Refused> {
        if self.tab(tab.id).is_some() {
            return Err(Refused::TakenId);
        }
        if tab.head.is_some_and(|head| !self.answers.contains_key(&head)) {
            return Err(Refused::UnknownAnswer);
        }
        let at = at.map_or(self.tabs.len(), |at| at.min(self.tabs.len()));
        self.tabs.insert(at, Tab { closed: false, ..tab });
        for moved in self.tabs.iter().skip(at) {
            out.save_tab(moved.id);
        }
        Ok(())
    }

    pub(super) fn close_tab(&mut self, tab: TabId, out: &mut Outbox) -> Result<(), Refused> {
        self.open(tab)?;
        self.stop_where(|a| a.tab == tab, out);
        if let Some(closing) = self.tab_mut(tab) {
            closing.closed = true;
        }
        out.save_tab(tab);
        // Another tab may have branched off this one and wait for it.
        self.ask_next(out);
        Ok(())
    }

    pub(super) fn set_parameters(
        &mut self,
        tab: TabId,
        parameters: Parameters,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        self.open(tab)?;
        if parameters.first_of_ours().is_some() {
            return Err(Refused::ReservedParameter);
        }
        if let Some(tab) = self.tab_mut(tab) {
            tab.parameters = parameters.tidied();
        }
        out.save_tab(tab);
        Ok(())
    }

    pub(super) fn rename(&mut self, title: &str, out: &mut Outbox) -> Result<(), Refused> {
        let title = title::given(title);
        if title.is_empty() {
            return Err(Refused::EmptyTitle);
        }
        self.title = title;
        out.save_conversation();
        Ok(())
    }

    /// The tab, if it is here and open.
    pub(super) fn open(&self, tab: TabId) -> Result<&Tab, Refused> {
        match self.tab(tab) {
            None => Err(Refused::UnknownTab),
            Some(tab) if tab.closed => Err(Refused::ClosedTab),
            Some(tab) => Ok(tab),
        }
    }

    pub(super) fn tab_mut(&mut self, tab: TabId) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|t| t.id == tab)
    }
}
