//! Table `segments`: the text of answers in plain columns, so that it can be searched, and the terms of each request.

use chat::{Answer, AnswerId, Cost, Pace, Price, PriceSource, Rate, Reported, Segment, Served};
use indexmap::IndexMap;
use rusqlite::{Connection, Row, named_params, params};
use serde::Deserialize;

use super::scope::AnswerScope;
use crate::StoreError;
use crate::column::{Json, Unsigned, Word};
use crate::migration::Migration;
use crate::stored::{StoredCitation, StoredTiming, StoredUsage};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE segments (
              seq INTEGER PRIMARY KEY,
              answer BLOB NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
              position INTEGER NOT NULL,
              text TEXT NOT NULL,
              reasoning TEXT NOT NULL,
              citations TEXT NOT NULL,
              finish TEXT,
              usage TEXT,
              served TEXT NOT NULL,
              timing TEXT NOT NULL,
              UNIQUE (answer, position)
          ) STRICT;",
    ),
    Migration::sql(
        6,
        "ALTER TABLE segments ADD COLUMN served_model TEXT;
          ALTER TABLE segments ADD COLUMN served_fingerprint TEXT;
          ALTER TABLE segments ADD COLUMN served_response_id TEXT;
          ALTER TABLE segments ADD COLUMN served_request_id TEXT;
          ALTER TABLE segments ADD COLUMN served_created INTEGER;
          ALTER TABLE segments ADD COLUMN reported_speed_milli INTEGER;
          ALTER TABLE segments ADD COLUMN reported_cost INTEGER;
          ALTER TABLE segments ADD COLUMN price_source TEXT;
          ALTER TABLE segments ADD COLUMN price_input INTEGER;
          ALTER TABLE segments ADD COLUMN price_output INTEGER;
          ALTER TABLE segments ADD COLUMN price_cached INTEGER;
          ALTER TABLE segments ADD COLUMN price_cache_write INTEGER;
          ALTER TABLE segments ADD COLUMN price_reasoning INTEGER;
          ALTER TABLE segments ADD COLUMN price_request INTEGER;
          ALTER TABLE segments ADD COLUMN dropped TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE segments ADD COLUMN pace_step_ms INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE segments ADD COLUMN pace_bytes TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE segments ADD COLUMN earlier_left_out INTEGER NOT NULL DEFAULT 0;",
    ),
    Migration::code(6, unpack_served),
];

/// The JSON column `served` as it was before schema 6.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ServedBefore6 {
    model: Option<String>,
    fingerprint: Option<String>,
    response_id: Option<String>,
    request_id: Option<String>,
    created: Option<i64>,
    reported: ReportedBefore6,
    price: Option<PriceBefore6>,
    dropped: Vec<String>,
    pace: PaceBefore6,
    earlier_left_out: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReportedBefore6 {
    speed_milli: Option<u64>,
    cost: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PriceBefore6 {
    input: Option<u64>,
    output: Option<u64>,
    cached: Option<u64>,
    cache_write: Option<u64>,
    reasoning: Option<u64>,
    request: Option<u64>,
    source: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PaceBefore6 {
    step_ms: u64,
    bytes: Vec<u64>,
}

/// Moves the members of the JSON column `served` into columns and drops it. A damaged value leaves its columns empty:
/// an error here would lock the person out of all their chats.
fn unpack_served(connection: &Connection) -> Result<(), StoreError> {
    let mut all = connection.prepare("SELECT seq, served FROM segments")?;
    let mut rows = all.query([])?;
    let mut unreadable = 0_u32;
    while let Some(row) = rows.next()? {
        let (seq, served): (i64, String) = (row.get("seq")?, row.get("served")?);
        match serde_json::from_str::<ServedBefore6>(&served) {
            Ok(served) => write_unpacked(connection, seq, &served)?,
            Err(_) => unreadable += 1,
        }
    }
    drop(rows);
    drop(all);
    if unreadable > 0 {
        tracing::warn!(
            unreadable,
            "values of the old column served cannot be read and are left out"
        );
    }
    Ok(connection.execute_batch("ALTER TABLE segments DROP COLUMN served;")?)
}

fn write_unpacked(connection: &Connection, seq: i64, served: &ServedBefore6) -> Result<(), StoreError> {
    let rate = |of: fn(&PriceBefore6) -> Option<u64>| served.price.as_ref().and_then(of).map(Unsigned);
    let source = |price: &PriceBefore6| price.source.clone().unwrap_or_else(|| "list".to_owned());
    connection
        .prepare_cached(
            "UPDATE segments SET
                 served_model = :model, served_fingerprint = :fingerprint, served_response_id = :response_id,
                 served_request_id = :request_id, served_created = :created, reported_speed_milli = :speed_milli,
                 reported_cost = :cost, price_source = :source, price_input = :input, price_output = :output,
                 price_cached = :cached, price_cache_write = :cache_write, price_reasoning = :reasoning,
                 price_request = :request, dropped = :dropped, pace_step_ms = :step_ms, pace_bytes = :bytes,
                 earlier_left_out = :left_out
             WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":seq": seq,
            ":model": served.model,
            ":fingerprint": served.fingerprint,
            ":response_id": served.response_id,
            ":request_id": served.request_id,
            ":created": served.created,
            ":speed_milli": served.reported.speed_milli.map(Unsigned),
            ":cost": served.reported.cost.map(Unsigned),
            ":source": served.price.as_ref().map(source),
            ":input": rate(|price| price.input),
            ":output": rate(|price| price.output),
            ":cached": rate(|price| price.cached),
            ":cache_write": rate(|price| price.cache_write),
            ":reasoning": rate(|price| price.reasoning),
            ":request": rate(|price| price.request),
            ":dropped": Json(&served.dropped),
            ":step_ms": Unsigned(served.pace.step_ms),
            ":bytes": Json(&served.pace.bytes),
            ":left_out": served.earlier_left_out,
        })?;
    Ok(())
}

/// Replaces the rows of an answer with its segments. A segment keeps its row, which a search index will reference.
pub(super) fn save(connection: &Connection, answer: &Answer) -> Result<(), StoreError> {
    for (position, segment) in (0_i64..).zip(&answer.segments) {
        save_one(connection, answer.id, position, segment)?;
    }
    let count = i64::try_from(answer.segments.len()).unwrap_or(i64::MAX);
    connection
        .prepare_cached("DELETE FROM segments WHERE answer = ?1 AND position >= ?2")?
        .execute(params![answer.id.0, count])?;
    Ok(())
}

fn save_one(connection: &Connection, answer: AnswerId, position: i64, segment: &Segment) -> Result<(), StoreError> {
    let price = segment.price.unwrap_or_default();
    let rate = |rate: Option<Rate>| rate.map(|rate| Unsigned(rate.0));
    let citations: Vec<StoredCitation> = segment.citations.iter().map(StoredCitation::from).collect();
    connection.prepare_cached(UPSERT)?.execute(named_params! {
        ":answer": answer.0,
        ":position": position,
        ":text": segment.text,
        ":reasoning": segment.reasoning,
        ":citations": Json(citations),
        ":finish": segment.finish.clone().map(Word),
        ":usage": segment.usage.map(|usage| Json(StoredUsage::from(usage))),
        ":timing": Json(StoredTiming::from(segment.timing)),
        ":served_model": segment.served.model,
        ":served_fingerprint": segment.served.fingerprint,
        ":served_response_id": segment.served.response_id,
        ":served_request_id": segment.served.request_id,
        ":served_created": segment.served.created,
        ":reported_speed_milli": segment.reported.speed_milli.map(Unsigned),
        ":reported_cost": segment.reported.cost.map(|cost| Unsigned(cost.0)),
        ":price_source": segment.price.map(|price| Word(price.source)),
        ":price_input": rate(price.input),
        ":price_output": rate(price.output),
        ":price_cached": rate(price.cached),
        ":price_cache_write": rate(price.cache_write),
        ":price_reasoning": rate(price.reasoning),
        ":price_request": rate(price.request),
        ":dropped": Json(&segment.dropped),
        ":pace_step_ms": Unsigned(segment.pace.step_ms()),
        ":pace_bytes": Json(segment.pace.bytes()),
        ":earlier_left_out": segment.earlier_left_out,
    })?;
    Ok(())
}

const UPSERT: &str = "INSERT INTO segments (answer, position, text, reasoning, citations, finish, usage, timing,
        served_model, served_fingerprint, served_response_id, served_request_id, served_created,
        reported_speed_milli, reported_cost, price_source, price_input, price_output, price_cached, price_cache_write,
        price_reasoning, price_request, dropped, pace_step_ms, pace_bytes, earlier_left_out)
    VALUES (:answer, :position, :text, :reasoning, :citations, :finish, :usage, :timing,
        :served_model, :served_fingerprint, :served_response_id, :served_request_id, :served_created,
        :reported_speed_milli, :reported_cost, :price_source, :price_input, :price_output, :price_cached,
        :price_cache_write, :price_reasoning, :price_request, :dropped, :pace_step_ms, :pace_bytes, :earlier_left_out)
    ON CONFLICT (answer, position) DO UPDATE SET text = excluded.text, reasoning = excluded.reasoning,
        citations = excluded.citations, finish = excluded.finish, usage = excluded.usage, timing = excluded.timing,
        served_model = excluded.served_model, served_fingerprint = excluded.served_fingerprint,
        served_response_id = excluded.served_response_id, served_request_id = excluded.served_request_id,
        served_created = excluded.served_created, reported_speed_milli = excluded.reported_speed_milli,
        reported_cost = excluded.reported_cost, price_source = excluded.price_source,
        price_input = excluded.price_input, price_output = excluded.price_output,
        price_cached = excluded.price_cached, price_cache_write = excluded.price_cache_write,
        price_reasoning = excluded.price_reasoning, price_request = excluded.price_request,
        dropped = excluded.dropped, pace_step_ms = excluded.pace_step_ms, pace_bytes = excluded.pace_bytes,
        earlier_left_out = excluded.earlier_left_out";

/// Reads the segments of each answer into it.
pub(super) fn read(
    connection: &Connection,
    scope: AnswerScope,
    answers: &mut IndexMap<AnswerId, Answer>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(match scope {
        AnswerScope::Answer(_) => "SELECT * FROM segments WHERE answer = ?1 ORDER BY position",
        AnswerScope::Conversation(_) => {
            "SELECT * FROM segments WHERE answer IN (SELECT id FROM answers WHERE conversation = ?1)
             ORDER BY answer, position"
        }
    })?;
    let mut rows = statement.query([scope.id()])?;
    while let Some(row) = rows.next()? {
        if let Some(answer) = answers.get_mut(&AnswerId(row.get("answer")?)) {
            answer.segments.push(segment(row)?);
        }
    }
    Ok(())
}

fn segment(row: &Row<'_>) -> rusqlite::Result<Segment> {
    let citations = row.get::<_, Json<Vec<StoredCitation>>>("citations")?.0;
    let step_ms = row.get::<_, Unsigned>("pace_step_ms")?.0;
    Ok(Segment {
        text: row.get("text")?,
        reasoning: row.get("reasoning")?,
        citations: citations.into_iter().map(Into::into).collect(),
        finish: row.get::<_, Option<Word<_>>>("finish")?.map(|word| word.0),
        usage: row
            .get::<_, Option<Json<StoredUsage>>>("usage")?
            .map(|json| json.0.into()),
        timing: row.get::<_, Json<StoredTiming>>("timing")?.0.into(),
        served: Served {
            model: row.get("served_model")?,
            fingerprint: row.get("served_fingerprint")?,
            response_id: row.get("served_response_id")?,
            request_id: row.get("served_request_id")?,
            created: row.get("served_created")?,
        },
        reported: Reported {
            speed_milli: unsigned(row, "reported_speed_milli")?,
            cost: unsigned(row, "reported_cost")?.map(Cost),
        },
        price: price(row)?,
        dropped: row.get::<_, Json<_>>("dropped")?.0,
        pace: Pace::from_counts(step_ms, row.get::<_, Json<Vec<u64>>>("pace_bytes")?.0),
        earlier_left_out: row.get("earlier_left_out")?,
        ..Segment::default()
    })
}

/// Reads the price. `None` without a source: a price can be known to have no rates.
fn price(row: &Row<'_>) -> rusqlite::Result<Option<Price>> {
    let Some(source) = row.get::<_, Option<Word<PriceSource>>>("price_source")? else {
        return Ok(None);
    };
    let rate = |column| Ok::<_, rusqlite::Error>(unsigned(row, column)?.map(Rate));
    Ok(Some(Price {
        input: rate("price_input")?,
        output: rate("price_output")?,
        cached: rate("price_cached")?,
        cache_write: rate("price_cache_write")?,
        reasoning: rate("price_reasoning")?,
        request: rate("price_request")?,
        source: source.0,
    }))
}

fn unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<u64>> {
    Ok(row.get::<_, Option<Unsigned>>(column)?.map(|value| value.0))
}
