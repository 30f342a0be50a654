//! One step of one table from a schema version to the next.

use rusqlite::Connection;

use crate::StoreError;

/// A table's step to a schema version. Never change a released step: add one.
pub(crate) struct Migration {
    /// The schema version it leads to.
    pub(crate) to: i64,
    step: Step,
}

enum Step {
    Sql(&'static str),
    Code(fn(&Connection) -> Result<(), StoreError>),
}

impl Migration {
    /// A step written in SQL.
    pub(crate) const fn sql(to: i64, sql: &'static str) -> Self {
        Self {
            to,
            step: Step::Sql(sql),
        }
    }

    /// A step that SQL alone cannot take.
    pub(crate) const fn code(to: i64, code: fn(&Connection) -> Result<(), StoreError>) -> Self {
        Self {
            to,
            step: Step::Code(code),
        }
    }

    /// Runs the step inside the caller's transaction.
    pub(crate) fn run(&self, connection: &Connection) -> Result<(), StoreError> {
        match self.step {
            Step::Sql(sql) => Ok(connection.execute_batch(sql)?),
            Step::Code(code) => code(connection),
        }
    }
}
