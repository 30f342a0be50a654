//! Figures of several answers beside each other: rows, sums, what is best, and tokens over time.

use chat::{Answer, AnswerState, Charge, ConversationId, Failure, FinishReason, Metrics, Tab, TurnId};

use crate::{
    Engine,
    endpoints::list::Endpoints,
    session::live::{LiveConversation, LiveRequest},
    view::{Best, FigureRow, FiguresView, Marked, Point, Together},
};

impl Engine {
    /// The figures of one turn, or of the whole conversation.
    pub async fn figures(&self, id: ConversationId, turn: Option<TurnId>) -> Result<FiguresView, Failure> {
        let endpoints = self.endpoints();
        self.read(id, |live| live.figures(turn, &endpoints)).await
    }
}

impl LiveConversation {
    fn figures(&self, turn: Option<TurnId>, endpoints: &Endpoints) -> FiguresView {
        let open = self.conversation.tabs.iter().filter(|tab| !tab.closed);
        let rows = (1..).zip(open).filter_map(|(ordinal, tab)| {
            let mut answers = self.conversation.path(tab.id);
            answers.retain(|answer| turn.is_none_or(|turn| answer.turn == turn));
            self.figure_row(ordinal, tab, &answers, turn.is_some(), endpoints)
        });
        let mut rows: Vec<FigureRow> = rows.collect();
        mark_best(&mut rows);
        let together = together(&rows, turn.is_some());
        FiguresView { rows, together }
    }

    fn figure_row(
        &self,
        ordinal: u32,
        tab: &Tab,
        answers: &[&Answer],
        series: bool,
        endpoints: &Endpoints,
    ) -> Option<FigureRow> {
        let newest = answers.last()?;
        let metrics = |answer: &&Answer| answer.metrics(self.request(answer.id).map(LiveRequest::elapsed_ms));
        let all: Vec<Metrics> = answers.iter().map(metrics).collect();
        let written: Vec<Option<u64>> = all.iter().map(written).collect();
        Some(FigureRow {
            tab: tab.id,
            ordinal,
            model: tab.model.clone(),
            endpoint_name: endpoints.name(tab.endpoint),
            answers: u32::try_from(answers.len()).unwrap_or(u32::MAX),
            whole: u32::try_from(answers.iter().filter(|answer| is_whole(answer)).count()).unwrap_or(u32::MAX),
            state: newest.state,
            finish: newest.segments.last().and_then(|segment| segment.finish.clone()),
            first_text_ms: mean(all.iter().map(|m| m.first_text_ms)),
            first_reasoning_ms: mean(all.iter().map(|m| m.first_reasoning_ms)),
            duration_ms: mean(all.iter().map(|m| m.duration_ms)),
            tokens_per_second: mean_speed(&all),
            input: sum(all.iter().map(|m| m.usage.prompt_tokens)),
            output: sum(written.iter().copied()),
            thinking: sum(all.iter().map(|m| m.usage.reasoning_tokens)),
            input_is_whole: all.iter().all(|m| m.usage.prompt_tokens.is_some()),
            output_is_whole: written.iter().all(Option::is_some),
            about: all.iter().any(|m| m.estimated),
            charge: all.iter().map(|m| m.charge).reduce(Charge::plus).unwrap_or_default(),
            length: answers.iter().map(|answer| answer.text().chars().count() as u64).sum(),
            best: Vec::new(),
            series: if series {
                points(newest, written.last().copied().flatten())
            } else {
                Vec::new()
            },
            thinking_until_ms: all
                .last()
                .filter(|m| series && m.first_reasoning_ms < m.first_text_ms)
                .and_then(|m| m.first_text_ms),
        })
    }
}

/// Ended by the model itself.
fn is_whole(answer: &Answer) -> bool {
    let finish = answer.segments.last().and_then(|segment| segment.finish.as_ref());
    answer.state == AnswerState::Done && finish != Some(&FinishReason::Length)
}

/// Tokens written, as reported, else about.
fn written(metrics: &Metrics) -> Option<u64> {
    metrics.about_tokens.or(metrics.usage.completion_tokens)
}

fn sum(values: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    values.flatten().reduce(u64::saturating_add)
}

fn mean(values: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    let known: Vec<u64> = values.flatten().collect();
    let all = known.iter().copied().reduce(u64::saturating_add)?;
    Some(all / known.len() as u64)
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand answers at most")]
fn mean_speed(all: &[Metrics]) -> Option<f64> {
    let known: Vec<f64> = all.iter().filter_map(|metrics| metrics.tokens_per_second).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// Bytes over time as tokens over time: the tokens of the whole answer, in the measure its bytes came.
fn points(answer: &Answer, tokens: Option<u64>) -> Vec<Point> {
    let mut counts: Vec<(u64, u64)> = Vec::new();
    let (mut before_ms, mut before) = (0_u64, 0_u64);
    for segment in &answer.segments {
        let duration = segment.timing.duration_ms.unwrap_or(0);
        let shifted = segment
            .pace
            .counts()
            .map(|(ms, bytes)| (before_ms + ms.min(duration), before + bytes));
        counts.extend(shifted);
        before_ms = before_ms.saturating_add(duration);
        before = counts.last().map_or(before, |(_, bytes)| *bytes);
    }
    let (Some(tokens), Some(&(_, whole))) = (tokens, counts.last()) else {
        return Vec::new();
    };
    let share = |bytes: u64| u128::from(tokens) * u128::from(bytes) / u128::from(whole.max(1));
    let point = |(ms, bytes): (u64, u64)| Point {
        ms,
        tokens: u64::try_from(share(bytes)).unwrap_or(u64::MAX),
    };
    counts.into_iter().map(point).collect()
}

/// Marks what is best among final figures of the same kind: of whole answers, as many in each row.
fn mark_best(rows: &mut [FigureRow]) {
    let most = rows.iter().map(|row| row.answers).max().unwrap_or(0);
    let counts = |row: &&mut FigureRow| row.whole == row.answers && row.answers == most;
    for (best, value) in [
        (
            Best::FirstText,
            (|row| row.first_text_ms) as fn(&FigureRow) -> Option<u64>,
        ),
        (Best::Duration, |row| row.duration_ms),
        (Best::Speed, slowness),
        (Best::Cost, cost),
    ] {
        let mut known: Vec<(u64, &mut FigureRow)> = rows
            .iter_mut()
            .filter(counts)
            .filter_map(|row| value(row).map(|value| (value, row)))
            .collect();
        let least = known.iter().map(|(value, _)| *value).min();
        let differ = known.iter().any(|(value, _)| Some(*value) != least);
        let of = u32::try_from(known.len()).unwrap_or(u32::MAX);
        if of > 1 && differ {
            for (_, row) in known.iter_mut().filter(|(value, _)| Some(*value) == least) {
                row.best.push(Marked { best, of });
            }
        }
    }
}

/// Less is faster. An estimate is not compared.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a speed is positive and small"
)]
fn slowness(row: &FigureRow) -> Option<u64> {
    let speed = row.tokens_per_second.filter(|speed| !row.about && *speed > 0.0)?;
    Some((1e12 / speed) as u64)
}

fn cost(row: &FigureRow) -> Option<u64> {
    match row.charge {
        Charge::Known { cost, .. } => Some(cost.0),
        _ => None,
    }
}

fn together(rows: &[FigureRow], of_turn: bool) -> Together {
    let costs = rows.iter().filter_map(cost);
    Together {
        duration_ms: rows.iter().filter_map(|row| row.duration_ms).max().filter(|_| of_turn),
        input: sum(rows.iter().map(|row| row.input)),
        output: sum(rows.iter().map(|row| row.output)),
        thinking: sum(rows.iter().map(|row| row.thinking)),
        input_is_whole: rows.iter().all(|row| row.input_is_whole),
        output_is_whole: rows.iter().all(|row| row.output_is_whole),
        about: rows.iter().any(|row| row.about),
        cost: costs.map(chat::Cost).reduce(chat::Cost::plus),
        cost_is_whole: rows.iter().all(|row| cost(row).is_some()),
    }
}
