//! The schema version, and migrating from one to the next.

use rusqlite::{Connection, TransactionBehavior};

use crate::migration::Migration;
use crate::{StoreError, table};

/// The newest schema this build knows; `user_version` of the database.
pub const SCHEMA_VERSION: i64 = 6;

/// `application_id` of the database: "Jxta".
pub(crate) const APPLICATION_ID: i64 = 0x4a78_7461;

/// The kind of database found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing yet.
    Fresh,
    /// Ours, of an older schema.
    Older,
    /// Ours, of this build's schema.
    Current,
    /// Ours, of a schema of this number, which this build does not know.
    Newer(i64),
    /// Somebody else's.
    Foreign,
}

/// Reads the kind of a database without changing it, in one snapshot: another process may be creating it.
pub(crate) fn find(connection: &Connection) -> Result<Found, StoreError> {
    let tx = connection.unchecked_transaction()?;
    let number = |sql| tx.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    if application == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(Found::Fresh);
    }
    Ok(classify(application, number("PRAGMA user_version")?))
}

/// Classifies the two numbers of a database that is not empty.
pub(crate) fn classify(application: i64, version: i64) -> Found {
    match version {
        _ if application != APPLICATION_ID => Found::Foreign,
        SCHEMA_VERSION => Found::Current,
        newer if newer > SCHEMA_VERSION => Found::Newer(newer),
        older if older > 0 => Found::Older,
        _ => Found::Foreign,
    }
}

/// Migrates the database to [`SCHEMA_VERSION`], all steps in one transaction. Another process may have done it
/// meanwhile.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in steps_after(version) {
        step.run(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    Ok(tx.commit()?)
}

fn steps_after(version: i64) -> Vec<&'static Migration> {
    let mut steps: Vec<_> = table::MIGRATIONS
        .iter()
        .copied()
        .flatten()
        .filter(|step| step.to > version)
        .collect();
    steps.sort_by_key(|step| step.to);
    steps
}
