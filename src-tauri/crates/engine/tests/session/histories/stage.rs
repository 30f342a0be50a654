//! A person at eight tabs of two servers: each act is done in the engine and written down in the model, and then the
//! requests that came are compared with those that had to come.

use chat::{AnswerId, ConversationId, Parameters, TabId};
use demo::Server;
use engine::{
    Engine,
    view::{ConversationView, ModelRef, TabHead},
};
use serde_json::json;

use super::{
    Act,
    model::{Model, Tab},
    servers,
};
use crate::common::{Asking, TestApp, command, known};

/// The most tabs: each prompt says how so many fare.
const MOST: usize = 12;

/// How often the sessions came to places worth testing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) requests: usize,
    stopped: usize,
    continued: usize,
    edited: usize,
    regenerated: usize,
    adopted: usize,
    undone: usize,
    walked: usize,
    branched: usize,
}

impl Seen {
    pub(super) fn counts(self) -> [(&'static str, usize); 9] {
        [
            ("a request", self.requests),
            ("a stop", self.stopped),
            ("a continue", self.continued),
            ("an edit", self.edited),
            ("a regenerated answer", self.regenerated),
            ("an adoption", self.adopted),
            ("an undo", self.undone),
            ("a walk", self.walked),
            ("a branch", self.branched),
        ]
    }

    pub(super) fn add(&mut self, other: Self) {
        self.requests += other.requests;
        self.stopped += other.stopped;
        self.continued += other.continued;
        self.edited += other.edited;
        self.regenerated += other.regenerated;
        self.adopted += other.adopted;
        self.undone += other.undone;
        self.walked += other.walked;
        self.branched += other.branched;
    }
}

/// Where the tabs stood before, in the engine and in the model.
type Undo = (Vec<TabHead>, Vec<(TabId, Vec<usize>)>);

pub(super) struct Stage {
    _house: TestApp,
    engine: Engine,
    servers: [Server; 2],
    /// How many requests of each were compared.
    read: [usize; 2],
    talk: ConversationId,
    model: Model,
    undo: Option<Undo>,
    seen: Seen,
}

impl Stage {
    pub(super) async fn open() -> Self {
        let app = TestApp::new();
        let engine = app.open().await;
        let servers = [servers::start(), servers::start()];
        let endpoints = [known(&engine, &servers[0]).await, known(&engine, &servers[1]).await];
        let model = |n: usize| ModelRef {
            endpoint: endpoints[n % 2],
            model: format!("m{n}"),
        };
        let made = engine.create_conversation(command(), (0..8).map(model).collect()).await;
        let talk = made.expect("a conversation");
        let mut stage = Self {
            _house: app,
            engine,
            servers,
            read: [0; 2],
            talk: talk.id,
            model: Model::default(),
            undo: None,
            seen: Seen::default(),
        };
        for tab in &talk.tabs {
            let seed = stage.model.tabs.len();
            stage.add_tab(tab.id, tab.model.clone(), Vec::new(), seed).await;
        }
        stage
    }

    async fn add_tab(&mut self, id: TabId, model: String, history: Vec<usize>, place: usize) {
        let seed = self.model.tabs.len();
        let parameters = Parameters {
            system: None,
            body: [("seed".to_owned(), json!(seed))].into(),
            ..Parameters::default()
        };
        let set = self.engine.set_parameters(command(), self.talk, vec![id], parameters);
        set.await.expect("set");
        let tab = Tab {
            id,
            seed,
            model,
            history,
        };
        self.model.tabs.insert(place, tab);
    }

    /// What can be done is done.
    pub(super) async fn play(&mut self, act: &Act) {
        let listed = self.model.listed();
        let with_text: Vec<_> = listed
            .iter()
            .copied()
            .filter(|(_, _, n)| !self.model.entries[*n].said.is_empty())
            .collect();
        match act {
            Act::Send(places, fates) => self.send(places, fates).await,
            Act::Edit(pick, places, fates) => {
                let (place, at, _) = *pick.get(&listed);
                self.edit(place, at, places, fates).await;
            }
            Act::Regenerate(pick) => {
                let (place, at, _) = *pick.get(&listed);
                self.regenerate(place, at).await;
            }
            Act::Continue(pick) => self.resume(pick.index(self.model.tabs.len())).await,
            Act::Adopt(pick) if !with_text.is_empty() => {
                let (place, at, _) = *pick.get(&with_text);
                self.adopt(place, at).await;
            }
            Act::Walk(pick) => self.walk(pick.index(self.model.entries.len())).await,
            Act::Branch(pick) if !with_text.is_empty() => {
                let (place, at, _) = *pick.get(&with_text);
                self.branch(place, at).await;
            }
            Act::Undo => self.undo().await,
            Act::Adopt(_) | Act::Branch(_) => {}
        }
    }

    pub(super) async fn send(&mut self, places: &[usize], fates: &str) {
        let places: Vec<usize> = places
            .iter()
            .copied()
            .filter(|place| *place < self.model.tabs.len())
            .collect();
        if places.is_empty() {
            return;
        }
        let (turn, prompt) = self.model.prompt(fates);
        let ids = self.tab_ids(&places);
        let mut held = Vec::new();
        for place in places {
            let before = self.model.tabs[place].history.clone();
            held.extend(self.model.ask(place, turn, &before).then_some(place));
        }
        let sent = self.engine.send(command(), self.talk, prompt, ids).await;
        sent.expect("sent");
        self.settle(&held).await;
    }

    pub(super) async fn edit(&mut self, place: usize, at: usize, places: &[usize], fates: &str) {
        let turn = self.model.entries[self.model.tabs[place].history[at]].turn;
        let place_of = |model: &Model, place: usize| {
            let tab = model.tabs.get(place)?;
            tab.history
                .iter()
                .position(|number| model.entries[*number].turn == turn)
        };
        let places: Vec<(usize, usize)> = places
            .iter()
            .filter_map(|place| Some((*place, place_of(&self.model, *place)?)))
            .collect();
        if places.is_empty() {
            return;
        }
        let (edited, prompt) = self.model.prompt(fates);
        let ids = self.tab_ids(&places.iter().map(|(place, _)| *place).collect::<Vec<_>>());
        let mut held = Vec::new();
        for (place, at) in places {
            let before = self.model.tabs[place].history[..at].to_vec();
            held.extend(self.model.ask(place, edited, &before).then_some(place));
        }
        let turn = self.model.turn_ids[&turn];
        let sent = self
            .engine
            .edit_prompt(command(), self.talk, turn, prompt, ids, false)
            .await;
        sent.expect("edited");
        self.seen.edited += 1;
        self.settle(&held).await;
    }

    pub(super) async fn regenerate(&mut self, place: usize, at: usize) {
        let number = self.model.tabs[place].history[at];
        // One of another tab is asked again there.
        let place = self.model.place(self.model.entries[number].tab);
        let before = self.model.line(number);
        let turn = self.model.entries[number].turn;
        let held = self.model.ask(place, turn, &before[..before.len() - 1]);
        let again = self.engine.regenerate(command(), self.model.ids[&number]).await;
        again.expect("regenerated");
        self.seen.regenerated += 1;
        self.settle(&held.then_some(place).into_iter().collect::<Vec<_>>())
            .await;
    }

    /// The newest answer of a tab goes on, if it ended short and nobody went on from it.
    pub(super) async fn resume(&mut self, place: usize) {
        let Some(&number) = self.model.tabs[place].history.last() else {
            return;
        };
        let entry = &self.model.entries[number];
        let is_followed = (0..self.model.entries.len()).any(|other| {
            let line = self.model.line(other);
            line.len() > 1 && line[line.len() - 2] == number
        });
        if !entry.short || entry.tab != self.model.tabs[place].seed || is_followed {
            return;
        }
        self.model.resume(place, number);
        let on = self.engine.continue_answer(command(), self.model.ids[&number]).await;
        on.expect("continued");
        self.seen.continued += 1;
        self.settle(&[]).await;
    }

    pub(super) async fn adopt(&mut self, place: usize, at: usize) {
        let number = self.model.tabs[place].history[at];
        let line = self.model.line(number);
        let others = self
            .model
            .tabs
            .iter_mut()
            .filter(|tab| tab.history.last() != Some(&number));
        let before: Vec<_> = others
            .map(|tab| (tab.id, std::mem::replace(&mut tab.history, line.clone())))
            .collect();
        if before.is_empty() {
            return;
        }
        let adopted = self
            .engine
            .adopt(command(), self.model.ids[&number])
            .await
            .expect("adopted");
        assert_eq!(
            adopted.before.iter().map(|head| head.tab).collect::<Vec<_>>(),
            before.iter().map(|(tab, _)| *tab).collect::<Vec<_>>()
        );
        assert_eq!(adopted.left_out, []);
        self.undo = Some((adopted.before, before));
        self.seen.adopted += 1;
        self.settle(&[]).await;
    }

    pub(super) async fn undo(&mut self) {
        let Some((heads, histories)) = self.undo.take() else {
            return;
        };
        for (id, history) in histories {
            let tab = self.model.tabs.iter_mut().find(|tab| tab.id == id);
            tab.expect("a tab").history = history;
        }
        let undone = self.engine.restore_heads(command(), self.talk, heads).await;
        undone.expect("undone");
        self.seen.undone += 1;
        self.settle(&[]).await;
    }

    /// A tab goes over to the `nth` answer it ever gave.
    pub(super) async fn walk_to(&mut self, place: usize, nth: usize) {
        let seed = self.model.tabs[place].seed;
        let own = self
            .model
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.tab == seed);
        let number = own.map(|(number, _)| number).nth(nth).expect("an answer");
        self.walk(number).await;
    }

    async fn walk(&mut self, number: usize) {
        let place = self.model.place(self.model.entries[number].tab);
        let newest = self.model.newest_from(number);
        self.model.tabs[place].history = self.model.line(newest);
        let to = vec![(self.model.tabs[place].id, self.model.ids[&number])];
        self.engine.walk(command(), self.talk, to).await.expect("walked");
        self.seen.walked += 1;
        self.settle(&[]).await;
    }

    pub(super) async fn branch(&mut self, place: usize, at: usize) {
        if self.model.tabs.len() == MOST {
            return;
        }
        let tab = self.model.tabs[place].clone();
        let number = tab.history[at];
        let made = self
            .engine
            .branch(command(), self.talk, tab.id, self.model.ids[&number])
            .await;
        let made = made.expect("branched");
        let new = &made.tabs[place + 1];
        assert_eq!(made.selected, Some(new.id));
        let history = self.model.line(number);
        self.add_tab(new.id, tab.model, history, place + 1).await;
        self.seen.branched += 1;
        self.settle(&[]).await;
    }

    /// Stops what is held, waits for the rest, and compares everything.
    async fn settle(&mut self, held: &[usize]) {
        let now = self.engine.open_conversation(self.talk).await.expect("open");
        self.learn(&now);
        for place in held {
            let answer = now.tabs[*place].entries.last().expect("an answer").answer.id;
            while self.engine.answer_text(answer).await.expect("text").is_empty() {
                tokio::task::yield_now().await;
            }
            self.engine.stop(answer).await.expect("stopped");
            self.seen.stopped += 1;
        }
        let end = self.engine.settled(self.talk).await;
        self.compare_requests();
        self.compare_views(&end).await;
    }

    /// Takes over the ids the engine gave.
    fn learn(&mut self, now: &ConversationView) {
        for (tab, shown) in self.model.tabs.iter().zip(&now.tabs) {
            for (number, entry) in tab.history.iter().zip(&shown.entries) {
                self.model.ids.insert(*number, entry.answer.id);
                self.model.turn_ids.insert(self.model.entries[*number].turn, entry.turn);
            }
        }
    }

    /// What came is what had to come. Across tabs the order is nobody's.
    fn compare_requests(&mut self) {
        let mut came = Vec::new();
        for (server, read) in self.servers.iter().zip(&mut self.read) {
            let requests = server.requests();
            let new = requests[*read..].iter();
            came.extend(new.map(|request| String::from_utf8_lossy(&request.body).into_owned()));
            *read = requests.len();
        }
        let mut due = std::mem::take(&mut self.model.due);
        self.seen.requests += due.len();
        came.sort();
        due.sort();
        assert_eq!(came, due);
    }

    async fn compare_views(&self, end: &ConversationView) {
        assert_eq!(end.tabs.len(), self.model.tabs.len());
        for (tab, shown) in self.model.tabs.iter().zip(&end.tabs) {
            let ids: Vec<AnswerId> = tab.history.iter().map(|number| self.model.ids[number]).collect();
            assert_eq!(
                shown.entries.iter().map(|entry| entry.answer.id).collect::<Vec<_>>(),
                ids
            );
        }
        // Nothing is lost: whatever was ever said can be read, shown or not.
        for (number, entry) in self.model.entries.iter().enumerate() {
            let text = self.engine.answer_text(self.model.ids[&number]).await.expect("text");
            assert_eq!(text, entry.said);
        }
    }

    fn tab_ids(&self, places: &[usize]) -> Vec<TabId> {
        places.iter().map(|place| self.model.tabs[*place].id).collect()
    }

    pub(super) async fn close(self) -> Seen {
        self.engine.close().await;
        self.seen
    }
}
