//! The write transaction passed to the work of [`crate::Store::write`]. Its methods are in `table/`.

use rusqlite::{Connection, Transaction};

use crate::{DataDir, Owner, StoreError};

/// An open write transaction: all of it is committed, or nothing.
pub struct Writer<'s> {
    tx: Transaction<'s>,
    dir: &'s DataDir,
    owner: &'s mut Option<Owner>,
}

impl<'s> Writer<'s> {
    pub(crate) fn new(tx: Transaction<'s>, dir: &'s DataDir, owner: &'s mut Option<Owner>) -> Self {
        Self { tx, dir, owner }
    }

    pub(crate) fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit()?)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.tx
    }

    pub(crate) fn dir(&self) -> &DataDir {
        self.dir
    }

    /// Returns the name of this store's owner, claimed with the first running answer: a process without any needs none.
    pub(crate) fn owner_name(&mut self) -> Result<&str, StoreError> {
        if self.owner.is_none() {
            *self.owner = Some(Owner::claim(self.dir)?);
        }
        Ok(self.owner.as_ref().map_or("", Owner::name))
    }
}
