#!/usr/bin/python3
"""Adds empty conversations older than all others to a data folder: older_chats.py FOLDER COUNT. The app must not be running."""
import sqlite3
import sys
import uuid
from pathlib import Path

[database] = Path(sys.argv[1]).glob("*.sqlite3")
store = sqlite3.connect(database)
(oldest,) = store.execute("SELECT min(updated_ms) FROM conversations").fetchone()
rows = [(uuid.uuid4().bytes, f"Older chat {each}", oldest - each * 60_000) for each in range(1, int(sys.argv[2]) + 1)]
store.executemany("INSERT INTO conversations (id, title, created_ms, updated_ms) VALUES (?1, ?2, ?3, ?3)", rows)
store.commit()
store.close()
