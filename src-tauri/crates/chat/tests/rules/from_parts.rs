//! A conversation from outside is taken whole or refused with what is wrong with its tree.

use chat::{
    Answer, AnswerId, AnswerState, Attached, BrokenTree, Context, Conversation, ConversationId, ConversationParts,
    EndpointId, Parameters, Tab, TabId, Turn, TurnId,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use uuid::Uuid;

const MISSING: Uuid = Uuid::from_u128(0xdead);

fn uuid(kind: u128, number: usize) -> Uuid {
    Uuid::from_u128((kind << 64) | number as u128)
}

fn tab(number: usize, head: Option<AnswerId>) -> Tab {
    Tab {
        id: TabId(uuid(1, number)),
        endpoint: EndpointId(Uuid::nil()),
        model: "m".into(),
        parameters: Parameters::default(),
        head,
        name: None,
        closed: false,
        closing: 0,
    }
}

fn turn(number: usize, edits: Option<TurnId>) -> Turn {
    Turn {
        id: TurnId(uuid(2, number)),
        prompt: "Why?".into(),
        created_ms: 0,
        edits,
        attached: Attached::default(),
    }
}

fn answer(number: usize, turn: TurnId, tab: TabId, parent: Option<AnswerId>) -> Answer {
    Answer {
        id: AnswerId(uuid(3, number)),
        turn,
        tab,
        parent,
        endpoint: EndpointId(Uuid::nil()),
        model: "m".into(),
        state: AnswerState::Done,
        segments: Vec::new(),
        failure: None,
        retry: None,
        created_ms: 0,
    }
}

/// An earlier one of what was made so far, or none.
fn earlier(pick: Index, count: usize) -> Option<usize> {
    pick.index(count + 1).checked_sub(1)
}

prop_compose! {
    /// Any valid tree of up to 4 tabs, 6 turns and 12 answers, listed in any order.
    fn parts()(
        tabs in vec(any::<Index>(), 1..4),
        turns in vec(any::<Index>(), 1..6),
        answers in vec(any::<[Index; 3]>(), 1..12),
        turned in any::<bool>(),
    ) -> ConversationParts {
        let heads = tabs.iter().map(|pick| earlier(*pick, answers.len()).map(|at| AnswerId(uuid(3, at))));
        let tabs: Vec<Tab> = heads.enumerate().map(|(at, head)| tab(at, head)).collect();
        let edits = turns.iter().enumerate().map(|(at, pick)| (at, earlier(*pick, at).map(|at| TurnId(uuid(2, at)))));
        let mut turns: Vec<Turn> = edits.map(|(at, edits)| turn(at, edits)).collect();
        let each = answers.iter().enumerate();
        let mut answers: Vec<Answer> = each
            .map(|(at, [of, asked, parent])| {
                let parent = earlier(*parent, at).map(|at| AnswerId(uuid(3, at)));
                answer(at, of.get(&turns).id, asked.get(&tabs).id, parent)
            })
            .collect();
        if turned {
            turns.reverse();
            answers.reverse();
        }
        ConversationParts {
            id: ConversationId(Uuid::nil()),
            title: "Sky".into(),
            created_ms: 1,
            updated_ms: 2,
            context: Context::All,
            tabs,
            turns,
            answers,
        }
    }
}

/// One way to damage a tree.
#[derive(Clone, Copy, Debug)]
enum Damage {
    DuplicateTab,
    DuplicateTurn,
    DuplicateAnswer,
    Turn,
    Tab,
    Parent,
    Head,
    Edit,
    AnswerCycle,
    EditCycle,
}

fn damage() -> impl Strategy<Value = Damage> {
    use Damage as D;
    proptest::sample::select(vec![
        D::DuplicateTab,
        D::DuplicateTurn,
        D::DuplicateAnswer,
        D::Turn,
        D::Tab,
        D::Parent,
        D::Head,
        D::Edit,
        D::AnswerCycle,
        D::EditCycle,
    ])
}

/// Damages one thing, and says how that is to be reported; a cycle may be reported from any of its members.
fn broken(parts: &mut ConversationParts, damage: Damage, pick: Index) -> Option<BrokenTree> {
    let (tab, turn) = (pick.index(parts.tabs.len()), pick.index(parts.turns.len()));
    let at = pick.index(parts.answers.len());
    let answer = parts.answers[at].id;
    Some(match damage {
        Damage::DuplicateTab => {
            parts.tabs.push(parts.tabs[tab].clone());
            BrokenTree::DuplicateTab(parts.tabs[tab].id)
        }
        Damage::DuplicateTurn => {
            parts.turns.push(parts.turns[turn].clone());
            BrokenTree::DuplicateTurn(parts.turns[turn].id)
        }
        Damage::DuplicateAnswer => {
            parts.answers.push(parts.answers[at].clone());
            BrokenTree::DuplicateAnswer(answer)
        }
        Damage::Turn => {
            parts.answers[at].turn = TurnId(MISSING);
            let turn = TurnId(MISSING);
            BrokenTree::UnknownTurn { answer, turn }
        }
        Damage::Tab => {
            parts.answers[at].tab = TabId(MISSING);
            let tab = TabId(MISSING);
            BrokenTree::UnknownTab { answer, tab }
        }
        Damage::Parent => {
            let parent = AnswerId(MISSING);
            parts.answers[at].parent = Some(parent);
            BrokenTree::UnknownParent { answer, parent }
        }
        Damage::Head => {
            let head = AnswerId(MISSING);
            parts.tabs[tab].head = Some(head);
            let tab = parts.tabs[tab].id;
            BrokenTree::UnknownHead { tab, head }
        }
        Damage::Edit => {
            let edits = TurnId(MISSING);
            parts.turns[turn].edits = Some(edits);
            let turn = parts.turns[turn].id;
            BrokenTree::UnknownEdit { turn, edits }
        }
        Damage::AnswerCycle => {
            // The root of its path comes to follow it.
            let parent = |id| parts.answers.iter().find(|one| one.id == id).and_then(|one| one.parent);
            let root = std::iter::successors(Some(answer), |id| parent(*id)).last();
            let root = parts.answers.iter_mut().find(|one| Some(one.id) == root);
            root.expect("a root").parent = Some(answer);
            return None;
        }
        Damage::EditCycle => {
            parts.turns[turn].edits = Some(parts.turns[turn].id);
            return None;
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_tree_is_taken_as_it_is(parts in parts()) {
        let taken = Conversation::from_parts(parts.clone()).expect("a valid tree");
        prop_assert_eq!(taken.tabs, parts.tabs);
        prop_assert_eq!(taken.turns.into_values().collect::<Vec<_>>(), parts.turns);
        prop_assert_eq!(taken.answers.into_values().collect::<Vec<_>>(), parts.answers);
    }

    #[test]
    fn a_damaged_tree_is_refused_with_what_is_wrong(mut parts in parts(), damage in damage(), pick in any::<Index>()) {
        let expected = broken(&mut parts, damage, pick);
        let error = Conversation::from_parts(parts).expect_err("a damaged tree");
        match expected {
            Some(expected) => prop_assert_eq!(error, expected),
            None => prop_assert!(
                matches!(error, BrokenTree::AnswerCycle(_) | BrokenTree::EditCycle(_)),
                "{:?}: {}", damage, error
            ),
        }
    }
}
