//! Markdown to sanitised HTML blocks, incrementally.
