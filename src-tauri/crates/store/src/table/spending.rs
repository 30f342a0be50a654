//! Table `spending`: the cost of each request, and reservations for those under way. It names no conversation, so that
//! deleting a conversation does not lower the spending that caps count.
//!
//! A row is written before its request is sent, with the worst-case cost, and gets the real cost at its end. If the
//! process dies in between, the worst case stays: the real cost is unknown.

use chat::{Caps, Cost, TurnId};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    5,
    "CREATE TABLE spending (
              id BLOB PRIMARY KEY,
              send BLOB NOT NULL,
              at_ms INTEGER NOT NULL,
              cost INTEGER NOT NULL,
              state TEXT NOT NULL
          ) STRICT;
          CREATE INDEX spending_at ON spending (at_ms);
          CREATE INDEX spending_send ON spending (send);",
)];

/// What a cap is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One prompt in all its tabs.
    Send,
    /// A day by the local calendar.
    Day,
    /// A month by the local calendar.
    Month,
}

/// A request for a reservation.
#[derive(Clone, Copy, Debug)]
pub struct Reservation {
    /// The request's, made for this.
    pub id: Uuid,
    /// The prompt it belongs to.
    pub send: TurnId,
    /// When it goes out, milliseconds since the epoch.
    pub at_ms: i64,
    /// What it may cost at worst; `None` where nothing limits its answer.
    pub worst: Option<Cost>,
    /// What its prompt alone may cost.
    pub floor: Cost,
    /// How many requests share what is left, this one included; only asked where nothing limits its answer.
    pub sharers: u64,
}

/// The outcome of a reservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// So much is set aside: its share.
    Share(Cost),
    /// It does not fit.
    Refused {
        /// Under which cap.
        period: Period,
        /// The cap.
        cap: Cost,
        /// What is left of it.
        left: Cost,
    },
}

/// The cost of a request that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Exactly this.
    Exact(Cost),
    /// At most this.
    AtMost(Cost),
    /// Nobody knows: its model has no price.
    Unpriced,
}

/// The spending of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// In all, what is set aside included.
    pub cost: Cost,
    /// Of it set aside for requests that have not ended.
    pub reserved: Cost,
    /// How many requests had no price; they are not in the sum.
    pub unpriced: u64,
}

/// The spending of today and this month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Since midnight.
    pub day: Spend,
    /// Since the first of the month.
    pub month: Spend,
    /// When the month ends, milliseconds since the epoch.
    pub month_ends_ms: i64,
}

impl Store {
    /// Reads the spending of the local day and the local month of `now_ms`, milliseconds since the epoch.
    pub fn spent(&self, now_ms: i64) -> Result<Spent, StoreError> {
        self.snapshot(|connection| {
            Ok(Spent {
                day: since(connection, local(connection, now_ms, DAY)?)?,
                month: since(connection, local(connection, now_ms, MONTH)?)?,
                month_ends_ms: local(connection, now_ms, NEXT_MONTH)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Reserves the worst-case cost of a request if every cap has room for it. Of several at once, in any process, each
    /// sees the reservations before it.
    pub fn reserve(&mut self, caps: &Caps, wanted: &Reservation) -> Result<Reserved, StoreError> {
        let Some((period, cap, left)) = self.tightest(caps, wanted)? else {
            return Ok(Reserved::Share(Cost(u64::MAX)));
        };
        let share = match wanted.worst {
            Some(worst) => worst,
            None => Cost(left.0 / wanted.sharers.max(1)),
        };
        if share > left || share < wanted.floor || (wanted.worst.is_none() && share == wanted.floor) {
            return Ok(Reserved::Refused { period, cap, left });
        }
        self.put(wanted, share, "reserved")?;
        Ok(Reserved::Share(share))
    }

    /// Replaces the reservation of a request with its cost. `None`: it cost nothing.
    pub fn settle(&mut self, wanted: &Reservation, settled: Option<Settlement>) -> Result<(), StoreError> {
        match settled {
            Some(Settlement::Exact(cost)) => self.put(wanted, cost, "exact"),
            Some(Settlement::AtMost(cost)) => self.put(wanted, cost, "at_most"),
            Some(Settlement::Unpriced) => self.put(wanted, Cost(0), "unpriced"),
            None => {
                self.connection()
                    .prepare_cached("DELETE FROM spending WHERE id = ?1")?
                    .execute([wanted.id])?;
                Ok(())
            }
        }
    }

    /// Returns the cap with the least room left. `None` without caps.
    fn tightest(&self, caps: &Caps, wanted: &Reservation) -> Result<Option<(Period, Cost, Cost)>, StoreError> {
        let connection = self.connection();
        let mut tightest: Option<(Period, Cost, Cost)> = None;
        for (period, cap) in [
            (Period::Send, caps.send),
            (Period::Day, caps.day),
            (Period::Month, caps.month),
        ] {
            let Some(cap) = cap else { continue };
            let sum = match period {
                Period::Send => of_send(connection, wanted.send)?,
                Period::Day => since(connection, local(connection, wanted.at_ms, DAY)?)?,
                Period::Month => since(connection, local(connection, wanted.at_ms, MONTH)?)?,
            };
            let left = Cost(cap.0.saturating_sub(sum.cost.0));
            if tightest.is_none_or(|(_, _, least)| left < least) {
                tightest = Some((period, cap, left));
            }
        }
        Ok(tightest)
    }

    fn put(&mut self, wanted: &Reservation, cost: Cost, state: &str) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO spending (id, send, at_ms, cost, state) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET cost = excluded.cost, state = excluded.state",
            )?
            .execute(params![
                wanted.id,
                wanted.send.0,
                wanted.at_ms,
                i64::try_from(cost.0).unwrap_or(i64::MAX),
                state
            ])?;
        Ok(())
    }
}

const DAY: &str = "SELECT CAST(strftime('%s', ?1, 'unixepoch', 'localtime', 'start of day', 'utc') AS INTEGER)";
const MONTH: &str = "SELECT CAST(strftime('%s', ?1, 'unixepoch', 'localtime', 'start of month', 'utc') AS INTEGER)";
const NEXT_MONTH: &str =
    "SELECT CAST(strftime('%s', ?1, 'unixepoch', 'localtime', 'start of month', '+1 month', 'utc') AS INTEGER)";

/// Returns a boundary of the local calendar near a time, both milliseconds since the epoch. SQLite asks the system,
/// which knows the time zone.
fn local(connection: &Connection, at_ms: i64, border: &str) -> Result<i64, StoreError> {
    let seconds: i64 = connection
        .prepare_cached(border)?
        .query_row([at_ms.div_euclid(1_000)], |row| row.get(0))?;
    Ok(seconds.saturating_mul(1_000))
}

fn since(connection: &Connection, from_ms: i64) -> Result<Spend, StoreError> {
    sum(connection, concat!(sums!(), " WHERE at_ms >= ?1"), from_ms)
}

fn of_send(connection: &Connection, send: TurnId) -> Result<Spend, StoreError> {
    sum(connection, concat!(sums!(), " WHERE send = ?1"), send.0)
}

/// Selects sums of costs in two halves, so that none overflows.
macro_rules! sums {
    () => {
        "SELECT coalesce(sum(cost >> 32), 0) AS cost_high, coalesce(sum(cost & 4294967295), 0) AS cost_low,
                coalesce(sum(iif(state = 'reserved', cost >> 32, 0)), 0) AS reserved_high,
                coalesce(sum(iif(state = 'reserved', cost & 4294967295, 0)), 0) AS reserved_low,
                coalesce(sum(state = 'unpriced'), 0) AS unpriced
         FROM spending"
    };
}
use sums;

fn sum(connection: &Connection, sql: &str, of: impl rusqlite::ToSql) -> Result<Spend, StoreError> {
    let sum = connection.prepare_cached(sql)?.query_row([of], |row| {
        Ok(Spend {
            cost: joined(row.get("cost_high")?, row.get("cost_low")?),
            reserved: joined(row.get("reserved_high")?, row.get("reserved_low")?),
            unpriced: row.get::<_, i64>("unpriced")?.unsigned_abs(),
        })
    })?;
    Ok(sum)
}

fn joined(high: i64, low: i64) -> Cost {
    let both = (i128::from(high) << 32) + i128::from(low);
    Cost(u64::try_from(both).unwrap_or(u64::MAX))
}
