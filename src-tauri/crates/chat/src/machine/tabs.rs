//! Opening, moving, naming and closing tabs, their parameters, and naming the conversation.

use super::Outbox;
use crate::{AnswerId, Context, Conversation, Parameters, Refused, Tab, TabId, title};

impl Conversation {
    pub(super) fn open_tab(&mut self, tab: Tab, at: Option<usize>, out: &mut Outbox) -> Result<(), Refused> {
        if self.tab(tab.id).is_some() {
            return Err(Refused::TakenId);
        }
        if tab.head.is_some_and(|head| !self.answers.contains_key(&head)) {
            return Err(Refused::UnknownAnswer);
        }
        self.room_for_a_tab()?;
        let at = at.map_or(self.tabs.len(), |at| at.min(self.tabs.len()));
        out.save_tab(tab.id);
        if at < self.tabs.len() {
            out.save_tab_order();
        }
        let (closed, closing) = (false, 0);
        self.tabs.insert(at, Tab { closed, closing, ..tab });
        Ok(())
    }

    fn room_for_a_tab(&self) -> Result<(), Refused> {
        let open = self.tabs.iter().filter(|tab| !tab.closed).count();
        if open < Self::MOST_TABS {
            Ok(())
        } else {
            Err(Refused::TooManyTabs)
        }
    }

    pub(super) fn reopen_tab(&mut self, tab: TabId, out: &mut Outbox) -> Result<(), Refused> {
        if !self.tab(tab).ok_or(Refused::UnknownTab)?.closed {
            return Err(Refused::OpenTab);
        }
        self.room_for_a_tab()?;
        if let Some(opening) = self.tab_mut(tab) {
            (opening.closed, opening.closing) = (false, 0);
        }
        out.save_tab(tab);
        Ok(())
    }

    pub(super) fn move_tab(&mut self, tab: TabId, to: usize, out: &mut Outbox) -> Result<(), Refused> {
        self.open(tab)?;
        let Some(from) = self.tabs.iter().position(|t| t.id == tab) else {
            return Err(Refused::UnknownTab);
        };
        let moved = self.tabs.remove(from);
        // Closed tabs keep their positions: it is inserted right before the open tab whose position it takes.
        let open = self.tabs.iter().enumerate().filter(|(_, t)| !t.closed);
        let at = open.map(|(at, _)| at).nth(to).unwrap_or(self.tabs.len());
        self.tabs.insert(at, moved);
        if at != from {
            out.save_tab_order();
        }
        Ok(())
    }

    pub(super) fn rename_tab(&mut self, tab: TabId, name: &str, out: &mut Outbox) -> Result<(), Refused> {
        self.open(tab)?;
        if let Some(named) = self.tab_mut(tab) {
            named.name = Some(title::given(name)).filter(|name| !name.is_empty());
        }
        out.save_tab(tab);
        Ok(())
    }

    pub(super) fn close_tab(&mut self, tab: TabId, out: &mut Outbox) -> Result<(), Refused> {
        self.open(tab)?;
        self.stop_where(|a| a.tab == tab, out);
        let closing = 1 + self.tabs.iter().map(|tab| tab.closing).max().unwrap_or(0);
        if let Some(closed) = self.tab_mut(tab) {
            (closed.closed, closed.closing) = (true, closing);
        }
        out.save_tab(tab);
        // Another tab may have branched off this one and wait for it.
        self.ask_next(out);
        Ok(())
    }

    /// Returns the tab that was closed last. Tabs closed by builds that did not count closings come in their order.
    pub fn last_closed(&self) -> Option<TabId> {
        let closed = self.tabs.iter().filter(|tab| tab.closed);
        closed.max_by_key(|tab| tab.closing).map(|tab| tab.id)
    }

    /// Returns a copy of an open tab and its position right behind it: same model, same parameters, and its history as
    /// far as it has ended. `None` if there is no such tab.
    pub fn duplicate_of(&self, tab: TabId, id: TabId) -> Option<(Tab, usize)> {
        let original = self.open(tab).ok()?;
        let at = 1 + self.tabs.iter().position(|t| t.id == tab)?;
        let ended = self.path(tab).into_iter().take_while(|answer| answer.state.is_final());
        let head: Option<AnswerId> = ended.last().map(|answer| answer.id);
        let copy = Tab {
            id,
            head,
            ..original.clone()
        };
        Some((copy, at))
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

    /// Sets which earlier turns requests include, from the next one on.
    pub(super) fn set_context(&mut self, context: Context, out: &mut Outbox) {
        self.context = context.tidied();
        out.save_conversation();
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

    /// Returns the tab if it exists and is open.
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
