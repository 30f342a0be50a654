//! One write transaction, as handed to the work inside [`crate::Store::write`]. What it can write is in `table/`.

use rusqlite::{Connection, Transaction};

use crate::{DataDir, Owner, StoreError};

/// An open write transaction. Everything done through it is kept, or nothing.
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

    /// The name of this store's owner, claimed when the first answer is run: a process that runs none needs none.
    pub(crate) fn owner_name(&mut self) -> Result<&str, StoreError> {
        if self.owner.is_none() {
            *self.owner = Some(Owner::claim(self.dir)?);
        }
        Ok(self.owner.as_ref().map_or("", Owner::name))
    }
}
