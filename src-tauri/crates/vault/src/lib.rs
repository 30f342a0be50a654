//! Keys at rest: the system keyring behind a trait, and a memory vault.
