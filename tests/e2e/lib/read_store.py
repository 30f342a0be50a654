#!/usr/bin/python3
"""Reads a data folder's database without the app: read_store.py FOLDER

Prints JSON: {"integrity", "foreign", "prompts": [...], "answers": [{"id", "model", "state", "text"}]}. The text is what is folded into
segments and what still stands in the journal.
"""
import json
import sqlite3
import sys
from pathlib import Path

[database] = Path(sys.argv[1]).glob("*.sqlite3")
store = sqlite3.connect(database)


def rows(query, *values):
    return store.execute(query, values).fetchall()


def text_of(answer):
    pieces = {position: text for position, text in rows("SELECT position, text FROM segments WHERE answer = ?", answer)}
    for position, text in rows("SELECT segment, text FROM journal WHERE answer = ? AND kind = 'text' ORDER BY seq", answer):
        pieces[position] = pieces.get(position, "") + text
    return "".join(text for _, text in sorted(pieces.items()))


json.dump({
    "integrity": rows("PRAGMA integrity_check")[0][0],
    "foreign": len(rows("PRAGMA foreign_key_check")),
    "prompts": [prompt for (prompt,) in rows("SELECT prompt FROM turns ORDER BY seq")],
    "answers": [{"id": bytes(answer).hex(), "model": model, "state": state, "text": text_of(answer), "prompt": prompt}
                for answer, model, state, prompt in rows("SELECT a.id, a.model, a.state, t.prompt FROM answers a JOIN turns t ON t.id = a.turn ORDER BY a.seq")],
}, sys.stdout)
