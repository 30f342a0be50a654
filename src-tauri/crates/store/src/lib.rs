//! SQLite: conversations, endpoints, settings and the journal of running answers.
