//! Models a server said are gone, or are not for this key: remembered for each endpoint and model until it is otherwise.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chat::{Ending, EndpointId, ErrorCode, Request};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

use crate::{Engine, clock, models::Kept, prices::PerModel, view::MarkView};

const SETTING: &str = "marks";

/// What a server said of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// `unknown_model` or `forbidden`.
    code: ErrorCode,
    /// When, milliseconds since the epoch.
    at_ms: i64,
    /// Whether a list has left it out since: when a later one has it again, the mark goes.
    #[serde(default)]
    was_unlisted: bool,
}

/// The marks, in memory.
#[derive(Default)]
pub(crate) struct Marks(Mutex<PerModel<Mark>>);

impl Marks {
    /// What was said before this start.
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(Mutex::new(store.setting(SETTING)?.unwrap_or_default())))
    }

    fn lock(&self) -> MutexGuard<'_, PerModel<Mark>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of them.
    pub(crate) fn views(&self) -> Vec<MarkView> {
        let view = |(endpoint, model, mark): (EndpointId, &String, &Mark)| MarkView {
            endpoint,
            model: model.clone(),
            code: mark.code,
            at_ms: mark.at_ms,
        };
        self.lock().iter().map(view).collect()
    }
}

/// What an ending says of its model.
enum Said {
    Answers,
    Refuses(ErrorCode),
    Nothing,
}

impl Said {
    fn by(ending: &Ending) -> Self {
        match ending {
            Ending::Complete => Self::Answers,
            Ending::Failed(failure) if matches!(failure.code, ErrorCode::UnknownModel | ErrorCode::Forbidden) => {
                Self::Refuses(failure.code)
            }
            _ => Self::Nothing,
        }
    }
}

impl Engine {
    /// Marks the model of an answer as the server's last word on it was.
    pub(crate) async fn mark_model(&self, request: &Request, ending: &Ending) {
        let mark = match Said::by(ending) {
            Said::Nothing => return,
            Said::Answers => None,
            Said::Refuses(code) => Some(Mark {
                code,
                at_ms: clock::now_ms(),
                was_unlisted: false,
            }),
        };
        let all = {
            let mut marks = self.marks().lock();
            if mark.is_none() && marks.get(request.endpoint, &request.model).is_none() {
                return;
            }
            marks.set(request.endpoint, request.model.clone(), mark);
            marks.clone()
        };
        self.remember(move |writer| writer.set_setting(SETTING, &all)).await;
    }

    /// Takes marks off that a list just read has overtaken.
    pub(crate) async fn review_marks(&self, endpoint: EndpointId, list: &[Kept]) {
        let listed: HashSet<&str> = list.iter().map(|model| model.id.as_str()).collect();
        let all = {
            let mut marks = self.marks().lock();
            let before = marks.of(endpoint).cloned().unwrap_or_default();
            let after = reviewed(before.clone(), &listed);
            if after == before {
                return;
            }
            marks.set_all(endpoint, after);
            marks.clone()
        };
        self.remember(move |writer| writer.set_setting(SETTING, &all)).await;
    }
}

fn reviewed(mut marks: BTreeMap<String, Mark>, listed: &HashSet<&str>) -> BTreeMap<String, Mark> {
    marks.retain(|model, mark| !(mark.was_unlisted && listed.contains(model.as_str())));
    for (model, mark) in &mut marks {
        mark.was_unlisted |= !listed.contains(model.as_str());
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_takes_a_mark_off_only_when_it_has_the_model_again() {
        let mark = Mark {
            code: ErrorCode::UnknownModel,
            at_ms: 1,
            was_unlisted: false,
        };
        let marks = BTreeMap::from([("m".to_owned(), mark)]);
        // A list is no promise: that it still has the model says nothing.
        let still = reviewed(marks, &HashSet::from(["m"]));
        assert_eq!(still.len(), 1);
        let gone = reviewed(still, &HashSet::new());
        assert!(gone["m"].was_unlisted);
        assert!(reviewed(gone, &HashSet::from(["m"])).is_empty());
    }
}
