//! The offline demo server; the same server, scripted, is the mock for tests.
