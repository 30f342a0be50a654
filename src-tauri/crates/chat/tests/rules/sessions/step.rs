//! One random thing that happens; whom it happens to is chosen by the world.

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

/// What happens. An [`Index`] picks among those it can happen to, whoever they are by then.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Open { at: Option<usize> },
    Close { tab: Index },
    Send { tabs: Vec<usize> },
    StopAll,
    Undo,
    To { whose: Whose, pick: Index, deed: Deed },
}

/// Among which answers to pick.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose {
    Running,
    Retryable,
    Continuable,
    /// Ended, with text.
    Spoken,
    /// Any at all: too late, too early, not the newest.
    Any,
}

/// What happens to an answer.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Branch,
    Regenerate,
    /// Its prompt, in the tabs at these places.
    Edit(Vec<usize>),
    /// Into the tabs at these places.
    Adopt(Vec<usize>),
    /// The tab at this place goes over to it.
    Walk(usize),
    Retry,
    Continue,
    Stop,
    Say(Said),
    End(Ended),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Said {
    Text,
    Reasoning,
    Image,
    Usage,
    Limit,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Ended {
    Complete,
    CutOff,
    Failed,
    Stopped,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let at = proptest::option::of(0..4usize);
    prop_oneof![
        1 => at.prop_map(|at| Step::Open { at }),
        1 => any::<Index>().prop_map(|tab| Step::Close { tab }),
        1 => Just(Step::StopAll),
        3 => Just(Step::Undo),
        8 => subsequence(vec![0, 1, 2, 3, 4], 1..4).prop_map(|tabs| Step::Send { tabs }),
        4 => to(Whose::Retryable, Just(Deed::Retry)),
        6 => to(Whose::Continuable, Just(Deed::Continue)),
        12 => to(Whose::Running, said()),
        8 => to(Whose::Running, ended()),
        3 => to(Whose::Running, Just(Deed::Stop)),
        16 => to(Whose::Spoken, another_way()),
        8 => to(Whose::Any, prop_oneof![
            said(), ended(), another_way(), Just(Deed::Stop), Just(Deed::Retry), Just(Deed::Continue),
            Just(Deed::Branch)
        ]),
    ]
}

fn to(whose: Whose, deed: impl Strategy<Value = Deed>) -> impl Strategy<Value = Step> {
    (any::<Index>(), deed).prop_map(move |(pick, deed)| Step::To { whose, pick, deed })
}

fn another_way() -> impl Strategy<Value = Deed> {
    let places = || subsequence(vec![0, 1, 2, 3, 4], 1..5);
    prop_oneof![
        Just(Deed::Regenerate),
        places().prop_map(Deed::Edit),
        places().prop_map(Deed::Adopt),
        (0..5usize).prop_map(Deed::Walk),
    ]
}

fn said() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => Just(Said::Text),
        2 => Just(Said::Reasoning),
        1 => Just(Said::Image),
        1 => Just(Said::Usage),
        1 => Just(Said::Limit)
    ]
    .prop_map(Deed::Say)
}

fn ended() -> impl Strategy<Value = Deed> {
    let how = prop_oneof![
        3 => Just(Ended::Complete),
        1 => Just(Ended::CutOff),
        1 => Just(Ended::Failed),
        1 => Just(Ended::Stopped),
    ];
    how.prop_map(Deed::End)
}
