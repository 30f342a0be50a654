//! The judge: compares what a dead process had said with what is found. It knows nothing of how the process worked.

use chat::{Answer, AnswerState};

use crate::facts::{Facts, Known, characters, is_cut_off};

/// The most streamed text that may be lost, in microseconds of stream.
const MOST_LOST: u64 = 250_000;

/// How much of the stream was lost: from the first text lost to the last text that came at all. (Not to the kill: while
/// a busy machine lets the process wait, nothing comes, and nothing can be lost.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Loss {
    pub(crate) micros: u64,
}

/// The worst loss of all answers, or what is wrong. `script` says what an answer was going to say, reasoning first.
pub(crate) fn judge(facts: &Facts, saved: &[Answer], script: impl Fn(&Answer) -> Vec<char>) -> Result<Loss, String> {
    for (id, known) in &facts.answers {
        if (known.asked || known.done) && !saved.iter().any(|answer| answer.id == *id) {
            return Err(format!("answer {id} was committed and is gone"));
        }
    }
    let unheard = Known::default();
    let losses = saved.iter().map(|answer| {
        let known = facts.answers.get(&answer.id).unwrap_or(&unheard);
        one(answer, known, &script(answer), facts.last_came)
            .map_err(|wrong| format!("answer {} {:?}: {wrong}", answer.id, answer.state))
    });
    losses
        .collect::<Result<Vec<_>, _>>()
        .map(|all| all.into_iter().max().unwrap_or_default())
}

fn one(answer: &Answer, known: &Known, script: &[char], last_came: u64) -> Result<Loss, String> {
    if let Some(settled) = &known.settled {
        return if settled == answer {
            Ok(Loss::default())
        } else {
            Err("changed after it had ended".into())
        };
    }
    let found = characters(answer);
    if !script.starts_with(&found) {
        return Err(format!("{} characters, not as they came", found.len()));
    }
    if found.len() < known.committed {
        return Err(format!(
            "{} characters found, {} were committed",
            found.len(),
            known.committed
        ));
    }
    ended_truly(answer, known, found.len() == script.len())?;
    let loss = lost(known, found.len(), last_came);
    if loss.micros > MOST_LOST {
        return Err(format!("the last {} ms of stream are lost", loss.micros / 1_000));
    }
    Ok(loss)
}

/// Done if that was said, else cut off; or done with all its text, if death came between the commit and the word.
fn ended_truly(answer: &Answer, known: &Known, whole: bool) -> Result<(), String> {
    match answer.state {
        AnswerState::Done if whole => Ok(()),
        AnswerState::Done => Err("done without all of its text".into()),
        _ if known.done => Err("was acknowledged as done".into()),
        _ if is_cut_off(answer) => Ok(()),
        _ => Err("neither done nor cut off".into()),
    }
}

fn lost(known: &Known, found: usize, last_came: u64) -> Loss {
    let oldest = known.deltas.iter().find(|(characters, _)| *characters > found);
    Loss {
        micros: oldest.map_or(0, |(_, came)| last_came - came),
    }
}
