//! The OpenAI-compatible protocol: bodies, SSE, lenient reading, errors and transport.
