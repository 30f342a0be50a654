//! `juxta ask`.
mod print;
mod prompt;
